//! `GET /media/{path}`: pictures of the corpus, for pages that show its products.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;

use crate::corpus::Picture;
use crate::http::app::App;
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::serving::NoAnswer;

/// A picture that is opened by itself runs no script and loads nothing.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=3600, stale-while-revalidate=86400");

/// Gives a picture that lies in the corpus.
pub(in crate::http) async fn media(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(path) = path.map_err(|_| no_picture())?;
    let corpus = app.config().corpus.clone();
    let picture = spawn_blocking(move || Picture::read(&corpus, &path)).await.map_err(NoAnswer::Lost)?;
    let Picture { bytes, media_type } = picture.ok_or_else(no_picture)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, CACHE),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    Ok((headers, bytes).into_response())
}

fn no_picture() -> Problem {
    Problem::new(ProblemType::NotFound, "the corpus has no picture at this path")
}
