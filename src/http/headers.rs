//! Headers that keep browsers from doing what nobody asked for.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::guest::Guest;
use super::request_id::X_REQUEST_ID;
use crate::config::CorsOrigins;

/// Pages bring a style sheet, a form and the search box, which asks this server and shows pictures of products from
/// wherever the shop has them. Nothing is inline, and no text can be made into markup, by whatever way it came.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data: https: http:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
);
/// The longest that Chrome keeps the answer to a preflight request.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_hours(2);

/// Adds what every answer has, and what every page has.
pub(super) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // What was searched for stands in the address of the page, and must not travel to the next site.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if is_page(headers.get(header::CONTENT_TYPE)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
    }
    response
}

fn is_page(content_type: Option<&HeaderValue>) -> bool {
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

/// Lets pages of these origins call the API and its guests; no layer where there are none, so that nothing is said of CORS at all.
pub(super) fn cors(origins: &CorsOrigins, guests: &[Guest]) -> Option<CorsLayer> {
    const REQUEST_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::IF_NONE_MATCH, X_REQUEST_ID];
    let allowed = match origins {
        CorsOrigins::Any => AllowOrigin::any(),
        CorsOrigins::List(list) if list.is_empty() => return None,
        // What is no header value can never come as an Origin header either.
        CorsOrigins::List(list) => {
            AllowOrigin::list(list.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
        }
    };
    Some(
        CorsLayer::new()
            .allow_origin(allowed)
            .allow_methods([Method::GET, Method::POST])
            .allow_headers(
                REQUEST_HEADERS.into_iter().chain(guests.iter().flat_map(Guest::headers)).collect::<Vec<_>>(),
            )
            .expose_headers([X_REQUEST_ID, header::ETAG])
            .max_age(PREFLIGHT_MAX_AGE),
    )
}
