//! What is known of each request afterwards: a line in the log, and the counts.
//!
//! A question about health together with an address is health data. So the log has the route and never the query, the
//! body, the address or the program of the caller.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::request_id::{RequestId, X_REQUEST_ID};

/// The route of requests that no route takes; their paths are anybody's invention and would fill the metrics.
const NO_ROUTE: &str = "none";

/// Gives the request its id, and tells of it when it is over.
pub(super) async fn observe(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId::accept(request.headers());
    let echo = HeaderValue::from_str(id.as_str()).expect("an id has letters, digits, - and _ only");
    request.extensions_mut().insert(id.clone());
    let mut observation = Observation::begin(app, &request, id);
    let mut response = next.run(request).await;
    observation.status = Some(response.status());
    response.headers_mut().insert(X_REQUEST_ID, echo);
    response
}

/// A request that runs. Told in `Drop`, so that one whose caller went away is told too.
struct Observation {
    app: App,
    id: RequestId,
    route: String,
    method: &'static str,
    started: Instant,
    status: Option<StatusCode>,
}

impl Observation {
    fn begin(app: App, request: &Request, id: RequestId) -> Self {
        app.metrics().begin_request();
        let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str).to_owned();
        Self { method: method_name(request.method()), route, started: Instant::now(), status: None, app, id }
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        /// What nginx calls it when the caller goes away before the answer.
        const CLIENT_CLOSED_REQUEST: u16 = 499;
        let status = self.status.map_or(CLIENT_CLOSED_REQUEST, |status| status.as_u16());
        let took = self.started.elapsed();
        self.app.metrics().end_request(&self.route, self.method, status, took);
        tracing::info!(
            method = self.method,
            route = self.route,
            status,
            duration_ms = took.as_micros() as f64 / 1_000.0,
            request_id = self.id.as_str(),
            "answered a request"
        );
    }
}

/// A method's name; invented ones share one, so that nobody can fill the metrics with them.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    //! 1. Each request is one line of the log, with its route, its status and its id.
    //! 2. Nothing that was asked for and nothing that identifies a person is in the log.

    use std::io;
    use std::sync::{Arc, Mutex};

    use axum::body::Body;
    use tower::ServiceExt;

    use crate::config::{Config, Settings};
    use crate::http::{App, router};
    use crate::serving::{Desk, EngineHandle};

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn the_log_has_the_route_and_never_the_question() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        let _guard = tracing::subscriber::set_default(subscriber);
        let config = Config::resolve(Settings::default()).unwrap().server;
        let request = axum::http::Request::get("/v1/search?q=secret-illness")
            .header("x-request-id", "id-7")
            .header("user-agent", "secret-browser")
            .header("x-forwarded-for", "203.0.113.7")
            .body(Body::empty())
            .unwrap();
        let desk = Desk::new(EngineHandle::empty(), &config);
        router(App::new(desk, &config), Vec::new()).oneshot(request).await.unwrap();
        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        let line = log.lines().find(|line| line.contains("answered a request")).unwrap();
        for field in ["route=\"/v1/search\"", "method=\"GET\"", "status=503", "request_id=\"id-7\"", "duration_ms="] {
            assert!(line.contains(field), "{field} is not in {line}");
        }
        assert!(!log.contains("secret") && !log.contains("203.0"), "{log}");
    }
}
