//! The description of the API, made from the code that serves it.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::Response as ResponseDescription;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as OpenApiDocument, Ref, RefOr, ResponseBuilder, Server};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::app::App;
use super::problem_type::ProblemType;
use super::routes;
use crate::config::ServerConfig;
use crate::wire::{CohereError, DifyError, OpenAiError, ProblemDetails};

/// The name of the wildcard that takes ids with slashes, for the router and for the description.
const WILDCARD: (&str, &str) = ("{*id}", "{id}");
/// Answers as the shipped corpus gives them, shortened, by the operations that give them.
const EXAMPLES: [(&[&str], &str); 4] = [
    (&["search", "searchPost"], include_str!("examples/search.json")),
    (&["suggest"], include_str!("examples/suggest.json")),
    (&["related", "relatedPost"], include_str!("examples/related.json")),
    (&["document"], include_str!("examples/document.json")),
];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Wellspring",
        description = "Search and recommendation for sites that publish wellness articles and sell products.\n\n\
            A GET and a POST take the same parameters. Errors are problem details (RFC 9457): match on `type`, never on \
            prose. Every span counts bytes of UTF-8. Answers to a GET carry an `ETag`; send it back as `If-None-Match` and \
            an unchanged answer is a 304. Every answer carries `x-request-id`; one that you send is kept."
    ),
    components(schemas(CohereError, DifyError, OpenAiError, ProblemDetails)),
    modifiers(&Bearer),
    tags(
        (name = "search", description = "Finding passages and products"),
        (name = "documents", description = "Reading what was found"),
        (name = "compatible", description = "The same in the shapes of other services, for their clients"),
        (name = "operation", description = "Running the server")
    )
)]
struct Base;

/// The description of the API in the forms in which it is served.
pub(super) struct Description {
    /// The document as it is served.
    json: Bytes,
    /// The document as a tree, for the pages.
    pub(super) tree: Value,
}

/// Describes the API of a server.
#[must_use]
pub fn openapi(config: &ServerConfig) -> OpenApiDocument {
    let mut document = routes::described().into_openapi();
    document.merge(Base::openapi());
    document.info = Base::openapi().info;
    document.tags = Base::openapi().tags;
    document.servers = Some(vec![Server::new(config.base_url())]);
    name_wildcards(&mut document);
    add_examples(&mut document);
    mark_reads(&mut document);
    document
}

/// The description, written down once for all requests.
pub(super) fn describe(config: &ServerConfig) -> Description {
    let tree = serde_json::to_value(openapi(config)).expect("a description is plain data with text keys");
    Description { json: Bytes::from(tree.to_string()), tree }
}

/// `GET /openapi.json`.
pub(super) async fn openapi_json(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], app.description().json.clone()).into_response()
}

fn name_wildcards(document: &mut OpenApiDocument) {
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths.into_iter().map(|(path, item)| (path.replace(WILDCARD.0, WILDCARD.1), item)).collect();
}

/// Says of every operation that it changes nothing, so that assistants may call it without asking first.
fn mark_reads(document: &mut OpenApiDocument) {
    for operation in operations(document) {
        let extensions = Extensions::builder().add("x-openai-isConsequential", false).build();
        operation.extensions.get_or_insert_default().merge(extensions);
    }
}

fn operations(document: &mut OpenApiDocument) -> impl Iterator<Item = &mut Operation> {
    document.paths.paths.values_mut().flat_map(|item| [&mut item.get, &mut item.post].into_iter().flatten())
}

fn add_examples(document: &mut OpenApiDocument) {
    operations(document).for_each(add_example);
}

fn add_example(operation: &mut Operation) {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let Some((_, example)) = EXAMPLES.iter().find(|(operations, _)| operations.contains(&id)) else {
        return;
    };
    let example: Value = serde_json::from_str(example).expect("the examples are JSON; a test reads them");
    let answer = operation.responses.responses.get_mut("200");
    if let Some(RefOr::T(ResponseDescription { content, .. })) = answer
        && let Some(RefOr::T(content)) = content.get_mut("application/json")
    {
        content.example = Some(example);
    }
}

/// What may go wrong in every request that needs the engine.
pub(super) struct ServerProblems;
/// What may go wrong with the parameters of a GET, and on the server.
pub(super) struct QueryProblems;
/// What may go wrong with the body of a POST, and on the server.
pub(super) struct PostProblems;
/// What may go wrong with the id of a document.
pub(super) struct DocumentProblems;
/// What may be wrong with a server that is asked whether it is ready.
pub(super) struct NotReadyProblem;

