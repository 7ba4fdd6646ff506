//! The id under which a request is found again.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName};

/// Under this header a request brings its id and an answer gives it back.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A UUID has 36 characters, a trace id 32.
const MAX_ID_CHARS: usize = 64;

/// Under which a request is found in the log.
#[derive(Debug, Clone)]
pub(super) struct RequestId(String);

impl RequestId {
    /// The id that a request was given when it came in.
    pub(super) fn of(request: &Request) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_else(Self::random)
    }

    /// The id as text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that the caller chose, if it is harmless in a log and in a header, and otherwise a new one.
    pub(super) fn accept(headers: &HeaderMap) -> Self {
        let is_sane = |id: &&str| {
            (1..=MAX_ID_CHARS).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        };
        let chosen = headers.get(X_REQUEST_ID).and_then(|id| id.to_str().ok()).filter(is_sane);
        chosen.map_or_else(Self::random, |id| Self(id.to_owned()))
    }

    /// Sixteen hexadecimal digits: a counter under a hash that is keyed anew for each process.
    fn random() -> Self {
        static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Self(format!("{:016x}", KEYS.hash_one(COUNT.fetch_add(1, Ordering::Relaxed))))
    }
}
