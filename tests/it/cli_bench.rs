//! `wellspring bench`, run as its users run it, on little:
//!
//! 1. It builds all documents with each builder, the floor too, and says how fast each was beside the floor.
//! 2. It asks every kind of query in every way that suits it, and each has a floor.
//! 3. It grows corpora to the size that is asked for, and measures both on each.
//! 4. A report is a page that needs nothing else.
//! 5. What cannot be measured is refused, with what to do.

use std::fs;

use serde_json::Value;

use crate::cli_binary::Site;

/// The shipped corpus.
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn refused(site: &Site, arguments: &[&str]) -> String {
    let said = site.run(arguments);
    assert_eq!(said.code, Some(1), "{said:?}");
    said.err
}

#[test]
fn building_is_measured_beside_its_floor() {
    let content = Site::empty().json(&["check", SHIPPED, "--json"]);
    let documents = content["articles"].as_f64().unwrap() + content["products"].as_f64().unwrap();
    let report = Site::empty().json(&["bench", "index", SHIPPED, "--repeats", "2", "--json"]);
    let stages: Vec<&str> =
        report["stages"].as_array().unwrap().iter().map(|stage| stage["name"].as_str().unwrap()).collect();
    assert_eq!(stages, ["read", "parse", "passages", "analysis", "prepare"]);
    let builds = report["builds"].as_array().unwrap();
    let names: Vec<&str> = builds.iter().map(|builds| builds["builder"].as_str().unwrap()).collect();
    assert_eq!(names, ["floor", "without vectors", "with vectors"]);
    for builds in builds {
        assert_eq!(builds["runs"], 2);
        let seconds = builds["took_ms"].as_f64().unwrap() / 1e3;
        let built = builds["documents_per_second"].as_f64().unwrap() * seconds;
        assert!((built - documents).abs() < 1e-6, "{built} documents of {documents}");
        assert!(builds["speed"].as_f64().unwrap() > 0.0);
        assert!(builds["index_bytes"].as_u64().unwrap() > 0);
    }
    let vectors = |builds: &Value| {
        let phases = builds["phases_ms"].as_array().unwrap();
        phases.iter().find(|phase| phase[0] == "vectors").map_or(0.0, |phase| phase[1].as_f64().unwrap())
    };
    assert!(vectors(&builds[2]) > vectors(&builds[1]));
    assert!(builds[2]["index_bytes"].as_u64() > builds[1]["index_bytes"].as_u64());
}

#[test]
fn answers_are_measured_by_kind_beside_their_floors() {
    let asked = ["bench", "search", "--corpus", SHIPPED, "--samples", "3", "--repeats", "2", "--json"];
    let report = Site::empty().json(&asked);
    let rows = report["rows"].as_array().unwrap();
    let kinds = |operation: &str| -> Vec<&str> {
        rows.iter().filter(|row| row["operation"] == operation).map(|row| row["kind"].as_str().unwrap()).collect()
    };
    let typed = ["1 letter", "2 letters", "3 letters", "4 letters", "5 letters"];
    let searched = [
        "one word",
        "two words",
        "three words",
        "four words",
        "question",
        "phrase",
        "misspelt",
        "filter and facets",
        "no hit",
    ];
    assert_eq!(kinds("fast"), searched);
    assert_eq!(kinds("full"), searched);
    assert_eq!(kinds("suggest"), typed);
    assert_eq!(kinds("as_you_type"), typed);
    assert_eq!(kinds("related"), ["article", "product", "cart of five", "text"]);
    assert_eq!(kinds("retrieve"), ["question"]);
    for row in rows {
        for side in ["floor", "ours"] {
            assert_eq!(row[side]["samples"], 6, "{row}");
            assert!(row[side]["p50_us"].as_f64() <= row[side]["p99_us"].as_f64(), "{row}");
        }
    }
    assert_eq!(report["overall"].as_array().unwrap().len(), 6);
}

#[test]
fn queries_of_a_file_are_asked() {
    let site = Site::small();
    site.write("queries.txt", "magnesium\n\nacne and probiotics\n");
    let report = site.json(&["bench", "search", "--queries", "queries.txt", "--repeats", "1", "--json"]);
    for row in report["rows"].as_array().unwrap() {
        assert_eq!((&row["kind"], &row["ours"]["samples"]), (&"queries given".into(), &2.into()));
    }
}

#[test]
fn growth_is_measured_at_each_size() {
    let site = Site::empty();
    let asked = ["bench", "growth", SHIPPED, "--sizes", "400,100", "--samples", "2", "--json", "--report", "reports"];
    let report = site.json(&asked);
    let sizes = report["sizes"].as_array().unwrap();
    assert_eq!(sizes.iter().map(|size| size["passages"].as_u64().unwrap()).collect::<Vec<_>>(), [100, 400]);
    for size in sizes {
        assert_eq!(size["search"]["passages"], size["passages"]);
        assert_eq!(size["index"]["builds"].as_array().unwrap().len(), 3);
    }
    let page = fs::read_to_string(site.path("reports/growth.html")).unwrap();
    assert!(page.contains("<svg") && !page.contains("<script") && !page.contains("src=\"http"));
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let site = Site::small();
    fs::create_dir(site.path("empty")).unwrap();
    assert!(refused(&site, &["bench", "index", "empty"]).contains("there is no document in the corpus"));
    assert!(refused(&site, &["bench", "index", "nowhere"]).contains("cannot read the corpus at nowhere"));
    assert!(refused(&site, &["bench", "growth", "empty"]).contains("there is no text in the corpus"));
    assert!(
        refused(&site, &["bench", "search", "--queries", "nowhere.txt"]).contains("reading the queries nowhere.txt")
    );
}
