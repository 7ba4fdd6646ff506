//! 1. Every mistake is a problem with its type, its status, its content type, and a detail that says what to do.
//! 2. A problem names the parameter at fault.
//! 3. Every type of problem is met in this file, in `http_limits` or in `http_compatible`.
//!    (`internal` is met in the unit test of `http::limits`: nothing outside can provoke it.)

use crate::server::{Answer, Server};

/// Checks an answer that is a problem.
pub(crate) fn check(answer: &Answer, status: u16, name: &str, detail: &str) {
    let problem = answer.json();
    assert_eq!(answer.status, status, "{problem}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(problem["type"], format!("/problems/{name}"));
    assert_eq!(problem["status"], status);
    assert_eq!(problem["detail"], detail);
    assert_eq!(problem["request_id"].as_str(), answer.header("x-request-id"));
}

/// Checks a mistake in the parameters of a GET.
fn check_query(server: &Server, path: &str, parameter: &str, detail: &str) {
    let answer = server.get(path);
    check(&answer, 400, "invalid-parameter", detail);
    assert_eq!(answer.json()["parameter"], parameter);
}

#[test]
fn wrong_parameters_are_named() {
    let server = Server::start();
    let names = "the parameters are q, limit, offset, products, products_offset, related, mode, fragments, prefix, typos, explain, filter, sort, facets, facet_values";
    let cases = [
        ("/v1/search", "q", "q: it is missing"),
        ("/v1/search?q=a&limt=3", "limt", "limt: there is no such parameter; did you mean limit?"),
        ("/v1/search?q=a&zzz=3", "zzz", &format!("zzz: there is no such parameter; {names}")),
        ("/v1/search?q=a&limit=many", "limit", "limit: it takes a whole number from 0 up, not \"many\""),
        ("/v1/search?q=a&limit=-1", "limit", "limit: it takes a whole number from 0 up, not \"-1\""),
        ("/v1/search?q=a&limit=", "limit", "limit: it takes a whole number from 0 up, not \"\""),
        ("/v1/search?q=a&explain=perhaps", "explain", "explain: it takes true or false, not \"perhaps\""),
        ("/v1/search?q=a&limit=101", "limit", "limit: 101 is too much; the most is 100"),
        ("/v1/search?q=a&offset=1001", "offset", "offset: 1001 is too much; the most is 1000"),
        ("/v1/search?q=a&q=b", "q", "q: it is given more than once"),
        ("/v1/search?q=a&limit=1&limit=2", "limit", "limit: it is given more than once"),
        ("/v1/related", "id", "id: name a document by `id`, or give a `text` or a query `q`"),
        ("/v1/related?text=+", "id", "id: name a document by `id`, or give a `text` or a query `q`"),
        ("/v1/documents/%FF", "id", "id: it is not UTF-8"),
    ];
    for (path, parameter, detail) in cases {
        check_query(&server, path, parameter, detail);
    }
}

#[test]
fn a_long_value_is_not_repeated_whole() {
    let answer = Server::start().get(&format!("/v1/search?q=a&limit={}", "9".repeat(1_000)));
    assert!(answer.json()["detail"].as_str().unwrap().chars().count() < 200);
}

#[test]
fn wrong_bodies_are_named() {
    let server = Server::start();
    let invalid = |body: &str, detail: &str| check(&server.post("/v1/search", body), 400, "invalid-parameter", detail);
    invalid(r"{}", "q: it is missing");
    invalid(r#"{"q": 5}"#, "q: it takes a text, not 5");
    invalid(r#"{"q": "a", "limit": "ten"}"#, "limit: it takes a whole number from 0 up, not \"ten\"");
    invalid(r#"{"q": "a", "limit": 1.5}"#, "limit: it takes a whole number from 0 up, not 1.5");
    invalid(r#"{"q": "a", "explain": null}"#, "explain: it takes true or false, not null");
    invalid(r#"{"q": "a", "limit": 1, "limit": 2}"#, "limit: it is given more than once");
    invalid(r#"{"q": "a", "explian": true}"#, "explian: there is no such parameter; did you mean explain?");
    let related = server.post("/v1/related", r#"{"id": ["a", 5]}"#);
    check(&related, 400, "invalid-parameter", "id: it takes a list of texts, not [\"a\",5]");
    let both = server.post("/v1/search?limit=3", r#"{"q": "a"}"#);
    let detail = "a POST takes its parameters from its body; move those of the query string there";
    check(&both, 400, "invalid-parameter", detail);
}

#[test]
fn a_body_that_is_no_json_says_where() {
    let server = Server::start();
    let invalid = |body: &str, detail: &str| check(&server.post("/v1/search", body), 400, "invalid-json", detail);
    invalid("{\n  \"q\": acne\n}", "the body is not a JSON object: expected value at line 2 column 8");
    invalid("", "the body is not a JSON object: EOF while parsing a value at line 1 column 0");
    invalid(
        "[\"acne\"]",
        "the body is not a JSON object: invalid type: sequence, expected an object at line 1 column 0",
    );
    invalid("{\"q\": \"a\"} x", "the body is not a JSON object: trailing characters at line 1 column 12");
}

#[test]
fn a_body_of_another_type_is_refused() {
    let server = Server::start();
    let body = Some(r#"{"q": "a"}"#);
    let text = server.send("POST", "/v1/search", &[("content-type", "text/plain")], body);
    let detail = "the Content-Type has to be application/json, and it says text/plain";
    check(&text, 415, "unsupported-media-type", detail);
    let charset = server.send("POST", "/v1/search", &[("content-type", "Application/JSON; charset=utf-8")], body);
    assert_eq!(charset.status, 200);
}

#[test]
fn unknown_addresses_documents_and_methods_are_told() {
    let server = Server::start();
    let nowhere = "nothing is served at this path; /docs lists what is";
    check(&server.get("/v2/search"), 404, "not-found", nowhere);
    check(&server.get("/v1/documents/"), 404, "not-found", nowhere);
    check(&server.send("POST", "/nowhere", &[], Some("x")), 404, "not-found", nowhere);
    let unknown =
        "there is no document, or passage, with the id \"a/b\"; search for it first, ids stand in every answer";
    check(&server.get("/v1/documents/a/b"), 404, "unknown-document", unknown);
    check(&server.get("/v1/related?id=a/b"), 404, "unknown-document", unknown);
    let method = "/v1/search does not take DELETE; the Allow header lists what it takes";
    check(&server.send("DELETE", "/v1/search", &[], None), 405, "method-not-allowed", method);
}

#[test]
fn a_server_without_an_index_says_so() {
    let server = Server::not_ready();
    let detail = "no index is open yet; try again when /readyz answers 200";
    for path in ["/readyz", "/v1/search?q=a", "/v1/related?text=a", "/v1/documents/a"] {
        let answer = server.get(path);
        check(&answer, 503, "not-ready", detail);
        assert_eq!(answer.header("retry-after"), Some("1"));
    }
}
