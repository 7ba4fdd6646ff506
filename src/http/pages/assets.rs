//! The files that pages need, built into the program.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Pages name the version in the address, so a new program is never shown in old clothes.
const CACHE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

/// `GET /assets/wellspring.css`.
pub(in crate::http) async fn stylesheet() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), CACHE];
    (headers, include_str!("../static/wellspring.css")).into_response()
}

/// `GET /favicon.svg`.
pub(in crate::http) async fn favicon() -> Response {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), CACHE];
    (headers, include_str!("../static/favicon.svg")).into_response()
}
