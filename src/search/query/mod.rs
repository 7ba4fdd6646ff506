//! What was typed, as clauses of weighted alternatives. Any text is a query: reading one cannot fail.

mod phrase;
mod syntax;

use std::iter;
use std::ops::Range;

use rustc_hash::FxHashMap;

use self::syntax::{Part, PartKind};
use crate::analysis::{Analyzer, Term};

pub use phrase::{Phrase, PhraseTerm};

/// Distinct terms that are searched for; a longer question has said what it wants by then.
const MAX_CLAUSES: usize = 64;
/// Words that are read in all.
const MAX_WORDS: usize = 4 * MAX_CLAUSES;
/// Phrases that are required; what stands in further quotes is words.
const MAX_REQUIRED: usize = 8;
/// Words and phrases that are excluded.
const MAX_EXCLUDED: usize = 64;
/// What a word may also be.
const MAX_ALTERNATIVES: usize = 16;

/// A query that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// What is searched for, each term once, in the order of the text. Documents that have any of it are ranked.
    pub clauses: Vec<Clause>,
    /// Phrases in quotes: everything found has all of them.
    pub required: Vec<Phrase>,
    /// Words and phrases after a minus: nothing found has any of them.
    pub excluded: Vec<Phrase>,
    /// Words that are left out because they carry no meaning of their own.
    pub ignored: Vec<String>,
    /// Every word outside of quotes and exclusions, stop words and repetitions included: where rules of several words are
    /// looked for.
    words: Vec<Word>,
}

/// A word of a query that counts, and what it may also be.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its first place in the query's text, in bytes of UTF-8.
    pub span: Range<usize>,
    /// Whether it stands in quotes only: then it is meant to the letter.
    pub is_quoted: bool,
    /// What is searched for: the word as it was typed, then what was added, the weightiest first.
    pub alternatives: Vec<Alternative>,
}

/// A term, or several as a phrase, that a clause is satisfied by.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// How it reads.
    pub text: String,
    /// Its terms with their distances; one, or several that stand together.
    pub terms: Vec<PhraseTerm>,
    /// What it counts beside the typed word, which counts 1.
    pub weight: f32,
    /// How it came here.
    pub origin: Origin,
    /// The clauses that it stands for, in order; its own is the first. A rule of several words stands for all of them.
    pub clauses: Vec<usize>,
}

/// How an alternative came into a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// It was typed.
    Typed,
    /// The spelling was corrected.
    Correction,
    /// The vocabulary has it as a synonym.
    Synonym,
    /// It is the typed word without its accents.
    Unaccented,
    /// The corpus itself says what it is short for, or how it is shortened.
    Acronym,
    /// It begins with what was typed so far.
    Prefix,
}

/// A word of a query in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) term: String,
    /// In bytes of UTF-8 of the query's text.
    span: Range<usize>,
    /// Counted over the whole query; a compound has that of its first part.
    position: usize,
    /// None for a word that does not count.
    clause: Option<usize>,
}

/// What of a query's text stands in quotes or after a minus, in bytes of UTF-8: it is meant to the letter.
pub(super) fn literal_parts(text: &str) -> Vec<Range<usize>> {
    syntax::parts(text).into_iter().map(|part| part.span).collect()
}

impl Query {
    /// Reads a query. Stop words count in quotes, and when there is nothing else.
    #[must_use]
    pub fn read(text: &str, analyzer: &Analyzer) -> Self {
        let mut query = Self {
            text: text.to_owned(),
            clauses: Vec::new(),
            required: Vec::new(),
            excluded: Vec::new(),
            ignored: Vec::new(),
            words: Vec::new(),
        };
        let parts = query.read_parts(analyzer);
        let terms = terms_outside_exclusions(text, &parts, analyzer);
        let mut counting: Vec<(&Term, bool)> = Vec::new();
        for (term, is_quoted) in &terms {
            if !analyzer.is_stop_word(&term.text, &text[term.span.clone()]) {
                counting.push((term, *is_quoted));
            } else if !is_quoted {
                query.ignore(&text[term.span.clone()]);
            }
        }
        if counting.is_empty() {
            counting = terms.iter().map(|(term, is_quoted)| (term, *is_quoted)).collect();
            query.ignored.clear();
        }
        query.add_clauses(&counting);
        query.add_words(&terms);
        query.link_required();
        query
    }

