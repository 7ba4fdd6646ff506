//! A corpus as a whole, hostile input and the vocabulary: properties 9 to 15.

use super::*;

#[test]
fn the_own_kind_wins_over_the_callers_and_that_over_the_folders() {
    let plain: &[u8] = br#"{"id": "plain", "title": "A", "text": "Words."}"#;
    let own: &[u8] = br#"{"id": "own", "kind": "article", "title": "A", "text": "Words."}"#;
    let folder = folder(&[("products/a.jsonl", plain), ("products/b.jsonl", own)]);
    let kinds = |kind| -> Vec<Kind> {
        read_folder(folder.path(), kind).no_problems().documents.iter().map(Document::kind).collect()
    };
    assert_eq!(kinds(None), [Kind::Product, Kind::Article]);
    assert_eq!(kinds(Some(Kind::Article)), [Kind::Article, Kind::Article]);
    assert_eq!(kinds(Some(Kind::Product)), [Kind::Product, Kind::Article]);
}

// 10. Batches.

#[test]
fn batches_are_bounded_and_account_for_their_bytes() {
    use std::fmt::Write;
    let mut lines = String::new();
    for number in 0..1000 {
        writeln!(lines, r#"{{"id": "n{number}", "title": "A", "body": "Words."}}"#).expect("a string takes all");
    }
    let folder = folder(&[("a.jsonl", lines.as_bytes()), ("b.md", b"# B\n\nWords.")]);
    let corpus = Corpus::open(&[folder.path().to_path_buf()], None).expect("it exists");
    let batches: Vec<_> = corpus.batches().collect();
    assert_eq!(corpus.files(), 2);
    assert_eq!(batches.iter().map(|batch| batch.bytes).sum::<u64>(), corpus.bytes());
    assert!(batches.iter().all(|batch| batch.documents.len() <= 256));
    let ids: Vec<String> =
        batches.iter().flat_map(|batch| &batch.documents).map(|document| document.id().to_string()).collect();
    let expected: Vec<String> = (0..1000).map(|number| format!("n{number}")).chain(["b".to_owned()]).collect();
    assert_eq!(ids, expected);
}

// 11. Files.

#[test]
fn assets_are_passed_over_and_strangers_are_not() {
    let article = "# A\n\nWords.";
    let read = read(&[
        ("a.md", article),
        (".hidden.md", article),
        ("README.md", article),
        ("LICENSE", "x"),
        ("img/a.png", "x"),
        ("vocabulary/a.md", article),
        ("ignored.docx", "x"),
        (".ignore", "ignored.docx"),
        ("b.docx", "x"),
    ]);
    assert_eq!(read.ids(), ["a"]);
    assert_eq!(
        read.problems,
        [
            "b.docx:1: cannot read .docx files; make it one of .md, .markdown, .txt, .html, .htm, .json, .jsonl, .ndjson, .csv, or name it in a .ignore file"
        ]
    );
}

#[test]
fn a_missing_path_is_named_as_given_and_as_resolved() {
    let error = Corpus::open(&[PathBuf::from("no/such/folder")], None).expect_err("it is not there");
    assert!(matches!(&error, CorpusError::Path { given, .. } if given == Path::new("no/such/folder")));
    let message = error.to_string();
    assert!(message.starts_with("cannot read the corpus at no/such/folder (that is /"), "{message}");
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = folder(&[("a.md", b"# A\n\nWords.")]);
    let corpus = Corpus::open(&[folder.path().to_path_buf(), folder.path().join("a.md")], None).expect("it exists");
    assert_eq!(corpus.files(), 1);
}

// 12. Anything at all. (Named files first: inputs that are hostile on purpose.)

#[test]
fn hostile_nesting_does_not_overflow_the_stack() {
    let deep = 100_000;
    let json = format!("{{\"id\": \"a\", \"title\": {}", "[".repeat(deep));
    let html = "<div>".repeat(20_000) + "Words.";
    let files = [
        ("a.jsonl", json.clone()),
        ("b.json", json),
        ("c.html", html),
        ("d.md", format!("# T\n\n{}x", "> ".repeat(2_000))),
        ("e.md", format!("# T\n\n{}x", "- ".repeat(2_000))),
        ("f.md", format!("---\na: {}\n---\nx", "[".repeat(deep))),
        ("g.md", format!("---\n{}\n---\nx", "- ".repeat(deep))),
        ("h.md", format!("+++\na = {}\n+++\nx", "[".repeat(deep))),
        ("i.md", format!("# T\n\n{}x{}", "*".repeat(5_000), "*".repeat(5_000))),
        ("j.md", format!("# T\n\n{}x", "[".repeat(5_000))),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, content)| (*name, content.as_str())).collect();
    read(&files);
}

