//! 1. A body above the limit is refused, with the limit named; one at the limit is not.
//! 2. A query above the limit is refused, counted in characters; a text for related products is not a query.
//! 3. When all seats are taken, the next request is turned away at once and told when to come back.
//! 4. A seat is free again after its work.
//! 5. A request that does not end in time is given up, its body included.
//! 6. What needs no engine is served while all seats are taken.

use std::io::Write;
use std::time::Duration;

use serde_json::{Value, json};
use wellspring::config::ServerConfig;

use crate::http_errors::check;
use crate::server::{Server, config, read_to_end};

#[test]
fn large_bodies_are_refused() {
    let server = Server::start();
    let body = |bytes: usize| {
        let frame = json!({"text": ""}).to_string();
        json!({"text": "a".repeat(bytes - frame.len())}).to_string()
    };
    assert_eq!(server.post("/v1/related", &body(4_096)).status, 200);
    let refused = server.post("/v1/related", &body(4_097));
    check(&refused, 413, "body-too-large", "the body has more than 4096 bytes, which is the most");
}

#[test]
fn large_bodies_without_a_length_are_refused() {
    let head = "POST /v1/related HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
                transfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    let answer = Server::start().raw(&format!("{head}1400\r\n{}\r\n0\r\n\r\n", "a".repeat(0x1400)));
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[test]
fn long_queries_are_refused() {
    let server = Server::start();
    assert_eq!(server.get(&format!("/v1/search?q={}", "%C3%BC".repeat(100))).status, 200);
    let refused = server.get(&format!("/v1/search?q={}", "%C3%BC".repeat(101)));
    check(&refused, 422, "query-too-long", "q: the query has 101 characters; the most is 100");
    assert_eq!(refused.json()["parameter"], "q");
    assert_eq!(server.get(&format!("/?q={}", "a".repeat(101))).status, 422);
    assert_eq!(server.get(&format!("/v1/related?text={}", "a".repeat(101))).status, 200);
}

#[test]
fn a_full_house_turns_the_next_away() {
    let server = Server::with(&ServerConfig { max_concurrent: 1, ..config() });
    let seat = server.app.take_seat().unwrap();
    let refused = server.get("/v1/search?q=acne");
    let detail = "1 requests are being worked on, which is the most at once; try again in a second";
    check(&refused, 503, "overloaded", detail);
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/healthz").status, 200);
    assert!(server.get("/metrics").body.contains("wellspring_http_requests_shed_total 1\n"));
    drop(seat);
    for _ in 0..3 {
        assert_eq!(server.get("/v1/search?q=acne").status, 200);
    }
}

#[test]
fn a_slow_body_is_given_up() {
    let server = Server::with(&ServerConfig { timeout: Duration::from_millis(100), ..config() });
    let mut stream = server.connect();
    let head = "POST /v1/search HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\
                connection: close\r\n\r\n{\"q\":";
    stream.write_all(head.as_bytes()).unwrap();
    let answer = read_to_end(stream);
    assert!(answer.starts_with("HTTP/1.1 504 "), "{answer}");
    let problem: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    assert_eq!(problem["type"], "/problems/timeout");
    assert_eq!(problem["detail"], "the request was not answered within 100 ms, its body included");
}
