//! Synonyms: what else the words of a query may stand for, by rules over the terms of the index.
//!
//! A rule is found by the first term of its source; of several that overlap in a query the longest wins. Because both sides
//! are terms, a rule holds for every form of its words ("pimples" is "pimple"), and for corrected ones.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::query::{Alternative, Origin, Phrase, PhraseTerm, Query};
use super::stages::Stages;
use crate::acronym::Definition;
use crate::analysis::Analyzer;
use crate::corpus::Vocabulary;
use crate::index::{Acronym, IndexError};

/// What a synonym of the vocabulary counts beside the word that was typed. From 0.4 to 0.8 nothing was lost on any judged set,
/// and more was won the more it counts.
const SYNONYM_WEIGHT: f32 = 0.8;

/// What an abbreviation counts beside its long form, and the other way round.
const ACRONYM_WEIGHT: f32 = 0.6;
/// The share of the documents which define a short form that have to agree on what it means.
const MIN_AGREEMENT: f64 = 0.6;
/// A short form that so many more documents have than define it is a word of its own: "FAT" may be defined once, and "fat" is
/// everywhere.
const MAX_HOLDERS_A_DEFINITION: u64 = 50;

/// Rules that say what words may also be.
#[derive(Debug, Default)]
pub struct Synonyms {
    /// By the first term of the source.
    rules: FxHashMap<String, Vec<Rule>>,
}

/// Words that stand side by side, and what they may also be.
#[derive(Debug)]
struct Rule {
    /// The terms after the first.
    rest: Vec<PhraseTerm>,
    targets: Vec<Target>,
}

#[derive(Debug, Clone)]
struct Target {
    text: String,
    terms: Vec<PhraseTerm>,
    weight: f32,
    origin: Origin,
}

/// A rule that words of a query satisfy.
struct Match<'s> {
    rule: &'s Rule,
    /// Indices into the query's words.
    words: Vec<usize>,
    /// What is left of the rule's weight when some of the words are corrections.
    weight: f32,
}

impl Synonyms {
    /// The rules of a vocabulary.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, analyzer: &Analyzer) -> Self {
        let mut synonyms = Self::default();
        for rule in vocabulary.synonyms() {
            let read = |text: &String| Target::read(text, SYNONYM_WEIGHT, Origin::Synonym, analyzer);
            let targets: Vec<Target> = rule.to.iter().filter_map(read).collect();
            for source in &rule.from {
                synonyms.add(source, &targets, analyzer);
            }
        }
        synonyms
    }

    /// Adds what the documents of an index say themselves, where they agree. `holders` says how many documents have a term.
    pub fn add_acronyms(
        &mut self,
        acronyms: &[Acronym],
        analyzer: &Analyzer,
        holders: impl Fn(&str) -> Result<u64, IndexError>,
    ) -> Result<(), IndexError> {
        for (short, meanings) in by_short_form(acronyms, analyzer) {
            let Some(long) = agreed(&meanings) else { continue };
            if holders(&short)? > MAX_HOLDERS_A_DEFINITION * u64::from(long.documents) {
                continue;
            }
            let Definition { short, long } = &long.definition;
            for (from, to) in [(short, long), (long, short)] {
                let target = Target::read(to, ACRONYM_WEIGHT, Origin::Acronym, analyzer);
                self.add(from, target.as_slice(), analyzer);
            }
        }
        Ok(())
    }

    /// Adds to a query what its words may also be, by the stages that run.
    pub fn expand(&self, query: &mut Query, stages: Stages) {
        let runs = |target: &&Target| match target.origin {
            Origin::Acronym => stages.contains(Stages::ACRONYMS),
            _ => stages.contains(Stages::SYNONYMS),
        };
        for found in self.matches(query) {
            let clauses = query.clauses_within(&found.words);
            for target in found.rule.targets.iter().filter(runs) {
                query.add(Alternative {
                    text: target.text.clone(),
                    terms: target.terms.clone(),
                    weight: target.weight * found.weight,
                    origin: target.origin,
                    clauses: clauses.clone(),
                });
            }
        }
    }

    fn add(&mut self, source: &str, targets: &[Target], analyzer: &Analyzer) {
        let Some(phrase) = Phrase::read(source, analyzer) else { return };
        for reading in &phrase.readings {
            let [first, rest @ ..] = reading.as_slice() else { continue };
            // "diabetes mellitus" finds nothing that "diabetes" does not.
            let is_new = |target: &&Target| !has_run(&target.terms, reading) && !has_run(reading, &target.terms);
            let rule = rule_for(self.rules.entry(first.text.clone()).or_default(), rest);
            targets.iter().filter(is_new).for_each(|target| rule.push(target));
        }
    }

    /// The rules that a query satisfies, the longest first, none of them inside of or across another.
    fn matches(&self, query: &Query) -> Vec<Match<'_>> {
        let words = query.words().len();
        let mut found: Vec<Match<'_>> = (0..words).flat_map(|first| self.matches_at(query, first)).collect();
        found.sort_by_key(|found| (Reverse(found.words.len()), found.words[0]));
        let mut taken = vec![false; words];
        found.retain(|found| {
            let is_free = !found.words.iter().any(|&word| taken[word]);
            for &word in found.words.iter().filter(|_| is_free) {
                taken[word] = true;
            }
            is_free
        });
        found
    }

    fn matches_at(&self, query: &Query, first: usize) -> Vec<Match<'_>> {
        let starting = |(term, weight)| self.rules.get(term).into_iter().flatten().map(move |rule| (rule, weight));
        let rules = query.terms_of(first).flat_map(starting);
        rules.filter_map(|(rule, weight)| rule.matched(query, first, weight)).collect()
    }
}

