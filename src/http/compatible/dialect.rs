//! In whose words a problem is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::http::request_id::RequestId;
use crate::wire::{CohereError, DifyError, OpenAiError, OpenAiErrorBody};

/// The service in whose shape an address answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Dialect {
    /// Cohere's rerank API.
    Cohere,
    /// Dify's external knowledge API.
    Dify,
    /// OpenAI's vector stores.
    OpenAi,
}

/// What Dify calls a header that is no `Bearer KEY`, and a knowledge that is not there.
const INVALID_AUTHORIZATION: u16 = 1001;
const UNKNOWN_KNOWLEDGE: u16 = 2001;

impl Dialect {
    /// The dialect of an address; none for our own.
    pub(in crate::http) fn of(path: &str) -> Option<Self> {
        let path = path.strip_prefix("/openai").unwrap_or(path);
        match path {
            "/rerank" | "/v1/rerank" | "/v2/rerank" => Some(Self::Cohere),
            "/retrieval" => Some(Self::Dify),
            _ if path == "/v1/vector_stores" || path.starts_with("/v1/vector_stores/") => Some(Self::OpenAi),
            _ => None,
        }
    }

    /// A problem in the shape of the service.
    pub(in crate::http) fn tell(self, problem: &Problem, request_id: &RequestId) -> Response {
        let message = problem.detail().to_owned();
        match self {
            Self::Cohere => Json(CohereError { id: request_id.as_str().to_owned(), message }).into_response(),
            Self::Dify => Json(DifyError { error_code: dify_code(problem.kind()), error_msg: message }).into_response(),
            Self::OpenAi => Json(OpenAiError { error: openai_error(problem, message) }).into_response(),
        }
    }
}

fn dify_code(kind: ProblemType) -> u16 {
    match kind {
        ProblemType::InvalidAuthorization => INVALID_AUTHORIZATION,
        ProblemType::UnknownStore => UNKNOWN_KNOWLEDGE,
        other => other.status().as_u16(),
    }
}

fn openai_error(problem: &Problem, message: String) -> OpenAiErrorBody {
    let status = problem.kind().status();
    let code = match status {
        StatusCode::NOT_FOUND => "not_found".to_owned(),
        _ => problem.kind().name().replace('-', "_"),
    };
    OpenAiErrorBody {
        message,
        kind: if status.is_server_error() { "server_error" } else { "invalid_request_error" },
        param: problem.parameter_name().map(ToOwned::to_owned),
        code,
    }
}
