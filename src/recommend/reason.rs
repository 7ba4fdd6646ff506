//! Why a product belongs to a seed: as data, and in one plain sentence of words that the corpus has.

/// Why a product belongs to a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which signal speaks.
    pub kind: ReasonKind,
    /// A plain sentence part, such as `mentioned in “The gut and skin connection”`.
    pub text: String,
    /// The document of the seed that led here.
    pub document: Option<String>,
    /// The passage of the seed that led here.
    pub passage: Option<String>,
    /// The words that are shared.
    pub words: Vec<String>,
}

/// A signal, in the order in which equal ones are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonKind {
    /// An editor put the product beside the article.
    EditorLink,
    /// The text has the product's name.
    Mention,
    /// The text and the product share telling words.
    SharedTerms,
}

impl ReasonKind {
    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EditorLink => "editor_link",
            Self::Mention => "mention",
            Self::SharedTerms => "shared_terms",
        }
    }
}