/// What may go wrong where Cohere's clients ask.
pub(super) struct CohereProblems;
/// What may go wrong where Dify asks.
pub(super) struct DifyProblems;
/// What may go wrong where OpenAI's clients ask.
pub(super) struct OpenAiProblems;

type Responses = BTreeMap<String, RefOr<ResponseDescription>>;

const SERVER: [ProblemType; 4] =
    [ProblemType::Internal, ProblemType::Overloaded, ProblemType::NotReady, ProblemType::Timeout];

impl IntoResponses for ServerProblems {
    fn responses() -> Responses {
        describe_problems(&SERVER)
    }
}

impl IntoResponses for QueryProblems {
    fn responses() -> Responses {
        let own = [ProblemType::InvalidParameter, ProblemType::QueryTooLong];
        describe_problems(&[own.as_slice(), &SERVER].concat())
    }
}

impl IntoResponses for PostProblems {
    fn responses() -> Responses {
        let own = [
            ProblemType::InvalidParameter,
            ProblemType::InvalidJson,
            ProblemType::BodyTooLarge,
            ProblemType::UnsupportedMediaType,
            ProblemType::QueryTooLong,
        ];
        describe_problems(&[own.as_slice(), &SERVER].concat())
    }
}

impl IntoResponses for DocumentProblems {
    fn responses() -> Responses {
        describe_problems(&[ProblemType::UnknownDocument])
    }
}

impl IntoResponses for NotReadyProblem {
    fn responses() -> Responses {
        describe_problems(&[ProblemType::NotReady])
    }
}

const BODY: [ProblemType; 4] =
    [ProblemType::InvalidParameter, ProblemType::InvalidJson, ProblemType::BodyTooLarge, ProblemType::QueryTooLong];

impl IntoResponses for CohereProblems {
    fn responses() -> Responses {
        in_words_of("CohereError", &BODY)
    }
}

impl IntoResponses for DifyProblems {
    fn responses() -> Responses {
        let own = [ProblemType::InvalidAuthorization, ProblemType::UnknownStore];
        in_words_of("DifyError", &[own.as_slice(), &BODY].concat())
    }
}

impl IntoResponses for OpenAiProblems {
    fn responses() -> Responses {
        let own = [ProblemType::UnknownStore, ProblemType::UnknownDocument];
        in_words_of("OpenAiError", &[own.as_slice(), &BODY].concat())
    }
}

/// Problems, those of the server included, in the shape of another service.
fn in_words_of(schema: &str, own: &[ProblemType]) -> Responses {
    let mut answers = describe_problems(&[own, &SERVER].concat());
    for answer in answers.values_mut() {
        if let RefOr::T(answer) = answer {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
            answer.content = [("application/json".to_owned(), RefOr::T(content))].into_iter().collect();
        }
    }
    answers
}

/// The way in which clients send a key. None is checked.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut OpenApiDocument) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "Any key: the server checks none. Whoever wants keys checked does it in front of the server.",
            ))
            .build();
        document.components.get_or_insert_default().add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// Describes problems by status; kinds that share a status share an answer.
fn describe_problems(kinds: &[ProblemType]) -> Responses {
    let mut by_status: BTreeMap<String, Vec<ProblemType>> = BTreeMap::new();
    for &kind in kinds {
        by_status.entry(kind.status().as_str().to_owned()).or_default().push(kind);
    }
    by_status.into_iter().map(|(status, kinds)| (status, RefOr::T(describe_answer(&kinds)))).collect()
}

fn describe_answer(kinds: &[ProblemType]) -> ResponseDescription {
    let titles: Vec<String> = kinds.iter().map(|kind| format!("{} (`{}`)", kind.title(), kind.name())).collect();
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("ProblemDetails")))
        .example(kinds.first().copied().map(example_of));
    ResponseBuilder::new()
        .description(titles.join("; or: "))
        .content("application/problem+json", content.build())
        .build()
}

fn example_of(kind: ProblemType) -> Value {
    json!({
        "type": kind.address(),
        "title": kind.title(),
        "status": kind.status().as_u16(),
        "detail": kind.meaning(),
        "request_id": "8a5c0f4e1b2d4c3f",
    })
}
