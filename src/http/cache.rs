//! Answers that have not changed are not computed again.
//!
//! The same address gives the same answer until another generation is in force or another program answers. So the tag of
//! an answer is a hash of just that, known before any work. It is weak, because the answers differ in the time they took.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::app::App;
use crate::engine::Engine;

/// Keep it, and ask each time whether it is still so.
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// Answers 304 to a caller that has the answer already, and tags each answer to a GET.
///
/// The tag is taken before the work: if another generation comes in between, the new answer has the old tag and is
/// fetched once more, while the other way round an old answer would pass for a new one.
pub(super) async fn conditional(State(app): State<App>, request: Request, next: Next) -> Response {
    let engine = app.engine().filter(|_| request.method().is_safe());
    let Some(tag) = engine.map(|engine| tag(&engine, request.uri())) else {
        return next.run(request).await;
    };
    let mut response = if is_known(request.headers(), &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        next.run(request).await
    };
    if response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::ETAG, tag);
        response.headers_mut().insert(header::CACHE_CONTROL, NO_CACHE);
    }
    response
}

/// `DefaultHasher::new` has fixed keys, so all processes of one build of this program agree on a tag.
fn tag(engine: &Engine, uri: &Uri) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    engine.generation().hash(&mut hasher);
    engine.manifest().built_at.hash(&mut hasher);
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    uri.path_and_query().map(ToString::to_string).hash(&mut hasher);
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).expect("hexadecimal digits are a header value")
}

/// Whether the caller has the answer with this tag. `*` never matches: it would need the work to know that there is one.
fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let tag = opaque(tag.to_str().expect("a tag is ASCII"));
    let mut known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
    known.any(|tags| tags.split(',').any(|other| opaque(other.trim()) == tag))
}

/// A tag without its weakness, as RFC 9110 compares them for If-None-Match.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}
