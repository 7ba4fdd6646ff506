//! Ranking given texts, in the shape of Cohere's rerank API, which many clients speak.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::field_error::InvalidField;
use crate::engine::{RerankAnswer, RerankRequest};

/// The one model there is. Its name says that it ranks by words.
pub const RERANK_MODEL: &str = "lexical";
/// Texts that one request may have.
const MAX_DOCUMENTS: usize = 1_000;
/// Words of a text that are read unless another number is asked for.
const USUAL_WORDS: usize = 4_096;

/// Texts, and what they are ranked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({
    "model": "lexical",
    "query": "does magnesium help with sleep",
    "documents": ["Biotin is for nails.", "Magnesium may help people who sleep badly."]
}))]
pub struct RerankParams {
    /// Any name; the answer is by `lexical`, which ranks by words, and says so.
    #[serde(default)]
    #[schema(nullable = false)]
    pub model: Option<String>,
    /// What is asked.
    #[schema(min_length = 1)]
    pub query: String,
    /// Texts, or objects with a `text`; 1 to 1000.
    #[schema(value_type = TextList)]
    pub documents: Vec<RerankText>,
    /// The best so many only; otherwise every text has a result.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1)]
    pub top_n: Option<usize>,
    /// Words of each text that are read, a word for a token; the rest does not count. 4096 unless said.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1)]
    pub max_tokens_per_doc: Option<usize>,
    /// Whether each result repeats its text.
    #[serde(default)]
    #[schema(nullable = false)]
    pub return_documents: Option<bool>,
}

/// A text to be ranked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "it takes a text, or an object with a `text`")]
pub enum RerankText {
    /// As it is.
    Text(String),
    /// In an object.
    Object {
        /// The text.
        text: String,
    },
}

/// How a list of texts or objects describes itself.
struct TextList;

/// Texts in their order.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RerankResponse {
    /// The id of the request, under which the server's log has it.
    pub id: String,
    /// What ranked: `lexical`.
    #[schema(example = "lexical")]
    pub model: &'static str,
    /// Best first.
    pub results: Vec<RerankResult>,
    /// How it was ranked.
    pub meta: RerankMeta,
}

/// The place of a text.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RerankResult {
    /// Which of the texts it is, counted from 0.
    pub index: usize,
    /// 0 to 1; 0 for a text with no word of the query. Comparable within one answer only.
    pub relevance_score: f32,
    /// The text, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub document: Option<RerankedDocument>,
}

/// A text that was ranked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RerankedDocument {
    /// As it was given.
    pub text: String,
}

/// How texts were ranked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RerankMeta {
    /// What ranked: `lexical`.
    #[schema(example = "lexical")]
    pub model: &'static str,
    /// The shape of this answer.
    pub api_version: RerankVersion,
    /// What whoever asked should know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// The shape of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RerankVersion {
    /// Of Cohere's API.
    #[schema(example = "2")]
    pub version: &'static str,
}

impl RerankParams {
    /// Checks the numbers.
    pub fn to_request(&self) -> Result<RerankRequest, InvalidField> {
        if self.query.trim().is_empty() {
            return Err(InvalidField::new("query", "it is empty; say what the documents are to be ranked for"));
        }
        match self.documents.len() {
            0 => return Err(InvalidField::new("documents", "there is none; send at least one text")),
            MAX_DOCUMENTS.. if self.documents.len() > MAX_DOCUMENTS => {
                let message = format!("there are {}; the most is {MAX_DOCUMENTS}", self.documents.len());
                return Err(InvalidField::new("documents", message));
            }
            _ => {}
        }
        at_least_1("top_n", self.top_n)?;
        at_least_1("max_tokens_per_doc", self.max_tokens_per_doc)?;
        Ok(RerankRequest {
            query: self.query.clone(),
            texts: self.documents.iter().map(|document| document.text().to_owned()).collect(),
            most_words: self.max_tokens_per_doc.unwrap_or(USUAL_WORDS),
        })
    }

    /// What whoever asked for another model should know.
    fn warnings(&self) -> Vec<String> {
        let other = self.model.as_deref().filter(|&model| model != RERANK_MODEL);
        other
            .map(|model| format!("ranked by {RERANK_MODEL}, the only model here, and not by {model:?}"))
            .into_iter()
            .collect()
    }
}

fn at_least_1(path: &str, number: Option<usize>) -> Result<(), InvalidField> {
    if number == Some(0) { Err(InvalidField::new(path, "it takes a number from 1 up, not 0")) } else { Ok(()) }
}

impl RerankText {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Object { text } => text,
        }
    }
}

impl RerankResponse {
    /// The answer in public form; `id` is the request's.
    #[must_use]
    pub fn new(answer: &RerankAnswer, params: &RerankParams, id: impl fmt::Display) -> Self {
        let is_returned = params.return_documents.unwrap_or(false);
        let text = |index: usize| RerankedDocument { text: params.documents[index].text().to_owned() };
        let results = answer.texts.iter().take(params.top_n.unwrap_or(usize::MAX)).map(|ranked| RerankResult {
            index: ranked.index,
            relevance_score: ranked.score,
            document: is_returned.then(|| text(ranked.index)),
        });
        Self {
            id: id.to_string(),
            model: RERANK_MODEL,
            results: results.collect(),
            meta: RerankMeta {
                model: RERANK_MODEL,
                api_version: RerankVersion { version: "2" },
                warnings: params.warnings(),
            },
        }
    }
}

impl PartialSchema for TextList {
    fn schema() -> RefOr<Schema> {
        // Without `oneOf`, which many who call functions by this description do not read.
        let item = ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Object]));
        let text = ObjectBuilder::new().schema_type(Type::String).description(Some("The text, in an object."));
        let item = item.property("text", text).description(Some("A text, or an object with a `text`."));
        ArrayBuilder::new().items(item).min_items(Some(1)).max_items(Some(MAX_DOCUMENTS)).into()
    }
}

impl ToSchema for TextList {}

/// An error in Cohere's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CohereError {
    /// The id of the request, under which the server's log has it.
    pub id: String,
    /// What happened, and what to do.
    pub message: String,
}
