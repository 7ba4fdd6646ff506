//! Ranking given texts, in the shape of Cohere's rerank API.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use super::body::Body;
use crate::http::app::App;
use crate::http::openapi::CohereProblems;
use crate::http::problem::Problem;
use crate::http::request_id::RequestId;
use crate::wire::{RerankParams, RerankResponse};

/// Rank given texts for a query, as Cohere does
///
/// Ranks by words, their synonyms included, and says so: the model is `lexical`. Every text has a result unless `top_n` says fewer.
/// Also served at `/rerank`.
#[utoipa::path(
    post,
    path = "/v1/rerank",
    operation_id = "rerank",
    tag = "compatible",
    request_body(content = RerankParams, description = "The texts, and what they are ranked for"),
    responses((status = 200, description = "The texts by their index, best first", body = RerankResponse), CohereProblems)
)]
pub(in crate::http) async fn rerank(
    State(app): State<App>,
    Extension(id): Extension<RequestId>,
    Body(params): Body<RerankParams>,
) -> Result<Response, Problem> {
    app.checked_text("query", &params.query)?;
    let request = params.to_request()?;
    app.answer(move |engine| Ok(RerankResponse::new(&engine.rerank(&request)?, &params, id.as_str()))).await
}

/// Rank given texts for a query, as version 2 of Cohere's API does
///
/// The same as `/v1/rerank`.
#[utoipa::path(
    post,
    path = "/v2/rerank",
    operation_id = "rerankV2",
    tag = "compatible",
    request_body(content = RerankParams, description = "The texts, and what they are ranked for"),
    responses((status = 200, description = "The texts by their index, best first", body = RerankResponse), CohereProblems)
)]
pub(in crate::http) async fn rerank_v2(
    app: State<App>,
    id: Extension<RequestId>,
    params: Body<RerankParams>,
) -> Result<Response, Problem> {
    rerank(app, id, params).await
}
