//! What a question asks about that needs care: pregnancy, children, medicines, doses, emergencies. Words in, concerns out.
//!
//! The words are English: in another language no question raises a concern by its words, and products carry their warnings all the
//! same.

mod words;

use crate::analysis::Analyzer;
use crate::document::WarningKind;

pub use self::words::{BREASTFEEDING, CHILDREN, PREGNANCY, WARNING_WORDS};
use self::words::{
    BREASTFEEDING_TOO, CHILDREN_TOO, DOSE, EMERGENCY, MEDICINE_STEMS, MEDICINES, PREGNANCY_TOO, SHORTEST_MEDICINE,
};

/// A situation in which an answer without its warnings may do harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Concern {
    /// Before and during pregnancy.
    Pregnancy,
    /// While breastfeeding.
    Breastfeeding,
    /// For somebody who is not grown up.
    Children,
    /// Beside a medicine, or around an operation.
    Medicines,
    /// How much is right, or too much.
    Dose,
    /// Signs that need help at once.
    Emergency,
}

impl Concern {
    /// Every concern.
    pub const ALL: [Self; 6] =
        [Self::Pregnancy, Self::Breastfeeding, Self::Children, Self::Medicines, Self::Dose, Self::Emergency];

    /// The concerns that a question raises, in the order of the declaration.
    #[must_use]
    pub fn of(question: &str, analyzer: &Analyzer) -> Vec<Self> {
        let said = Said::read(question, analyzer);
        Self::ALL.into_iter().filter(|concern| concern.is_raised_by(&said, analyzer)).collect()
    }

    /// The lower-case name used on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pregnancy => "pregnancy",
            Self::Breastfeeding => "breastfeeding",
            Self::Children => "children",
            Self::Medicines => "medicines",
            Self::Dose => "dose",
            Self::Emergency => "emergency",
        }
    }

    /// The warnings that speak to it; labels often say under "pregnancy" what holds while breastfeeding too.
    #[must_use]
    pub fn warnings(self) -> &'static [WarningKind] {
        match self {
            Self::Pregnancy => &[WarningKind::Pregnancy, WarningKind::Dose, WarningKind::Condition],
            Self::Breastfeeding => &[WarningKind::Breastfeeding, WarningKind::Pregnancy],
            Self::Children => &[WarningKind::Age, WarningKind::Dose, WarningKind::Other],
            Self::Medicines => &[WarningKind::Interaction, WarningKind::Condition],
            Self::Dose => &[WarningKind::Dose, WarningKind::Condition],
            Self::Emergency => &[
                WarningKind::Interaction,
                WarningKind::Condition,
                WarningKind::Age,
                WarningKind::Dose,
                WarningKind::Other,
            ],
        }
    }

    /// Words with which texts speak of it: what a passage has that answers it.
    #[must_use]
    pub fn spoken_as(self) -> &'static [&'static str] {
        match self {
            Self::Pregnancy => &["pregnancy", "pregnant", "unborn", "avoid", "unsafe"],
            Self::Breastfeeding => &["breastfeeding", "pregnancy", "avoid", "unsafe"],
            Self::Children => &["children", "babies", "baby", "age", "under"],
            Self::Medicines => &[
                "medicines",
                "interact",
                "drug",
                "warfarin",
                "pharmacist",
                "antibiotics",
                "prescribed",
                "cancer",
                "treatment",
            ],
            Self::Dose => &["much", "more", "maximum", "dose", "safe", "harm", "limit"],
            Self::Emergency => &["emergency", "urgent", "once", "immediately", "doctor", "help"],
        }
    }

    fn words(self) -> [&'static [&'static str]; 2] {
        match self {
            Self::Pregnancy => [PREGNANCY, PREGNANCY_TOO],
            Self::Breastfeeding => [BREASTFEEDING, BREASTFEEDING_TOO],
            Self::Children => [CHILDREN, CHILDREN_TOO],
            Self::Medicines => [MEDICINES, &[]],
            Self::Dose => [DOSE, &[]],
            Self::Emergency => [EMERGENCY, &[]],
        }
    }

    /// A question without the words by which it raises concerns, and without numbers: what it is about.
    #[must_use]
    pub fn subject_of(question: &str, concerns: &[Self], analyzer: &Analyzer) -> String {
        let said = Said::read(question, analyzer);
        let mut is_left = vec![true; said.words.len()];
        for phrase in concerns.iter().flat_map(|concern| concern.words()).flatten() {
            let parts = Said::parts(phrase, analyzer);
            for at in said.places(&parts) {
                is_left[at..at + parts.len()].fill(false);
            }
        }
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        let left = said.words.iter().zip(is_left).filter(|(word, is_left)| *is_left && !is_number(word));
        let left = left.map(|(word, _)| word.as_str());
        left.collect::<Vec<_>>().join(" ")
    }

    fn is_raised_by(self, said: &Said, analyzer: &Analyzer) -> bool {
        let says_so = self.words().into_iter().flatten().any(|phrase| said.has(phrase, analyzer));
        says_so || self == Self::Medicines && said.names_medicine()
    }
}

/// A question in terms and in plain words.
struct Said {
    terms: Vec<String>,
    words: Vec<String>,
}

impl Said {
    fn read(question: &str, analyzer: &Analyzer) -> Self {
        let lower = question.to_lowercase().replace('\u{2019}', "'");
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_owned).collect();
        Self { terms: words.iter().map(|word| analyzer.term_of(word)).collect(), words }
    }

    /// Whether the words of a phrase stand there side by side, in whatever form.
    fn has(&self, phrase: &str, analyzer: &Analyzer) -> bool {
        self.places(&Self::parts(phrase, analyzer)).next().is_some()
    }

    fn parts(phrase: &str, analyzer: &Analyzer) -> Vec<String> {
        phrase.split([' ', '-']).map(|word| analyzer.term_of(word)).collect()
    }

    /// Where some terms stand side by side.
    fn places<'s>(&'s self, parts: &'s [String]) -> impl Iterator<Item = usize> + 's {
        let windows = self.terms.windows(parts.len()).enumerate();
        windows.filter(move |(_, window)| *window == parts).map(|(at, _)| at)
    }

    fn names_medicine(&self) -> bool {
        let is_medicine = |word: &String| {
            let word = word.strip_suffix('s').unwrap_or(word);
            word.len() >= SHORTEST_MEDICINE && MEDICINE_STEMS.iter().any(|stem| word.ends_with(stem))
        };
        self.words.iter().any(is_medicine)
    }
}
