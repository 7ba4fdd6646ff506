//! A filter in front of the analysis: can a word be one of some terms, by its first letters?
//!
//! Stemming leaves the first two letters of a word as they are, but for English "dying", "lying" and "tying". Finnish and
//! Turkish have rules that reach them ("adı" is `at`); there, any word may be any term. In English it leaves the third one too,
//! but where it is an `i` or a `y` ("dry" is `dri`, "dying" is `die`), or falls away.

use crate::corpus::Language;

/// The byte is the first one of a term.
const FIRST: u8 = 1;
/// The byte is the second one of a term, or what may stand in its place.
const SECOND: u8 = 2;

/// The first bytes of some terms.
pub(super) struct Beginnings {
    /// Whether the first letters of a word tell anything.
    tell: bool,
    pairs: Vec<[u8; 2]>,
    /// The third byte for each pair; 0 where it tells nothing.
    thirds: Vec<u8>,
    /// For each byte, where it may stand.
    bytes: [u8; 256],
}

impl Beginnings {
    pub(super) fn of(terms: &[&str], language: Language) -> Self {
        let mut pairs = Vec::with_capacity(2 * terms.len());
        let mut thirds = Vec::with_capacity(2 * terms.len());
        for term in terms {
            let [first, second, third] = first_three(term.as_bytes());
            let mut push = |second: u8| {
                pairs.push([first, second]);
                thirds.push(if language == Language::English { third } else { 0 });
            };
            push(second);
            if second == b'i' {
                push(b'y');
            }
            if language == Language::German {
                // An umlaut may have been typed as "ae", "oe" or "ue".
                push(b'e');
            }
        }
        let tell = !matches!(language, Language::Finnish | Language::Turkish);
        Self { bytes: bytes(&pairs, tell), tell, pairs, thirds }
    }

    /// Whether a word that begins with two bytes may be one of the terms, at one look. Errs on the side of yes, more than
    /// [`may_begin`](Self::may_begin) does.
    pub(super) fn may_start(&self, first: u8, second: u8) -> bool {
        self.bytes[usize::from(first)] & FIRST & (self.bytes[usize::from(second)] / SECOND) != 0
    }

    /// Whether a text that begins with a word may begin with a word of one of the terms. Errs on the side of yes.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let [first, second, third] = first_three(text);
        if !(first.is_ascii() && second.is_ascii() && self.tell) {
            // It may lose an accent.
            return true;
        }
        // A part of one letter ("D 3") tells only by that; in a term of one letter the second byte says nothing.
        let alone = !second.is_ascii_alphanumeric();
        let any_third = !third.is_ascii_alphanumeric() || matches!(third, b'i' | b'y');
        self.pairs.iter().zip(&self.thirds).any(|(pair, &of_term)| {
            let has_third = any_third || of_term == third || of_term == 0;
            pair[0] == first && (alone || pair[1] == second && has_third || pair[1] == 0)
        })
    }
}

/// Where each byte may stand in a word that may be one of the terms.
fn bytes(pairs: &[[u8; 2]], tell: bool) -> [u8; 256] {
    if !tell || pairs.iter().any(|pair| pair[1] == 0 || !pair.is_ascii()) {
        return [FIRST | SECOND; 256];
    }
    let mut bytes = [0; 256];
    for (byte, may) in (0..=u8::MAX).zip(&mut bytes) {
        *may = if byte.is_ascii_alphanumeric() { 0 } else { SECOND };
    }
    bytes[128..].fill(FIRST | SECOND);
    for [first, second] in pairs {
        for first in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
            bytes[usize::from(first)] |= FIRST;
        }
        for second in [second.to_ascii_lowercase(), second.to_ascii_uppercase()] {
            bytes[usize::from(second)] |= SECOND;
        }
    }
    bytes
}

fn first_three(text: &[u8]) -> [u8; 3] {
    [0, 1, 2].map(|at| text.get(at).map_or(0, u8::to_ascii_lowercase))
}
