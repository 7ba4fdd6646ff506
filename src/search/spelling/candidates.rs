//! The words of the index that are spelt like a typed one.

use std::sync::LazyLock;

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::channel;
use crate::analysis::Analyzer;
use crate::index::Words;

/// Two edits make another word of a shorter one, in letters. (Search engines draw this line between 5 and 8; what a word of
/// five letters is taken for must be frequent anyway, see `channel`.)
const MIN_LETTERS_FOR_TWO_EDITS: usize = 5;
/// Longer words are not corrected, in letters: the automaton grows with the word.
const MAX_LETTERS: usize = 40;
/// How many are weighed further.
const MAX_CANDIDATES: usize = 12;

/// Levenshtein automata in which a transposition is one edit (Schulz and Mihov 2002), prepared once: a quarter of a
/// millisecond, some hundred kilobytes.
static ONE_EDIT: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_EDITS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) word: String,
    /// As it stands in the index; none for one that the other words of a query say nothing about.
    pub(super) term: Option<String>,
    /// Of the word without its context: its frequency less its edits.
    pub(super) bits: f32,
}

/// The likeliest words one edit from a typed word, or two behind the same first letter; likeliest first. Forms of one term
/// find the same, so they count together, and the likeliest stands for them.
pub(super) fn candidates(typed: &str, words: &Words, documents: f32, analyzer: &Analyzer) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (word, bits) in alike(typed, words, documents) {
        let term = Some(analyzer.term_of(&word));
        match candidates.iter_mut().find(|candidate| candidate.term == term) {
            Some(form) => form.bits = channel::either(form.bits, bits),
            None => candidates.push(Candidate { word, term, bits }),
        }
    }
    candidates
}

/// The words that are spelt alike, likeliest first, with their bits.
///
/// The first letter cuts the search to a tenth: of what the automaton for two edits visits without it, nearly all begins
/// otherwise.
fn alike(typed: &str, words: &Words, documents: f32) -> Vec<(String, f32)> {
    let letters = typed.chars().count();
    let mut found = Vec::new();
    if letters > MAX_LETTERS {
        return found;
    }
    let mut visit = |word: &str, weight: u64| {
        let bits = channel::bits(weight as f32 / documents) - channel::EDIT_BITS * channel::edits(typed, word);
        found.push((word.to_owned(), bits));
    };
    words.search(ONE_EDIT.build_dfa(typed), "", &mut visit);
    let first = typed.chars().next().map_or(0, char::len_utf8);
    if letters >= MIN_LETTERS_FOR_TWO_EDITS {
        words.search(TWO_EDITS.build_dfa(typed), &typed[..first], &mut visit);
    }
    found.retain(|(word, _)| word != typed);
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.dedup_by(|a, b| a.0 == b.0);
    found.truncate(MAX_CANDIDATES);
    found
}

/// The words that begin almost as a typed one does, with its first letter: fewest edits first, and of these those of most documents.
pub(in crate::search) fn words_alike_so_far(typed: &str, words: &Words, most: usize) -> Vec<String> {
    let letters = typed.chars().count();
    let first = typed.chars().next().map_or(0, char::len_utf8);
    let mut found: Vec<(u64, String)> = Vec::new();
    for edits in [&*ONE_EDIT, &*TWO_EDITS].into_iter().take(1 + usize::from(letters > MIN_LETTERS_FOR_TWO_EDITS)) {
        if found.is_empty() && letters <= MAX_LETTERS {
            let alike = edits.build_prefix_dfa(typed);
            words.search(alike, &typed[..first], |word, weight| found.push((weight, word.to_owned())));
        }
    }
    found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().take(most).map(|(_, word)| word).collect()
}
