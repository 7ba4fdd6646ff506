//! Nothing that anybody types or stores makes the engine panic, hang or answer wrongly:
//!
//! 1. Fifty thousand hostile queries each get an answer whose spans cut and whose HTML is escaped.
//! 2. Sixty thousand hostile files and records, over every format, are each read or reported.
//! 3. A corpus of hostile text is indexed, found and given back.
//!
//! Inputs are seeded: a failure prints what it was.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;

use fastrand::Rng;
use wellspring::corpus::Corpus;

use crate::site::{Site, search};

const QUERIES: usize = 50_000;
const FILES_OF_EACH_FORMAT: usize = 4_000;
const RECORDS: usize = 36_000;

/// What breaks programs: syntax of every format, characters of every size, words that stemmers stumble over.
const PARTS: [&str; 64] = [
    "magnesium",
    "Sleep",
    "B12",
    "omega-3",
    "Probiotic+",
    "the",
    "ied",
    "ying",
    "'s",
    "’",
    "\"",
    "+",
    "-",
    "--",
    "---\n",
    "+++\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{ad}",
    "\u{301}",
    "é",
    "ß",
    "ﬁ",
    "日本語",
    "😀",
    "👩‍👩‍👧",
    "İ",
    "ǅ",
    "\u{0}",
    "\u{7f}",
    "<script>",
    "</p>",
    "<!--",
    "&amp;",
    "&#0;",
    "[^1]",
    "[^1]: ",
    "[1]",
    "](",
    "| a | b |\n|---|---|\n",
    "# ",
    "## ",
    "* ",
    "> ",
    "```\n",
    "{",
    "}",
    "[",
    "]",
    ":",
    "title: ",
    "\\",
    "%00",
    "AND",
    "*",
    "price: -1\n",
    "2013;68(2):189",
];

fn text(random: &mut Rng, most: usize) -> String {
    let parts = random.usize(0..=most);
    let mut text: String = (0..parts).map(|_| PARTS[random.usize(..PARTS.len())]).collect();
    if random.u8(..) == 0 {
        text = text.repeat(200);
    }
    text
}

#[test]
fn every_query_gets_an_answer() {
    let site = Site::new();
    site.article("sleep", "Sleep <b>&amp;", "Magnesium & <script>omega-3</script> 日本語 B12. İß ﬁbre.");
    site.product("p", "Probiotic+", "", "Sleep, magnesium and <i>more</i>.");
    let engine = site.built();
    let mut random = Rng::with_seed(1);
    for _ in 0..QUERIES {
        let query = text(&mut random, 12);
        let answer = search(&engine, &query);
        for hit in answer.passages {
            let fragment = &hit.passage.text[hit.snippet.fragments[0].clone()];
            assert!(hit.snippet.spans.iter().all(|span| hit.passage.text.get(span.clone()).is_some()), "{query:?}");
            assert!(!hit.snippet.html.contains("<script"), "{query:?} {fragment:?}");
        }
    }
}

#[test]
fn every_file_is_read_or_reported() {
    let mut random = Rng::with_seed(2);
    for format in ["md", "txt", "html", "json", "csv", "toml.md"] {
        let site = Site::new();
        for number in 0..FILES_OF_EACH_FORMAT {
            fs::write(site.corpus().join(format!("f{number}.{format}")), file(&mut random, format)).unwrap();
        }
        let mut seen = HashSet::new();
        for batch in Corpus::open(&site.options.corpus, None).unwrap().batches() {
            let named = batch.documents.iter().map(|document| document.id().to_string());
            let reported =
                batch.problems.iter().map(|problem| problem.path.file_name().unwrap().to_string_lossy().into_owned());
            seen.extend(named.chain(reported).map(|name| name.split('.').next().unwrap_or_default().to_owned()));
        }
        let silent = (0..FILES_OF_EACH_FORMAT).filter(|number| !seen.contains(&format!("f{number}"))).count();
        // An empty list of records, or a table of headings only, is nothing to report.
        assert!(silent == 0 || format == "json" || format == "csv", "{silent} files of {format} left no trace");
    }
}

fn file(random: &mut Rng, format: &str) -> Vec<u8> {
    let (head, body) = (text(random, 6), text(random, 40));
    let mut file = match format {
        "toml.md" => format!("+++\ntitle = \"x\"\n{head}\n+++\n{body}"),
        "md" => format!("---\ntitle: x\n{head}\n---\n{body}"),
        "html" => format!("<title>{head}</title><body><h2>x</h2>{body}"),
        "json" => format!("{{\"id\":\"x\",\"title\":{},\"text\":{}}}{head}", quoted(&head), quoted(&body)),
        "csv" => format!("id,title,text\n{head},{body}\n"),
        _ => body,
    }
    .into_bytes();
    if random.u8(..) < 16 && !file.is_empty() {
        let at = random.usize(..file.len());
        file[at] = random.u8(..);
    }
    file
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[test]
fn every_record_is_indexed_or_reported() {
    let mut site = Site::new();
    let mut random = Rng::with_seed(3);
    let mut lines = String::new();
    for number in 0..RECORDS {
        let kind = if random.bool() { "product" } else { "article" };
        let (title, body) = (quoted(&text(&mut random, 5)), quoted(&text(&mut random, 25)));
        writeln!(
            lines,
            "{{\"_id\":\"r{number}\",\"title\":{title},\"text\":{body},\"metadata\":{{\"kind\":\"{kind}\"}}}}"
        )
        .unwrap();
    }
    site.file("records.jsonl", &lines);
    site.options.skip_invalid = true;
    let report = site.build().unwrap();
    let indexed = (report.counts.articles + report.counts.products) as usize;
    let reported: HashSet<usize> = report.skipped.iter().map(|problem| problem.line).collect();
    assert_eq!(indexed + reported.len(), RECORDS, "{:?}", report.skipped.first());
    assert!(indexed > RECORDS / 2);
    let engine = site.open();
    for query in ["magnesium", "日本語", "B12", "script"] {
        assert!(search(&engine, query).total_passages > 0, "{query}");
    }
}
