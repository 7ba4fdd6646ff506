//! What was done to a misspelt word.

use serde::Serialize;
use utoipa::ToSchema;

use super::passage::Span;
use crate::search;

/// A word of a query with what was probably meant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Correction {
    /// What was typed.
    #[schema(example = "magnesum")]
    pub from: String,
    /// What was probably meant.
    #[schema(example = "magnesium")]
    pub to: String,
    /// Where it was typed, in bytes of UTF-8 of the query's text.
    pub span: Span,
    /// What was done about it.
    pub kind: CorrectionKind,
    /// Whether it took the place of what was typed.
    pub replaces: bool,
    /// How probable it is that this was meant, from 0 to 1.
    pub confidence: f32,
}

/// What was done about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// Another word was searched for.
    Corrected,
    /// Two words were searched for as one: in their place, or beside them where the texts have both.
    Joined,
    /// A word was searched for as two.
    Split,
    /// Nothing: it is not sure enough.
    Suggested,
}

impl From<&search::Correction> for Correction {
    fn from(correction: &search::Correction) -> Self {
        Self {
            from: correction.from.clone(),
            to: correction.to.clone(),
            span: Span { start: correction.span.start, end: correction.span.end },
            kind: correction.kind.into(),
            replaces: correction.replaces,
            confidence: correction.confidence,
        }
    }
}

impl From<search::CorrectionKind> for CorrectionKind {
    fn from(kind: search::CorrectionKind) -> Self {
        match kind {
            search::CorrectionKind::Corrected => Self::Corrected,
            search::CorrectionKind::Joined => Self::Joined,
            search::CorrectionKind::Split => Self::Split,
            search::CorrectionKind::Suggested => Self::Suggested,
        }
    }
}
