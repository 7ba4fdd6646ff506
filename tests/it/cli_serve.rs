//! `wellspring serve`.
//!
//! 1. Without an index it builds one, says why, and says where it listens.
//! 2. A second start opens the index without building.
//! 3. A changed corpus, or another one, is built at the start; so is an index that is damaged or of another format.
//! 4. Content with mistakes: with an index the old one is served and the mistakes are logged; without, they are listed and
//!    it exits with 1.
//! 5. An index without the default corpus is served; neither index nor corpus is told, with exit code 1.
//! 6. A port in use is told before anything is built, with exit code 1.
//! 7. SIGTERM ends with 0.
//! 8. No command is the command to serve; a log in JSON has one object a line.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;

use serde_json::Value;

use crate::cli_binary::{Site, article};

const BUILDING: &str = "building the index";

#[test]
fn without_an_index_it_builds_one() {
    let site = Site::small();
    let mut serving = site.serve(&[]);
    assert!(!serving.logged.contains(BUILDING), "it listens first: {}", serving.logged);
    serving.wait_for("ready; try: curl ");
    assert!(serving.logged.contains("building the index: there is no index in index\n"), "{}", serving.logged);
    assert!(serving.logged.contains("built generation-000001 in "), "{}", serving.logged);
    assert!(serving.logged.contains("2 articles in 2 passages, 1 product"), "{}", serving.logged);
    assert_eq!(serving.status("/v1/search?q=sleep"), 200);
    assert_eq!(serving.terminate(), Some(0));
}

#[test]
fn a_second_start_does_not_build() {
    let site = Site::small();
    site.ok(&["index"]);
    let mut serving = site.serve(&[]);
    serving.wait_for("ready");
    assert!(serving.logged.contains("opened generation-000001"), "{}", serving.logged);
    assert!(!serving.logged.contains(BUILDING), "{}", serving.logged);
}

#[test]
fn no_command_serves() {
    let site = Site::small();
    let mut child = site.command(&["--listen", "127.0.0.1:0", "--log-format", "json"]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let line: Value = serde_json::from_str(&line).expect("a log line is JSON");
    let message = line["fields"]["message"].as_str().unwrap();
    assert!(message.starts_with("listening on http://127.0.0.1:"), "{message}");
}

#[test]
fn a_changed_corpus_is_built() {
    let site = Site::small();
    site.ok(&["index"]);
    site.write("corpus/articles/new.md", &article("New", "Something new."));
    let mut serving = site.serve(&[]);
    serving.wait_for("ready");
    assert!(serving.logged.contains("built generation-000002"), "{}", serving.logged);
    assert!(serving.logged.contains("1 document changed, 0 removed"), "{}", serving.logged);
}

#[test]
fn another_corpus_is_built() {
    let site = Site::small();
    site.ok(&["index"]);
    site.write("other/new.md", &article("New", "Something new."));
    let mut serving = site.serve(&["--corpus", "other"]);
    serving.wait_for("ready");
    assert!(serving.logged.contains("built generation-000002"), "{}", serving.logged);
    assert!(serving.logged.contains("1 article in 1 passage, 0 products"), "{}", serving.logged);
}

#[test]
fn mistakes_do_not_take_down_what_can_be_served() {
    let site = Site::small();
    site.ok(&["index"]);
    site.write("corpus/articles/broken.md", "---\ntitle: Broken\npublished: yesterday\n---\n\nText.\n");
    let mut serving = site.serve(&[]);
    serving.wait_for("ready");
    assert!(serving.logged.contains("WARN corpus/articles/broken.md:3: published: "), "{}", serving.logged);
    assert!(serving.logged.contains("ERROR building failed, so generation-000001 is served"), "{}", serving.logged);
    assert_eq!(serving.status("/v1/search?q=sleep"), 200);
}

#[test]
fn mistakes_without_an_index_are_listed() {
    let site = Site::small();
    site.write("corpus/articles/broken.md", "---\ntitle: Broken\npublished: yesterday\n---\n\nText.\n");
    let said = site.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("\ncorpus/articles/broken.md:3: published: "), "{}", said.err);
    assert!(said.err.contains("\nerror: the corpus has 1 problem"), "{}", said.err);
}

#[test]
fn an_index_without_the_default_corpus_is_served() {
    let site = Site::small();
    site.ok(&["index"]);
    std::fs::remove_dir_all(site.path("corpus")).unwrap();
    let mut serving = site.serve(&[]);
    serving.wait_for("ready");
    assert!(!serving.logged.contains(BUILDING), "{}", serving.logged);
}

#[test]
fn neither_index_nor_corpus_is_told() {
    let said = Site::empty().run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("there is no content in corpus to build one from; name yours with --corpus"),
        "{}",
        said.err
    );
}

#[test]
fn a_port_in_use_is_told_before_a_build() {
    let site = Site::small();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = site.run(&["--listen", &address]);
    assert_eq!(said.code, Some(1));
    let expected = format!("error: cannot listen on {address}; choose another address or port with --listen\n");
    assert!(said.err.starts_with(&expected) && said.err.contains("in use"), "{}", said.err);
    assert!(!site.path("index").exists());
}
