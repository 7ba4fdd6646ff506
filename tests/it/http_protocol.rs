//!  1. An answer to a GET has a tag; the same tag comes back as 304 without a body.
//!  2. The tag changes with the address and with the generation; a POST and a problem have none.
//!  3. Answers are compressed for those who ask.
//!  4. Without CORS settings nothing is said of CORS; with them, the named origins may call, and no other.
//!  5. A sane request id is kept, any other is replaced.
//!  6. HEAD has the headers of GET and no body; a wrong method is told the right ones.
//!  7. Every answer has its security headers.
//!  8. Requests are counted by route, never by path.
//!  9. Alive is not ready: a server without an index is the one, and becomes the other.
//! 10. A server that is told to stop answers what it has begun.
//! 11. A new generation is taken over while requests run, and none of them fails.
//! 12. A generation that cannot be opened is tried once, and the engine before it goes on answering.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use wellspring::config::{CorsOrigins, ServerConfig};
use wellspring::engine::Error;
use wellspring::serving;

use crate::server::{Answer, Server, config, open, read_to_end};

const SEARCH: &str = "/v1/search?q=acne";

#[test]
fn a_known_answer_is_not_sent_again() {
    let server = Server::start();
    for path in [SEARCH, "/v1/related?id=gut-skin", "/v1/documents/gut-skin", "/", "/?q=acne", "/documents/gut-skin"] {
        let first = server.get(path);
        let tag = first.header("etag").unwrap_or_else(|| panic!("{path} has no tag"));
        assert!(tag.starts_with("W/\""), "{tag}");
        assert_eq!(first.header("cache-control"), Some("no-cache"));
        for known in [tag, &tag["W/".len()..], &format!("\"other\", {tag}")] {
            let again = server.get_with(path, &[("if-none-match", known)]);
            assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", Some(tag)));
        }
        assert_eq!(server.get_with(path, &[("if-none-match", "\"other\"")]).status, 200);
    }
}

