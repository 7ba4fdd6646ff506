//! Suggestions over HTTP:
//!
//! 1. The shape of an answer is fixed; its parts, joined, are the texts that they mark.
//! 2. A link leads to the site's page where the site has one, and otherwise to ours, where the passage is.
//! 3. A wrong parameter is named.
//! 4. An answer may be kept for as long as the index stays, and other origins may ask once they are named.

use insta::assert_json_snapshot;
use serde_json::Value;

use crate::server::Server;

#[test]
fn an_answer_has_its_shape() {
    let server = Server::start();
    let answer = server.get("/v1/suggest?q=probi&articles=1&products=1");
    assert_json_snapshot!("suggest_answer", answer.lasting(), { ".index.built_at" => "[time]" });
    assert_json_snapshot!("suggest_nothing_typed", server.get("/v1/suggest").lasting(), { ".index" => "[index]" });
}

#[test]
fn parts_are_the_texts_that_they_mark() {
    let answer = Server::start().get("/v1/suggest?q=acn").json();
    let joined = |parts: &Value| -> String {
        parts.as_array().unwrap().iter().map(|part| part["text"].as_str().unwrap()).collect()
    };
    for (group, text) in [("completions", "text"), ("articles", "title"), ("products", "name")] {
        for hit in answer[group].as_array().unwrap() {
            assert_eq!(joined(&hit["parts"]), hit[text].as_str().unwrap(), "{hit}");
        }
    }
    assert!(joined(&answer["articles"][0]["snippet"]).contains("acne"), "{answer}");
}

#[test]
fn links_lead_to_the_best_page_there_is() {
    let server = Server::start();
    let href = |query: &str| server.get(query).json()["articles"][0]["href"].as_str().unwrap().to_owned();
    assert_eq!(href("/v1/suggest?q=magnesium+and+sl"), "https://site.example/magnesium");
    let ours = href("/v1/suggest?q=probiotics+help+acn");
    let (page, anchor) = ours.split_once('#').unwrap();
    let body = server.get(page).body;
    assert!(body.contains(&format!("id=\"{anchor}\"")), "{ours}");
    let hostile = server.get("/v1/suggest?q=hostil").json();
    assert_eq!(hostile["articles"][0]["url"], "javascript:alert(1)", "as the corpus says");
    assert!(hostile["articles"][0]["href"].as_str().unwrap().starts_with("/documents/"), "but nobody is led there");
}

#[test]
fn a_wrong_parameter_is_named() {
    let server = Server::start();
    for (query, message) in [
        ("completions=21", "completions: 21 is too much; the most is 20"),
        ("articles=-1", "articles"),
        ("filter=catgory:gut", "did you mean \"category\"?"),
        ("limit=3", "the parameters are q, completions, articles, products, categories, filter"),
    ] {
        let answer = server.get(&format!("/v1/suggest?q=a&{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(message), "{query}: {}", answer.body);
    }
}

#[test]
fn an_answer_may_be_kept() {
    let server = Server::start();
    let first = server.get("/v1/suggest?q=magn");
    let etag = first.header("etag").unwrap().to_owned();
    let again = server.get_with("/v1/suggest?q=magn", &[("if-none-match", &etag)]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}
