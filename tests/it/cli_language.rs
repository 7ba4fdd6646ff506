//! The language of a corpus, on the command line:
//!
//! 1. It is said once, to build: who asks need not say it again.
//! 2. The corpus may say it itself, in `vocabulary/language.txt`.
//! 3. A name, a code and a tag with a region are the same; an unknown one is told with the nearest, or with all.
//! 4. Settings and corpus may not contradict each other, nor two lines of a corpus; that changes nothing.
//! 5. Nothing said is English, but never turns an index of another language into an English one.
//! 6. An index is not asked in another language than its own; said anew, it is built anew.
//! 7. An index from before there were languages is English.
//! 8. A judged collection is measured in its language.

use std::fs;

use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use crate::cli_binary::{Said, Site, article};

const LANGUAGE: &str = "corpus/vocabulary/language.txt";
/// Found in French, and not in English, by [`QUERY`].
const TEXT: &str = "Les remèdes végétaux et l'huile d'onagre.";
const QUERY: &str = "végétal";

fn french() -> Site {
    let site = Site::empty();
    site.write("corpus/articles/peau.md", &article("La peau", TEXT));
    site
}

fn refused(said: &Said, code: i32, parts: &[&str]) {
    assert_eq!(said.code, Some(code), "{said:?}");
    for part in parts {
        assert!(said.err.contains(part), "{part} is missing in {}", said.err);
    }
}

#[test]
fn it_is_said_once() {
    let site = french();
    assert!(site.ok(&["index", "--language", "french"]).contains("language   fr"));
    assert_eq!(site.found(QUERY).len(), 1);
    let related = site.json(&["related", "--text", "l'huile", "--json"]);
    assert!(related["products"].is_array());
    fs::remove_dir_all(site.path("corpus")).unwrap();
    assert_eq!(site.found(QUERY).len(), 1, "the index knows by itself");
}

#[test]
fn the_corpus_may_say_it() {
    let site = french();
    site.write(LANGUAGE, "# what we write in\n\nFrench\n");
    assert_eq!(site.json(&["index", "--json"])["language"], "fr");
    assert_eq!(site.found(QUERY).len(), 1);
    assert!(site.ok(&["index"]).contains("0 changed, 1 unchanged"));
    let mut serving = site.serve(&["--language", "fr"]);
    serving.wait_for("ready");
    assert!(!serving.logged.contains("building"), "to say the same twice is no contradiction: {}", serving.logged);
}

#[test]
fn names_codes_and_tags_are_known() {
    for name in ["french", "FRENCH", "fr", "fr-CA", "fr_FR"] {
        let site = french();
        site.write("wellspring.toml", &format!("language = '{name}'"));
        assert_eq!(site.json(&["index", "--json"])["language"], "fr", "{name}");
    }
    let site = french();
    let said = crate::cli_binary::said(site.command(&["index", "--json"]).env("WELLSPRING_LANGUAGE", "nb"));
    assert!(said.out.contains("\"language\": \"no\""), "{said:?}");
}

#[test]
fn an_unknown_language_is_told() {
    let site = french();
    refused(&site.run(&["index", "--language", "frensh"]), 2, &["frensh", "did you mean \"french\"?"]);
    refused(
        &site.run(&["index", "--language", "klingon"]),
        2,
        &["the known languages are arabic, danish, ", "turkish"],
    );
    site.write("wellspring.toml", "language = 'germann'");
    refused(&site.run(&["index"]), 2, &["wellspring.toml", "did you mean \"german\"?"]);
    fs::remove_file(site.path("wellspring.toml")).unwrap();
    site.write(LANGUAGE, "\nspansh\n");
    let help = format!("{LANGUAGE}:2: \"spansh\" is not a language that can be searched; did you mean \"spanish\"?");
    refused(&site.run(&["index"]), 1, &[&help]);
    assert_eq!(site.run(&["check"]).out.trim_end(), help);
    site.write(LANGUAGE, "# none\n");
    refused(&site.run(&["index"]), 1, &["language.txt:1: names no language; write one line, such as french"]);
}

