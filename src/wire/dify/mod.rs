//! The shapes of Dify's external knowledge API.

mod answer;
mod condition;
mod error;
mod request;

pub use answer::{DifyRecord, DifyResponse};
pub use condition::{DifyCondition, DifyConditions};
pub use error::DifyError;
pub use request::{DifyParams, DifySetting};
