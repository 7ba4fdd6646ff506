//! Bodies in the shape of another service.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::http::app::App;
use crate::http::params::unread;
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;

/// A JSON object. Its type is not asked for: not every client announces it.
pub(in crate::http) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, app).await.map_err(|rejection| unread(&rejection, app))?;
        read(&body).map(Self)
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    if body.is_empty() {
        return Err(Problem::new(ProblemType::InvalidJson, "the body is empty; send a JSON object"));
    }
    let value: serde_json::Value = serde_json::from_slice(body)
        .map_err(|error| Problem::new(ProblemType::InvalidJson, format!("the body is not JSON: {error}")))?;
    if !value.is_object() {
        return Err(Problem::new(ProblemType::InvalidJson, "the body is JSON, but not an object"));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        match path.as_str() {
            "." => top_level(&error.inner().to_string()),
            path => Problem::invalid_parameter(path, error.inner()),
        }
    })
}

/// What is wrong with the object itself: almost always that a field is missing.
fn top_level(message: &str) -> Problem {
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    match missing {
        Some(name) => Problem::invalid_parameter(name, "it is missing"),
        None => Problem::new(ProblemType::InvalidParameter, message),
    }
}