#[test]
fn a_tag_belongs_to_an_address_and_a_generation() {
    let server = Server::start();
    let tag = |answer: &Answer| answer.header("etag").map(ToOwned::to_owned);
    let before = tag(&server.get(SEARCH));
    assert_eq!(before, tag(&server.get(SEARCH)));
    assert_ne!(before, tag(&server.get("/v1/search?q=sleep")));
    assert_eq!(None, tag(&server.post("/v1/search", r#"{"q": "acne"}"#)));
    assert_eq!(None, tag(&server.get("/v1/search?limit=x")));
    server.site().write("new.md", "---\ntitle: New\n---\n\nMore about acne.\n");
    server.site().build();
    server.handle.replace(server.site().open());
    let after = server.get_with(SEARCH, &[("if-none-match", &before.clone().unwrap())]);
    assert_eq!(after.status, 200);
    assert_ne!(before, tag(&after));
}

#[test]
fn answers_are_compressed_for_those_who_ask() {
    let server = Server::start();
    let raw =
        |accept: &str| server.raw(&format!("GET {SEARCH} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{accept}\r\n"));
    assert!(raw("accept-encoding: gzip\r\n").contains("content-encoding: gzip\r\n"));
    let plain = raw("");
    assert!(!plain.contains("content-encoding"), "{plain}");
    assert!(plain.contains("vary: accept-encoding\r\n"), "{plain}");
}

#[test]
fn nothing_is_said_of_cors_unless_it_is_set() {
    let server = Server::start();
    let answer = server.get_with(SEARCH, &[("origin", "https://shop.example")]);
    assert_eq!(answer.status, 200);
    assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control")), "{answer:?}");
}

#[test]
fn named_origins_may_call() {
    let origin = "https://shop.example";
    let server = Server::with(&ServerConfig { cors: CorsOrigins::List(vec![origin.to_owned()]), ..config() });
    let allowed = |answer: &Answer| answer.header("access-control-allow-origin").map(ToOwned::to_owned);
    let answer = server.get_with(SEARCH, &[("origin", origin)]);
    assert_eq!(allowed(&answer).as_deref(), Some(origin));
    assert_eq!(answer.header("access-control-expose-headers"), Some("x-request-id,etag"));
    assert_eq!(allowed(&server.get_with(SEARCH, &[("origin", "https://other.example")])), None);
    assert_eq!(allowed(&server.get_with("/nowhere", &[("origin", origin)])).as_deref(), Some(origin));

    let ask = [("origin", origin), ("access-control-request-method", "POST")];
    let preflight = server.send("OPTIONS", "/v1/search", &ask, None);
    assert_eq!((preflight.status, allowed(&preflight).as_deref()), (200, Some(origin)));
    assert_eq!(preflight.header("access-control-allow-methods"), Some("GET,POST"));
    assert_eq!(
        preflight.header("access-control-allow-headers"),
        Some("content-type,if-none-match,x-request-id,mcp-protocol-version,mcp-method,mcp-name,mcp-session-id")
    );
}

#[test]
fn all_origins_may_call_where_that_is_set() {
    let server = Server::with(&ServerConfig { cors: CorsOrigins::Any, ..config() });
    let answer = server.get_with(SEARCH, &[("origin", "https://any.example")]);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
}

#[test]
fn sane_request_ids_are_kept() {
    let server = Server::start();
    let id =
        |sent: &str| server.get_with("/healthz", &[("x-request-id", sent)]).header("x-request-id").unwrap().to_owned();
    let long = "x".repeat(65);
    for sane in ["a", "0f8f-ad5b_CD", &long[1..]] {
        assert_eq!(id(sane), sane);
    }
    for other in ["", "a b", "a;b", "ü", &long] {
        let made = id(other);
        assert!(made.len() == 16 && made.bytes().all(|byte| byte.is_ascii_hexdigit()), "{made}");
    }
    assert_ne!(id(""), id(""));
}

#[test]
fn head_has_no_body_and_wrong_methods_are_told() {
    let server = Server::start();
    let head = server.send("HEAD", SEARCH, &[("accept-encoding", "identity")], None);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-type"), Some("application/json"));
    for (method, path, allow) in [
        ("PUT", "/v1/search", "GET,HEAD,POST"),
        ("POST", "/v1/documents/gut-skin", "GET,HEAD"),
        ("DELETE", "/", "GET,HEAD"),
        ("OPTIONS", "/v1/search", "GET,HEAD,POST"),
    ] {
        let answer = server.send(method, path, &[], None);
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)), "{method} {path}");
    }
}

#[test]
fn every_answer_has_its_security_headers() {
    let server = Server::start();
    for path in [SEARCH, "/", "/docs", "/nowhere", "/v1/search?limit=x", "/assets/wellspring.css", "/metrics"] {
        let answer = server.get(path);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let is_page = answer.header("content-type").unwrap().starts_with("text/html");
        assert_eq!(answer.header("content-security-policy").is_some(), is_page, "{path}");
    }
}

#[test]
fn requests_are_counted_by_route() {
    let server = Server::start();
    for path in [SEARCH, SEARCH, "/v1/search?limit=x", "/v1/documents/gut-skin", "/secret-path"] {
        server.get(path);
    }
    server.send("BREW", "/v1/search", &[], None);
    let metrics = server.get("/metrics").body;
    for line in [
        r#"wellspring_http_requests_total{route="/v1/search",method="GET",status="200"} 2"#,
        r#"wellspring_http_requests_total{route="/v1/search",method="GET",status="400"} 1"#,
        r#"wellspring_http_requests_total{route="/v1/search",method="other",status="405"} 1"#,
        r#"wellspring_http_requests_total{route="/v1/documents/{*id}",method="GET",status="200"} 1"#,
        r#"wellspring_http_requests_total{route="none",method="GET",status="404"} 1"#,
        r#"wellspring_http_request_duration_seconds_count{route="/v1/search"} 4"#,
        "wellspring_http_requests_in_flight 1",
        "wellspring_index_articles 28",
        "wellspring_index_products 2",
        "# EOF",
    ] {
        assert!(metrics.lines().any(|other| other == line), "{line} is not in\n{metrics}");
    }
    assert!(metrics.contains("\nprocess_start_time_seconds "), "{metrics}");
    assert!(!metrics.contains("secret"), "{metrics}");
}

