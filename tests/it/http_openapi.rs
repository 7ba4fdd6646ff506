//! 1. The description is OpenAPI 3.1, and any change of it is a change that somebody approves.
//! 2. Operation ids are short and unique; every operation has a summary of one line and says that it changes nothing.
//! 3. Every reference leads somewhere, and every field and parameter is described.
//! 4. Every route of the API is described, and everything described is served.
//! 5. The parameters described are those that the server takes.
//! 6. Examples have the fields of real answers.
//! 7. Assistants can call it: descriptions are short, and bodies leave no choice between shapes.

use std::collections::BTreeSet;

use insta::assert_json_snapshot;
use serde_json::Value;
use wellspring::config::ServerConfig;

use crate::server::{Server, config};

fn description() -> Value {
    let config = ServerConfig { public_url: Some("https://search.example".to_owned()), ..config() };
    serde_json::to_value(wellspring::http::openapi(&config)).unwrap()
}

/// Every operation with its method and path.
fn operations(description: &Value) -> Vec<(String, String, Value)> {
    let paths = description["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (method.clone(), path.clone(), operation.clone()))
    });
    all.collect()
}

#[test]
fn the_description_is_approved() {
    assert_json_snapshot!("openapi", description(), { ".info.version" => "[version]" });
}

#[test]
fn it_is_openapi_3_1_and_names_its_server() {
    let description = description();
    assert_eq!(description["openapi"], "3.1.0");
    assert_eq!(description["servers"][0]["url"], "https://search.example");
}

#[test]
fn operations_have_short_names_and_summaries() {
    let description = description();
    let ids: BTreeSet<String> =
        operations(&description).iter().map(|(_, _, it)| it["operationId"].as_str().unwrap().to_owned()).collect();
    let expected = [
        "document",
        "facet",
        "health",
        "ready",
        "related",
        "relatedPost",
        "rerank",
        "rerankV2",
        "retrieval",
        "retrieve",
        "retrievePost",
        "search",
        "searchPost",
        "searchStore",
        "store",
        "storeFile",
        "stores",
        "suggest",
    ];
    assert_eq!(ids.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(ids.len(), operations(&description).len());
    for (_, path, operation) in operations(&description) {
        let summary = operation["summary"].as_str().unwrap();
        assert!(!summary.contains('\n') && summary.len() < 80, "{path}: {summary}");
        assert!(operation["description"].as_str().unwrap().chars().count() <= MOST_CHARS, "{path}");
        assert_eq!(operation["x-openai-isConsequential"], false, "{path}");
    }
}

#[test]
fn references_resolve_and_fields_are_described() {
    let description = description();
    visit(&description, &mut |value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            assert!(description.pointer(&reference[1..]).is_some(), "{reference}");
        }
        for (name, field) in value.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let is_tag = field["enum"].is_array();
            assert!(field["description"].is_string() || is_tag || field["oneOf"].is_array(), "{name}: {field}");
            assert!(field["description"].as_str().is_none_or(is_short), "{name}: {field}");
        }
    });
    for (_, path, operation) in operations(&description) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(parameter["description"].as_str().is_some_and(is_short), "{path}: {parameter}");
        }
    }
}

/// What assistants that call functions read of a description.
const MOST_CHARS: usize = 300;

fn is_short(description: &str) -> bool {
    description.chars().count() <= MOST_CHARS
}

#[test]
fn bodies_leave_no_choice_between_shapes() {
    let description = description();
    for (_, path, operation) in operations(&description) {
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        check_has_no_choice(&description, body, &mut BTreeSet::new(), &path);
    }
}

fn check_has_no_choice(description: &Value, schema: &Value, seen: &mut BTreeSet<String>, path: &str) {
    let mut references = Vec::new();
    visit(schema, &mut |value| {
        assert!(value.get("oneOf").is_none() && value.get("anyOf").is_none(), "{path}: {value}");
        references.extend(value.get("$ref").and_then(Value::as_str).map(ToOwned::to_owned));
    });
    for reference in references {
        if seen.insert(reference.clone()) {
            check_has_no_choice(description, &description.pointer(&reference[1..]).unwrap().clone(), seen, path);
        }
    }
}

fn visit(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|field| visit(field, look)),
        Value::Array(values) => values.iter().for_each(|value| visit(value, look)),
        _ => {}
    }
}

