//! `wellspring index`.
//!
//! 1. It says what it did; as JSON with `--json`.
//! 2. A second run changes nothing.
//! 3. One edited file is one changed document; searches find what is new and no longer what was.
//! 4. A removed file is a removed document, and its passages are gone.
//! 5. Content with mistakes changes nothing: the mistakes are listed with file and line, and it exits with 1.
//! 6. `--skip-invalid` lists the same, leaves that out, and succeeds.
//! 7. `--kind products` makes products of records that do not say what they are.
//! 8. A corpus that is not there is told with its full path.
//! 9. Nothing is drawn and no escape code is written where there is no terminal.

use serde_json::json;

use crate::cli_binary::{Site, article};

#[test]
fn it_says_what_it_did() {
    let site = Site::small();
    let said = site.run(&["index"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let first = said.out.lines().next();
    assert_eq!(first, Some("generation-000001 is in force: 2 articles in 2 passages, 1 product"));
    for part in ["3 changed, 0 unchanged, 0 removed", "MB/s", "documents/s", "MB of index"] {
        assert!(said.out.contains(part), "{part} is missing in {}", said.out);
    }
    assert_eq!(said.err, "", "no progress is drawn where there is no terminal");
    assert!(!said.out.contains('\u{1b}'));
}

#[test]
fn it_says_so_as_json() {
    let report = Site::small().json(&["index", "--json"]);
    for (field, value) in [
        ("status", json!("built")),
        ("generation", json!("generation-000001")),
        ("language", json!("en")),
        ("articles", json!(2)),
        ("passages", json!(2)),
        ("products", json!(1)),
        ("changed", json!(3)),
        ("unchanged", json!(0)),
        ("removed", json!(0)),
        ("problems", json!([])),
    ] {
        assert_eq!(report[field], value, "{field} in {report}");
    }
    for field in ["corpus_bytes", "index_bytes", "documents_per_second", "megabytes_per_second"] {
        assert!(report[field].as_f64().is_some_and(|number| number > 0.0), "{field} in {report}");
    }
    assert!(report["took_ms"].is_u64());
}

#[test]
fn a_second_run_changes_nothing() {
    let site = Site::small();
    site.ok(&["index"]);
    assert!(site.ok(&["index"]).contains("0 changed, 3 unchanged, 0 removed"));
}

#[test]
fn an_edited_file_is_one_change() {
    let site = Site::small();
    site.ok(&["index"]);
    site.write("corpus/articles/skin.md", &article("Dry skin", "Oats calm the skin."));
    assert!(site.ok(&["index"]).contains("1 changed, 2 unchanged, 0 removed"));
    assert_eq!(site.found("oats").len(), 1);
    assert_eq!(site.found("ceramides").len(), 0);
}

#[test]
fn a_removed_file_is_gone() {
    let site = Site::small();
    site.ok(&["index"]);
    site.remove("corpus/articles/skin.md");
    assert!(site.ok(&["index"]).contains("0 changed, 2 unchanged, 1 removed"));
    assert_eq!(site.found("ceramides").len(), 0);
    assert_eq!(site.found("sleep").len(), 1);
}

#[test]
fn content_with_mistakes_changes_nothing() {
    let site = Site::small();
    site.ok(&["index"]);
    let before = site.index_files();
    site.write("corpus/articles/broken.md", "---\ntitle: Broken\npublished: yesterday\n---\n\nText.\n");
    let said = site.run(&["index"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("corpus/articles/broken.md:3: published: "), "{}", said.err);
    assert!(said.err.contains("error: the corpus has 1 problem"), "{}", said.err);
    assert_eq!(said.out, "");
    assert_eq!(site.index_files(), before);

    let said = site.run(&["index", "--json"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["status"], "refused");
    assert_eq!(report["problems"][0]["line"], 3);
    assert_eq!(site.index_files(), before);
}

#[test]
fn skip_invalid_leaves_mistakes_out() {
    let site = Site::small();
    site.write("corpus/articles/broken.md", "---\ntitle: Broken\npublished: yesterday\n---\n\nWillow bark.\n");
    let said = site.run(&["index", "--skip-invalid"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.err.contains("corpus/articles/broken.md:3: published: "), "{}", said.err);
    assert!(said.out.contains("2 articles in 2 passages, 1 product"), "{}", said.out);
    assert_eq!(site.found("willow").len(), 0);
}

#[test]
fn kind_says_what_records_are() {
    let site = Site::empty();
    site.write("feed.json", r#"[{"id": "calm", "name": "Calm", "description": "Tea for the evening."}]"#);
    let report = site.json(&["index", "--corpus", "feed.json", "--kind", "products", "--json"]);
    assert_eq!((&report["articles"], &report["products"]), (&json!(0), &json!(1)));
}

#[test]
fn a_missing_corpus_is_told_with_its_full_path() {
    let site = Site::empty();
    let said = site.run(&["index", "--corpus", "nowhere"]);
    assert_eq!(said.code, Some(1));
    let full = site.path("nowhere").canonicalize().unwrap_or_else(|_| site.path("nowhere"));
    assert!(
        said.err.contains(&format!("cannot read the corpus at nowhere (that is {}", full.display())),
        "{}",
        said.err
    );
    assert!(!site.path("index").exists());
}