#[test]
fn alive_is_not_ready() {
    let server = Server::not_ready();
    assert_eq!(server.get("/healthz").json()["status"], "alive");
    assert_eq!(server.get("/readyz").status, 503);
    assert_eq!(server.get("/").status, 200);
    server.handle.replace(server.site().open());
    let ready = server.get("/readyz");
    assert_eq!((ready.status, &ready.json()["status"]), (200, &"ready".into()));
    assert_eq!(server.get(SEARCH).status, 200);
}

#[test]
fn a_stopping_server_answers_what_it_has_begun() {
    let mut server = Server::start();
    let mut stream = server.connect();
    let body = r#"{"q": "acne"}"#;
    let head = format!(
        "POST /v1/search HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    await_in_flight(&server, 2);
    server.begin_stop();
    thread::sleep(Duration::from_millis(50));
    stream.write_all(body.as_bytes()).unwrap();
    let answer = read_to_end(stream);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    server.join();
}

#[test]
fn a_stuck_request_does_not_keep_the_server_alive() {
    let mut server = Server::with(&ServerConfig { drain: Duration::from_millis(100), ..config() });
    let mut stream = server.connect();
    let head = "POST /v1/search HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    await_in_flight(&server, 2);
    let started = Instant::now();
    server.begin_stop();
    server.join();
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// Waits until so many requests are being worked on; the one that asks counts.
fn await_in_flight(server: &Server, count: usize) {
    let line = format!("wellspring_http_requests_in_flight {count}\n");
    while !server.get("/metrics").body.contains(&line) {
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_new_generation_is_taken_over_without_a_failure() {
    let server = Server::start();
    let (index, corpus) = (server.site().index(), server.site().corpus());
    let (runtime, path) = (Runtime::new().unwrap(), index.clone());
    let open_engine = move || open(&path, &corpus);
    runtime.spawn(serving::watch(server.handle.clone(), index, Duration::from_millis(5), open_engine));
    let is_done = AtomicBool::new(false);
    let generation = || server.handle.load().unwrap().generation().to_owned();
    let first = generation();
    thread::scope(|scope| {
        let searching = scope.spawn(|| {
            let mut answered = 0;
            while answered < 200 || !is_done.load(Ordering::Relaxed) {
                assert_eq!(server.get(SEARCH).status, 200);
                answered += 1;
            }
        });
        for number in 0..3 {
            let before = generation();
            server.site().write("more.md", &format!("---\ntitle: More\n---\n\nAcne again, {number}.\n"));
            server.site().build();
            while generation() == before {
                thread::sleep(Duration::from_millis(2));
            }
        }
        is_done.store(true, Ordering::Relaxed);
        searching.join().unwrap();
    });
    assert_ne!(first, generation());
}

#[test]
fn a_generation_that_cannot_be_opened_is_tried_once() {
    let server = Server::start();
    let attempts = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&attempts);
    let fail = move || {
        count.fetch_add(1, Ordering::Relaxed);
        Err(Error::UnknownDocument("anything".to_owned()))
    };
    let runtime = Runtime::new().unwrap();
    let handle = server.handle.clone();
    runtime.spawn(serving::watch(handle, server.site().index(), Duration::from_millis(1), fail));
    for generations in 1..=2 {
        server.site().write("more.md", &format!("---\ntitle: More\n---\n\nAcne again, {generations}.\n"));
        server.site().build();
        while attempts.load(Ordering::Relaxed) < generations {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(30));
        assert_eq!(attempts.load(Ordering::Relaxed), generations);
        assert_eq!(server.get(SEARCH).status, 200);
    }
}
