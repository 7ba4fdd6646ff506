//! The index as an external knowledge of Dify's.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::body::Body;
use crate::http::app::App;
use crate::http::openapi::DifyProblems;
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::nearest::quote;
use crate::wire::{DifyParams, DifyResponse, STORE};

/// Retrieve records, as Dify's external knowledge API does
///
/// Finds the passages and products that answer. The Authorization header has to be `Bearer KEY`, as Dify sends it; any key will do.
#[utoipa::path(
    post,
    path = "/retrieval",
    operation_id = "retrieval",
    tag = "compatible",
    request_body(content = DifyParams, description = "What is asked"),
    responses((status = 200, description = "The records; an empty list when nothing answers", body = DifyResponse), DifyProblems),
    security(("bearer" = []))
)]
pub(in crate::http) async fn retrieval(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Body<DifyParams>, Problem>,
) -> Result<Response, Problem> {
    check_authorization(&headers)?;
    let Body(params) = body?;
    check_knowledge(&params.knowledge_id)?;
    app.checked_text("query", &params.query)?;
    app.try_answer(move |engine| {
        let request = params.to_request(|field| engine.names(field))?;
        Ok(DifyResponse::new(engine.retrieve(&request.retrieve)?, &request, engine))
    })
    .await
}

/// Nobody's key is checked: who may ask is decided in front of the server. But a header that is none is a mistake of its sender.
fn check_authorization(headers: &HeaderMap) -> Result<(), Problem> {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let key =
        value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, key)| key.trim());
    match key {
        Some(key) if !key.is_empty() => Ok(()),
        _ => {
            let message = "the Authorization header has to be `Bearer KEY`; any key will do";
            Err(Problem::new(ProblemType::InvalidAuthorization, message))
        }
    }
}

fn check_knowledge(id: &str) -> Result<(), Problem> {
    if id == STORE {
        return Ok(());
    }
    let message = format!("there is no knowledge {}; the one there is has the id {STORE:?}", quote(id));
    Err(Problem::parameter(ProblemType::UnknownStore, "knowledge_id", message))
}
