//! What Dify asks.

use serde::Deserialize;
use utoipa::ToSchema;

use super::condition::DifyConditions;
use crate::filter::Field;
use crate::wire::field_error::within;
use crate::wire::{InvalidField, PieceRequest};

/// Records unless another number is asked for, and at most.
const USUAL_RECORDS: usize = 4;
const MAX_RECORDS: usize = 100;

/// A question to the one knowledge there is. Fields that are not known are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[schema(example = json!({
    "knowledge_id": "wellspring",
    "query": "does magnesium help with sleep",
    "retrieval_setting": {"top_k": 3, "score_threshold": 0.5}
}))]
pub struct DifyParams {
    /// `wellspring`.
    #[schema(example = "wellspring")]
    pub knowledge_id: String,
    /// What is asked.
    pub query: String,
    /// How much is wanted.
    #[serde(default)]
    #[schema(nullable = false)]
    pub retrieval_setting: Option<DifySetting>,
    /// What everything found has to be.
    #[serde(default)]
    #[schema(nullable = false)]
    pub metadata_condition: Option<DifyConditions>,
}

/// How much is wanted.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct DifySetting {
    /// Records at most, 1 to 100; 4 unless said.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, maximum = 100)]
    pub top_k: Option<usize>,
    /// The least score, 0 to 1: 0 gives everything found, 1 only what has exactly 1. Without it 0.5, and what safety requires
    /// in addition.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 1)]
    pub score_threshold: Option<f32>,
}

impl DifyParams {
    /// Checks the values. `names` gives all names of a field, which conditions on parts of names need.
    pub fn to_request(&self, names: impl Fn(Field) -> Vec<String>) -> Result<PieceRequest, InvalidField> {
        if self.query.trim().is_empty() {
            return Err(InvalidField::new("query", "it is empty; say what is looked for"));
        }
        let setting = self.retrieval_setting.as_ref();
        let limit = setting.and_then(|setting| setting.top_k).unwrap_or(USUAL_RECORDS);
        let threshold = setting.and_then(|setting| setting.score_threshold);
        let limit = within("retrieval_setting.top_k", limit, 1, MAX_RECORDS)?;
        let path = "retrieval_setting.score_threshold";
        let threshold = threshold.map(|least| within(path, least, 0.0, 1.0)).transpose()?;
        let filter = self.metadata_condition.as_ref().map_or(Ok(None), |conditions| conditions.read(names))?;
        Ok(PieceRequest::new(vec![self.query.clone()], limit, filter, threshold))
    }
}
