//! The service of another door, taken in at a path of its own.
//!
//! A guest is met behind the same layers as everything else: ids, counts, security headers, CORS, limits. What goes wrong is told in
//! the words of its own protocol, because its callers read no other.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::{Layer, Service};

use super::problem::Problem;
use super::request_id::RequestId;

/// More than any service says of a mistake in plain text.
const MAX_MESSAGE_BYTES: usize = 4_096;

/// How a guest says what went wrong: a status and a message become the status of the answer and its JSON body.
pub type Words = fn(u16, &str) -> (u16, String);

/// A service that is not ours, at its path.
#[derive(Clone)]
pub struct Guest {
    routes: Router,
    words: Words,
    headers: &'static [&'static str],
}

impl Guest {
    /// A service at a path, with and without a slash at its end, and the names of the request headers that only its callers send.
    pub fn new<S>(path: &str, service: S, words: Words, headers: &'static [&'static str]) -> Self
    where
        S: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        S::Response: IntoResponse,
        S::Future: Send + 'static,
    {
        let routes = Router::new().route_service(path, service.clone()).route_service(&format!("{path}/"), service);
        Self { routes, words, headers }
    }

    /// The request headers that only its callers send.
    pub(super) fn headers(&self) -> impl Iterator<Item = HeaderName> {
        self.headers.iter().copied().map(HeaderName::from_static)
    }

    /// The guest's routes behind some layers of ours, whose problems are told in its words.
    pub(super) fn behind<L>(self, layers: L) -> Router
    where
        L: Layer<axum::routing::Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.routes.layer(layers).layer(from_fn_with_state(self.words, in_words))
    }
}

/// Tells a problem of ours, and what the guest refused in plain text, in the guest's words.
async fn in_words(State(words): State<Words>, request: Request, next: Next) -> Response {
    let request_id = RequestId::of(&request);
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        problem.log(&request_id);
        return said(words, response.status(), response.headers(), problem.detail());
    }
    if !is_plain_refusal(&response) {
        return response;
    }
    let (head, body) = response.into_parts();
    said(words, head.status, &head.headers, &message(body).await)
}

fn is_plain_refusal(response: &Response) -> bool {
    let status = response.status();
    let is_json = |value: &HeaderValue| value.as_bytes().starts_with(b"application/json");
    (status.is_client_error() || status.is_server_error())
        && !response.headers().get(header::CONTENT_TYPE).is_some_and(is_json)
}

async fn message(body: Body) -> String {
    let bytes = to_bytes(body, MAX_MESSAGE_BYTES).await.unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn said(words: Words, status: StatusCode, known: &HeaderMap, message: &str) -> Response {
    let (status, body) = words(status.as_u16(), message);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = known.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}
