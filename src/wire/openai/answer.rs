//! What a search in a vector store found.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::engine::{Engine, RetrieveAnswer};
use crate::wire::PieceRequest;
use crate::wire::piece::Piece;

/// What was found, best first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StoreSearchPage {
    /// `vector_store.search_results.page`.
    #[schema(example = "vector_store.search_results.page")]
    pub object: &'static str,
    /// What was looked for, with words corrected where that was sure.
    pub search_query: Vec<String>,
    /// Passages and products, best first.
    pub data: Vec<StoreHit>,
    /// Whether there is more: never; ask for more at once.
    pub has_more: bool,
    /// Nothing: there is one page.
    pub next_page: Option<String>,
}

/// A passage, or the description of a product.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StoreHit {
    /// The id of the document.
    #[schema(example = "magnesium-and-sleep")]
    pub file_id: String,
    /// The id with an ending; `attributes` has the title.
    #[schema(example = "magnesium-and-sleep.md")]
    pub filename: String,
    /// How likely it answers, 0 to 1: the same number means the same for every query.
    pub score: f32,
    /// What is known of it: `title`, `url`, `deep_link`, `kind`, `heading_path`, `warnings`, ...; texts and numbers.
    #[schema(value_type = Object, additional_properties)]
    pub attributes: Map<String, Value>,
    /// Its text.
    pub content: Vec<StoreContent>,
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoreContent {
    /// `text`.
    #[serde(rename = "type")]
    #[schema(example = "text")]
    pub kind: &'static str,
    /// What it says, exactly.
    pub text: String,
}

/// Between the names of a list: an attribute is one value.
const BETWEEN: &str = "; ";

impl StoreSearchPage {
    /// The answer in public form.
    #[must_use]
    pub fn new(answer: RetrieveAnswer, request: &PieceRequest, engine: &Engine) -> Self {
        Self {
            object: "vector_store.search_results.page",
            search_query: answer.used.clone(),
            data: request.pieces(answer, engine).into_iter().map(StoreHit::from).collect(),
            has_more: false,
            next_page: None,
        }
    }
}

impl From<Piece> for StoreHit {
    fn from(piece: Piece) -> Self {
        Self {
            filename: format!("{}.md", piece.document.id),
            file_id: piece.document.id,
            score: piece.score,
            attributes: piece
                .metadata
                .into_iter()
                .filter_map(|(name, value)| Some((name, attribute(value)?)))
                .collect(),
            content: vec![StoreContent::new(piece.text)],
        }
    }
}

impl StoreContent {
    pub(super) fn new(text: String) -> Self {
        Self { kind: "text", text }
    }
}

/// A value as a text, a number or a flag, which are all that an attribute can be; nothing for nothing.
fn attribute(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(values) => {
            let texts: Vec<String> = values
                .iter()
                .map(|value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned))
                .collect();
            (!texts.is_empty()).then(|| Value::String(texts.join(BETWEEN)))
        }
        Value::Object(_) => Some(Value::String(value.to_string())),
        other => Some(other),
    }
}
