//! What the tools for chatbots promise:
//!
//! 1. The list of tools is the same for everybody, in the same order, and each tool says of itself what a model needs to choose it.
//! 2. Schemas of arguments have no references; schemas of answers are whole, and every answer fits its schema and is its text.
//! 3. `search` finds passages and products in one list, keeps to limit and filter, and gives every result an address.
//! 4. `fetch` takes the id of every result; the span of a passage cuts the passage out of the text.
//! 5. An address is that of the site where there is a usable one, and else of our own page, below the public address.
//! 6. A product never comes without its warnings.
//! 7. A mistake is told so that a model can mend it, and nothing of it is an error of the protocol.
//! 8. `search` and `retrieve` answer a question about something else with no result, and say why.
//! 9. `retrieve` takes what `/v1/retrieve` takes, and answers the same with complete addresses, in its context as well.
//! 10. A question that needs care gets the warnings concerned from both, whatever their score.

use jsonschema::validator_for;
use serde_json::{Value, json};
use wellspring::config::ServerConfig;

use crate::mcp::{JSON, NEW, OLD};
use crate::server::{Server, config};

const NAMES: [&str; 5] = ["search", "fetch", "retrieve", "related_products", "list_categories"];
const OFF_TOPIC: &str = "how do I change a car tyre";

fn tools(server: &Server) -> Vec<Value> {
    server.result(NEW, "tools/list", json!({}))["tools"].as_array().unwrap().clone()
}

#[test]
fn tools_say_what_they_are_for() {
    let server = Server::start();
    let listed = tools(&server);
    assert_eq!(listed.iter().map(|tool| tool["name"].as_str().unwrap()).collect::<Vec<_>>(), NAMES);
    assert_eq!(listed, *server.result(OLD, "tools/list", json!({}))["tools"].as_array().unwrap());
    for tool in &listed {
        let description = tool["description"].as_str().unwrap();
        assert!((80..600).contains(&description.len()) && description.contains("Call it"), "{description}");
        assert!(!description.contains("  "), "{description}");
        let hints = json!({
            "title": tool["title"], "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false
        });
        assert_eq!(tool["annotations"], hints);
    }
}

#[test]
fn schemas_are_whole() {
    for tool in tools(&Server::start()) {
        let (takes, gives) = (&tool["inputSchema"], &tool["outputSchema"]);
        assert_eq!((&takes["type"], &gives["type"]), (&json!("object"), &json!("object")), "{tool}");
        assert_eq!(takes["additionalProperties"], false, "{takes}");
        assert!(!takes.to_string().contains("$ref") && !takes.to_string().contains("null"), "{takes}");
        assert!(!gives.to_string().contains("components"), "{gives}");
        assert!(!format!("{takes}{gives}").contains("\\n"), "{takes}{gives}");
        jsonschema::draft202012::meta::validate(takes).unwrap();
        jsonschema::draft202012::meta::validate(gives).unwrap();
        for (name, argument) in takes["properties"].as_object().into_iter().flatten() {
            assert!(argument["description"].is_string(), "{name}");
        }
    }
    let required = |name: &str| {
        tools(&Server::start()).iter().find(|it| it["name"] == name).unwrap()["inputSchema"]["required"].clone()
    };
    assert_eq!((required("search"), required("fetch")), (json!(["query"]), json!(["id"])));
    assert_eq!(required("retrieve"), json!(["query"]));
}