/// The meanings of each short form of one term, by that term; of meanings that are the same terms the most frequent, with the
/// documents of all.
fn by_short_form(acronyms: &[Acronym], analyzer: &Analyzer) -> BTreeMap<String, Vec<Acronym>> {
    let mut meanings: BTreeMap<String, BTreeMap<Vec<PhraseTerm>, Acronym>> = BTreeMap::new();
    for acronym in acronyms {
        let short = Phrase::telling_terms(&acronym.definition.short, analyzer);
        let [short] = short.as_slice() else { continue };
        if analyzer.is_stop_word(&short.text, &acronym.definition.short) {
            continue;
        }
        let long = Phrase::telling_terms(&acronym.definition.long, analyzer);
        let known = meanings.entry(short.text.clone()).or_default();
        // The most frequent come first.
        known.entry(long).and_modify(|known| known.documents += acronym.documents).or_insert_with(|| acronym.clone());
    }
    meanings.into_iter().map(|(short, meanings)| (short, meanings.into_values().collect())).collect()
}

/// The meaning that most documents have, if enough agree.
fn agreed(meanings: &[Acronym]) -> Option<&Acronym> {
    let all: u32 = meanings.iter().map(|meaning| meaning.documents).sum();
    let most = meanings.iter().max_by_key(|meaning| meaning.documents)?;
    (f64::from(most.documents) >= MIN_AGREEMENT * f64::from(all)).then_some(most)
}

/// The rule of a source among those with the same first term; a new one if there is none.
fn rule_for<'r>(rules: &'r mut Vec<Rule>, rest: &[PhraseTerm]) -> &'r mut Rule {
    let at = rules.iter().position(|rule| rule.rest == rest).unwrap_or(rules.len());
    if at == rules.len() {
        rules.push(Rule { rest: rest.to_vec(), targets: Vec::new() });
    }
    &mut rules[at]
}

impl Rule {
    fn push(&mut self, target: &Target) {
        if !self.targets.iter().any(|known| known.terms == target.terms) {
            self.targets.push(target.clone());
        }
    }

    fn matched(&self, query: &Query, first: usize, weight: f32) -> Option<Match<'_>> {
        let mut found = Match { rule: self, words: vec![first], weight };
        for term in &self.rest {
            let (word, weight) = query.word_after(first, term)?;
            found.words.push(word);
            found.weight *= weight;
        }
        Some(found)
    }
}

impl Target {
    fn read(text: &str, weight: f32, origin: Origin, analyzer: &Analyzer) -> Option<Self> {
        let terms = Phrase::telling_terms(text, analyzer);
        (!terms.is_empty()).then(|| Self { text: text.to_owned(), terms, weight, origin })
    }
}

/// Whether some terms stand in others side by side as they do.
fn has_run(terms: &[PhraseTerm], run: &[PhraseTerm]) -> bool {
    terms.windows(run.len().max(1)).any(|window| {
        window.iter().zip(run).all(|(a, b)| a.text == b.text && a.offset - window[0].offset == b.offset - run[0].offset)
    })
}
