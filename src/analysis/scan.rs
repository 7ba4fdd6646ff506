//! The words of a text that may be one of some terms, each with its position; the others are counted without being read.
//!
//! Most of a text is plain letters and digits with plain signs between them. There, a look at each byte tells whether a word
//! begins, without a branch that a processor could guess wrongly, and only what may be a term is read as a word. Where anything
//! else stands, words are read one by one. Half the cost of a snippet was reading words before.

use std::ops::Range;

use super::beginning::Beginnings;
use super::word::{is_citation_mark, next_word};
use crate::corpus::Language;

/// Part of a word.
const PLAIN: u8 = 1;
/// What stands around it decides: an apostrophe, the end of a citation mark, anything beyond ASCII.
const OTHER: u8 = 2;

/// What each byte is; a sign that is never part of a word is 0.
const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\'' | b']' => OTHER,
            plain if plain.is_ascii_alphanumeric() => PLAIN,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Calls `visit` with the bytes and the position of each word that begins as one of some terms does.
pub(super) fn each_likely_word(
    text: &str,
    language: Language,
    beginnings: &Beginnings,
    mut visit: impl FnMut(Range<usize>, usize),
) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // The run of plain bytes that is at hand or was the last one.
    let mut run = 0;
    let mut before = 0;
    let mut position = 0;
    while at < bytes.len() {
        let class = CLASSES[usize::from(bytes[at])];
        let is_start = class & !before & PLAIN != 0;
        let is_likely = is_start & beginnings.may_start(bytes[at], bytes.get(at + 1).copied().unwrap_or_default());
        if !is_likely && class != OTHER {
            run = if is_start { at } else { run };
            position += usize::from(is_start);
            before = class;
            at += 1;
            continue;
        }
        // A run that was passed over and goes on with something else is counted again, as the word that it is.
        let passed = before == PLAIN;
        position -= usize::from(passed);
        let from = if passed { run } else { at };
        let Some(word) = next_word(text, from, language) else { return };
        before = 0;
        at = word.end;
        if is_citation_mark(bytes, &word) {
            continue;
        }
        if !(passed && word.start == run) && beginnings.may_begin(&bytes[word.start..]) {
            visit(word, position);
        }
        position += 1;
    }
}