    /// The words as they were typed, each of which counts.
    pub fn typed(&self) -> impl Iterator<Item = &Alternative> {
        self.clauses.iter().filter_map(|clause| clause.alternatives.first())
    }

    /// All that is searched for.
    pub fn alternatives(&self) -> impl Iterator<Item = &Alternative> {
        self.clauses.iter().flat_map(|clause| &clause.alternatives)
    }

    /// Whether there is anything to look for. A query that only excludes finds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Adds what a clause may also be, unless it is searched for already or there is no room.
    pub fn add(&mut self, alternative: Alternative) {
        let is_known = self.alternatives().any(|known| known.terms == alternative.terms);
        let clause = alternative.clauses.first().and_then(|&own| self.clauses.get_mut(own));
        if let Some(clause) = clause.filter(|clause| !is_known && clause.alternatives.len() < MAX_ALTERNATIVES) {
            let after = |known: &Alternative| known.origin == Origin::Typed || known.weight >= alternative.weight;
            let at = clause.alternatives.iter().take_while(|known| after(known)).count();
            clause.alternatives.insert(at, alternative);
        }
    }

    /// Adds what the last word may become, if it counts and is a word of its own.
    pub(super) fn complete_last(&mut self, word: &str, term: &str, weight: f32) {
        let last = self.words.last().filter(|last| last.span.end == self.text.len());
        if let Some(clause) = last.and_then(|last| last.clause) {
            self.add(Alternative {
                text: word.to_owned(),
                terms: vec![PhraseTerm { text: term.to_owned(), offset: 0 }],
                weight,
                origin: Origin::Prefix,
                clauses: vec![clause],
            });
        }
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The terms that a word may be, with their weights: as typed, and as it was corrected.
    pub(super) fn terms_of(&self, word: usize) -> impl Iterator<Item = (&str, f32)> {
        let word = &self.words[word];
        let clause = word.clause.map(|clause| self.clauses[clause].alternatives.as_slice());
        let corrections = clause.unwrap_or_default().iter().filter(|known| known.origin == Origin::Correction);
        let corrected = corrections.filter_map(|known| Some((known.term()?, known.weight)));
        iter::once((word.term.as_str(), 1.0)).chain(corrected)
    }

    /// The word at the distance of a phrase's term from a phrase's first word, if it may be that term, and with what weight.
    pub(super) fn word_after(&self, first: usize, term: &PhraseTerm) -> Option<(usize, f32)> {
        let position = self.words[first].position + term.offset;
        let candidates = (first..self.words.len()).take_while(|&word| self.words[word].position <= position);
        let mut there = candidates.filter(|&word| self.words[word].position == position);
        there.find_map(|word| {
            let (_, weight) = self.terms_of(word).find(|(text, _)| *text == term.text)?;
            Some((word, weight))
        })
    }

    /// The clauses of everything between the first and the last of some words, in order.
    pub(super) fn clauses_within(&self, words: &[usize]) -> Vec<usize> {
        let start = words.iter().map(|&word| self.words[word].span.start).min().unwrap_or_default();
        let end = words.iter().map(|&word| self.words[word].span.end).max().unwrap_or_default();
        let within = self.words.iter().filter(|word| start <= word.span.start && word.span.end <= end);
        let mut clauses: Vec<usize> = within.filter_map(|word| word.clause).collect();
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }

    /// Reads the phrases and exclusions, and gives back the parts that are some.
    fn read_parts(&mut self, analyzer: &Analyzer) -> Vec<Part> {
        let mut parts = syntax::parts(&self.text);
        parts.retain(|part| {
            let Some(phrase) = Phrase::read(&self.text[part.span.clone()], analyzer) else { return false };
            match part.kind {
                PartKind::Required if self.required.len() == MAX_REQUIRED => return false,
                PartKind::Required => self.required.push(phrase),
                PartKind::Excluded if analyzer.is_stop_word(&phrase.readings[0][0].text, &phrase.text) => {
                    self.ignored.push(phrase.text);
                }
                PartKind::Excluded if self.excluded.len() < MAX_EXCLUDED => self.excluded.push(phrase),
                PartKind::Excluded => {}
            }
            true
        });
        parts
    }

    fn ignore(&mut self, word: &str) {
        if !self.ignored.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            self.ignored.push(word.to_owned());
        }
    }

