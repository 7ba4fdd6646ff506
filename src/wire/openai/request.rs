//! What a client of OpenAI's vector stores asks.

use serde::Deserialize;
use utoipa::ToSchema;

use super::filter::StoreFilter;
use crate::nearest::{quote, suggest};
use crate::wire::InvalidField;
use crate::wire::field_error::within;
use crate::wire::{PieceRequest, TextOrTexts};

/// Results unless another number is asked for, and at most.
const USUAL_RESULTS: usize = 10;
const MAX_RESULTS: usize = 50;
/// Phrasings of one need that one request may have.
const MAX_QUERIES: usize = 8;
/// The rankers that clients name. There is one ranking, whichever is named.
const RANKERS: [&str; 4] = ["auto", "none", "default-2024-11-15", "default-2024-08-21"];

/// A search in a vector store. Fields that are not known are passed over.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[schema(example = json!({"query": "does magnesium help with sleep", "max_num_results": 5}))]
pub struct StoreSearchParams {
    /// What is asked: a text, or a list of at most 8 phrasings of it.
    pub query: TextOrTexts,
    /// What everything found has to be.
    #[serde(default)]
    #[schema(nullable = false)]
    pub filters: Option<StoreFilter>,
    /// Results at most, 1 to 50; 10 unless said.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, maximum = 50)]
    pub max_num_results: Option<usize>,
    /// How to rank.
    #[serde(default)]
    #[schema(nullable = false)]
    pub ranking_options: Option<RankingOptions>,
    /// Whether words may be corrected; they always are where that is sure, and `search_query` shows it.
    #[serde(default)]
    #[schema(nullable = false)]
    pub rewrite_query: Option<bool>,
}

/// How to rank.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct RankingOptions {
    /// `auto`, `none`, `default-2024-11-15` or `default-2024-08-21`: accepted, and all mean the one ranking that there is.
    #[serde(default)]
    #[schema(nullable = false, example = "auto")]
    pub ranker: Option<String>,
    /// The least score, 0 to 1: 0 gives everything found, 1 only what has exactly 1. Without it 0.5, and what safety requires
    /// in addition.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 1)]
    pub score_threshold: Option<f32>,
    /// Accepted; words and meaning are weighed by what was measured.
    #[serde(default)]
    #[schema(nullable = false)]
    pub hybrid_search: Option<HybridSearch>,
}

/// How words and meaning are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, ToSchema)]
pub struct HybridSearch {
    /// The weight of meaning.
    #[serde(default)]
    #[schema(nullable = false)]
    pub embedding_weight: Option<f32>,
    /// The weight of words.
    #[serde(default)]
    #[schema(nullable = false)]
    pub text_weight: Option<f32>,
}

impl StoreSearchParams {
    /// Checks the values.
    pub fn into_request(self) -> Result<PieceRequest, InvalidField> {
        let options = self.ranking_options.as_ref();
        if let Some(ranker) = options.and_then(|options| options.ranker.as_deref())
            && !RANKERS.contains(&ranker)
        {
            let message = format!("there is no ranker {}; {}", quote(ranker), suggest(ranker, "rankers", &RANKERS));
            return Err(InvalidField::new("ranking_options.ranker", message));
        }
        let threshold = options.and_then(|options| options.score_threshold);
        let limit = within("max_num_results", self.max_num_results.unwrap_or(USUAL_RESULTS), 1, MAX_RESULTS)?;
        let threshold =
            threshold.map(|least| within("ranking_options.score_threshold", least, 0.0, 1.0)).transpose()?;
        let filter = self.filters.as_ref().map(StoreFilter::read).transpose()?;
        Ok(PieceRequest::new(checked(self.query)?, limit, filter, threshold))
    }
}

fn checked(query: TextOrTexts) -> Result<Vec<String>, InvalidField> {
    let queries = query.into_texts();
    if queries.is_empty() || queries.len() > MAX_QUERIES {
        let message = format!("it takes 1 to {MAX_QUERIES} texts, not {}", queries.len());
        return Err(InvalidField::new("query", message));
    }
    if queries.iter().all(|query| query.trim().is_empty()) {
        return Err(InvalidField::new("query", "it is empty; say what is looked for"));
    }
    Ok(queries)
}
