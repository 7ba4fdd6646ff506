//! `wellspring bench serve`, run as its users run it, for a second:
//!
//! 1. At a rate it counts the answers of a server that it starts, and of the floor, whose answers are as long.
//! 2. Somebody's server is measured without a floor, with the queries of a file.
//! 3. A report is a page that needs nothing else.
//! 4. What cannot be measured is refused, with what to do.

use std::fs;
use std::net::TcpListener;

use serde_json::Value;

use crate::cli_binary::Site;

/// The shipped corpus.
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

fn refused(site: &Site, arguments: &[&str]) -> String {
    let said = site.run(arguments);
    assert_eq!(said.code, Some(1), "{said:?}");
    said.err
}

/// The only run, after a look at what it counts.
fn only_run(side: &Value, rate: f64) -> &Value {
    let [run] = side["runs"].as_array().unwrap().as_slice() else { panic!("one rate is one run: {side}") };
    assert_eq!((&run["purpose"], run["rate"].as_f64()), (&"given".into(), Some(rate)));
    assert_eq!(run["due"].as_f64(), Some(rate), "{run}");
    assert_eq!(run["answered"], run["due"], "{run}");
    assert_eq!((&run["shed"], &run["failed"], &run["unsent"]), (&0.into(), &0.into(), &0.into()));
    assert_eq!(run["others"], serde_json::json!({}));
    for times in ["latency", "service"] {
        assert!(
            run[times]["p50_us"].as_f64() > Some(0.0) && run[times]["p50_us"].as_f64() <= run[times]["p99_us"].as_f64()
        );
    }
    run
}

#[test]
fn a_rate_is_measured_beside_the_floor() {
    let site = Site::empty();
    // With seats for all of them, a machine that is busy with something else makes answers late, and refuses none.
    let asked = ["bench", "serve", "--corpus", SHIPPED, "--max-concurrent", "1000", "--timeout-ms", "20000"];
    let asked = [&asked[..], &["--rate", "50", "--seconds", "1", "--json", "--report", "pages"]].concat();
    let report = site.json(&asked);
    assert_eq!((&report["url"], &report["endpoint"], &report["queries"]), (&Value::Null, &"fast".into(), &200.into()));
    let (ours, floor) = (only_run(&report["ours"], 50.0), only_run(&report["floor"], 50.0));
    let bytes = |run: &Value| run["mean_bytes"].as_f64().unwrap();
    assert!(bytes(ours) > 1_000.0 && (bytes(ours) - bytes(floor)).abs() <= 1.0, "{} and {}", bytes(ours), bytes(floor));
    let median = |run: &Value| run["service"]["p50_us"].as_f64().unwrap();
    assert!((report["latency_ratio"].as_f64().unwrap() - median(ours) / median(floor)).abs() < 1e-3);
    assert!(ours["cpu_us"].as_f64().unwrap() > 0.0);
    assert!(report["ours"]["memory_after_bytes"].as_u64().unwrap() > 1_000_000);
    let page = fs::read_to_string(site.path("pages/serve.html")).unwrap();
    assert!(page.contains("<svg") && !page.contains("<script") && !page.contains("src=\"http"));
}

#[test]
fn somebodys_server_is_asked_the_queries_of_a_file() {
    let site = Site::small();
    let mut server = site.serve(&["--max-concurrent", "1000", "--timeout-ms", "20000"]);
    server.wait_for("ready");
    site.write("queries.txt", "magnesium\n\nsleep & skin?\n");
    let url = server.url().to_owned();
    for endpoint in ["fast", "full", "suggest", "retrieve"] {
        let asked = ["bench", "serve", "--url", &url, "--queries", "queries.txt", "--endpoint", endpoint];
        let report =
            site.json(&[&asked[..], &["--rate", "20", "--seconds", "1", "--connections", "8", "--json"]].concat());
        assert_eq!(
            (&report["url"], &report["endpoint"], &report["queries"]),
            (&url.as_str().into(), &endpoint.into(), &2.into())
        );
        assert_eq!((&report["floor"], &report["cpu_ratio"]), (&Value::Null, &Value::Null));
        only_run(&report["ours"], 20.0);
    }
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let site = Site::small();
    let dead = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{dead}");
    site.write("queries.txt", "magnesium\n");
    site.write("empty.txt", "\n \n");
    let ask = |url: &str, more: &[&str]| refused(&site, &[&["bench", "serve", "--url", url][..], more].concat());
    let said = ask(&url, &["--queries", "queries.txt"]);
    assert!(said.contains(&format!("no answer from {url}")) && said.contains("refused"), "{said}");
    assert!(said.contains("see whether a server runs there"), "{said}");
    assert!(ask("https://example.org", &["--queries", "queries.txt"]).contains("write http://HOST:PORT"));
    assert!(ask(&url, &["--queries", "empty.txt"]).contains("there is no query in empty.txt; write one a line"));
    assert!(ask(&url, &["--queries", "nowhere.txt"]).contains("reading the queries nowhere.txt"));
    assert!(ask(&url, &[]).contains("name some for the server with --queries FILE"));
}
