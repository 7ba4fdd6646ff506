//! How long a text is for a language model.

use bpe_openai::Tokenizer as Encoding;

/// The most that a context may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// In tokens.
    pub max_tokens: usize,
    /// Whose tokens.
    pub tokenizer: Tokenizer,
}

/// A way to divide text into tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tokenizer {
    /// Of GPT-4o and later; near enough for others, which give or take a tenth.
    #[default]
    O200k,
    /// Of GPT-4 and GPT-3.5.
    Cl100k,
}

impl Tokenizer {
    /// Every tokenizer with the name that is known for it.
    pub const NAMES: [(&'static str, Self); 2] = [("o200k_base", Self::O200k), ("cl100k_base", Self::Cl100k)];

    /// The name that is known for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// How many tokens a text has.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        self.encoding().count(text)
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::O200k => bpe_openai::o200k_base(),
            Self::Cl100k => bpe_openai::cl100k_base(),
        }
    }
}
