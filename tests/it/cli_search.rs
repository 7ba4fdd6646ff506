//! `wellspring search` and `wellspring related`.
//!
//! 1. People see title, heading, snippet, id and span; products with price and warnings; related products with reasons.
//! 2. Programs see, with `--json`, the answer of the API; `--explain` adds what a score is made of.
//! 3. Paging: the first page and the second are the first two pages at once.
//! 4. Related products are found for an id, a text and stdin; an unknown id is told, with exit code 1.
//! 5. Without an index, the error says how to build one.
//! 6. An index of another vocabulary is told, and that the corpus has to be named.
//! 7. Content cannot send commands to a terminal, and piped output has no escape codes.
//! 8. A misspelt word is corrected, which is told; `--as-typed` insists on it.
//! 9. A reader that goes away early is no error.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::cli_binary::{Site, article};

fn indexed() -> Site {
    let site = Site::small();
    site.write(
        "corpus/products/night.md",
        "---\nkind: product\nname: Night Magnesium\nprice: 10.00\ncurrency: EUR\nform: capsule\nwarnings:\n  - {kind: age, text: For adults only.}\n---\n\nMagnesium for the evening and for sleep.\n",
    );
    site.write(
        "corpus/articles/rest.md",
        &article("Rest", "# Evenings\n\nTea before sleep.\n\n# Mornings\n\nLight after sleep."),
    );
    site.ok(&["index"]);
    site
}

#[test]
fn a_misspelt_word_is_corrected_or_insisted_on() {
    let site = indexed();
    let out = site.ok(&["search", "magnesum"]);
    assert!(out.starts_with("searched for: magnesium (--as-typed insists on what was typed)\n"), "{out}");
    assert!(out.contains("Night Magnesium"), "{out}");
    assert!(site.ok(&["search", "magnesum", "--as-typed"]).starts_with("nothing found"));
    let answer = site.json(&["search", "magnesum", "--json"]);
    let correction = &answer["query"]["corrections"][0];
    assert_eq!((&correction["from"], &correction["to"]), (&"magnesum".into(), &"magnesium".into()));
    assert_eq!((&correction["kind"], &correction["replaces"]), (&"corrected".into(), &true.into()));
    assert_eq!(answer["query"]["text"], "magnesum");
    assert_eq!(answer["query"]["corrected"], "magnesium");
}

#[test]
fn people_see_what_they_need() {
    let out = indexed().ok(&["search", "magnesium", "sleep"]);
    for part in [
        "Sleep well",
        "Magnesium is said to help with sleep.",
        "sleep#",
        "bytes 0-",
        "Products",
        "Night Magnesium",
        "10.00 EUR, capsule",
        "warning (age): For adults only.",
        "Related products",
        "why: ",
    ] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
    assert!(!out.contains('\u{1b}') && !out.contains("<mark>"), "{out}");
}

#[test]
fn programs_see_the_answer_of_the_api() {
    let site = indexed();
    let answer = site.json(&["search", "magnesium sleep", "--json"]);
    for field in [
        "query",
        "ranking",
        "passages",
        "articles",
        "products",
        "related_products",
        "facets",
        "total",
        "took_us",
        "index",
    ] {
        assert!(!answer[field].is_null(), "{field} is missing in {answer}");
    }
    assert!(answer["passages"][0]["explanation"].is_null());
    let explained = site.json(&["search", "magnesium sleep", "--json", "--explain"]);
    assert!(explained["passages"][0]["explanation"]["value"].is_number());
    let related = site.json(&["related", "--id", "sleep", "--json", "--explain"]);
    assert!(related["products"][0]["explanation"]["value"].is_number());
}

#[test]
fn pages_follow_each_other() {
    let site = indexed();
    let page = |limit: &str, offset: &str| -> Vec<String> {
        let answer = site.json(&["search", "sleep", "--json", "--limit", limit, "--offset", offset]);
        let passages = answer["passages"].as_array().unwrap();
        passages.iter().map(|passage| passage["id"].to_string()).collect()
    };
    assert_eq!([page("1", "0"), page("1", "1")].concat(), page("2", "0"));
    assert_eq!(page("1", "1").len(), 1);
    assert!(site.ok(&["search", "sleep", "--offset", "1"]).contains("\n 2. "));
}

#[test]
fn nothing_found_is_no_error() {
    assert!(indexed().ok(&["search", "the", "xyzzy"]).starts_with("nothing found; "));
}

#[test]
fn related_takes_ids_texts_and_stdin() {
    let site = indexed();
    let first = |answer: &Value| answer["products"][0]["id"].as_str().map(str::to_owned);
    assert_eq!(first(&site.json(&["related", "--id", "sleep", "--json"])).as_deref(), Some("night"));
    assert_eq!(first(&site.json(&["related", "--text", "magnesium", "--json"])).as_deref(), Some("night"));
    let mut child = site.command(&["related", "--text", "-", "--json"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"magnesium in the evening").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(first(&serde_json::from_slice(&output.stdout).unwrap()).as_deref(), Some("night"));
    assert!(site.ok(&["related", "--id", "sleep"]).contains("why: "));
}

#[test]
fn an_unknown_id_is_told() {
    let said = indexed().run(&["related", "--id", "nobody"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.starts_with("error: there is no document, or passage, with the id \"nobody\"; "), "{}", said.err);
}

#[test]
fn without_an_index_the_error_says_how_to_build_one() {
    for args in [&["search", "x"][..], &["related", "--text", "x"]] {
        let said = Site::small().run(args);
        assert_eq!(said.code, Some(1));
        assert_eq!(said.err, "error: there is no index in index; build one with `wellspring index`\n");
    }
}

#[test]
fn an_index_of_another_vocabulary_is_told() {
    let site = Site::empty();
    site.write("content/sleep.md", &article("Sleep", "Magnesium and sleep."));
    site.write("content/vocabulary/protected-words.txt", "magnesium\n");
    site.ok(&["index", "--corpus", "content"]);
    let said = site.run(&["search", "sleep"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("name the corpus it was built from with --corpus"), "{}", said.err);
    assert_eq!(site.json(&["search", "sleep", "--corpus", "content", "--json"])["total"]["passages"], 1);
}

#[test]
fn content_cannot_command_a_terminal() {
    let site = Site::small();
    site.write("corpus/articles/evil.md", &article("Evil", "Clear\u{1b}[2J the \u{7}screen of everybody."));
    site.ok(&["index", "--skip-invalid"]);
    let out = site.ok(&["search", "screen"]);
    assert!(out.contains("screen"), "{out}");
    assert!(out.chars().all(|char| char == '\n' || !char.is_control()), "{out:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let site = indexed();
    let mut child = site.command(&["search", "sleep", "--json"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}
