//! `GET /docs`: the description of the API as a page.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::schema::{self, FieldView, SchemaView, Shape};
use super::{page, view};
use crate::http::app::App;
use crate::http::problem_type::ProblemType;

#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage {
    version: &'static str,
    query: String,
    title: String,
    /// HTML, paragraph by paragraph.
    introduction: Vec<String>,
    server: String,
    operations: Vec<OperationView>,
    schemas: Vec<SchemaView>,
    problems: [ProblemType; 14],
}

struct OperationView {
    id: String,
    tag: String,
    method: String,
    path: String,
    summary: String,
    /// HTML.
    description: String,
    parameters: Vec<FieldView>,
    body: Option<Shape>,
    curl: String,
    answers: Vec<AnswerView>,
}

struct AnswerView {
    status: String,
    /// HTML.
    description: String,
    media_type: String,
    shape: Option<Shape>,
    example: Option<String>,
}

/// Shows every operation and every shape.
pub(in crate::http) async fn docs(State(app): State<App>) -> Response {
    page(&DocsPage::new(&app.description().tree))
}

impl DocsPage {
    fn new(tree: &Value) -> Self {
        let server = text(tree, "/servers/0/url");
        Self {
            version: view::VERSION,
            query: String::new(),
            title: text(tree, "/info/title"),
            introduction: text(tree, "/info/description").split("\n\n").map(view::prose).collect(),
            operations: operations(tree, &server),
            schemas: schema::schemas(tree),
            problems: ProblemType::ALL,
            server,
        }
    }
}

fn operations(tree: &Value, server: &str) -> Vec<OperationView> {
    let mut operations = Vec::new();
    for (path, item) in tree["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            operations.push(OperationView::new(path, method, operation, tree, server));
        }
    }
    // The description sorts paths by letter; its tags are in the order in which people need them.
    let tags: Vec<String> = tree["tags"].as_array().into_iter().flatten().map(|tag| text(tag, "/name")).collect();
    operations.sort_by_key(|operation| {
        let rank = tags.iter().position(|tag| *tag == operation.tag);
        (rank, std::cmp::Reverse(operation.path.clone()))
    });
    operations
}

impl OperationView {
    fn new(path: &str, method: &str, operation: &Value, tree: &Value, server: &str) -> Self {
        let body = operation.pointer("/requestBody/content/application~1json/schema");
        let example = body.and_then(schema::reference).map(|name| &tree["components"]["schemas"][name]["example"]);
        let parameters = operation["parameters"].as_array();
        Self {
            id: text(operation, "/operationId"),
            tag: text(operation, "/tags/0"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(operation, "/summary"),
            description: view::prose(&text(operation, "/description")),
            parameters: parameters.into_iter().flatten().map(parameter).collect(),
            curl: curl(path, operation, example, server),
            body: body.map(Shape::of),
            answers: answers(operation),
        }
    }
}

fn parameter(parameter: &Value) -> FieldView {
    let is_required = parameter["required"].as_bool().unwrap_or(false);
    let mut field = FieldView::new(&text(parameter, "/name"), &parameter["schema"], is_required);
    field.description = view::prose(&text(parameter, "/description"));
    field.notes.extend(schema::notes(parameter));
    field
}

fn answers(operation: &Value) -> Vec<AnswerView> {
    let answers = operation["responses"].as_object().into_iter().flatten();
    answers.map(|(status, answer)| AnswerView::new(status, answer)).collect()
}

impl AnswerView {
    fn new(status: &str, answer: &Value) -> Self {
        let content = answer["content"].as_object().and_then(|content| content.iter().next());
        let body = content.map_or(&Value::Null, |(_, body)| body);
        let example = body.get("example").map(|example| format!("{example:#}"));
        Self {
            status: status.to_owned(),
            description: view::prose(&text(answer, "/description")),
            media_type: content.map(|(media_type, _)| media_type.clone()).unwrap_or_default(),
            shape: body.get("schema").map(Shape::of),
            // A problem is explained on its own page; an example of each would drown the answers that people want.
            example: example.filter(|_| status.starts_with('2')),
        }
    }
}

/// A command that can be pasted into a shell.
fn curl(path: &str, operation: &Value, body: Option<&Value>, server: &str) -> String {
    if let Some(body) = body {
        return format!("curl {server}{path} \\\n  --json '{body}'");
    }
    let mut path = path.to_owned();
    let mut query = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let (name, Some(example)) = (text(parameter, "/name"), parameter.get("example")) else {
            continue;
        };
        let value = schema::plain(example);
        if parameter["in"] == "path" {
            path = path.replace(&format!("{{{name}}}"), &view::encoded(&value));
        } else {
            query.push(format!("{name}={}", view::encoded(&value).replace("%20", "+")));
        }
    }
    match query.as_slice() {
        [] => format!("curl {server}{path}"),
        query => format!("curl '{server}{path}?{}'", query.join("&")),
    }
}

fn text(tree: &Value, pointer: &str) -> String {
    tree.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}
