//! Whether the server lives, and whether it can answer.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::app::{self, App};
use super::openapi::NotReadyProblem;
use super::problem::Problem;
use crate::wire::IndexInfo;

/// The process runs.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// `alive`
    #[schema(example = "alive")]
    status: &'static str,
    /// Version of the program.
    #[schema(example = "0.1.0")]
    version: &'static str,
}

/// The server can answer.
#[derive(Serialize, ToSchema)]
pub(super) struct Readiness {
    /// `ready`
    #[schema(example = "ready")]
    status: &'static str,
    /// The index that answers.
    index: IndexInfo,
}

/// Tell whether the server lives
///
/// For a liveness probe: answers as soon as the process runs, with or without an index.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "health",
    tag = "operation",
    responses((status = 200, description = "The server lives", body = Health))
)]
pub(super) async fn health() -> Json<Health> {
    Json(Health { status: "alive", version: env!("CARGO_PKG_VERSION") })
}

/// Tell whether the server can answer
///
/// For a readiness probe and for load balancers: answers 200 once an index is open.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "ready",
    tag = "operation",
    responses((status = 200, description = "The server can answer", body = Readiness), NotReadyProblem)
)]
pub(super) async fn ready(State(app): State<App>) -> Result<Json<Readiness>, Problem> {
    let engine = app.engine().ok_or_else(app::not_ready)?;
    Ok(Json(Readiness { status: "ready", index: IndexInfo::of(&engine) }))
}
