//! `wellspring check`.
//!
//! 1. Sound content: nothing on stdout, a summary on stderr, exit code 0.
//! 2. Each mistake is a line `path:line: field: message; help` on stdout; the exit code is 1.
//! 3. `--json` gives counts and the same mistakes.
//! 4. Paths take the place of the corpus.
//! 5. Mistakes of the vocabulary are found too.
//! 6. Nothing is indexed.

use serde_json::Value;

use crate::cli_binary::Site;

fn with_mistake() -> Site {
    let site = Site::small();
    site.write("corpus/articles/broken.md", "---\ntitle: Broken\npublished: yesterday\n---\n\nText.\n");
    site
}

#[test]
fn sound_content_is_told_so() {
    let site = Site::small();
    let said = site.run(&["check"]);
    assert_eq!((said.code, said.out.as_str()), (Some(0), ""));
    assert_eq!(said.err, "3 files: 2 articles, 1 product, 0 problems\n");
    assert!(!site.path("index").exists());
}

#[test]
fn each_mistake_is_a_line() {
    let said = with_mistake().run(&["check"]);
    assert_eq!(said.code, Some(1));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("corpus/articles/broken.md:3: published: ") && lines[0].contains("; "),
        "{}",
        lines[0]
    );
    assert_eq!(said.err, "4 files: 2 articles, 1 product, 1 problem\n");
}

#[test]
fn programs_see_the_same() {
    let said = with_mistake().run(&["check", "--json"]);
    assert_eq!((said.code, said.err.as_str()), (Some(1), ""));
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["files"], 4);
    assert_eq!(report["articles"], 2);
    assert_eq!(report["products"], 1);
    let problem = &report["problems"][0];
    assert_eq!(problem["path"], "corpus/articles/broken.md");
    assert_eq!(problem["line"], 3);
    assert_eq!(problem["field"], "published");
    assert!(problem["message"].is_string() && problem["help"].is_string());
}

#[test]
fn paths_take_the_place_of_the_corpus() {
    let site = with_mistake();
    let said = site.run(&["check", "corpus/products", "corpus/articles/sleep.md", "--corpus", "corpus"]);
    assert_eq!(said.code, Some(0));
    assert_eq!(said.err, "2 files: 1 article, 1 product, 0 problems\n");
}

#[test]
fn mistakes_of_the_vocabulary_are_found() {
    let site = Site::small();
    site.write("corpus/vocabulary/synonyms.txt", "alone\n");
    let said = site.run(&["check"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.starts_with("corpus/vocabulary/synonyms.txt:1: "), "{}", said.out);
}
