//! Products whose warning names the situation of a seed: "not in pregnancy" beside an article about pregnancy.
//!
//! A warning forbids what stands behind its "not", "never" or "avoid"; advice to ask somebody first forbids nothing. In other
//! languages than English the sentence is not understood, and every warning of pregnancy, breastfeeding or age is taken to
//! forbid what it names.

use rustc_hash::FxHashSet;

use super::Seed;
use crate::analysis::Analyzer;
use crate::corpus::Language;
use crate::document::{Product, Warning, WarningKind};
use crate::safety;

/// Words of a text without a title that say what it is about: its beginning.
const OPENING_TERMS: usize = 40;
/// A word that makes up so much of a longer text says so too.
const FREQUENT_SHARE: f64 = 0.02;
/// Words that say the same of a situation, the first one for all of them.
const FAMILIES: [&[&str]; 3] = [safety::PREGNANCY, safety::BREASTFEEDING, safety::CHILDREN];
const CHILDREN: &str = FAMILIES[2][0];
const AVOID: &str = "avoid";
const NEGATIONS: [&str; 6] = ["not", "never", AVOID, "unsuitable", "don't", "cannot"];
/// Where what is forbidden is divided into single situations, or ends.
const DIVIDERS: [&str; 10] = ["or", "and", "with", "when", "while", "in", "for", "during", "to", "if"];
const ENDS: [&str; 3] = ["unless", "without", "until"];
/// Words that name no situation.
const GENERAL: [&str; 22] = [
    "advice",
    "age",
    "any",
    "before",
    "combine",
    "consult",
    "doctor",
    "give",
    "medical",
    "medicine",
    "medicines",
    "other",
    "people",
    "product",
    "suitable",
    "supplement",
    "supplements",
    "take",
    "under",
    "use",
    "years",
    "year",
];

/// What a seed is about, as terms.
pub(super) struct Situation {
    terms: FxHashSet<String>,
}

impl Situation {
    pub(super) fn of(seed: &Seed, analyzer: &Analyzer) -> Self {
        let mut terms = FxHashSet::default();
        for part in &seed.parts {
            if part.document.is_some() {
                add_all(&part.about, analyzer, &mut terms);
            } else {
                part.texts.iter().for_each(|text| add_subject(&text.text, analyzer, &mut terms));
            }
        }
        for family in FAMILIES {
            let is_named =
                family.iter().any(|word| single_term(word, analyzer).is_some_and(|term| terms.contains(&term)));
            terms.extend(single_term(family[0], analyzer).filter(|_| is_named));
        }
        Self { terms }
    }

    /// The warning of a product that forbids it in this situation.
    pub(super) fn forbidding<'p>(&self, product: &'p Product, analyzer: &Analyzer) -> Option<&'p Warning> {
        if self.terms.is_empty() {
            return None;
        }
        product.warnings.iter().find(|warning| {
            let forbidden = forbidden(warning, analyzer.language());
            forbidden.iter().any(|words| self.has_all(words, analyzer))
        })
    }

    /// Whether some words name a situation, and it is this one.
    fn has_all(&self, words: &[String], analyzer: &Analyzer) -> bool {
        let mut named = words.iter().filter_map(|word| situation_term(word, analyzer)).peekable();
        named.peek().is_some() && named.all(|term| self.terms.contains(&term))
    }
}

/// What a warning forbids: situations, each in a few words.
fn forbidden(warning: &Warning, language: Language) -> Vec<Vec<String>> {
    let names_group = matches!(warning.kind, WarningKind::Pregnancy | WarningKind::Breastfeeding | WarningKind::Age);
    let is_read = names_group || matches!(warning.kind, WarningKind::Interaction | WarningKind::Condition);
    let mut situations = Vec::new();
    let lower = warning.text.to_lowercase();
    for sentence in lower.split(['.', ';', ':']).filter(|_| is_read) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        if language != Language::English {
            situations.extend(words.iter().filter(|_| names_group).map(|word| vec![(*word).to_owned()]));
        } else if let Some(not) = words.iter().position(|word| NEGATIONS.contains(word)) {
            // "Avoid alcohol" names it at once; behind "not" stands first how it is meant: "recommended", "use", "suitable".
            let rest = &words[not + 1..];
            let names_at_once = words[not] == AVOID || rest.first().is_some_and(|next| DIVIDERS.contains(next));
            situations.extend(divide(&rest[usize::from(!names_at_once).min(rest.len())..]));
        } else if warning.kind == WarningKind::Age && lower.contains("adults only") {
            situations.push(vec![CHILDREN.to_owned()]);
        }
    }
    situations
}

/// Divides what stands behind a negation into the situations that it names.
fn divide(words: &[&str]) -> Vec<Vec<String>> {
    let mut situations = vec![Vec::new()];
    for word in words.iter().take_while(|word| !ENDS.contains(word)) {
        if DIVIDERS.contains(word) {
            situations.push(Vec::new());
            continue;
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        situations.last_mut().into_iter().for_each(|situation| situation.push(bare.to_owned()));
        if word.ends_with(',') {
            situations.push(Vec::new());
        }
    }
    situations
}

/// The term of a word that can name a situation, the same for all words of a family.
fn situation_term(word: &str, analyzer: &Analyzer) -> Option<String> {
    if GENERAL.contains(&word) || word.chars().all(|c| !c.is_alphabetic()) {
        return None;
    }
    let family = FAMILIES.iter().find(|family| family.contains(&word));
    let term = single_term(family.map_or(word, |family| family[0]), analyzer)?;
    (!analyzer.is_stop_word(&term, word)).then_some(term)
}

fn single_term(word: &str, analyzer: &Analyzer) -> Option<String> {
    analyzer.terms(word).into_iter().next().map(|term| term.text)
}

fn add_all(text: &str, analyzer: &Analyzer, terms: &mut FxHashSet<String>) {
    analyzer.each_term(text, |term, _, _| {
        terms.insert(term.to_owned());
    });
}

/// Adds the words with which a text begins, and those that it goes on to repeat.
fn add_subject(text: &str, analyzer: &Analyzer, terms: &mut FxHashSet<String>) {
    let mut counts: rustc_hash::FxHashMap<String, u32> = rustc_hash::FxHashMap::default();
    let mut all = 0_u32;
    analyzer.each_term(text, |term, _, position| {
        all += 1;
        if position < OPENING_TERMS {
            terms.insert(term.to_owned());
        }
        *counts.entry(term.to_owned()).or_default() += 1;
    });
    let is_frequent = |count: u32| f64::from(count) >= FREQUENT_SHARE * f64::from(all);
    terms.extend(counts.into_iter().filter(|&(_, count)| is_frequent(count)).map(|(term, _)| term));
}
