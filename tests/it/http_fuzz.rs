//! 1. No path, no query string and no body makes the server fail or hang.
//! 2. Whatever it answers, it answers in its own form: a known status and a request id.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::server::{Answer, Server};

fn check(answer: &Answer) {
    assert!(answer.status < 500 || answer.status == 503 || answer.status == 504, "{answer:?}");
    assert!(answer.header("x-request-id").is_some(), "{answer:?}");
}

/// Characters of a path or a query string, as they stand in one and as escapes, broken ones included.
fn address() -> impl Strategy<Value = String> {
    let piece = prop_oneof!["[a-z0-9/._~-]{1,8}", "%[0-9A-F]{2}", "[&=+;,:@!$'()*]", "%[G-Z]", Just("..".to_owned())];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Pieces of filters, in whatever order.
fn filter() -> impl Strategy<Value = String> {
    let piece = "price|form|published|:|%3E|%3C|=|!|10|2025|\\.\\.|%28|%29|-|%22|AND|OR|NOT|\\+|,";
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn parameter() -> impl Strategy<Value = String> {
    let name =
        prop_oneof!["q|limit|offset|products|related|explain|id|text|page|filter|sort|facets|prefix", "[a-z]{0,6}"];
    let value = prop_oneof![address(), filter(), "[0-9]{0,25}", "true|false|-1|1e9"];
    (name, value).prop_map(|(name, value)| format!("{name}={value}"))
}

fn body() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        r"[{}\[\]:,]",
        r#""[a-z]{0,5}""#,
        "[0-9]{1,25}",
        "true|false|null",
        "\\PC{0,5}",
        Just(r#""q":"#.to_owned()),
        Just(r#""limit":"#.to_owned()),
        Just(r#""filter":"#.to_owned()),
        Just(r#""query":"#.to_owned()),
        Just(r#""documents":"#.to_owned()),
        Just(r#""filters":{"type":"and","filters":["#.to_owned()),
        Just(r#"{"type":"gte","key":"price","value":"#.to_owned()),
        Just(r#"{"field":"price","from":"#.to_owned()),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn route() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "/",
        "/v1/search",
        "/v1/related",
        "/docs",
        "/metrics",
        "/documents/a",
        "/v1/documents/a",
        "/v1/facets/form",
        "/v1/rerank",
        "/v1/vector_stores/wellspring/search",
        "/retrieval",
    ])
}

/// Runs a law on many values, over one server.
fn for_any<S: Strategy>(strategy: S, law: impl Fn(&Server, S::Value)) {
    let server = Server::start();
    let config = ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() };
    let result = TestRunner::new(config).run(&strategy, |value| {
        law(&server, value);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn any_path_is_answered() {
    for_any(address(), |server, path| {
        check(&server.get(&format!("/{path}")));
        check(&server.get(&format!("/v1/documents/{path}")));
        check(&server.get(&format!("/documents/{path}")));
    });
}

#[test]
fn any_query_string_is_answered() {
    for_any((route(), prop::collection::vec(parameter(), 0..6)), |server, (route, parameters)| {
        check(&server.get(&format!("{route}?{}", parameters.join("&"))));
    });
}

#[test]
fn any_query_is_searched() {
    for_any("\\PC{0,60}", |server, query| {
        let answer = server.post("/v1/search", &json!({"q": query, "explain": true}).to_string());
        assert_eq!(answer.status, 200, "{answer:?}");
        check(&server.post("/v1/related", &json!({"text": query}).to_string()));
    });
}

#[test]
fn any_body_is_answered() {
    for_any((route(), body()), |server, (route, body)| {
        check(&server.post(route, &body));
    });
}
