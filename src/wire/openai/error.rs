//! Errors as OpenAI tells them.

use serde::Serialize;
use utoipa::ToSchema;

/// An error in OpenAI's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"error": {
    "message": "filters.key: there is no field \"categories\"; did you mean \"category\"?",
    "type": "invalid_request_error",
    "param": "filters.key",
    "code": "invalid_parameter"
}}))]
pub struct OpenAiError {
    /// What went wrong.
    pub error: OpenAiErrorBody,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenAiErrorBody {
    /// What happened, and what to do.
    pub message: String,
    /// `invalid_request_error` where the request is at fault, and otherwise `server_error`.
    #[serde(rename = "type")]
    #[schema(example = "invalid_request_error")]
    pub kind: &'static str,
    /// The field at fault.
    pub param: Option<String>,
    /// A stable name of the kind of problem.
    #[schema(example = "invalid_parameter")]
    pub code: String,
}
