//! Why a product belongs to a seed: as data, and in one plain sentence of words that the corpus has.

use super::{Evidence, Seed};
use crate::document::DocumentId;

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
    /// The text and the product are near in meaning.
    Meaning,
}

/// Words that a product shares with a seed.
pub(super) struct SharedWords {
    /// As the product has them, the most telling first.
    pub(super) words: Vec<String>,
    /// Which of the seed's texts had the most telling one.
    pub(super) source: usize,
}

impl ReasonKind {
    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EditorLink => "editor_link",
            Self::Mention => "mention",
            Self::SharedTerms => "shared_terms",
            Self::Meaning => "meaning",
        }
    }

    /// How far one signal alone can lift a product, when it is as strong as it gets. An editor's choice outweighs words,
    /// and two kinds of evidence outweigh one.
    pub(super) fn strength(self) -> f64 {
        match self {
            Self::EditorLink => 0.8,
            Self::Mention => 0.7,
            Self::SharedTerms => 0.6,
            Self::Meaning => 0.3,
        }
    }
}

impl Reason {
    pub(super) fn new(evidence: &Evidence, seed: &Seed, shared: &SharedWords) -> Self {
        match evidence.kind {
            ReasonKind::EditorLink => Self::link(seed, evidence.source),
            ReasonKind::Mention => Self::mention(seed, evidence.source),
            ReasonKind::SharedTerms => Self::shared(seed, shared),
            ReasonKind::Meaning => Self::meaning(seed),
        }
    }

    fn link(seed: &Seed, source: usize) -> Self {
        let link = &seed.links[source];
        Self {
            kind: ReasonKind::EditorLink,
            text: format!("chosen by the editors of “{}”", link.title),
            document: Some(link.document.to_string()),
            passage: None,
            words: Vec::new(),
        }
    }

    fn mention(seed: &Seed, source: usize) -> Self {
        let place = seed.texts[source].title.as_ref();
        let text = place.map_or_else(|| "mentioned by name".to_owned(), |title| format!("mentioned in “{title}”"));
        Self { kind: ReasonKind::Mention, text, words: Vec::new(), ..Self::from_text(seed, source) }
    }

    fn shared(seed: &Seed, shared: &SharedWords) -> Self {
        let words = shared.words.clone();
        let text = match words.as_slice() {
            [] => "shares words of the text".to_owned(),
            words => format!("shares the words {}", words.join(", ")),
        };
        Self { kind: ReasonKind::SharedTerms, text, words, ..Self::from_text(seed, shared.source) }
    }

    fn meaning(seed: &Seed) -> Self {
        let title = seed.texts.iter().find_map(|text| text.title.as_ref());
        let text =
            title.map_or_else(|| "close in meaning".to_owned(), |title| format!("close in meaning to “{title}”"));
        Self { kind: ReasonKind::Meaning, text, ..Self::from_text(seed, 0) }
    }

    fn from_text(seed: &Seed, source: usize) -> Self {
        let text = seed.texts.get(source);
        Self {
            kind: ReasonKind::SharedTerms,
            text: String::new(),
            document: text.and_then(|text| text.document.as_ref()).map(DocumentId::to_string),
            passage: text.and_then(|text| text.passage.clone()),
            words: Vec::new(),
        }
    }
}
