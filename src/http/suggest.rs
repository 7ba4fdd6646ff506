//! Suggesting while somebody types.

use axum::extract::State;
use axum::response::Response;

use super::app::App;
use super::openapi::QueryProblems;
use super::params::Params;
use super::problem::Problem;
use crate::wire::{SuggestParams, SuggestResponse};

/// Suggest queries, articles and products while somebody types
///
/// For what was typed so far, names whole queries, the articles and the products, in one answer and with what matches marked. The
/// last word may be unfinished; misspelt words before it are corrected. Nothing typed gives the categories with most documents.
#[utoipa::path(
    get,
    path = "/v1/suggest",
    operation_id = "suggest",
    tag = "search",
    params(SuggestParams),
    responses((status = 200, description = "What may be wanted; empty lists when nothing may", body = SuggestResponse), QueryProblems)
)]
pub(super) async fn suggest(
    State(app): State<App>,
    Params(params): Params<SuggestParams>,
) -> Result<Response, Problem> {
    app.checked_query(&params.q)?;
    let request = params.into_request()?;
    app.answer(move |engine| Ok(SuggestResponse::new(engine.suggest(&request)?, engine))).await
}
