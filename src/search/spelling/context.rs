//! How well a word goes with the other words of a query.

use super::channel;
use super::evidence::Evidence;
use super::typed::Typed;
use crate::index::IndexError;

/// Other words that are asked: the rarest say most.
const MAX_WORDS: usize = 3;
/// Documents added to what is found together and to what chance would bring together: so that a rare word, which chance
/// would not bring here either, is not blamed for its absence. Half a document is the usual correction for small counts;
/// on `NFCorpus` and `MedQuAD` it makes the corrections of misspelt queries likelier than 0, 1, 2 or 5 do.
const SMOOTHING: f32 = 0.5;

/// The words of a query that say what another one may mean.
pub(super) struct Context {
    /// Terms, and how many documents have each.
    words: Vec<(String, f32)>,
}

impl Context {
    /// Of the word at `at`: the rarest of the others that the index has.
    pub(super) fn of(typed: &[Typed], at: usize, evidence: &Evidence<'_>) -> Result<Self, IndexError> {
        let mut words = Vec::new();
        for (index, other) in typed.iter().enumerate() {
            if index != at && !other.is_stop_word && other.term != typed[at].term {
                words.push((other.term.clone(), evidence.having(&other.term)?));
            }
        }
        words.retain(|(_, documents)| *documents > 0.0);
        words.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        words.dedup();
        words.truncate(MAX_WORDS);
        Ok(Self { words })
    }

    /// How much more often a term stands with the other words than chance would have it, in bits: its pointwise mutual
    /// information (Church and Hanks 1990) with each, at the mean.
    pub(super) fn bits(&self, term: &str, evidence: &Evidence<'_>) -> Result<f32, IndexError> {
        if self.words.is_empty() {
            return Ok(0.0);
        }
        let share = evidence.having(term)? / evidence.documents;
        let mut bits = 0.0;
        for (other, others) in &self.words {
            let together = evidence.together(term, other)?;
            bits += channel::bits((together + SMOOTHING) / (share * others + SMOOTHING));
        }
        Ok(bits / self.words.len() as f32)
    }
}
