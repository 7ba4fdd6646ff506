//! Searching inside a facet.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;

use super::app::App;
use super::openapi::QueryProblems;
use super::params::Params;
use super::problem::Problem;
use crate::wire::{FacetParams, FacetResponse};

/// Find names of a facet
///
/// Gives the names of a facet, such as ingredients, of which a word begins with a text, with how many documents that match a query
/// and a filter have them. What the filter says of this facet alone does not count, as in a search.
#[utoipa::path(
    get,
    path = "/v1/facets/{field}",
    operation_id = "facet",
    tag = "search",
    params(
        ("field" = String, Path, description = "`category`, `tag`, `concern`, `benefit`, `ingredient`, `brand`, `form`, `dietary`, `availability` or `warning`.", example = "ingredient"),
        FacetParams
    ),
    responses((status = 200, description = "The names; empty lists when none begins so", body = FacetResponse), QueryProblems)
)]
pub(super) async fn facet(
    State(app): State<App>,
    field: Result<Path<String>, PathRejection>,
    Params(params): Params<FacetParams>,
) -> Result<Response, Problem> {
    app.checked_query(&params.q)?;
    let Path(field) = field.map_err(|_| Problem::invalid_parameter("field", "it is not UTF-8"))?;
    let request = params.into_request(&field)?;
    app.answer(move |engine| Ok(FacetResponse::new(engine.facet(&request)?, &request, engine))).await
}
