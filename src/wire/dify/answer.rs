//! What Dify gets.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::engine::{Engine, RetrieveAnswer};
use crate::wire::PieceRequest;
use crate::wire::piece::Piece;

/// What was found, best first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DifyResponse {
    /// Passages and products; an empty list when none is good enough.
    pub records: Vec<DifyRecord>,
}

/// A passage, or the description of a product.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DifyRecord {
    /// What it says, exactly.
    pub content: String,
    /// How likely it answers, 0 to 1: the same number means the same for every query.
    pub score: f32,
    /// The title of its document.
    pub title: String,
    /// What is known of it: `document_id`, `url`, `deep_link`, `kind`, `heading_path`, `warnings`, ...
    #[schema(value_type = Object, additional_properties)]
    pub metadata: Map<String, Value>,
}

impl DifyResponse {
    /// The answer in public form.
    #[must_use]
    pub fn new(answer: RetrieveAnswer, request: &PieceRequest, engine: &Engine) -> Self {
        Self { records: request.pieces(answer, engine).into_iter().map(DifyRecord::from).collect() }
    }
}

impl From<Piece> for DifyRecord {
    fn from(piece: Piece) -> Self {
        Self { content: piece.text, score: piece.score, title: piece.document.title, metadata: piece.metadata }
    }
}
