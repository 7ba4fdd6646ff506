//! Related products.

use axum::extract::State;
use axum::response::Response;

use super::app::App;
use super::openapi::{DocumentProblems, PostProblems, QueryProblems};
use super::params::Params;
use super::problem::Problem;
use crate::wire::{RelatedParams, RelatedResponse};

/// Find the products, or the articles, that belong to documents or to a text
///
/// Names the products, or with `target=articles` the articles, that fit what is given, each with its reasons. Give `id`, `q`, `text`,
/// or several of them. Where content says too little, what else is offered says so in its reason.
#[utoipa::path(
    get,
    path = "/v1/related",
    operation_id = "related",
    tag = "search",
    params(RelatedParams),
    responses(
        (status = 200, description = "The products; an empty list when none belongs there", body = RelatedResponse),
        QueryProblems,
        DocumentProblems
    )
)]
pub(super) async fn related(
    State(app): State<App>,
    Params(params): Params<RelatedParams>,
) -> Result<Response, Problem> {
    let explain = params.explain;
    let request = params.into_request()?;
    app.answer(move |engine| Ok(RelatedResponse::new(engine.related(&request)?, explain, engine))).await
}

/// Find related products, with the parameters in a JSON body
///
/// The same as the GET, for texts that are too long for an address.
#[utoipa::path(
    post,
    path = "/v1/related",
    operation_id = "relatedPost",
    tag = "search",
    request_body(content = RelatedParams, description = "The parameters of the GET, under the same names"),
    responses(
        (status = 200, description = "The products; an empty list when none belongs there", body = RelatedResponse),
        PostProblems,
        DocumentProblems
    )
)]
pub(super) async fn related_post(app: State<App>, params: Params<RelatedParams>) -> Result<Response, Problem> {
    related(app, params).await
}
