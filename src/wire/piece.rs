//! What is asked and found in the shapes of other services: texts with scores, and what is known of them.

use serde_json::{Map, Value};

use super::passage::DocumentRef;
use super::retrieve::{RetrieveResponse, RetrieveResult};
use crate::engine::{Engine, RetrieveAnswer, RetrieveRequest};
use crate::filter::Filter;

/// A question in the shape of another service, in ours.
#[derive(Debug, Clone, PartialEq)]
pub struct PieceRequest {
    /// What is asked.
    pub retrieve: RetrieveRequest,
    /// Whether whoever asks has said the least score: then nothing is below it, be it added for safety.
    is_threshold_said: bool,
}

/// A passage, the description of a product, or a warning.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// What it is of.
    pub(super) document: DocumentRef,
    /// What it says, exactly.
    pub(super) text: String,
    /// 0 to 1.
    pub(super) score: f32,
    /// What is known of it, flat; without what is not known.
    pub(super) metadata: Map<String, Value>,
}

/// What stands beside a text already.
const SCORE: &str = "score";
/// Under which names the id of a text, what leads to it, and why safety requires it stand among what is known of it.
const ID: &str = "id";
const DEEP_LINK: &str = "deep_link";
const CONCERNS: &str = "concerns";

impl PieceRequest {
    /// What is wanted: so many, be they of one document.
    pub(super) fn new(queries: Vec<String>, limit: usize, filter: Option<Filter>, threshold: Option<f32>) -> Self {
        let usual = RetrieveRequest::default();
        let threshold_or_usual = threshold.unwrap_or(usual.threshold);
        let retrieve = RetrieveRequest {
            queries,
            limit,
            filter,
            per_document: limit,
            threshold: threshold_or_usual,
            products: 0,
            ..usual
        };
        Self { retrieve, is_threshold_said: threshold.is_some() }
    }

    /// What was found, and never more than was asked for: their clients count on that.
    pub(super) fn pieces(&self, answer: RetrieveAnswer, engine: &Engine) -> Vec<Piece> {
        let results = RetrieveResponse::new(answer, &self.retrieve, engine).results.into_iter();
        let is_wanted = |result: &RetrieveResult| !self.is_threshold_said || result.score >= self.retrieve.threshold;
        results.filter(is_wanted).take(self.retrieve.limit).map(Piece::from).collect()
    }
}

impl From<RetrieveResult> for Piece {
    fn from(result: RetrieveResult) -> Self {
        // Our own shapes are objects with text keys.
        let metadata = serde_json::to_value(&result.metadata).ok().and_then(|value| value.as_object().cloned());
        let mut metadata = metadata.unwrap_or_default();
        metadata.insert(ID.to_owned(), result.id.into());
        metadata.insert(DEEP_LINK.to_owned(), result.deep_link.into());
        metadata.insert(CONCERNS.to_owned(), result.concerns.into());
        metadata.retain(|name, value| name != SCORE && !is_nothing(value));
        Self { document: result.document, text: result.text, score: result.score, metadata }
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value.as_str().is_some_and(str::is_empty)
}