#[test]
fn answers_fit_their_schemas_and_are_their_text() {
    let server = Server::start();
    for (name, arguments) in [
        ("search", json!({"query": "magnesium probiotics acne"})),
        ("search", json!({"query": "zzzz qqqq"})),
        ("search", json!({"query": "probiotics with antibiotics"})),
        ("retrieve", json!({"query": "magnesium probiotics acne", "threshold": 0, "expand": 1})),
        ("retrieve", json!({"query": "probiotics with antibiotics", "max_tokens": 200, "render": "xml"})),
        ("retrieve", json!({"query": OFF_TOPIC, "products": 0})),
        ("fetch", json!({"id": "gut-skin"})),
        ("fetch", json!({"id": "gut-skin#can-probiotics-help-with-acne.p1"})),
        ("fetch", json!({"id": "probiotic-plus"})),
        ("fetch", json!({"id": "magnesium-glycinate"})),
        ("related_products", json!({"ids": ["gut-skin"]})),
        ("related_products", json!({"text": "magnesium for the night", "limit": 1})),
        ("list_categories", json!({})),
    ] {
        let schema = tools(&server).into_iter().find(|tool| tool["name"] == name).unwrap()["outputSchema"].take();
        let schema = validator_for(&schema).unwrap();
        for revision in [OLD, NEW] {
            let result = server.result(revision, "tools/call", json!({"name": name, "arguments": arguments}));
            let [block] = result["content"].as_array().unwrap().as_slice() else { panic!("{result}") };
            let said: Value = serde_json::from_str(block["text"].as_str().unwrap()).unwrap();
            assert_eq!(said, result["structuredContent"]);
            schema.validate(&said).unwrap_or_else(|error| panic!("{name} {arguments}: {error}\n{said}"));
        }
    }
}

