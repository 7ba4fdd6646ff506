//! How much work an answer is worth.

/// Which stages of ranking run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Words only: for every keystroke of a search box.
    Fast,
    /// Words and meaning, with feedback: for a page of results and for a chatbot.
    #[default]
    Full,
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
