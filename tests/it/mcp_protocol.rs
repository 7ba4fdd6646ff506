//! The Model Context Protocol over HTTP, whatever is asked by it:
//!
//!  1. Both revisions are spoken at once at one address, with and without a slash at its end, and give the same answers.
//!  2. The greeting, and the discovery that replaces it, name this server and instruct the model; a notification is accepted.
//!  3. Headers that contradict the body, or name an unknown revision, are refused with the error that the protocol has for it.
//!  4. A host name that is not the server's is refused, and so is a page of another origin; the operator can allow both.
//!  5. There is no stream and no session: GET and DELETE are not taken, and ids of sessions are not looked at.
//!  6. What cannot be read, accepted or taken is refused with an error of JSON-RPC, and so is what comes too late.
//!  7. An unknown tool, or method, is an error of the protocol, and says which there are.
//!  8. The limits, headers and counts of the server hold here too.
//!  9. A new generation answers from its first moment on.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use wellspring::config::{CorsOrigins, ServerConfig};

use crate::mcp::{ACCEPT, JSON, NEW, OLD, error, request};
use crate::server::{Server, config, read_to_end};

const LIST: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;

fn acne() -> Value {
    json!({"name": "search", "arguments": {"query": "probiotics for acne"}})
}

#[test]
fn both_revisions_are_spoken_at_once() {
    let server = Server::start();
    let found = server.result(OLD, "tools/call", acne())["structuredContent"].clone();
    assert!(!found["results"].as_array().unwrap().is_empty());
    thread::scope(|scope| {
        for revision in [OLD, NEW, OLD, NEW] {
            let (server, found) = (&server, &found);
            scope.spawn(move || {
                for _ in 0..10 {
                    assert_eq!(server.result(revision, "tools/call", acne())["structuredContent"], *found);
                }
            });
        }
    });
    assert_eq!(server.result(NEW, "tools/call", acne())["resultType"], "complete");
    assert_eq!(server.result(OLD, "tools/call", acne())["resultType"], Value::Null);
    assert_eq!(server.send("POST", "/mcp/", &[ACCEPT, JSON], Some(LIST)).status, 200);
}

