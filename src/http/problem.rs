//! What can go wrong, as RFC 9457 problem details.
//!
//! A [`Problem`] is an answer: handlers return it, and it travels as an extension of an empty response until [`render`]
//! writes it down, because only there the request's id is known. A problem that is the server's fault carries its cause
//! for the log; the caller never sees it.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::compatible::Dialect;
use super::pages;
use super::problem_type::ProblemType;
use super::request_id::RequestId;
use crate::wire::ProblemDetails;

/// Seconds after which it is worth trying again: the work that is in the way takes milliseconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");
/// What a caller is told of a fault of ours.
const INTERNAL_DETAIL: &str = "the server failed on this request; its log has the cause under the request id";

/// One thing that went wrong.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    kind: ProblemType,
    detail: String,
    parameter: Option<String>,
    /// For the log only.
    cause: Option<String>,
}

impl Problem {
    /// A problem that the caller can mend.
    pub(super) fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), parameter: None, cause: None }
    }

    /// A problem with one parameter, which the detail names in front.
    pub(super) fn parameter(kind: ProblemType, parameter: &str, message: impl std::fmt::Display) -> Self {
        let problem = Self::new(kind, format!("{parameter}: {message}"));
        Self { parameter: Some(parameter.to_owned()), ..problem }
    }

    /// A parameter that cannot be used.
    pub(super) fn invalid_parameter(parameter: &str, message: impl std::fmt::Display) -> Self {
        Self::parameter(ProblemType::InvalidParameter, parameter, message)
    }

    /// A fault of ours: the caller learns nothing, the log everything.
    pub(super) fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(ProblemType::Internal, INTERNAL_DETAIL) }
    }

    /// What happened this time.
    pub(super) fn detail(&self) -> &str {
        &self.detail
    }

    /// The parameter at fault, if it is one.
    pub(super) fn parameter_name(&self) -> Option<&str> {
        self.parameter.as_deref()
    }

    /// Which kind it is.
    pub(super) fn kind(&self) -> ProblemType {
        self.kind
    }

    /// Tells the log of it, if it is a fault of ours.
    pub(super) fn log(&self, request_id: &RequestId) {
        if let Some(cause) = &self.cause {
            tracing::error!(request_id = request_id.as_str(), cause, "the server failed on a request");
        }
    }

    fn into_details(self, request_id: &RequestId) -> ProblemDetails {
        ProblemDetails {
            kind: self.kind.address(),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: self.detail,
            parameter: self.parameter,
            request_id: Some(request_id.as_str().to_owned()),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes down the problem that an answer is: in the words of the service whose client asks, as a page where a person reads it,
/// and otherwise as problem details.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let request_id = RequestId::of(&request);
    let dialect = Dialect::of(request.uri().path());
    let is_for_people = pages::is_for_people(&request);
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    problem.log(&request_id);
    let kind = problem.kind;
    let body = if let Some(dialect) = dialect {
        dialect.tell(&problem, &request_id)
    } else if is_for_people {
        pages::problem(&problem, &request_id)
    } else {
        ([(header::CONTENT_TYPE, "application/problem+json")], Json(problem.into_details(&request_id))).into_response()
    };
    written(response, body, kind)
}

/// The empty answer with its status and headers, such as Allow, and the body that belongs to it.
fn written(mut empty: Response, body: Response, kind: ProblemType) -> Response {
    let (mut described, body) = body.into_parts();
    empty.headers_mut().remove(header::CONTENT_LENGTH);
    described.headers.extend(std::mem::take(empty.headers_mut()));
    described.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if kind.is_passing() {
        described.headers.insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    described.status = kind.status();
    Response::from_parts(described, body)
}
