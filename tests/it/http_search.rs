//! 1. A GET and a POST with the same parameters give the same answer.
//! 2. The shapes of the answers are fixed.
//! 3. A span cuts exactly the text that it is said to be.
//! 4. Text of the corpus is escaped in every snippet.
//! 5. Pages join: the first twenty are ten and ten.
//! 6. An empty query is answered with nothing.
//! 7. A product never comes without its warnings.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::server::{Server, VITAMIN_ARTICLES};

#[test]
fn get_and_post_answer_the_same() {
    let server = Server::start();
    let get = server.get("/v1/search?q=probiotics+acne&limit=2&products=1&related=1&explain=true");
    let body = json!({"q": "probiotics acne", "limit": 2, "products": 1, "related": 1, "explain": true});
    let post = server.post("/v1/search", &body.to_string());
    assert_eq!((get.status, post.status), (200, 200));
    assert_eq!(get.lasting(), post.lasting());

    let get = server.get("/v1/related?id=gut-skin&id=magnesium&text=sleep&limit=2");
    let post = server.post("/v1/related", r#"{"id": ["gut-skin", "magnesium"], "text": "sleep", "limit": 2}"#);
    assert_eq!((get.status, post.status), (200, 200));
    assert_eq!(get.lasting(), post.lasting());
}

#[test]
fn a_search_answer_has_its_shape() {
    let answer = Server::start().get("/v1/search?q=can+probiotics+help+acne&limit=1&products=1&related=1&explain=true");
    assert_json_snapshot!("search_answer", answer.lasting(), {
        ".index.built_at" => "[time]",
        ".**.score" => "[score]",
        ".**.explanation" => "[explanation]",
    });
}

#[test]
fn a_related_answer_has_its_shape() {
    let answer = Server::start().get("/v1/related?id=gut-skin&limit=1");
    assert_json_snapshot!("related_answer", answer.lasting(), { ".index.built_at" => "[time]", ".**.score" => "[score]" });
}

#[test]
fn documents_have_their_shapes() {
    let server = Server::start();
    assert_json_snapshot!("article_document", server.get("/v1/documents/gut-skin").json());
    assert_json_snapshot!("product_document", server.get("/v1/documents/probiotic-plus").json());
}

#[test]
fn spans_cut_the_text_that_they_name() {
    let server = Server::start();
    let search = server.get("/v1/search?q=probiotics+acne").json();
    let document = server.get("/v1/documents/gut-skin").json();
    let text = document["text"].as_str().unwrap();
    let passages = search["passages"].as_array().unwrap();
    let passages: Vec<&Value> = passages.iter().filter(|passage| passage["document"]["id"] == "gut-skin").collect();
    assert!(!passages.is_empty());
    for passage in passages {
        assert_eq!(cut(text, &passage["span"]), passage["text"].as_str().unwrap());
        for span in passage["snippet"]["spans"].as_array().unwrap() {
            let html = passage["snippet"]["html"].as_str().unwrap();
            assert!(html.contains(&format!("<mark>{}</mark>", cut(text, span))), "{html}");
        }
    }
}

fn cut<'t>(text: &'t str, span: &Value) -> &'t str {
    let byte = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
    &text[byte("start")..byte("end")]
}

#[test]
fn text_of_the_corpus_is_escaped_in_snippets() {
    let answer = Server::start().get("/v1/search?q=hostile").json();
    let html = answer["passages"][0]["snippet"]["html"].as_str().unwrap();
    assert!(html.contains("&lt;script&gt;"), "{html}");
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn pages_join() {
    let server = Server::start();
    let page = |limit: usize, offset: usize| {
        let answer = server.get(&format!("/v1/search?q=vitamin&limit={limit}&offset={offset}")).json();
        assert_eq!(answer["total"]["passages"], VITAMIN_ARTICLES);
        let passages = answer["passages"].as_array().unwrap().iter();
        passages.map(|passage| passage["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!([page(10, 0), page(10, 10)].concat(), page(20, 0));
    assert_eq!(page(10, 20).len(), VITAMIN_ARTICLES - 20);
    assert_eq!(page(0, 0), Vec::<String>::new());
    assert_eq!(page(10, 1_000), Vec::<String>::new());
}

#[test]
fn an_empty_query_finds_nothing() {
    let answer = Server::start().get("/v1/search?q=").json();
    assert_eq!(answer["total"], json!({"passages": 0, "products": 0}));
    assert_eq!((&answer["passages"], &answer["related_products"]), (&json!([]), &json!([])));
}

#[test]
fn products_bring_their_warnings() {
    let answer = Server::start().get("/v1/search?q=magnesium+probiotics&related=10").json();
    for list in ["products", "related_products"] {
        let products = answer[list].as_array().unwrap();
        assert!(!products.is_empty(), "{list}");
        for product in products {
            let has_warnings = !product["warnings"].as_array().unwrap().is_empty();
            assert_ne!(has_warnings, product["warnings_note"] == "none stated", "{product}");
        }
    }
}
