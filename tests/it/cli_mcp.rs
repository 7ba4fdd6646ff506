//! `wellspring mcp`: the Model Context Protocol on stdin and stdout.
//!
//! 1. Either revision is spoken; each line of stdout is a message of the protocol, and nothing else is.
//! 2. The index is built when it is not there, and asked when it is.
//! 3. What somebody asked for stands in no line of the log, however much is logged.
//! 4. When the other side hangs up, the program ends well; without content it says what is missing.

use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::cli_binary::Site;
use crate::mcp::{NEW, OLD, request};

struct Talk {
    say: ChildStdin,
    hear: BufReader<ChildStdout>,
}

impl Talk {
    fn say(&mut self, message: &Value) {
        writeln!(self.say, "{message}").unwrap();
    }

    fn ask(&mut self, message: &Value) -> Value {
        self.say(message);
        let mut line = String::new();
        self.hear.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"))
    }
}

/// Has a talk with the program, and gives the log after it has ended well.
fn talk(site: &Site, args: &[&str], conversation: impl FnOnce(&mut Talk)) -> String {
    let mut child = site.command(&[&["mcp"], args].concat()).stdin(Stdio::piped()).spawn().unwrap();
    let mut talk = Talk { say: child.stdin.take().unwrap(), hear: BufReader::new(child.stdout.take().unwrap()) };
    conversation(&mut talk);
    drop(talk.say);
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut talk.hear, &mut rest).unwrap();
    assert_eq!(rest, "");
    let ended = child.wait_with_output().unwrap();
    let log = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(0), "{log}");
    log
}

fn search(query: &str) -> Value {
    json!({"name": "search", "arguments": {"query": query}})
}

/// The ids of the documents that a search found, in the order of their names.
fn found_documents(answer: &Value) -> Vec<&str> {
    let results = answer["result"]["structuredContent"]["results"].as_array().unwrap();
    let mut ids: Vec<&str> = results.iter().map(|result| result["document_id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[test]
fn either_revision_is_spoken() {
    let site = Site::small();
    let log = talk(&site, &[], |talk| {
        let client = json!({"protocolVersion": OLD, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
        let greeted = talk.ask(&json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client}));
        assert_eq!(greeted["result"]["serverInfo"]["name"], "wellspring");
        talk.say(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        let found = talk.ask(&request(OLD, "tools/call", search("magnesium")).1);
        assert_eq!(found_documents(&found), ["night", "sleep"]);
    });
    assert!(log.contains("built generation-000001"), "{log}");
    let log = talk(&site, &[], |talk| {
        let discovered = talk.ask(&request(NEW, "server/discover", json!({})).1);
        assert_eq!(discovered["result"]["resultType"], "complete");
        let found = talk.ask(&request(NEW, "tools/call", search("magnesium")).1);
        assert_eq!(found_documents(&found), ["night", "sleep"]);
    });
    assert!(log.contains("opened generation-000001") && !log.contains("built"), "{log}");
}

#[test]
fn what_was_asked_is_not_logged() {
    let site = Site::small();
    let log = talk(&site, &["--log", "trace"], |talk| {
        talk.ask(&request(NEW, "server/discover", json!({})).1);
        talk.ask(&request(NEW, "tools/call", search("secret-illness")).1);
        talk.ask(&request(NEW, "tools/call", json!({"name": "secret-tool", "arguments": {}})).1);
        talk.ask(&request(NEW, "resources/read", json!({"uri": "wellspring://doc/secret"})).1);
    });
    assert!(log.contains("ready") && !log.contains("secret"), "{log}");
}

#[test]
fn without_content_it_says_what_is_missing() {
    let said = Site::empty().run(&["mcp"]);
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""));
    assert!(said.err.contains("there is no content in corpus to build one from"), "{}", said.err);
}
