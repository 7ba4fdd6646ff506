//! The index as a vector store of OpenAI's.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;

use super::body::Body;
use crate::http::app::App;
use crate::http::openapi::OpenAiProblems;
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::nearest::quote;
use crate::wire::{STORE, Store, StoreFilePage, StoreList, StoreSearchPage, StoreSearchParams};

/// List the vector stores
///
/// There is one, with the id `wellspring`: everything that is indexed.
#[utoipa::path(
    get,
    path = "/v1/vector_stores",
    operation_id = "stores",
    tag = "compatible",
    responses((status = 200, description = "The one store", body = StoreList), OpenAiProblems)
)]
pub(in crate::http) async fn stores(State(app): State<App>) -> Result<Response, Problem> {
    app.answer(|engine| Ok(StoreList::new(engine))).await
}

/// Get a vector store by its id
///
/// Says when the index was built and how many articles and products it has.
#[utoipa::path(
    get,
    path = "/v1/vector_stores/{store}",
    operation_id = "store",
    tag = "compatible",
    params(("store" = String, Path, description = "`wellspring`.", example = "wellspring")),
    responses((status = 200, description = "The store", body = Store), OpenAiProblems)
)]
pub(in crate::http) async fn store(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(id) = path.map_err(no_text)?;
    check_store(&id)?;
    app.answer(|engine| Ok(Store::new(engine))).await
}

/// Search a vector store, as OpenAI does
///
/// Finds the passages and products that answer, each with a score that means the same for every query. Also served below
/// `/openai/v1`.
#[utoipa::path(
    post,
    path = "/v1/vector_stores/{store}/search",
    operation_id = "searchStore",
    tag = "compatible",
    params(("store" = String, Path, description = "`wellspring`.", example = "wellspring")),
    request_body(content = StoreSearchParams, description = "What is asked"),
    responses((status = 200, description = "What was found; an empty list when nothing answers", body = StoreSearchPage), OpenAiProblems)
)]
pub(in crate::http) async fn search(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
    body: Result<Body<StoreSearchParams>, Problem>,
) -> Result<Response, Problem> {
    let Path(id) = path.map_err(no_text)?;
    check_store(&id)?;
    let Body(params) = body?;
    let request = params.into_request()?;
    request.retrieve.queries.iter().try_for_each(|query| app.checked_text("query", query))?;
    app.answer(move |engine| Ok(StoreSearchPage::new(engine.retrieve(&request.retrieve)?, &request, engine))).await
}

/// Get the whole text of a document of a vector store
///
/// The id is the `file_id` of a search; slashes in it are percent-encoded.
#[utoipa::path(
    get,
    path = "/v1/vector_stores/{store}/files/{file}/content",
    operation_id = "storeFile",
    tag = "compatible",
    params(
        ("store" = String, Path, description = "`wellspring`.", example = "wellspring"),
        ("file" = String, Path, description = "Id of an article or a product.", example = "gut-skin-connection")
    ),
    responses((status = 200, description = "The text", body = StoreFilePage), OpenAiProblems)
)]
pub(in crate::http) async fn file_content(
    State(app): State<App>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    let Path((id, file)) = path.map_err(no_text)?;
    check_store(&id)?;
    app.answer(move |engine| engine.document(&file).map(StoreFilePage::from)).await
}

fn check_store(id: &str) -> Result<(), Problem> {
    if id == STORE {
        return Ok(());
    }
    let message = format!("there is no vector store {}; the one there is has the id {STORE:?}", quote(id));
    Err(Problem::parameter(ProblemType::UnknownStore, "vector_store_id", message))
}

fn no_text(_: PathRejection) -> Problem {
    Problem::invalid_parameter("vector_store_id", "the path is not UTF-8")
}
