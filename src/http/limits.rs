//! What keeps one request from harming the others: time, and panics that stay where they happen.

use std::any::Any;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time;

use super::app::App;
use super::problem::Problem;
use super::problem_type::ProblemType;

/// Gives a request up when its time is over: receiving the body, waiting and working together.
pub(super) async fn within_time(State(app): State<App>, request: Request, next: Next) -> Response {
    within(app.config().timeout, request, next).await
}

/// Gives a guest's request up when twice the time is over: once for the body, and once for the work, which keeps its time itself and
/// can say so better.
pub(super) async fn guest_within_time(State(app): State<App>, request: Request, next: Next) -> Response {
    within(2 * app.config().timeout, request, next).await
}

async fn within(limit: Duration, request: Request, next: Next) -> Response {
    match time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_elapsed) => {
            let detail = format!("the request was not answered within {} ms, its body included", limit.as_millis());
            Problem::new(ProblemType::Timeout, detail).into_response()
        }
    }
}

/// The answer to a request whose handler panicked.
pub(super) fn after_panic(_panic: Box<dyn Any + Send>) -> Response {
    Problem::internal(PANICKED).into_response()
}

/// All that is logged of a panic with its request: its message may quote what was asked for. Where it happened, the hook
/// of the program logs.
pub(super) const PANICKED: &str = "the work panicked";

#[cfg(test)]
mod tests {
    //! 1. A panic in a handler or in its work, and an error that is our fault, are answered with 500 and the request id.
    //! 2. The caller learns nothing of the cause.

    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;
    use crate::engine;
    use crate::http::problem::render;
    use crate::serving::NoAnswer;

    async fn panicking() {
        panic!("a secret of {}", "ours");
    }

    async fn losing_work() -> Problem {
        let work = || panic!("a secret");
        NoAnswer::Lost(tokio::task::spawn_blocking(work).await.expect_err("the work panics")).into()
    }

    async fn failing() -> Problem {
        engine::Error::InvalidCorpus(Vec::new()).into()
    }

    #[tokio::test]
    async fn a_fault_of_ours_tells_the_caller_nothing() {
        let routes = Router::new()
            .route("/panic", get(panicking))
            .route("/work", get(losing_work))
            .route("/error", get(failing));
        let app = routes.layer(CatchPanicLayer::custom(after_panic)).layer(from_fn(render));
        for path in ["/panic", "/work", "/error"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let body = String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().into()).unwrap();
            assert!(body.contains("/problems/internal") && body.contains("request_id"), "{body}");
            assert!(!body.contains("secret") && !body.contains("corpus"), "{body}");
        }
    }
}
