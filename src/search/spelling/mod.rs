//! Misspelt words of a query, corrected to words of the index.
//!
//! Every hypothesis about a typed word is given its probability: that it was meant as it stands, that it is one of the words
//! of the index that are spelt like it, that it is two words. The likeliest wins; how far it wins says whether it takes the
//! place of the typed word or is only suggested. A word that the texts have, and not just once in thousands of documents, is
//! never doubted, and costs one look-up.
//!
//! Whatever is done to a query is done to its text, before it is read: so a corrected word is stemmed, has synonyms and is
//! marked in snippets like one that was typed.

mod candidates;
mod channel;
mod compound;
mod context;
mod evidence;
mod hypotheses;
mod speller;
mod typed;

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::index::{IndexError, Reader};

pub(super) use candidates::words_alike_so_far;
pub use channel::edits;

/// A word of a query with what was probably meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// What was typed, in bytes of UTF-8 of the query's text.
    pub span: Range<usize>,
    /// What was typed.
    pub from: String,
    /// What was probably meant.
    pub to: String,
    /// What was done about it.
    pub kind: CorrectionKind,
    /// Whether it took the place of what was typed.
    pub replaces: bool,
    /// How probable it is that this was meant, from 0 to 1.
    pub confidence: f32,
}

/// What was done about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// A query's text with what is to be done to its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Spelling {
    /// As it was typed.
    pub typed: String,
    /// In the order of the text, apart from each other.
    pub corrections: Vec<Correction>,
}

impl Spelling {
    /// Checks the words of a query against those of the index.
    pub fn check(typed: &str, reader: &Reader, analyzer: &Analyzer) -> Result<Self, IndexError> {
        Self::check_before(typed, typed.len(), reader, analyzer)
    }

    /// Checks the words of a query before a byte.
    pub fn check_before(typed: &str, end: usize, reader: &Reader, analyzer: &Analyzer) -> Result<Self, IndexError> {
        Ok(Self { corrections: speller::corrections(&typed[..end], reader, analyzer)?, ..Self::unchecked(typed) })
    }

    /// Leaves a query as it was typed.
    #[must_use]
    pub fn unchecked(typed: &str) -> Self {
        Self { typed: typed.to_owned(), corrections: Vec::new() }
    }

    /// The text to search for.
    #[must_use]
    pub fn searched(&self) -> String {
        self.rewrite(|Correction { from, to, kind, replaces, .. }| match (kind, replaces) {
            (_, true) => to.clone(),
            (CorrectionKind::Suggested, false) => from.clone(),
            (_, false) => format!("{from} {to}"),
        })
    }

    /// The text with everything that took the place of what was typed; none if nothing did.
    #[must_use]
    pub fn corrected(&self) -> Option<String> {
        self.rewrite_where(|correction| correction.replaces, |correction| correction.replaces)
    }

    /// The text with everything that is only suggested as well; none if nothing is.
    #[must_use]
    pub fn did_you_mean(&self) -> Option<String> {
        let is_suggested = |correction: &Correction| correction.kind == CorrectionKind::Suggested;
        self.rewrite_where(is_suggested, |correction| correction.replaces || is_suggested(correction))
    }

    /// The text with some corrections, if there is one of the kind that matters.
    fn rewrite_where(
        &self,
        matters: impl Fn(&Correction) -> bool,
        applies: impl Fn(&Correction) -> bool,
    ) -> Option<String> {
        self.corrections.iter().any(matters).then(|| {
            self.rewrite(|correction| if applies(correction) { correction.to.clone() } else { correction.from.clone() })
        })
    }

    fn rewrite(&self, replacement: impl Fn(&Correction) -> String) -> String {
        let mut rewritten = String::with_capacity(self.typed.len());
        let mut done = 0;
        for correction in &self.corrections {
            rewritten.push_str(&self.typed[done..correction.span.start]);
            rewritten.push_str(&replacement(correction));
            done = correction.span.end;
        }
        rewritten.push_str(&self.typed[done..]);
        rewritten
    }
}