#[test]
fn everything_described_is_served() {
    let server = Server::start();
    for (method, path, _) in operations(&server.get("/openapi.json").json()) {
        let path = path.replace("{id}", "gut-skin").replace("{field}", "form");
        let path = path.replace("{store}", "wellspring").replace("{file}", "gut-skin");
        let query = match path.as_str() {
            "/v1/search" | "/v1/retrieve" => "?q=a",
            "/v1/related" => "?text=a",
            _ => "",
        };
        let answer = if method == "get" {
            server.get(&format!("{path}{query}"))
        } else {
            let headers = [("authorization", "Bearer key"), ("content-type", "application/json")];
            server.send("POST", &path, &headers, Some(body_for(&path)))
        };
        assert_eq!(answer.status, 200, "{method} {path}");
    }
}

fn body_for(path: &str) -> &'static str {
    match path {
        "/v1/search" => r#"{"q": "a"}"#,
        "/v1/related" => r#"{"text": "a"}"#,
        "/retrieval" => r#"{"knowledge_id": "wellspring", "query": "a"}"#,
        "/v1/retrieve" | "/v1/vector_stores/wellspring/search" => r#"{"query": "a"}"#,
        _ => r#"{"query": "a", "documents": ["a"]}"#,
    }
}

#[test]
fn the_parameters_described_are_those_taken() {
    let server = Server::start();
    for (method, path, operation) in operations(&description()) {
        if method != "get" || !["/v1/search", "/v1/related", "/v1/facets/{field}"].contains(&path.as_str()) {
            continue;
        }
        let described: Vec<&str> = operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["in"] == "query")
            .map(|it| it["name"].as_str().unwrap())
            .collect();
        let detail = server.get(&format!("{}?zzz=1", path.replace("{field}", "form"))).json()["detail"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(detail.ends_with(&format!("the parameters are {}", described.join(", "))), "{detail}");
    }
}

#[test]
fn every_error_is_described_as_a_problem() {
    for (_, path, operation) in operations(&description()) {
        let (media_type, name) = error_shape(&path);
        for (status, answer) in operation["responses"].as_object().unwrap() {
            if status != "200" {
                let schema = &answer["content"][media_type]["schema"]["$ref"];
                assert_eq!(*schema, format!("#/components/schemas/{name}"), "{path} {status}");
            }
        }
    }
}

/// In which shape an address tells errors.
fn error_shape(path: &str) -> (&'static str, &'static str) {
    match path {
        "/v1/rerank" | "/v2/rerank" => ("application/json", "CohereError"),
        "/retrieval" => ("application/json", "DifyError"),
        path if path.starts_with("/v1/vector_stores") => ("application/json", "OpenAiError"),
        _ => ("application/problem+json", "ProblemDetails"),
    }
}

#[test]
fn examples_have_the_fields_of_real_answers() {
    let server = Server::start();
    let description = description();
    for (path, real) in [
        ("/v1/search", "/v1/search?q=acne"),
        ("/v1/suggest", "/v1/suggest?q=magn"),
        ("/v1/related", "/v1/related?id=gut-skin"),
        ("/v1/documents/{id}", "/v1/documents/gut-skin"),
    ] {
        let answer = &description["paths"][path]["get"]["responses"]["200"];
        let example = &answer["content"]["application/json"]["example"];
        assert_same_fields(path, example, &server.get(real).json());
    }
}

/// The same fields in objects; in lists, in their first values.
fn assert_same_fields(at: &str, example: &Value, real: &Value) {
    /// Fields whose own fields belong to the corpus, and those that are left out when they are empty.
    const FREE: [&str; 3] = ["attributes", "facets", "references"];
    const OPTIONAL: [&str; 3] = ["warnings_note", "passage_id", "words"];
    match (example, real) {
        (Value::Object(example), Value::Object(real)) => {
            let names = |fields: &serde_json::Map<String, Value>| {
                let names = fields.keys().filter(|name| !OPTIONAL.contains(&name.as_str()));
                names.cloned().collect::<BTreeSet<_>>()
            };
            assert_eq!(names(example), names(real), "{at}");
            for (name, value) in example.iter().filter(|(name, _)| !FREE.contains(&name.as_str())) {
                if let Some(real) = real.get(name) {
                    assert_same_fields(&format!("{at}.{name}"), value, real);
                }
            }
        }
        (Value::Array(example), Value::Array(real)) => {
            if let (Some(example), Some(real)) = (example.first(), real.first()) {
                assert_same_fields(&format!("{at}[]"), example, real);
            }
        }
        _ => {}
    }
}
