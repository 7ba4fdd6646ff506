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
