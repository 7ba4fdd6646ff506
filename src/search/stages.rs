//! How much work an answer is worth.

use bitflags::bitflags;

bitflags! {
    /// The stages of ranking that run. With none of them a query is ranked by BM25 over one field.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Stages: u8 {
        /// Misspelt words are corrected.
        const SPELLING = 1;
        /// Words are also looked for as the vocabulary's synonyms of them.
        const SYNONYMS = 1 << 1;
        /// Words are also looked for as the abbreviations that the documents define.
        const ACRONYMS = 1 << 2;
        /// Title, headings and labels count a little more than the text.
        const FIELDS = 1 << 3;
        /// A document counts by the share of the query's words that it has.
        const COVERAGE = 1 << 4;
        /// Words of the query that stand near each other in a passage count more.
        const PROXIMITY = 1 << 5;
        /// Documents are found and ranked by their meaning as well.
        const MEANING = 1 << 6;
        /// What is looked for by meaning is turned towards the best passages.
        const FEEDBACK = 1 << 7;
    }
}

impl Stages {
    /// Words alone: for every keystroke of a search box.
    pub const FAST: Self = Self::MEANING.union(Self::FEEDBACK).complement();
    /// Words and meaning, with feedback: for a page of results and for a chatbot.
    pub const FULL: Self = Self::all();
}

impl Default for Stages {
    fn default() -> Self {
        Self::FULL
    }
}

/// What became of the stages that rank by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// They ran.
    Used,
    /// They were not asked for.
    NotAsked,
    /// The corpus is too small to learn from, so there is nothing to rank by.
    CorpusTooSmall,
    /// No word of the query has a meaning here, and nothing that has its words could lend it one.
    UnknownWords,
}
