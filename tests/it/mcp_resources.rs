//! Documents as resources of the Model Context Protocol:
//!
//! 1. The list has every document once, in the order of the ids, page by page.
//! 2. Each of them can be read, as Markdown; so can a document whose id has slashes or letters outside of ASCII.
//! 3. An article has its title, headings and warnings; a product its facts and its warnings; text of the corpus is no markup.
//! 4. What is not there is the protocol's error of the revision.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::mcp::{NEW, OLD, error};
use crate::server::{Server, VITAMIN_ARTICLES};

fn read(server: &Server, uri: &str) -> String {
    let result = server.result(NEW, "resources/read", json!({"uri": uri}));
    let [content] = result["contents"].as_array().unwrap().as_slice() else { panic!("{result}") };
    assert_eq!((&content["uri"], &content["mimeType"]), (&json!(uri), &json!("text/markdown")));
    content["text"].as_str().unwrap().to_owned()
}

#[test]
fn every_document_is_listed_once() {
    let server = Server::start();
    for number in 0..150 {
        server.site().write(&format!("more/m-{number}.md"), &format!("---\ntitle: More {number}\n---\n\nText.\n"));
    }
    server.site().build();
    server.handle.replace(server.site().open());
    let (mut resources, mut cursor, mut pages) = (Vec::<Value>::new(), Value::Null, 0);
    loop {
        let params = if cursor.is_null() { json!({}) } else { json!({"cursor": cursor}) };
        let page = server.result(OLD, "resources/list", params);
        resources.extend(page["resources"].as_array().unwrap().iter().cloned());
        (cursor, pages) = (page["nextCursor"].clone(), pages + 1);
        if cursor.is_null() {
            break;
        }
    }
    let names: Vec<&str> = resources.iter().map(|resource| resource["name"].as_str().unwrap()).collect();
    assert_eq!((names.len(), pages), (5 + VITAMIN_ARTICLES + 150, 2));
    assert_eq!(BTreeSet::from_iter(&names).into_iter().collect::<Vec<_>>(), names.iter().collect::<Vec<_>>());
    let product = resources.iter().find(|resource| resource["name"] == "probiotic-plus").unwrap();
    assert_eq!((&product["title"], &product["description"]), (&json!("Probiotic+"), &json!("product")));
    for resource in resources.iter().step_by(17) {
        let text = read(&server, resource["uri"].as_str().unwrap());
        assert!(
            text.starts_with(&format!("# {}\n", resource["title"].as_str().unwrap().replace('<', "\\<"))),
            "{text}"
        );
    }
}

#[test]
fn a_document_that_was_removed_is_not_listed() {
    let server = Server::start();
    server.site().remove("notes/note-3.md");
    server.site().build();
    server.handle.replace(server.site().open());
    let page = server.result(NEW, "resources/list", json!({}));
    let names: Vec<&str> =
        page["resources"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert!(!names.contains(&"note-3") && names.contains(&"note-4"), "{names:?}");
    assert_eq!(names.len(), 5 + VITAMIN_ARTICLES - 1);
}

#[test]
fn documents_are_read_as_markdown() {
    let server = Server::start();
    let article = read(&server, "wellspring://doc/gut-skin");
    for part in [
        "# The gut and skin connection\n",
        "\n## Can probiotics help with acne?\n",
        "\n- One strain for acne.\n",
        "\n## Warnings\n",
    ] {
        assert!(article.contains(part), "{part} is missing in {article}");
    }
    let product = read(&server, "wellspring://doc/probiotic-plus");
    for part in
        ["# Probiotic+\n", "- Price: 29.90 EUR\n", "rhamnosus 5 billion CFU", "- interaction: Take two hours apart"]
    {
        assert!(product.contains(part), "{part} is missing in {product}");
    }
    assert!(read(&server, "wellspring://doc/magnesium-glycinate").contains("None stated by the shop"));
    let hostile = read(&server, "wellspring://doc/hostile");
    assert!(hostile.contains("\\<script>") && !hostile.replace("\\<", "").contains('<'), "{hostile}");
}

#[test]
fn ids_of_any_letters_are_read() {
    let server = Server::start();
    server.site().write("café.md", "---\nid: guides/café\ntitle: Coffee\n---\n\nText.\n");
    server.site().build();
    server.handle.replace(server.site().open());
    for uri in ["wellspring://doc/guides/caf%C3%A9", "wellspring://doc/guides%2Fcaf%C3%A9"] {
        assert!(read(&server, uri).starts_with("# Coffee\n"));
    }
    let page = server.result(NEW, "resources/list", json!({}));
    let coffee = page["resources"].as_array().unwrap().iter().find(|it| it["title"] == "Coffee").unwrap();
    assert_eq!(coffee["uri"], "wellspring://doc/guides/caf%C3%A9");
}

#[test]
fn addresses_are_made_from_ids() {
    let listed = Server::start().result(NEW, "resources/templates/list", json!({}));
    assert_eq!(listed["resourceTemplates"][0]["uriTemplate"], "wellspring://doc/{+id}");
}

#[test]
fn what_is_not_there_is_told() {
    let server = Server::start();
    for (revision, code) in [(OLD, -32_002), (NEW, -32_602)] {
        for uri in ["wellspring://doc/nothing", "wellspring://other", "file:///etc/passwd", "wellspring://doc/%FF"] {
            let (said, message) = error(&server.ask(revision, "resources/read", json!({"uri": uri})));
            assert_eq!(said, code, "{uri}");
            assert!(message.contains("resources/list"), "{message}");
        }
    }
}
