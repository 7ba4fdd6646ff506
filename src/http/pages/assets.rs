//! The files that pages need, built into the program.

use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

/// Pages name the version in the address, so a new program is never shown in old clothes.
const CACHE: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

/// `GET /assets/wellspring.css`.
pub(in crate::http) async fn stylesheet() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), CACHE];
    (headers, include_str!("../static/wellspring.css")).into_response()
}

/// `GET /wellspring.js`, and below `/assets/` for our own pages: the search box and the related block for any page.
///
/// Pages of other sites name no version, so they get a new one within the hour; a browser must not take it for a file
/// that only our own pages may use.
pub(in crate::http) async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600, stale-while-revalidate=86400"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, include_str!("../static/wellspring.js")).into_response()
}

/// `GET /assets/page.js`: what makes our own results page quicker to use.
pub(in crate::http) async fn page_script() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), CACHE];
    (headers, include_str!("../static/page.js")).into_response()
}

/// `GET /favicon.svg`.
pub(in crate::http) async fn favicon() -> Response {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), CACHE];
    (headers, include_str!("../static/favicon.svg")).into_response()
}
