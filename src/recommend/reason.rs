//! Why a product or an article belongs to a seed: as data, and in one plain sentence of words that the corpus has.

use super::Seed;
use super::evidence::{Evidence, Source};
use super::seed::SeedPart;
use crate::label::{Label, LabelKind};

/// Labels of one kind that a reason names.
const MAX_NAMED: usize = 3;

/// Why something belongs to a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which signal speaks.
    pub kind: ReasonKind,
    /// A plain sentence part, such as `mentioned in “The gut and skin connection”`.
    pub text: String,
    /// The document that led here.
    pub document: Option<String>,
    /// The passage of the seed that led here.
    pub passage: Option<String>,
    /// The words, or labels, that are shared.
    pub words: Vec<String>,
}

/// A signal, in the order in which they are told: the plainest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonKind {
    /// An editor put the two together.
    EditorLink,
    /// The text has the product's name.
    Mention,
    /// An editor chose the two for one article.
    LinkedTogether,
    /// The two products share ingredients, concerns, benefits or categories.
    SharedLabels,
    /// The two share telling words.
    SharedTerms,
    /// The two are near in meaning.
    Meaning,
    /// Nothing else is known: it stands in the same category.
    SameCategory,
    /// Nothing else is known: editors chose it for the most articles.
    MostLinked,
    /// Nothing else is known: it has the best rating.
    BestRated,
}

/// What a hit shares with a seed, for its reasons.
pub(super) struct Shared<'s> {
    /// Words as the hit has them, the most telling first.
    pub(super) words: Vec<String>,
    /// Where the seed has the most telling one.
    pub(super) source: Source,
    /// Labels, with the part of the seed that has them.
    pub(super) labels: Vec<(usize, Vec<&'s Label>)>,
}

impl ReasonKind {
    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EditorLink => "editor_link",
            Self::Mention => "mention",
            Self::LinkedTogether => "linked_together",
            Self::SharedLabels => "shared_labels",
            Self::SharedTerms => "shared_terms",
            Self::Meaning => "meaning",
            Self::SameCategory => "same_category",
            Self::MostLinked => "most_linked",
            Self::BestRated => "best_rated",
        }
    }

    /// How far one signal alone can lift a candidate, when it is as strong as it gets. An editor's choice outweighs words, and two
    /// kinds of evidence outweigh one.
    pub(super) fn strength(self) -> f64 {
        match self {
            Self::EditorLink => 0.8,
            Self::Mention | Self::SharedLabels => 0.7,
            Self::SharedTerms => 0.6,
            Self::LinkedTogether => 0.4,
            Self::Meaning => 0.2,
            Self::SameCategory | Self::MostLinked | Self::BestRated => 0.0,
        }
    }
}

impl Reason {
    /// The reasons that some evidence gives, in its order. That something is near in meaning is said only where nothing plainer can be.
    pub(super) fn all(evidence: &[Evidence], seed: &Seed, shared: &Shared<'_>) -> Vec<Self> {
        let is_told = |one: &&Evidence| one.kind != ReasonKind::Meaning || evidence.len() == 1;
        evidence.iter().filter(is_told).map(|one| Self::of(one, seed, shared)).collect()
    }

    fn of(evidence: &Evidence, seed: &Seed, shared: &Shared<'_>) -> Self {
        let part = &seed.parts[evidence.source.part];
        let title = part.title.as_deref();
        let from = |source: Source, text: String| Self::from_source(evidence.kind, seed, source, text);
        match evidence.kind {
            ReasonKind::EditorLink if part.variant_key.is_some() => {
                from(evidence.source, quoted("its editors chose", title, "this product"))
            }
            ReasonKind::EditorLink => from(evidence.source, quoted("chosen by the editors of", title, "this text")),
            ReasonKind::Mention => from(evidence.source, quoted("mentioned in", title, "the text")),
            ReasonKind::LinkedTogether => {
                let together = quoted("chosen together with", title, "it");
                let via = evidence.via.as_ref();
                let text =
                    quoted(&format!("{together} by the editors of"), via.map(|via| via.title.as_str()), "an article");
                Self { document: via.map(|via| via.document.to_string()), ..from(evidence.source, text) }
            }
            ReasonKind::SharedLabels => Self::labels(evidence, seed, shared),
            ReasonKind::SharedTerms => {
                let words = shared.words.clone();
                let text = match words.as_slice() {
                    [] => "has words of the text as well".to_owned(),
                    [word] => format!("has the word {word} as well"),
                    words => format!("has the words {} as well", words.join(", ")),
                };
                Self { words, ..from(shared.source, text) }
            }
            ReasonKind::Meaning => from(evidence.source, quoted("close in meaning to", title, "the text")),
            ReasonKind::SameCategory => {
                from(evidence.source, "from the same category, as nothing closer is known".to_owned())
            }
            ReasonKind::MostLinked => {
                from(evidence.source, "chosen by editors most often, as nothing closer is known".to_owned())
            }
            ReasonKind::BestRated => {
                from(evidence.source, "among the best rated, as nothing closer is known".to_owned())
            }
        }
    }

    /// What the product has in common with that product of the seed with which it shares most.
    fn labels(evidence: &Evidence, seed: &Seed, shared: &Shared<'_>) -> Self {
        let most = shared.labels.iter().max_by_key(|(part, labels)| (labels.len(), usize::MAX - part));
        let (part, labels) = most.map_or((evidence.source.part, &[][..]), |(part, labels)| (*part, labels.as_slice()));
        let named = |kind| labels.iter().filter(move |label| label.kind == kind).take(MAX_NAMED);
        let list = |kind| and(&named(kind).map(|label| label.name.as_str()).collect::<Vec<_>>());
        let title = seed.parts[part].title.as_deref().unwrap_or_default();
        let mut said = Vec::new();
        if named(LabelKind::Concern).next().is_some() {
            said.push(format!("for {}", list(LabelKind::Concern)));
        }
        if named(LabelKind::Ingredient).next().is_some() {
            said.push(format!("contains {}, as “{title}” does", list(LabelKind::Ingredient)));
        }
        if said.is_empty() && named(LabelKind::Benefit).next().is_some() {
            said.push(format!("for {}", list(LabelKind::Benefit)));
        }
        if said.is_empty() {
            said.push(format!("in {}, as “{title}” is", list(LabelKind::Category)));
        }
        let kinds = [LabelKind::Concern, LabelKind::Ingredient, LabelKind::Benefit, LabelKind::Category];
        Self {
            words: kinds.into_iter().flat_map(named).map(|label| label.name.clone()).collect(),
            ..Self::from_source(evidence.kind, seed, Source { part, text: 0 }, said.join("; "))
        }
    }

    fn from_source(kind: ReasonKind, seed: &Seed, source: Source, text: String) -> Self {
        let part: Option<&SeedPart> = seed.parts.get(source.part);
        let passage = part.and_then(|part| part.texts.get(source.text)).and_then(|text| text.passage.clone());
        Self {
            kind,
            text,
            document: part.and_then(|part| part.document.as_ref()).map(ToString::to_string),
            passage: passage.filter(|_| matches!(kind, ReasonKind::Mention | ReasonKind::SharedTerms)),
            words: Vec::new(),
        }
    }
}

/// What is said of a title, or of what has none.
fn quoted(said: &str, title: Option<&str>, untitled: &str) -> String {
    title.map_or_else(|| format!("{said} {untitled}"), |title| format!("{said} “{title}”"))
}

/// A list as people say it.
fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
