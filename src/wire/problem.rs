//! Errors as RFC 9457 problem details.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong (RFC 9457). Match on `type`, never on prose.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "/problems/invalid-parameter",
    "title": "A parameter cannot be used",
    "status": 400,
    "detail": "limit: 1000 is too much; the most is 100",
    "parameter": "limit",
    "request_id": "8a5c0f4e1b2d4c3f"
}))]
pub struct ProblemDetails {
    /// A stable name of the kind of problem; it is also an address that explains it.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: &'static str,
    /// The HTTP status, again.
    pub status: u16,
    /// What happened this time, and what to do.
    pub detail: String,
    /// The parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Find this request in the server's log by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