const FORMATS: [&str; 7] = ["a.md", "a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "b.md"];

/// Text that looks like what the readers look for.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("---\n".to_owned()),
        Just("+++\n".to_owned()),
        Just("title: A\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("# Heading\n".to_owned()),
        Just("- item\n".to_owned()),
        Just("1. item\n  - inner\n".to_owned()),
        Just("| a | b |\n|---|---|\n| | d[^1] |\n".to_owned()),
        Just("word[^1] and [2]".to_owned()),
        Just("\n[^1]: Note. PMID 12. <https://x.org>\n".to_owned()),
        Just("References\n\n".to_owned()),
        Just("A. J Test. 2013 Feb;68(2):189.\n\n".to_owned()),
        Just("> quote\n".to_owned()),
        Just("```\ncode\n```\n".to_owned()),
        Just("<ul><li>x<table><tr><td>y</ul>".to_owned()),
        Just("<h1>t</h1><p>p<pre> q\n</pre>".to_owned()),
        Just("{\"id\": \"x\", \"title\": \"t\", \"body\": \"b\"}\n".to_owned()),
        Just("id,title,body\nx,\"t\n\",b\n".to_owned()),
        Just("\u{feff}é\u{200b}👩\u{200d}🔬\r\n".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec(fragment, 0..24).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let files = FORMATS.map(|name| (name, bytes.as_slice()));
        read_folder(folder(&files).path(), None);
    }

    #[test]
    fn every_body_keeps_its_promises(text in fragments()) {
        let titled = format!("---\ntitle: A\n---\n{text}");
        let mut files = FORMATS.map(|name| (name, text.as_bytes()));
        files[6].1 = titled.as_bytes();
        read_folder(folder(&files).path(), None);
    }

    #[test]
    fn a_field_takes_any_text_in_any_format(text in fragments(), format in prop::sample::select(vec!["text", "markdown", "html"])) {
        let record = serde_json::json!({"id": "a", "title": "A", "format": format, "body": text}).to_string();
        read(&[("a.jsonl", &record)]);
    }
}

// 13. Invisible characters.

#[test]
fn invisible_characters_are_taken_out_except_from_text_files() {
    let markdown = read(&[("a.md", "# A\u{200b}B\n\nwo\u{202e}rd\u{e0041}s&#x200b;.")]).article();
    assert_eq!((markdown.title.as_str(), markdown.body.text.as_str()), ("AB", "AB\n\nwords."));
    let json = read(&[("a.jsonl", r#"{"id": "a", "title": "A\u0000B", "body": "wo\u200brds."}"#)]).article();
    assert_eq!((json.title.as_str(), json.body.text.as_str()), ("AB", "words."));
    let text = read(&[("a.txt", "A\u{200b}B\n\nwo\u{0}rds.")]).article();
    assert_eq!(text.body.text, "A\u{200b}B\n\nwo\u{0}rds.");
}

// 14. The fingerprint.

#[test]
fn the_fingerprint_follows_the_files() {
    let folder = folder(&[("a.md", b"# A\n\nWords.")]);
    let fingerprint = |kind| Corpus::open(&[folder.path().to_path_buf()], kind).expect("it exists").fingerprint();
    let before = fingerprint(None);
    assert_eq!(before, fingerprint(None));
    assert_ne!(before, fingerprint(Some(Kind::Product)));
    fs::write(folder.path().join("a.md"), "# A\n\nMore words.").expect("written");
    assert_ne!(before, fingerprint(None));
}

#[test]
fn the_fingerprint_stays_when_the_corpus_moves() {
    let folder = folder(&[("old/a.md", b"# A\n\nWords.")]);
    let fingerprint = |name| Corpus::open(&[folder.path().join(name)], None).expect("it exists").fingerprint();
    let before = fingerprint("old");
    fs::rename(folder.path().join("old"), folder.path().join("new")).expect("renamed");
    assert_eq!(before, fingerprint("new"));
}

#[test]
fn a_record_without_an_id_has_its_other_fields_checked() {
    assert_eq!(
        problems_of(r#"{"title": "A", "body": "Words.", "tags": ["a"], "published": "soon"}"#),
        [
            "id: the record has no id; write an id such as magnesium-and-sleep",
            "published: \"soon\" is not a date; write YYYY-MM-DD, such as 2026-03-09",
        ]
    );
}

// 15. The vocabulary.

fn vocabulary_of(folder: &Path) -> Result<Vocabulary, Vec<Problem>> {
    Corpus::open(&[folder.to_path_buf()], None).expect("it exists").vocabulary(Language::English)
}

#[test]
fn the_shipped_vocabulary_is_sound() {
    let vocabulary = Vocabulary::shipped();
    assert!(vocabulary.synonyms().iter().any(|rule| rule.from.contains(&"acne".to_owned()) && rule.from == rule.to));
    assert!(vocabulary.stop_words().contains("the") && vocabulary.protected().contains("b12"));
    assert_eq!(vocabulary.digest(), Vocabulary::shipped().digest());
}

#[test]
fn a_corpus_brings_its_own_vocabulary_file_by_file() {
    let folder = folder(&[("vocabulary/synonyms.txt", b"# mine\nTummy,  Belly ache\nspots => acne, skin\n")]);
    let vocabulary = vocabulary_of(folder.path()).expect("sound");
    let rules: Vec<_> = vocabulary.synonyms().iter().map(|rule| (rule.from.join("+"), rule.to.join("+"))).collect();
    assert_eq!(
        rules,
        [("tummy+belly ache".into(), "tummy+belly ache".into()), ("spots".into(), "acne+skin".to_owned())]
    );
    assert_eq!(vocabulary.stop_words(), Vocabulary::shipped().stop_words());
    assert_ne!(vocabulary.digest(), Vocabulary::shipped().digest());
}

#[test]
fn problems_of_a_vocabulary_name_file_and_line() {
    let folder =
        folder(&[("vocabulary/synonyms.txt", b"alone\n=> x\na => b => c"), ("vocabulary/stopwords.txt", b"a")]);
    let problems = vocabulary_of(folder.path()).expect_err("not sound");
    let shown: Vec<String> =
        problems.iter().map(|problem| problem.to_string().rsplit('/').next().unwrap_or_default().to_owned()).collect();
    let help = "write a group such as acne, pimples, or one way such as blackheads => comedones";
    assert_eq!(
        shown,
        [
            format!("synonyms.txt:1: \"alone\" has no synonym; {help}"),
            format!("synonyms.txt:2: \"=> x\" has nothing on one side; {help}"),
            format!("synonyms.txt:3: \"a => b => c\" has more than one =>; {help}"),
            "stopwords.txt:1: is not a file of the vocabulary; did you mean \"stop-words.txt\"?".to_owned(),
        ]
    );
}
