//! Texts for a language model.

use axum::extract::State;
use axum::response::Response;

use super::app::App;
use super::openapi::{PostProblems, QueryProblems};
use super::params::Params;
use super::problem::Problem;
use crate::wire::{RetrieveParams, RetrieveResponse};

/// Retrieve what a question can be answered from
///
/// Gives the passages and product texts that answer, each with its exact place, citation, warnings and a score that means the same for
/// every question, or says that nothing here answers it.
#[utoipa::path(
    get,
    path = "/v1/retrieve",
    operation_id = "retrieve",
    tag = "search",
    params(RetrieveParams),
    responses((status = 200, description = "The texts; none above the threshold if nothing answers", body = RetrieveResponse), QueryProblems)
)]
pub(super) async fn retrieve(
    State(app): State<App>,
    Params(params): Params<RetrieveParams>,
) -> Result<Response, Problem> {
    app.checked_query(params.longest_query())?;
    let request = params.into_request()?;
    app.answer(move |engine| Ok(RetrieveResponse::new(engine.retrieve(&request)?, &request, engine))).await
}

/// Retrieve, with the parameters in a JSON body
///
/// The same as the GET, with messages in `history` and an object as `budget`.
#[utoipa::path(
    post,
    path = "/v1/retrieve",
    operation_id = "retrievePost",
    tag = "search",
    request_body(content = RetrieveParams, description = "The parameters of the GET, under the same names"),
    responses((status = 200, description = "The texts; none above the threshold if nothing answers", body = RetrieveResponse), PostProblems)
)]
pub(super) async fn retrieve_post(app: State<App>, params: Params<RetrieveParams>) -> Result<Response, Problem> {
    retrieve(app, params).await
}