#[test]
fn a_contradiction_changes_nothing() {
    let site = french();
    site.write(LANGUAGE, "french");
    site.ok(&["index"]);
    let before = site.index_files();
    let said = ["the settings say that the corpus is in german", "language.txt says french"];
    for command in [&["index"][..], &["search", "x"], &["--listen", "127.0.0.1:0"]] {
        refused(&site.run(&[command, &["--language", "german"]].concat()), 2, &said);
    }
    site.write(LANGUAGE, "french\nfr\ngerman\n");
    refused(&site.run(&["index"]), 1, &["language.txt:3: german is a second language beside french; "]);
    assert_eq!(site.index_files(), before);
}

#[test]
fn an_index_does_not_become_english_without_a_word() {
    let site = french();
    site.ok(&["index", "--language", "french"]);
    let before = site.index_files();
    let parts = ["the index in index is in french, and nothing says what the corpus is in", "vocabulary/language.txt"];
    refused(&site.run(&["index"]), 2, &parts);
    refused(&site.run(&["--listen", "127.0.0.1:0"]), 2, &parts);
    assert_eq!(site.index_files(), before);
    assert_eq!(site.json(&["index", "--language", "english", "--json"])["language"], "en");
    assert_eq!(site.found(QUERY).len(), 0);
    assert_eq!(site.json(&["index", "--json"])["language"], "en");
}

#[test]
fn an_index_is_not_asked_in_another_language() {
    let site = french();
    site.ok(&["index"]);
    let parts =
        ["say no other one, or rebuild it", "the index generation generation-000001 is in english, not in french"];
    refused(&site.run(&["search", QUERY, "--language", "french"]), 1, &parts);
    site.write(LANGUAGE, "french");
    refused(&site.run(&["search", QUERY]), 1, &parts);
    let mut serving = site.serve(&[]);
    serving.wait_for("ready");
    assert!(serving.logged.contains("generation-000001 is in english, not in french\n"), "{}", serving.logged);
    drop(serving);
    assert_eq!(site.found(QUERY).len(), 1);
}

#[test]
fn an_index_from_before_is_english() {
    let site = french();
    site.ok(&["index"]);
    let manifest = format!("index/{}/manifest.json", site.generation());
    let mut content: Value = serde_json::from_slice(&fs::read(site.path(&manifest)).unwrap()).unwrap();
    assert_eq!(content["source"].as_object_mut().unwrap().shift_remove("language").unwrap(), "en");
    let content = serde_json::to_vec(&content).unwrap();
    site.write("index/CURRENT", &format!("{} {:016x}\n", site.generation(), xxh3_64(&content)));
    fs::write(site.path(&manifest), content).unwrap();
    assert_eq!(site.found("végétaux").len(), 1);
    assert!(site.ok(&["index"]).contains("0 changed, 1 unchanged"));
    assert_eq!(site.generation(), "generation-000001", "there is nothing to build");
}

#[test]
fn a_collection_is_measured_in_its_language() {
    let site = Site::empty();
    site.write("judged/corpus.jsonl", &format!("{{\"_id\": \"d\", \"title\": \"La peau\", \"text\": \"{TEXT}\"}}\n"));
    site.write("judged/queries.jsonl", &format!("{{\"_id\": \"q\", \"text\": \"{QUERY}\"}}\n"));
    site.write("judged/qrels/dev.tsv", "query-id\tcorpus-id\tscore\nq\td\t1\n");
    let without_hits =
        |args: &[&str]| site.json(&[&["eval", "judged", "--json"], args].concat())["without_hits"].as_f64();
    assert_eq!(without_hits(&["--without", "spelling", "--language", "fr"]), Some(0.0));
    assert_eq!(without_hits(&["--without", "spelling"]), Some(1.0));
}
