//! Searching.

use axum::extract::State;
use axum::response::Response;

use super::app::App;
use super::openapi::{PostProblems, QueryProblems};
use super::params::Params;
use super::problem::Problem;
use crate::wire::{SearchParams, SearchResponse};

/// Search articles and products
///
/// Finds the passages of articles and the products that match a query, and the products that belong to what was found.
#[utoipa::path(
    get,
    path = "/v1/search",
    operation_id = "search",
    tag = "search",
    params(SearchParams),
    responses((status = 200, description = "What was found; empty lists when nothing was", body = SearchResponse), QueryProblems)
)]
pub(super) async fn search(State(app): State<App>, Params(params): Params<SearchParams>) -> Result<Response, Problem> {
    app.checked_query(&params.q)?;
    let explain = params.explain;
    let request = params.into_request()?;
    app.answer(move |engine| Ok(SearchResponse::new(engine.search(&request)?, explain, engine))).await
}

/// Search, with the parameters in a JSON body
///
/// The same as the GET, for queries that should not stand in an address: addresses are kept in logs and histories.
#[utoipa::path(
    post,
    path = "/v1/search",
    operation_id = "searchPost",
    tag = "search",
    request_body(content = SearchParams, description = "The parameters of the GET, under the same names"),
    responses((status = 200, description = "What was found; empty lists when nothing was", body = SearchResponse), PostProblems)
)]
pub(super) async fn search_post(app: State<App>, params: Params<SearchParams>) -> Result<Response, Problem> {
    search(app, params).await
}
