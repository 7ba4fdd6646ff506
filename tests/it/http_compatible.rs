//! Clients of other services ask in their own shapes:
//!
//! 1. The requests that were recorded from real clients are answered, in the shapes that they read.
//! 2. What goes wrong is told in the words of each service, with the request id, whatever went wrong and wherever.
//! 3. A threshold of 0 gives everything found, 1 what has exactly 1, and none what has less.
//! 4. Filters hold of everything found: a document that cannot have a field fulfils no comparison with it but a denied one.
//! 5. A mistake in a filter names its place in the request, and what was meant.
//! 6. The same is served at the other addresses at which clients look for it.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::server::{Answer, Server};

const STORE: &str = "/v1/vector_stores/wellspring/search";

fn ask(server: &Server, path: &str, body: &Value) -> Answer {
    let headers = [("authorization", "Bearer local"), ("content-type", "application/json")];
    server.send("POST", path, &headers, Some(&body.to_string()))
}

fn answer(server: &Server, path: &str, body: &Value) -> Value {
    let answer = ask(server, path, body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// The documents that a search of the store finds, everything that matches included.
fn found(server: &Server, filters: &Value) -> Vec<String> {
    let body = json!({
        "query": "magnesium probiotics", "filters": filters, "max_num_results": 50,
        "ranking_options": {"score_threshold": 0}
    });
    let page = answer(server, STORE, &body);
    let mut ids: Vec<String> =
        page["data"].as_array().unwrap().iter().map(|hit| hit["file_id"].as_str().unwrap().to_owned()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[test]
fn recorded_requests_of_cohere_are_answered() {
    let server = Server::start();
    let both = json!({"model": "local", "query": "sleep", "documents": ["a", "b for sleep"], "top_n": 2});
    assert_json_snapshot!("rerank", answer(&server, "/v2/rerank", &both), { ".id" => "[request id]" });
    let bare = answer(&server, "/v2/rerank", &json!({"model": "local", "query": "bare", "documents": ["a", "b"]}));
    assert_eq!(bare["results"].as_array().unwrap().len(), 2);
    let first = json!({
        "model": "lexical", "query": "v1", "documents": ["a", {"text": "v1"}], "top_n": 1, "return_documents": true,
        "rank_fields": ["text"], "priority": 1
    });
    let first = answer(&server, "/v1/rerank", &first);
    assert_eq!(first["results"][0]["index"], 1);
    assert_eq!(first["results"][0]["document"], json!({"text": "v1"}));
    assert_eq!(first["meta"].get("warnings"), None);
}

#[test]
fn recorded_requests_of_openai_are_answered() {
    let server = Server::start();
    let page = answer(&server, STORE, &json!({"query": "magnesium sleep"}));
    assert_json_snapshot!("vector_store_search", page, { ".data[].score" => "[score]" });
    let nested = json!({
        "query": ["magnesium", "sleep"],
        "filters": {"type": "and", "filters": [
            {"type": "eq", "key": "category", "value": "sleep"},
            {"type": "or", "filters": [
                {"type": "gte", "key": "published", "value": 2024},
                {"type": "in", "key": "category", "value": ["sleep", "stress"]}
            ]}
        ]},
        "max_num_results": 7,
        "ranking_options": {"ranker": "auto", "score_threshold": 0.0,
                            "hybrid_search": {"embedding_weight": 0.3, "text_weight": 0.7}},
        "rewrite_query": true,
        "x_context": {"max_tokens": 800}
    });
    let page = answer(&server, STORE, &nested);
    assert_eq!(page["data"][0]["file_id"], "magnesium");
    let absent = json!({"query": "magnesium", "filters": null, "ranking_options": null, "max_num_results": null});
    assert!(!answer(&server, STORE, &absent)["data"].as_array().unwrap().is_empty());
}

#[test]
fn recorded_requests_of_dify_are_answered() {
    let server = Server::start();
    let asked = json!({
        "retrieval_setting": {"top_k": 1, "score_threshold": 0.0}, "query": "magnesium", "knowledge_id": "wellspring",
        "metadata_condition": null
    });
    assert_json_snapshot!("retrieval", answer(&server, "/retrieval", &asked), {
        ".records[].score" => "[score]"
    });
    let probe = server.send("POST", "/retrieval", &[("authorization", "Bearer k")], None);
    assert_eq!((probe.status, probe.json()["error_code"].as_u64()), (400, Some(400)));
    let nothing = json!({"query": "xylophone", "knowledge_id": "wellspring", "retrieval_setting": {"top_k": null}});
    assert_eq!(answer(&server, "/retrieval", &nothing), json!({"records": []}));
}

#[test]
fn stores_and_files_have_their_shape() {
    let server = Server::start();
    let of_index =
        [(".data[].created_at", "[time]"), (".data[].last_active_at", "[time]"), (".data[].usage_bytes", "[bytes]")];
    let mut stores = server.get("/v1/vector_stores?limit=20&order=desc").json();
    for (path, _) in of_index {
        let field = path.rsplit('.').next().unwrap();
        assert!(stores["data"][0][field].as_i64().unwrap() > 0);
        stores["data"][0][field] = json!(1);
    }
    let mut store = server.get("/v1/vector_stores/wellspring").json();
    assert_json_snapshot!("vector_stores", stores);
    for field in ["created_at", "last_active_at", "usage_bytes"] {
        store[field] = json!(1);
    }
    assert_eq!(store, stores["data"][0]);
    let content = server.get("/v1/vector_stores/wellspring/files/magnesium/content");
    assert_json_snapshot!("vector_store_file", content.json());
    assert!(server.get("/v1/vector_stores/wellspring/files/notes%2Fnote-1/content").status < 500);
}

#[test]
fn other_addresses_are_the_same() {
    let server = Server::start();
    let body = json!({"query": "magnesium sleep"});
    assert_eq!(answer(&server, STORE, &body), answer(&server, &format!("/openai{STORE}"), &body));
    let list = "/v1/vector_stores";
    assert_eq!(server.get(list).json(), server.get(&format!("/openai{list}")).json());
    let body = json!({"query": "sleep", "documents": ["a", "sleep"]});
    assert_eq!(answer(&server, "/rerank", &body)["results"], answer(&server, "/v2/rerank", &body)["results"]);
}

#[test]
fn errors_are_told_in_the_words_of_each_service() {
    let server = Server::start();
    let openai = |answer: &Answer, status: u16, code: &str, param: Option<&str>| {
        let error = answer.json()["error"].clone();
        assert_eq!(answer.status, status, "{error}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert!(answer.header("x-request-id").is_some());
        assert_eq!((error["code"].as_str(), error["param"].as_str()), (Some(code), param), "{error}");
        assert_eq!(error["type"], "invalid_request_error");
        assert!(error["message"].as_str().unwrap().len() > 10);
    };
    let another = "/v1/vector_stores/another/search";
    openai(&ask(&server, another, &json!({"query": "q"})), 404, "not_found", Some("vector_store_id"));
    openai(&server.post(another, "{"), 404, "not_found", Some("vector_store_id"));
    openai(&server.get("/v1/vector_stores/another"), 404, "not_found", Some("vector_store_id"));
    openai(&server.get("/v1/vector_stores/wellspring/files/none/content"), 404, "not_found", None);
    openai(&server.get("/v1/vector_stores/wellspring/nothing"), 404, "not_found", None);
    openai(&server.get(STORE), 405, "method_not_allowed", None);
    openai(&server.post(STORE, "{"), 400, "invalid_json", None);
    openai(&server.post(STORE, "[]"), 400, "invalid_json", None);
    openai(&server.post(STORE, "{}"), 400, "invalid_parameter", Some("query"));
    openai(&ask(&server, STORE, &json!({"query": 1})), 400, "invalid_parameter", Some("query"));
    openai(&ask(&server, STORE, &json!({"query": "a".repeat(101)})), 422, "query_too_long", Some("query"));
    openai(&ask(&server, STORE, &json!({"query": "a".repeat(5_000)})), 413, "body_too_large", None);

    for (body, message) in [
        (json!({"query": "q"}), "documents: it is missing"),
        (json!({"query": "q", "documents": []}), "documents: there is none; send at least one text"),
        (json!({"query": "q", "documents": ["a", 1]}), "documents[1]: it takes a text, or an object with a `text`"),
        (json!({"query": "q", "documents": ["a"], "top_n": 0}), "top_n: it takes a number from 1 up, not 0"),
        (json!({"query": "", "documents": ["a"]}), "query: it is empty; say what the documents are to be ranked for"),
        (json!({"query": "q", "documents": vec!["a"; 1_001]}), "documents: there are 1001; the most is 1000"),
    ] {
        let answer = ask(&server, "/v1/rerank", &body);
        assert_eq!((answer.status, answer.json()["message"].as_str()), (400, Some(message)));
        assert_eq!(answer.json()["id"].as_str(), answer.header("x-request-id"));
    }

    let code = |answer: &Answer| (answer.status, answer.json()["error_code"].as_u64().unwrap());
    assert_eq!(code(&server.post("/retrieval", "{}")), (403, 1001));
    let other = json!({"query": "q", "knowledge_id": "other"});
    assert_eq!(code(&ask(&server, "/retrieval", &other)), (404, 2001));
    let basic = [("authorization", "Basic key")];
    assert_eq!(code(&server.send("POST", "/retrieval", &basic, Some("{}"))), (403, 1001));
    assert_eq!(code(&server.get("/retrieval")), (405, 405));
}

#[test]
fn a_server_that_is_not_ready_says_so_in_their_words() {
    let server = Server::not_ready();
    let stores = server.get("/v1/vector_stores");
    assert_eq!((stores.status, stores.json()["error"]["type"].as_str()), (503, Some("server_error")));
    assert_eq!(stores.header("retry-after"), Some("1"));
    let rerank = ask(&server, "/rerank", &json!({"query": "q", "documents": ["a"]}));
    assert!(rerank.status == 503 && rerank.json()["message"].is_string());
    let retrieval = ask(&server, "/retrieval", &json!({"query": "q", "knowledge_id": "wellspring"}));
    assert_eq!((retrieval.status, retrieval.json()["error_code"].as_u64()), (503, Some(503)));
}

#[test]
fn a_page_of_errors_is_not_for_clients() {
    let server = Server::start();
    let answer = server.get_with("/v1/vector_stores/another", &[("accept", "text/html")]);
    assert_eq!(answer.json()["error"]["code"], "not_found");
}

#[test]
fn thresholds_are_exact() {
    let server = Server::start();
    let scores = |path: &str, least: f64| -> Vec<f64> {
        let body = json!({
            "query": "magnesium for sleep", "knowledge_id": "wellspring", "max_num_results": 50,
            "ranking_options": {"score_threshold": least}, "retrieval_setting": {"top_k": 50, "score_threshold": least}
        });
        let answer = answer(&server, path, &body);
        let hits = answer.get("data").or(answer.get("records")).unwrap().as_array().unwrap().clone();
        hits.iter().map(|hit| hit["score"].as_f64().unwrap()).collect()
    };
    for path in [STORE, "/retrieval"] {
        let everything = scores(path, 0.0);
        assert!(everything.len() >= 2, "{everything:?}");
        for least in everything.iter().copied().chain([0.2, 0.5, 0.99, 1.0]) {
            let expected: Vec<f64> = everything.iter().copied().filter(|&score| score >= least).collect();
            assert_eq!(scores(path, least), expected, "{path} {least}");
        }
    }
}

#[test]
fn filters_hold_of_everything_found() {
    let server = Server::start();
    let everything = found(&server, &Value::Null);
    assert_eq!(everything, ["gut-skin", "magnesium", "magnesium-glycinate", "probiotic-plus"]);
    for (filters, expected) in [
        (json!({"type": "eq", "key": "category", "value": "gut"}), vec!["gut-skin", "probiotic-plus"]),
        (json!({"type": "ne", "key": "category", "value": "gut"}), vec!["magnesium", "magnesium-glycinate"]),
        (json!({"type": "eq", "key": "form", "value": "capsule"}), vec!["probiotic-plus"]),
        (
            json!({"type": "nin", "key": "form", "value": ["capsule"]}),
            vec!["gut-skin", "magnesium", "magnesium-glycinate"],
        ),
        (json!({"type": "gt", "key": "price", "value": 18.5}), vec!["probiotic-plus"]),
        (json!({"type": "gte", "key": "price", "value": 18.5}), vec!["magnesium-glycinate", "probiotic-plus"]),
        (json!({"type": "lt", "key": "price", "value": "29.9"}), vec!["magnesium-glycinate"]),
        (json!({"type": "lte", "key": "price", "value": 29.9}), vec!["magnesium-glycinate", "probiotic-plus"]),
        (json!({"type": "eq", "key": "published", "value": 2026}), vec!["gut-skin"]),
        (json!({"type": "gt", "key": "published", "value": 2026.0}), vec![]),
        (json!({"type": "in", "key": "id", "value": ["magnesium", "no"]}), vec!["magnesium"]),
        (json!({"type": "eq", "key": "brand", "value": true}), vec![]),
        (
            json!({"type": "or", "filters": [
                {"type": "eq", "key": "form", "value": "capsule"},
                {"type": "and", "filters": [
                    {"type": "eq", "key": "category", "value": "sleep"},
                    {"type": "ne", "key": "id", "value": "x"}
                ]}
            ]}),
            vec!["magnesium", "probiotic-plus"],
        ),
    ] {
        assert_eq!(found(&server, &filters), expected, "{filters}");
    }
}

#[test]
fn conditions_of_dify_hold() {
    let server = Server::start();
    let found = |operator: &str, conditions: Value| {
        let body = json!({
            "knowledge_id": "wellspring", "query": "magnesium probiotics",
            "retrieval_setting": {"top_k": 50, "score_threshold": 0},
            "metadata_condition": {"logical_operator": operator, "conditions": conditions}
        });
        let mut titles: Vec<String> = answer(&server, "/retrieval", &body)["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| record["title"].as_str().unwrap().to_owned())
            .collect();
        titles.sort_unstable();
        titles.dedup();
        titles
    };
    let condition = |name: &str, operator: &str, value: Value| json!([{"name": name, "comparison_operator": operator, "value": value}]);
    let (gut, sleep) = ("The gut and skin connection", "Magnesium and sleep");
    let (glycinate, probiotic) = ("Magnesium Glycinate", "Probiotic+");
    for (name, operator, value, expected) in [
        ("category", "contains", json!("LEE"), vec![sleep]),
        ("category", "not contains", json!("u"), vec![glycinate, sleep]),
        ("brand", "start with", json!("fern"), vec![probiotic]),
        ("brand", "end with", json!("well"), vec![probiotic]),
        ("form", "empty", Value::Null, vec![glycinate, sleep, gut]),
        ("form", "not empty", Value::Null, vec![probiotic]),
        ("price", "not empty", Value::Null, vec![glycinate, probiotic]),
        ("published", "empty", json!(""), vec![glycinate, sleep, probiotic]),
        ("published", "contains", json!("2026"), vec![gut]),
        ("published", "before", json!("2026-02"), vec![gut]),
        ("published", "after", json!("2026-02"), vec![]),
        ("price", "≠", json!(18.5), vec![sleep, probiotic, gut]),
        ("price", "≤", json!("18.50"), vec![glycinate]),
        ("id", "not in", json!("gut-skin, magnesium"), vec![glycinate, probiotic]),
        ("id", "empty", Value::Null, vec![]),
    ] {
        assert_eq!(found("and", condition(name, operator, value.clone())), expected, "{name} {operator} {value}");
    }
    let two = json!([
        {"name": ["form", "brand"], "comparison_operator": "not empty"},
        {"name": "category", "comparison_operator": "is", "value": "sleep"}
    ]);
    assert_eq!(found("or", two.clone()), [sleep, probiotic]);
    assert_eq!(found("and", two), [""; 0]);
    assert_eq!(found("and", json!([])).len(), 4);
}

#[test]
fn mistakes_in_filters_name_their_place() {
    let server = Server::start();
    let deep = (0..40).fold(
        json!({"type": "eq", "key": "form", "value": "a"}),
        |inner, _| json!({"type": "and", "filters": [inner]}),
    );
    for (filters, param, message) in [
        (json!({"type": "eq", "key": "colour", "value": "a"}), "filters.key", "the known fields are category, tag"),
        (json!({"type": "eq", "value": "a"}), "filters.key", "it is missing; the fields are"),
        (json!({"type": "eq", "key": "form"}), "filters.value", "`eq` takes a text, a number, or true or false"),
        (json!({"type": "in", "key": "form", "value": "a"}), "filters.value", "`in` takes a list of at least one"),
        (json!({"type": "in", "key": "form", "value": []}), "filters.value", "`in` takes a list of at least one"),
        (json!({"type": "gt", "key": "form", "value": 1}), "filters.type", "use eq, ne, in or nin"),
        (json!({"type": "gt", "key": "price", "value": "cheap"}), "filters.value", "price takes a number"),
        (json!({"type": "equals", "key": "form", "value": 1}), "filters.type", "there is no type \"equals\""),
        (json!({"type": "or"}), "filters.filters", "`or` takes a list of at least one filter"),
        (
            json!({"type": "and", "filters": [{"type": "or", "filters": [{"type": "eq", "key": "categories", "value": "a"}]}]}),
            "filters.filters[0].filters[0].key",
            "did you mean \"category\"?",
        ),
        (json!({"type": "in", "key": "form", "value": vec!["a"; 201]}), "filters", "the most is 200"),
        (deep, "filters", "it is nested more than 16 deep"),
    ] {
        let answer = ask(&server, STORE, &json!({"query": "q", "filters": filters}));
        let error = &answer.json()["error"];
        assert_eq!((answer.status, error["param"].as_str()), (400, Some(param)), "{error}");
        assert!(error["message"].as_str().unwrap().contains(message), "{error}");
    }
    for (condition, message) in [
        (
            json!({"name": "categry", "comparison_operator": "is", "value": "a"}),
            "conditions[0].name: there is no field",
        ),
        (json!({"name": [], "comparison_operator": "is", "value": "a"}), "conditions[0].name: it is empty"),
        (json!({"name": "form", "comparison_operator": "like", "value": "a"}), "conditions[0].comparison_operator: "),
        (json!({"name": "form", "comparison_operator": "is"}), "conditions[0].value: `is` takes a text or a number"),
        (json!({"name": "price", "comparison_operator": "contains", "value": 1}), "price has no parts"),
    ] {
        let condition = json!({"conditions": [condition]});
        let body = json!({"query": "q", "knowledge_id": "wellspring", "metadata_condition": condition});
        let answer = ask(&server, "/retrieval", &body);
        let error = answer.json();
        assert_eq!((answer.status, error["error_code"].as_u64()), (400, Some(400)), "{error}");
        assert!(error["error_msg"].as_str().unwrap().contains(message), "{error}");
    }
}
