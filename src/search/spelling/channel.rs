//! How likely it is that somebody who meant one word typed another: a noisy channel (Kernighan, Church and Gale 1990).
//!
//! Probabilities are base-2 logarithms, *bits*, so that evidence adds up. A hypothesis about what was meant has the bits of
//! its word's frequency, less those of each edit. What competes with every correction is that the typed word was meant,
//! though it stands in no document: its bits fall with its length, because there are so many more long words that could have
//! been. That one hypothesis does what limits on edits by length do elsewhere: a short word needs strong evidence, a long
//! word may have two mistakes.

use crate::analysis::fold;

/// What an edit costs: one word in a few hundred is mistyped in one particular way. Anything from 6 to 10 gives the same
/// corrections on the misspelt queries of `NFCorpus` and `MedQuAD`.
pub(super) const EDIT_BITS: f32 = 8.0;
/// Two neighbouring letters in each other's place, in edits: the commonest slip of a fast typist. Counted as a whole edit,
/// "cuases" is taken for "cases" rather than "causes".
const TRANSPOSITION: f32 = 0.7;
/// A mistake in the first letter, in edits: people know how a word begins.
const FIRST_LETTER: f32 = 1.5;
/// A word that no document has: one query word in thirty, ...
const UNKNOWN_WORD_BITS: f32 = 5.0;
/// ... and for each letter more there are five to six times as many words that it could be: written English has two to three
/// bits a letter (Shannon 1951). Both figures lean a little towards leaving a word as it is: on misspelt queries alone,
/// where no word is meant as it stands, two bits more would win.
const UNKNOWN_LETTER_BITS: f32 = 2.5;

/// A form of a word that the texts have only in other forms: one in a dozen or so. ("asid" is such a form of "aside": the
/// stemmer takes both for one term.)
pub(super) const UNSEEN_FORM_BITS: f32 = 4.0;

/// The bits of a share of all documents; of one that is nothing, very few.
pub(super) fn bits(share: f32) -> f32 {
    share.max(f32::MIN_POSITIVE).log2()
}

/// The bits of a word that stands in no document.
pub(super) fn unknown_bits(letters: usize) -> f32 {
    -(UNKNOWN_WORD_BITS + UNKNOWN_LETTER_BITS * letters as f32)
}

/// The bits of one thing or the other.
pub(super) fn either(one: f32, other: f32) -> f32 {
    one.max(other) + (1.0 + (-(one - other).abs()).exp2()).log2()
}

/// The probability of one hypothesis among all, by the bits of each.
pub(super) fn confidence(one: f32, all: impl Iterator<Item = f32>) -> f32 {
    1.0 / all.map(|bits| (bits - one).exp2()).sum::<f32>()
}

/// The weighted edits between two words: optimal string alignment, in which a transposition is one edit (Damerau 1964) and
/// no letter is edited twice. Accents make no difference. A transposition counts 0.7, a mistake in the first letter 1.5.
#[must_use]
pub fn edits(typed: &str, meant: &str) -> f32 {
    let (typed, meant) = (letters(typed), letters(meant));
    // Row by row over the letters typed; a transposition looks two rows back.
    let mut before: Vec<f32> = Vec::new();
    let mut above: Vec<f32> = (0..=meant.len()).map(gap).collect();
    for row in 1..=typed.len() {
        let mut current = Vec::with_capacity(above.len());
        current.push(gap(row));
        for column in 1..=meant.len() {
            let same = typed[row - 1] == meant[column - 1];
            let replaced = above[column - 1] + if same { 0.0 } else { edit(row.max(column)) };
            let left_out = above[column] + edit(row);
            let put_in = current[column - 1] + edit(column);
            let mut best = replaced.min(left_out).min(put_in);
            if is_transposition(&typed[..row], &meant[..column]) {
                best = best.min(before[column - 2] + TRANSPOSITION);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[meant.len()]
}

fn letters(word: &str) -> Vec<char> {
    if word.is_ascii() { word.chars().collect() } else { fold(word).chars().collect() }
}

/// The cost of an edit at a place, counted from 1.
fn edit(place: usize) -> f32 {
    if place == 1 { FIRST_LETTER } else { 1.0 }
}

/// The cost of leaving out the first letters up to a place.
fn gap(place: usize) -> f32 {
    (1..=place).map(edit).sum()
}

fn is_transposition(typed: &[char], meant: &[char]) -> bool {
    let (Some(&[a, b]), Some(&[c, d])) = (typed.last_chunk::<2>(), meant.last_chunk::<2>()) else { return false };
    a == d && b == c && a != b
}