#[test]
fn results_can_be_cited_and_read() {
    let server = Server::start();
    let found = server.tool("search", &json!({"query": "magnesium probiotics acne sleep", "limit": 6}));
    let results = found["results"].as_array().unwrap();
    let kinds: Vec<&str> = results.iter().map(|hit| hit["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"article") && kinds.contains(&"product") && results.len() <= 6, "{found}");
    for hit in results {
        assert!(hit["url"].as_str().unwrap().starts_with("http"), "{hit}");
        let whole = server.tool("fetch", &json!({"id": hit["id"]}));
        assert_eq!((&whole["id"], &whole["title"]), (&hit["id"], &hit["title"]));
        assert_eq!(whole["metadata"]["document_id"], hit["document_id"]);
        if hit["kind"] == "article" {
            let passage = &whole["metadata"]["passage"];
            let at = |end: &str| passage["span"][end].as_u64().unwrap() as usize;
            assert_eq!(whole["text"].as_str().unwrap()[at("start")..at("end")], *hit["text"].as_str().unwrap());
            assert_eq!(passage["heading_path"], hit["heading_path"]);
        }
    }
}

#[test]
fn limit_and_filter_are_kept_to() {
    let server = Server::start();
    let found = |arguments: &Value| server.tool("search", arguments)["results"].as_array().unwrap().clone();
    assert_eq!(found(&json!({"query": "vitamin", "limit": 3})).len(), 3);
    assert_eq!(found(&json!({"query": "vitamin"})).len(), 8);
    assert_eq!(found(&json!({"query": "vitamin", "limit": null, "filter": null})).len(), 8);
    let sleep = found(
        &json!({"query": "magnesium acne", "filter": "category:sleep -id:magnesium-glycinate -id:probiotic-plus"}),
    );
    assert!(!sleep.is_empty() && sleep.iter().all(|hit| hit["document_id"] == "magnesium"), "{sleep:?}");
    assert!(found(&json!({"query": "zzzz qqqq"})).is_empty());
}

#[test]
fn a_question_about_something_else_has_no_result() {
    let server = Server::start();
    let found = server.tool("search", &json!({"query": OFF_TOPIC}));
    assert_eq!(found, json!({"results": [], "answerable": false, "reason": "off_topic"}));
    let retrieved = server.tool("retrieve", &json!({"query": OFF_TOPIC}));
    let of_answerability = |name: &str| retrieved["answerability"][name].clone();
    assert_eq!((&retrieved["results"], &retrieved["products"]), (&json!([]), &json!([])));
    assert_eq!((of_answerability("answerable"), of_answerability("reason")), (json!(false), json!("off_topic")));
    let answered = server.tool("search", &json!({"query": "probiotics for acne"}));
    assert!(!answered["results"].as_array().unwrap().is_empty(), "{answered}");
    assert_eq!((&answered["answerable"], &answered["reason"]), (&Value::Null, &Value::Null));
}

#[test]
fn retrieve_answers_as_over_http() {
    let server = Server::start();
    let asked = json!({
        "query": "what about acne", "history": [{"role": "user", "content": "do probiotics help"}, "for the skin"],
        "filter": {"field": "category", "is": "gut"}, "kinds": ["passages", "products"], "limit": 4, "per_document": 2, "expand": 1,
        "diversity": 0.2, "threshold": 0, "max_tokens": 400, "render": "markdown", "products": 2,
    });
    let said = server.tool("retrieve", &asked);
    let mut here = server.send("POST", "/v1/retrieve", &[JSON], Some(&asked.to_string())).json();
    assert!(!said["results"].as_array().unwrap().is_empty(), "{said}");
    let base = format!("http://{}", server.address);
    for result in here["results"].as_array_mut().unwrap() {
        for at in ["/url", "/deep_link", "/citation/url", "/metadata/url"] {
            let url = result.pointer_mut(at).unwrap();
            *url = json!(format!("{base}{}", url.as_str().unwrap()));
        }
        result["document"]["url"] = result["url"].clone();
    }
    assert_eq!(said["results"], here["results"]);
    for name in ["query", "answerability", "notices"] {
        assert_eq!(said[name], here[name]);
    }
    assert!(said["context"]["text"].as_str().unwrap().contains(&format!("{base}/documents/gut-skin")), "{said}");
    for product in said["products"].as_array().unwrap() {
        assert!(product["url"].as_str().unwrap().starts_with("http"), "{product}");
    }
}

#[test]
fn a_question_that_needs_care_gets_the_warnings() {
    let server = Server::start();
    let warning = "probiotic-plus#warning-interaction";
    for (tool, question) in [("search", "probiotics with antibiotics"), ("retrieve", "probiotics with antibiotics")] {
        let answer = server.tool(tool, &json!({"query": question, "limit": 1}));
        let results = answer["results"].as_array().unwrap();
        let found = results.iter().find(|result| result["id"] == warning).unwrap_or_else(|| panic!("{answer}"));
        assert_eq!((&found["kind"], &found["concerns"]), (&json!("warning"), &json!(["medicines"])));
        assert_eq!(found["text"], "Take two hours apart from antibiotics.");
        assert!(found["url"].as_str().unwrap().starts_with("http"), "{found}");
        let notices = answer["notices"].as_array().unwrap();
        assert!(notices.iter().any(|notice| notice["id"] == "safety"), "{answer}");
    }
    let whole = server.tool("fetch", &json!({"id": warning}));
    assert_eq!((&whole["id"], &whole["metadata"]["document_id"]), (&json!(warning), &json!("probiotic-plus")));
}

#[test]
fn addresses_are_those_of_the_site_or_ours() {
    let public = ServerConfig { public_url: Some("https://search.shop.example".to_owned()), ..config() };
    let server = Server::with(&public);
    let url = |id: &str| server.tool("fetch", &json!({"id": id}))["url"].clone();
    assert_eq!(url("magnesium"), "https://site.example/magnesium");
    assert_eq!(url("gut-skin"), "https://search.shop.example/documents/gut-skin");
    assert_eq!(url("hostile"), "https://search.shop.example/documents/hostile");
    let found = server.tool("search", &json!({"query": "probiotics acne", "limit": 1}))["results"][0].clone();
    assert_eq!(found["url"], "https://search.shop.example/documents/gut-skin#can-probiotics-help-with-acne.p1");
    let own = Server::start();
    let url = own.tool("fetch", &json!({"id": "gut-skin"}))["url"].as_str().unwrap().to_owned();
    assert_eq!(url, format!("http://{}/documents/gut-skin", own.address));
    assert_eq!(own.get(url.strip_prefix(&format!("http://{}", own.address)).unwrap()).status, 200);
}

#[test]
fn a_product_comes_with_its_warnings() {
    let server = Server::start();
    let antibiotics = "Take two hours apart from antibiotics.";
    let found = server.tool("search", &json!({"query": "probiotic+", "filter": "id:probiotic-plus"}));
    let product = found["results"].as_array().unwrap().iter().find(|hit| hit["kind"] == "product").unwrap();
    assert_eq!(product["warnings"][0]["text"], antibiotics);
    let whole = server.tool("fetch", &json!({"id": "probiotic-plus"}));
    assert!(whole["text"].as_str().unwrap().contains(antibiotics));
    assert_eq!(whole["metadata"]["warnings"][0]["kind"], "interaction");
    let unwarned = server.tool("fetch", &json!({"id": "magnesium-glycinate"}));
    assert_eq!(unwarned["metadata"]["warnings_note"], "none stated");
    assert!(unwarned["text"].as_str().unwrap().contains("None stated"));
    let related = server.tool("related_products", &json!({"ids": ["gut-skin"]}));
    let product = &related["products"][0];
    assert_eq!((&product["id"], &product["warnings"][0]["text"]), (&json!("probiotic-plus"), &json!(antibiotics)));
    assert!(product["url"].as_str().unwrap().starts_with("http") && !product["reasons"].as_array().unwrap().is_empty());
}

#[test]
fn categories_are_counted() {
    let categories = Server::start().tool("list_categories", &json!({}));
    let gut = json!({"name": "gut", "articles": 1, "products": 1});
    assert!(categories["categories"].as_array().unwrap().contains(&gut), "{categories}");
}

#[test]
fn a_mistake_says_what_to_do() {
    let server = Server::start();
    let long = "a".repeat(config().max_query_chars + 1);
    for (name, arguments, help) in [
        ("fetch", json!({"id": "nothing"}), "no document with id \"nothing\"; call search first"),
        (
            "fetch",
            json!({"id": "gut-skin#nothing.p1"}),
            "no document with id \"gut-skin#nothing.p1\"; call search first",
        ),
        ("fetch", json!({}), "missing field `id`"),
        ("search", json!({}), "missing field `query`"),
        ("search", json!({"query": 3}), "query: "),
        ("search", json!({"query": " "}), "query: it is empty; ask something"),
        ("fetch", json!({"id": "probiotic-plus#warning-dose"}), "call search first"),
        ("retrieve", json!({}), "missing field `query`"),
        ("retrieve", json!({"query": ""}), "query: it is empty; ask something"),
        ("retrieve", json!({"query": "a", "queries": [long]}), "query: it has 101 characters; the most is 100"),
        ("retrieve", json!({"query": "a", "threshold": 2}), "threshold: 2 is not between 0 and 1"),
        ("retrieve", json!({"query": "a", "kinds": ["passage"]}), "did you mean \"passages\""),
        ("retrieve", json!({"query": "a", "filter": "categori:gut"}), "did you mean \"category\""),
        (
            "search",
            json!({"query": "a", "top_k": 3}),
            "unknown field `top_k`, expected one of `query`, `limit`, `filter`",
        ),
        ("search", json!({"query": "a", "limit": 51}), "limit: 51 is too much; the most is 50"),
        ("search", json!({"query": "a", "limit": 0}), "limit: 0 is too little; the least is 1"),
        ("search", json!({"query": "a", "filter": "categori:gut"}), "did you mean \"category\""),
        ("search", json!({"query": long}), "query: it has 101 characters; the most is 100"),
        ("related_products", json!({}), "ids: say what the products are for"),
        ("related_products", json!({"ids": ["nothing"]}), "no document with id \"nothing\"; call search first"),
        ("related_products", json!({"query": "a", "without_warning": ["x"]}), "the kinds are pregnancy"),
        ("list_categories", json!({"field": "tag"}), "unknown field `field`"),
    ] {
        let said = server.refusal(name, &arguments);
        assert!(said.contains(help), "{name} {arguments}: {said}");
    }
}
