//! Words side by side, as the index may have them.
//!
//! A compound is indexed as its parts and as one word: "omega-3" is `omega`, `3` and, at the place of the first, `omega3`; but
//! "omega3" is one word only, and the word after it one place nearer. So a phrase has a few *readings*, and a text has the
//! phrase when it has one of them: as typed, with compounds joined, and with words of letters and digits taken apart.

use rustc_hash::FxHashSet;

use crate::analysis::{Analyzer, Term};

/// Words that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As it was typed.
    pub text: String,
    /// The sequences of terms that it may be in a text, as typed first; one is enough. None is empty.
    pub readings: Vec<Vec<PhraseTerm>>,
    /// The clauses of the query that its words are; none for an excluded phrase.
    pub clauses: Vec<usize>,
}

/// A term of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhraseTerm {
    /// As it stands in the index.
    pub text: String,
    /// How many words after the first one of the phrase.
    pub offset: usize,
}

/// Words of a phrase that count; a longer one is recognised by its beginning.
const MAX_WORDS: usize = 32;

impl Phrase {
    /// The phrase that a text is; nothing if it has no word.
    #[must_use]
    pub fn read(text: &str, analyzer: &Analyzer) -> Option<Self> {
        let terms = analyzer.terms(text);
        let mut readings = vec![as_typed(&terms), joined(&terms)];
        if let Some(apart) = taken_apart(text) {
            readings.push(as_typed(&analyzer.terms(&apart)));
        }
        for reading in &mut readings {
            reading.truncate(MAX_WORDS);
        }
        let mut seen = FxHashSet::default();
        readings.retain(|reading| !reading.is_empty() && seen.insert(reading.clone()));
        (!readings.is_empty()).then(|| Self { text: text.trim().to_owned(), readings, clauses: Vec::new() })
    }

    /// The one reading by which a text is searched for beside others: a compound as one word, as which every text has it,
    /// and otherwise the words in their places without stop words, whose postings are long and say little.
    #[must_use]
    pub fn telling_terms(text: &str, analyzer: &Analyzer) -> Vec<PhraseTerm> {
        let terms = analyzer.terms(text);
        let joined = joined(&terms);
        if joined.len() == 1 {
            return joined;
        }
        let is_telling = |term: &Term| !analyzer.is_stop_word(&term.text, &text[term.span.clone()]);
        let telling: Vec<Term> = terms.iter().filter(|term| is_telling(term)).cloned().collect();
        as_typed(if telling.is_empty() { &terms } else { &telling })
    }
}

/// Each word in its place; a word with its sign ("Probiotic+") rather than without.
fn as_typed(terms: &[Term]) -> Vec<PhraseTerm> {
    // Not always that of the first: a compound may begin with a part that folds to nothing.
    let first = terms.iter().map(|term| term.position).min().unwrap_or_default();
    let mut reading: Vec<PhraseTerm> = Vec::new();
    for term in terms {
        let place = term.position - first;
        match reading.last_mut() {
            Some(last) if last.offset == place && term.text.ends_with('+') => last.text.clone_from(&term.text),
            Some(last) if last.offset >= place => {}
            _ => reading.push(PhraseTerm { text: term.text.clone(), offset: place }),
        }
    }
    reading
}

/// Compounds as one word, as a text has them that writes them so.
fn joined(terms: &[Term]) -> Vec<PhraseTerm> {
    let words: Vec<&Term> = plain(terms).collect();
    let mut reading = Vec::new();
    let mut next = 0;
    while next < words.len() {
        let word = words[next];
        // The longest: "D3+" rather than "D3", and that rather than "D".
        let compounds = terms.iter().filter(|term| is_compound_of(term, word));
        let term = compounds.max_by_key(|term| term.span.end).unwrap_or(word);
        reading.push(PhraseTerm { text: term.text.clone(), offset: reading.len() });
        next += words[next..].iter().take_while(|word| word.span.end <= term.span.end).count().max(1);
    }
    reading
}

/// The terms that are words of the text themselves: the first at each place.
fn plain(terms: &[Term]) -> impl Iterator<Item = &Term> {
    let mut next = 0;
    terms.iter().filter(move |term| {
        let is_plain = term.position >= next;
        next = next.max(term.position + 1);
        is_plain
    })
}

fn is_compound_of(term: &Term, word: &Term) -> bool {
    term.span.start == word.span.start && term.span.end > word.span.end
}

/// The text with a hyphen wherever a digit meets a letter, if it does anywhere: "d3" is "d-3".
fn taken_apart(text: &str) -> Option<String> {
    let mut apart = String::with_capacity(text.len() + 4);
    let mut before: Option<char> = None;
    for c in text.chars() {
        let meets =
            |before: char| before.is_ascii_digit() && c.is_alphabetic() || before.is_alphabetic() && c.is_ascii_digit();
        if before.is_some_and(meets) {
            apart.push('-');
        }
        apart.push(c);
        before = Some(c);
    }
    (apart.len() > text.len()).then_some(apart)
}
