//! Texts in parts, for those who build what they show from plain text.

use serde::Serialize;
use utoipa::ToSchema;

use crate::search::MarkedText;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkedPart {
    /// What it says.
    #[schema(example = "mag")]
    pub text: String,
    /// Whether it is what was typed.
    pub marked: bool,
}

impl MarkedPart {
    /// The parts of a text, some of its bytes marked: joined, they are the text.
    pub(super) fn parts(marked: &MarkedText) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut push = |text: &str, marked| {
            if !text.is_empty() {
                parts.push(Self { text: text.to_owned(), marked });
            }
        };
        let mut from = 0;
        for span in &marked.spans {
            push(&marked.text[from..span.start], false);
            push(&marked.text[span.clone()], true);
            from = span.end;
        }
        push(&marked.text[from..], false);
        parts
    }
}
