//! Errors as Dify reads them.

use serde::Serialize;
use utoipa::ToSchema;

/// An error in Dify's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"error_code": 2001, "error_msg": "there is no knowledge \"wellness\"; the one there is has the id wellspring"}))]
pub struct DifyError {
    /// 1001: the Authorization header is no `Bearer KEY`; 2001: there is no such knowledge; otherwise the HTTP status.
    pub error_code: u16,
    /// What happened, and what to do.
    pub error_msg: String,
}
