//! What was retrieved, as one text for a language model.

use serde::Serialize;
use utoipa::ToSchema;

use super::retrieve::RetrieveResult;
use crate::context::{self, Budget, Packed, Render, Source, Tokenizer};
use crate::engine::RetrieveRequest;

/// The longest context where none is said.
const UNBOUNDED: usize = usize::MAX;

/// The results as one text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Context {
    /// The text.
    pub text: String,
    /// Its length.
    pub tokens: usize,
    /// Whose tokens: `o200k_base` or `cl100k_base`.
    pub tokenizer: &'static str,
    /// Ids of the results that it has, in its order.
    pub kept: Vec<String>,
    /// The results that it does not have.
    pub dropped: Vec<Dropped>,
}

/// A result that a context does not have.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Dropped {
    /// Its id.
    pub id: String,
    /// Why: `budget`.
    pub reason: &'static str,
}

impl Context {
    /// The results as a request wants them; nothing if it wants no text.
    pub(super) fn of(results: &[RetrieveResult], request: &RetrieveRequest) -> Option<Self> {
        if request.budget.is_none() && request.render == Render::None {
            return None;
        }
        let budget = request.budget.unwrap_or(Budget { max_tokens: UNBOUNDED, tokenizer: Tokenizer::default() });
        let sources: Vec<Source<'_>> = results.iter().map(RetrieveResult::source).collect();
        let Packed { text, tokens, kept, dropped } = context::pack(&sources, request.render, budget);
        let id = |index: usize| results[index].id.clone();
        Some(Self {
            text,
            tokens,
            tokenizer: budget.tokenizer.name(),
            kept: kept.into_iter().map(id).collect(),
            dropped: dropped.into_iter().map(|index| Dropped { id: id(index), reason: "budget" }).collect(),
        })
    }
}
