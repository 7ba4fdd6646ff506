//! Words that belong together but were typed apart ("multi vitamin"), and words that were typed as one ("magnesiumcitrate").

use super::candidates::Candidate;
use super::channel;
use super::evidence::Evidence;
use super::typed::Typed;
use crate::analysis::Analyzer;
use crate::index::{IndexError, Words};

/// The shortest word that two are joined to, in letters.
const MIN_JOINED_LETTERS: usize = 6;
/// The shortest first part of a split, in letters, where the second is one letter: "vitamin c".
const MIN_LETTERS_BEFORE_ONE: usize = 4;
/// The longest word that is split, in letters.
const MAX_LETTERS: usize = 40;
/// A space left out, in edits: it is heard in no word, so more often forgotten than a letter. As a whole edit, "vitaminc" is
/// taken for "vitamin".
const SPACE: f32 = 0.5;
/// Splits whose parts are looked up side by side, which is the dearest question to an index.
const MAX_SPLITS: usize = 3;
/// What stands for two words that no text has side by side, in documents.
const NEVER: f32 = 0.1;
/// How much more frequent a joined word must be than its parts side by side, to be meant in their place.
const RATIO: f32 = 16.0;

/// Two words as one.
pub(super) struct Join {
    pub(super) word: String,
    /// How probable it is that the one word was meant.
    pub(super) confidence: f32,
    /// Whether it is so much more frequent that the two need not be looked for.
    pub(super) replaces: bool,
}

/// The word that two make, if the texts have it more often than the two side by side. (Where they have it less often, it
/// comes from hyphens: "Lambert-Eaton" is both, and found by its parts.)
pub(super) fn join(
    one: &Typed,
    other: &Typed,
    words: &Words,
    evidence: &Evidence<'_>,
) -> Result<Option<Join>, IndexError> {
    let word = format!("{}{}", one.word, other.word);
    if !other.follows || word.chars().count() < MIN_JOINED_LETTERS {
        return Ok(None);
    }
    let Some(weight) = words.weight(&word) else { return Ok(None) };
    let weight = weight as f32;
    // Almost all words that are side by side in more texts were typed as they are meant; that much shows at once.
    let ratio = weight / evidence.side_by_side(&one.term, &other.term, weight)?.max(NEVER);
    let confidence = ratio / (ratio + 1.0);
    Ok((ratio > 1.0).then_some(Join { word, confidence, replaces: ratio >= RATIO }))
}

/// The pairs of words that a word may have been typed from, with at least so many bits: those that the texts have side by
/// side.
pub(super) fn splits(
    typed: &str,
    least: f32,
    words: &Words,
    analyzer: &Analyzer,
    evidence: &Evidence<'_>,
) -> Result<Vec<Candidate>, IndexError> {
    let mut candidates = Vec::new();
    let bits = |documents: f32| channel::bits(documents / evidence.documents) - SPACE * channel::EDIT_BITS;
    for pair in pairs(typed, words, analyzer, evidence)?.into_iter().take(MAX_SPLITS) {
        // The two are side by side in no more documents than have the rarer one.
        if bits(pair.documents) < least {
            break;
        }
        let together = evidence.side_by_side(&pair.terms[0], &pair.terms[1], f32::INFINITY)?;
        if together > 0.0 {
            let bits = bits(together);
            candidates.push(Candidate { word: pair.words, term: None, bits });
        }
    }
    Ok(candidates)
}

/// Two words that are one together.
struct Pair {
    /// With a space between them.
    words: String,
    terms: [String; 2],
    /// Documents that have the rarer one.
    documents: f32,
}

/// The words that a word falls into, the most frequent first.
fn pairs(typed: &str, words: &Words, analyzer: &Analyzer, evidence: &Evidence<'_>) -> Result<Vec<Pair>, IndexError> {
    let mut pairs = Vec::new();
    for (at, _) in typed.char_indices().skip(1).take(MAX_LETTERS) {
        let (one, other) = typed.split_at(at);
        if !may_be_parts(one, other) || !is_whole(one, words) || !is_whole(other, words) {
            continue;
        }
        let terms = [one, other].map(|part| analyzer.term_of(part));
        // A word without meaning is not what was looked for: "marketin" is not "market in".
        let tells_nothing = analyzer.is_stop_word(&terms[0], one) || analyzer.is_stop_word(&terms[1], other);
        let documents = evidence.having(&terms[0])?.min(evidence.having(&terms[1])?);
        if documents > 0.0 && !tells_nothing {
            pairs.push(Pair { words: format!("{one} {other}"), terms, documents });
        }
    }
    pairs.sort_by(|a, b| b.documents.total_cmp(&a.documents).then_with(|| a.words.cmp(&b.words)));
    Ok(pairs)
}

/// Whether two parts are long enough to be words of their own. A code is not taken apart: of two parts, the first is of
/// letters.
fn may_be_parts(one: &str, other: &str) -> bool {
    let letters = one.chars().count();
    let is_long = letters >= MIN_LETTERS_BEFORE_ONE || letters > 1 && other.chars().all(char::is_alphabetic);
    let other_is_long = other.chars().count() > 1 || letters >= MIN_LETTERS_BEFORE_ONE;
    is_long && other_is_long && one.chars().all(char::is_alphabetic)
}

/// Whether a part is written like this in some text, not only a form of a word that is. What has a digit is its own term.
fn is_whole(part: &str, words: &Words) -> bool {
    words.weight(part).is_some() || !part.chars().all(char::is_alphabetic)
}