    fn add_clauses(&mut self, terms: &[(&Term, bool)]) {
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for of_word in terms.chunk_by(|(term, _), (next, _)| term.span == next.span) {
            let (term, is_quoted) = of_word[0];
            if let Some(&clause) = known.get(term.text.as_str()) {
                self.clauses[clause].is_quoted &= is_quoted;
            } else if self.clauses.len() < MAX_CLAUSES {
                let own = self.clauses.len();
                self.clauses.push(Clause::typed(term, &self.text, own, is_quoted));
                for (unaccented, _) in &of_word[1..] {
                    self.add(Alternative::of_word(unaccented, &self.text, own, Origin::Unaccented));
                }
                known.extend(of_word.iter().map(|(term, _)| (term.text.as_str(), own)));
            }
        }
    }

    fn link_required(&mut self) {
        for phrase in &mut self.required {
            let is_word = |clause: &Clause| {
                let typed = &clause.alternatives[0].terms[0].text;
                phrase.readings.iter().flatten().any(|term| term.text == *typed)
            };
            phrase.clauses = (0..self.clauses.len()).filter(|&at| is_word(&self.clauses[at])).collect();
        }
    }

    fn add_words(&mut self, terms: &[(Term, bool)]) {
        let clause_of: FxHashMap<&str, usize> =
            self.typed().enumerate().map(|(clause, typed)| (typed.terms[0].text.as_str(), clause)).collect();
        let words = terms.iter().filter(|(_, is_quoted)| !is_quoted).take(MAX_WORDS).map(|(term, _)| Word {
            term: term.text.clone(),
            span: term.span.clone(),
            position: term.position,
            clause: clause_of.get(term.text.as_str()).copied(),
        });
        self.words = words.collect();
    }
}

impl Clause {
    fn typed(term: &Term, text: &str, own: usize, is_quoted: bool) -> Self {
        let typed = Alternative::of_word(term, text, own, Origin::Typed);
        Self { span: term.span.clone(), is_quoted, alternatives: vec![typed] }
    }
}

impl Origin {
    /// Its name for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Correction => "correction",
            Self::Synonym => "synonym",
            Self::Unaccented => "unaccented",
            Self::Acronym => "acronym",
            Self::Prefix => "prefix",
        }
    }
}

impl Alternative {
    /// A term of a word as it stands in the query's text.
    fn of_word(term: &Term, text: &str, own: usize, origin: Origin) -> Self {
        Self {
            text: text[term.span.clone()].to_owned(),
            terms: vec![PhraseTerm { text: term.text.clone(), offset: 0 }],
            weight: 1.0,
            origin,
            clauses: vec![own],
        }
    }

    /// Its only term, if it has one only.
    #[must_use]
    pub fn term(&self) -> Option<&str> {
        match self.terms.as_slice() {
            [term] => Some(&term.text),
            _ => None,
        }
    }
}

/// The terms of a query that are not excluded, each with whether it stands in quotes; a compound behind its parts' first.
fn terms_outside_exclusions(text: &str, parts: &[Part], analyzer: &Analyzer) -> Vec<(Term, bool)> {
    let mut terms: Vec<(Term, bool)> = analyzer
        .terms(text)
        .into_iter()
        .filter_map(|term| {
            let part = parts.get(parts.partition_point(|part| part.span.end <= term.span.start));
            match part.filter(|part| part.span.start < term.span.end).map(|part| part.kind) {
                Some(PartKind::Excluded) => None,
                part => Some((term, part.is_some())),
            }
        })
        .collect();
    terms.sort_by_key(|(term, _)| (term.span.start, term.span.end));
    terms
}
