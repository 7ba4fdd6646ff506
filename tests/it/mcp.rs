//! A client of the Model Context Protocol for the tests, in both revisions that the server speaks.

use serde_json::{Value, json};

use crate::server::{Answer, Server};

/// Sessions at the beginning, nothing in the requests.
pub(crate) const OLD: &str = "2025-11-25";
/// No sessions, and everything in each request.
pub(crate) const NEW: &str = "2026-07-28";
/// What every client accepts.
pub(crate) const ACCEPT: (&str, &str) = ("accept", "application/json, text/event-stream");
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");

impl Server {
    /// Sends a body to the protocol's address with further headers.
    pub(crate) fn mcp(&self, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send("POST", "/mcp", &[&[ACCEPT, JSON], headers].concat(), Some(body))
    }

    /// Sends a request as a client of one revision does.
    pub(crate) fn ask(&self, revision: &str, method: &str, params: Value) -> Answer {
        let (headers, body) = request(revision, method, params);
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.mcp(&headers, &body.to_string())
    }

    /// The result of a request that has to succeed.
    pub(crate) fn result(&self, revision: &str, method: &str, params: Value) -> Value {
        let answer = self.ask(revision, method, params);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")), "{answer:?}");
        assert_eq!(answer.json()["error"], Value::Null);
        answer.json()["result"].take()
    }

    /// What a tool answers, in the newer revision.
    pub(crate) fn tool(&self, name: &str, arguments: &Value) -> Value {
        let result = self.result(NEW, "tools/call", json!({"name": name, "arguments": arguments}));
        assert_eq!(result["isError"], false, "{result}");
        result["structuredContent"].clone()
    }

    /// What a tool refuses, in the newer revision.
    pub(crate) fn refusal(&self, name: &str, arguments: &Value) -> String {
        let result = self.result(NEW, "tools/call", json!({"name": name, "arguments": arguments}));
        assert_eq!(result["isError"], true, "{result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }
}

/// A request as a client of one revision makes it: its own headers and its body.
pub(crate) fn request(revision: &str, method: &str, mut params: Value) -> (Vec<(&'static str, String)>, Value) {
    let mut headers = vec![("mcp-protocol-version", revision.to_owned())];
    if revision == NEW {
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": NEW,
            "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {},
        });
        headers.push(("mcp-method", method.to_owned()));
        let name = ["name", "uri"].into_iter().find_map(|name| params[name].as_str());
        headers.extend(name.map(|name| ("mcp-name", name.to_owned())));
    }
    (headers, json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}))
}

/// The code and the message of an error of the protocol.
pub(crate) fn error(answer: &Answer) -> (i64, String) {
    assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
    let error = answer.json()["error"].take();
    (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
}
