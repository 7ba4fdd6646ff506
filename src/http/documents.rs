//! Whole documents.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;

use super::app::App;
use super::openapi::{DocumentProblems, ServerProblems};
use super::problem::Problem;
use crate::wire::Document;

/// Get a document by its id
///
/// Gives the whole article or product, with the text that the spans of search answers point into.
#[utoipa::path(
    get,
    path = "/v1/documents/{*id}",
    operation_id = "document",
    tag = "documents",
    params(("id" = String, Path, description = "Id of an article or a product, as every answer carries it; it may have slashes.", example = "gut-skin-connection")),
    responses((status = 200, description = "The document", body = Document), DocumentProblems, ServerProblems)
)]
pub(super) async fn document(
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let id = document_id(id)?;
    app.answer(move |engine| engine.document(&id).map(Document::from)).await
}

/// The id in a path; one that is not UTF-8 belongs to no document.
pub(super) fn document_id(id: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    let Path(id) = id.map_err(|_| Problem::invalid_parameter("id", "it is not UTF-8"))?;
    Ok(id)
}