#[test]
fn the_greeting_names_the_server() {
    let server = Server::start();
    let greeting = json!({"protocolVersion": OLD, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
    let body = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": greeting}).to_string();
    let greeted = server.mcp(&[], &body);
    assert_eq!((greeted.status, greeted.header("mcp-session-id")), (200, None));
    let greeted = greeted.json()["result"].take();
    let discovered = server.result(NEW, "server/discover", json!({}));
    assert_eq!(greeted["protocolVersion"], OLD);
    let versions = discovered["supportedVersions"].as_array().unwrap();
    assert!(versions.contains(&json!(OLD)) && versions.contains(&json!(NEW)));
    for (info, answer) in
        [(&greeted["serverInfo"], &greeted), (&discovered["_meta"]["io.modelcontextprotocol/serverInfo"], &discovered)]
    {
        assert_eq!((&info["name"], &info["title"]), (&json!("wellspring"), &json!("Wellspring")));
        assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(answer["capabilities"], json!({"tools": {}, "resources": {}}));
        assert!(answer["instructions"].as_str().unwrap().contains("search"));
    }
    let notification = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let accepted = server.mcp(&[("mcp-protocol-version", OLD)], notification);
    assert_eq!((accepted.status, accepted.body.as_str()), (202, ""));
}

#[test]
fn headers_that_contradict_the_body_are_refused() {
    let server = Server::start();
    let (_, body) = request(NEW, "tools/call", acne());
    let body = body.to_string();
    let right = [("mcp-protocol-version", NEW), ("mcp-method", "tools/call"), ("mcp-name", "search")];
    assert_eq!(server.mcp(&right, &body).status, 200);
    for (wrong, value) in [(0, OLD), (1, "tools/list"), (2, "fetch")] {
        let mut headers = right;
        headers[wrong].1 = value;
        let answer = server.mcp(&headers, &body);
        assert_eq!((answer.status, error(&answer).0), (400, -32_020), "{headers:?}");
        let missing: Vec<_> = right.iter().copied().filter(|(name, _)| *name != right[wrong].0).collect();
        let answer = server.mcp(&missing, &body);
        assert_eq!((answer.status, error(&answer).0), (400, -32_020), "{missing:?}");
    }
}

#[test]
fn an_unknown_revision_is_refused_with_the_known_ones() {
    let server = Server::start();
    let body = request(NEW, "tools/list", json!({})).1.to_string().replace(NEW, "2031-01-01");
    let answer = server.mcp(&[("mcp-protocol-version", "2031-01-01"), ("mcp-method", "tools/list")], &body);
    assert_eq!((answer.status, error(&answer).0), (400, -32_022));
    let data = &answer.json()["error"]["data"];
    assert_eq!(data["requested"], "2031-01-01");
    assert!(data["supported"].as_array().unwrap().contains(&json!(NEW)));
    let answer = server.mcp(&[("mcp-protocol-version", "2031-01-01")], LIST);
    assert!(answer.status == 400 && error(&answer).1.contains("2031-01-01"), "{answer:?}");
}

#[test]
fn only_own_host_names_are_answered() {
    let server = Server::start();
    for host in ["127.0.0.1", "localhost:7878", "[::1]:80"] {
        assert_eq!(server.mcp(&[("host", host)], LIST).status, 200, "{host}");
    }
    let refused = server.mcp(&[("host", "search.shop.example")], LIST);
    assert_eq!(refused.status, 403);
    assert!(error(&refused).1.contains("--allowed-host"), "{refused:?}");
    let named = ServerConfig { allowed_hosts: vec!["search.shop.example".to_owned()], ..config() };
    let public = ServerConfig { public_url: Some("https://search.shop.example/wellspring".to_owned()), ..config() };
    for config in [named, public] {
        let server = Server::with(&config);
        for host in ["search.shop.example", "search.shop.example:8443", "127.0.0.1"] {
            assert_eq!(server.mcp(&[("host", host)], LIST).status, 200, "{host}");
        }
        assert_eq!(server.mcp(&[("host", "evil.example")], LIST).status, 403);
    }
    let all = Server::with(&ServerConfig { allowed_hosts: vec!["*".to_owned()], ..config() });
    assert_eq!(all.mcp(&[("host", "whatever.example")], LIST).status, 200);
}

#[test]
fn only_pages_of_named_origins_are_answered() {
    let server = Server::start();
    for origin in ["https://shop.example", "null", "http://127.0.0.1:3000"] {
        let refused = server.mcp(&[("origin", origin)], LIST);
        assert_eq!(refused.status, 403, "{origin}");
        assert!(error(&refused).1.contains("--cors-origin"), "{refused:?}");
    }
    let origins = CorsOrigins::List(vec!["https://shop.example".to_owned()]);
    let server = Server::with(&ServerConfig { cors: origins, ..config() });
    let allowed = server.mcp(&[("origin", "https://shop.example")], LIST);
    assert_eq!((allowed.status, allowed.header("access-control-allow-origin")), (200, Some("https://shop.example")));
    for origin in ["https://evil.example", "http://shop.example", "https://shop.example:8443"] {
        assert_eq!(server.mcp(&[("origin", origin)], LIST).status, 403, "{origin}");
    }
    let asked = [
        ("origin", "https://shop.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type,mcp-method,mcp-name,mcp-protocol-version"),
    ];
    let preflight = server.send("OPTIONS", "/mcp", &asked, None);
    assert_eq!(preflight.status, 200);
    let headers = preflight.header("access-control-allow-headers").unwrap();
    for name in ["content-type", "mcp-protocol-version", "mcp-method", "mcp-name"] {
        assert!(headers.contains(name), "{headers}");
    }
    let any = Server::with(&ServerConfig { cors: CorsOrigins::Any, ..config() });
    assert_eq!(any.mcp(&[("origin", "https://whatever.example")], LIST).status, 200);
}

#[test]
fn there_is_no_stream_and_no_session() {
    let server = Server::start();
    for (method, path) in [("GET", "/mcp"), ("GET", "/mcp/"), ("DELETE", "/mcp")] {
        let answer = server.send(method, path, &[("accept", "text/event-stream"), ("mcp-session-id", "1")], None);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")), "{method} {path}");
        assert_eq!(error(&answer).0, -32_600);
    }
    let headers = [("mcp-session-id", "not-one-of-ours"), ("last-event-id", "3"), ("mcp-protocol-version", OLD)];
    assert_eq!(server.mcp(&headers, LIST).status, 200);
}

#[test]
fn what_cannot_be_taken_is_refused_in_json_rpc() {
    let server = Server::start();
    for body in ["", "nonsense", "{}", "[]", &format!("[{LIST}]"), r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#] {
        let answer = server.mcp(&[], body);
        assert_eq!((answer.status, error(&answer).0), (400, -32_700), "{body}");
    }
    for accept in ["application/json", "text/event-stream", "text/html"] {
        let answer = server.send("POST", "/mcp", &[("accept", accept), JSON], Some(LIST));
        assert_eq!((answer.status, error(&answer).0), (406, -32_600), "{accept}");
    }
    let answer = server.send("POST", "/mcp", &[ACCEPT, ("content-type", "text/plain")], Some(LIST));
    assert_eq!((answer.status, error(&answer).0), (415, -32_600));
    let answer = server.mcp(&[], &format!("{LIST}{}", " ".repeat(config().max_body_bytes)));
    assert_eq!((answer.status, error(&answer).0), (413, -32_600));
}

#[test]
fn a_slow_body_is_given_up() {
    let server = Server::with(&ServerConfig { timeout: Duration::from_millis(50), ..config() });
    let stream = server.connect();
    let head = "POST /mcp HTTP/1.1\r\nhost: localhost\r\naccept: application/json, text/event-stream\r\n\
                content-type: application/json\r\ncontent-length: 100\r\nconnection: close\r\n\r\n{";
    std::io::Write::write_all(&mut &stream, head.as_bytes()).unwrap();
    let answer = read_to_end(stream);
    assert!(answer.starts_with("HTTP/1.1 504 ") && answer.contains(r#""code":-32603"#), "{answer}");
}

#[test]
fn what_is_unknown_is_an_error_of_the_protocol() {
    let server = Server::start();
    for revision in [OLD, NEW] {
        let answer = server.ask(revision, "tools/call", json!({"name": "serach", "arguments": {}}));
        let (code, message) = error(&answer);
        assert_eq!((answer.status, code), (200, -32_602));
        assert!(message.contains("\"serach\"") && message.contains("search, fetch"), "{message}");
        assert_eq!(answer.json()["id"], 7);
    }
    assert_eq!(error(&server.ask(OLD, "prompts/list", json!({}))).0, -32_601);
    let answer = server.ask(NEW, "prompts/list", json!({}));
    assert_eq!((answer.status, error(&answer).0), (404, -32_601));
}

#[test]
fn the_limits_of_the_server_hold() {
    let server = Server::with(&ServerConfig { max_concurrent: 1, ..config() });
    let seat = server.app.take_seat().unwrap();
    let said = server.refusal("search", &json!({"query": "acne"}));
    assert_eq!(said, "1 requests are being worked on, which is the most at once; try again in a second");
    assert_eq!(server.ask(NEW, "tools/list", json!({})).status, 200);
    drop(seat);
    server.tool("search", &json!({"query": "acne"}));
    let metrics = server.get("/metrics").body;
    assert!(metrics.contains("wellspring_http_requests_shed_total 1\n"), "{metrics}");
    assert!(
        metrics.contains(r#"wellspring_http_requests_total{route="/mcp",method="POST",status="200"} 3"#),
        "{metrics}"
    );
    let answer = server.mcp(&[("x-request-id", "id-7")], LIST);
    assert_eq!(
        (answer.header("x-request-id"), answer.header("x-content-type-options")),
        (Some("id-7"), Some("nosniff"))
    );
}

#[test]
fn without_an_index_a_model_is_told_to_wait() {
    let server = Server::not_ready();
    assert!(server.refusal("search", &json!({"query": "acne"})).contains("try again in a few seconds"));
    assert_eq!(error(&server.ask(NEW, "resources/list", json!({}))).0, -32_603);
}

#[test]
fn a_new_generation_answers() {
    let server = Server::start();
    assert!(server.refusal("fetch", &json!({"id": "new"})).contains("call search first"));
    server.site().write("new.md", "---\ntitle: New\n---\n\nSomething new.\n");
    server.site().build();
    server.handle.replace(server.site().open());
    assert_eq!(server.tool("fetch", &json!({"id": "new"}))["title"], "New");
}
