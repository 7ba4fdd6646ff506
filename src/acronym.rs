//! What a text itself says its abbreviations are short for: "short chain fatty acids (SCFA)", "SCFA (short chain fatty acids)".
//!
//! The algorithm of Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text*,
//! Pacific Symposium on Biocomputing 2003: from right to left, each letter of the short form is looked for in the words beside
//! it, and the first one has to begin a word. It needs no training, and in its paper it is right in 96 cases of a hundred.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A short form with what it is short for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Definition {
    /// As it is written, without the `s` of a plural: `SCFA`.
    pub short: String,
    /// In lower case, with single spaces: `short chain fatty acids`.
    pub long: String,
}

/// The longest short form, in characters; the paper's.
const MAX_SHORT_CHARS: usize = 10;
/// Words of a short form; the paper's.
const MAX_SHORT_WORDS: usize = 2;
/// How far a parenthesis and what it explains are looked for, in bytes of UTF-8.
const MAX_REACH_BYTES: usize = 250;

/// The definitions of a text, each once, in the order of the alphabet. Linear in the text.
#[must_use]
pub fn definitions(text: &str) -> Vec<Definition> {
    let mut found: Vec<Definition> =
        text.match_indices('(').filter_map(|(open, _)| definition(text, open)).filter(Definition::is_sound).collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Definition {
    fn new(short: &str, long: &str) -> Self {
        let singular = short.strip_suffix('s').filter(|stem| stem.chars().filter(|c| c.is_uppercase()).count() > 1);
        let long = long.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Self { short: singular.unwrap_or(short).to_owned(), long }
    }

    /// Whether each letter of the short form begins a word of the long one: by chance that hardly ever happens.
    #[must_use]
    pub fn is_initialism(&self) -> bool {
        let initials = self.long.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
        initials.eq(self.short.chars().flat_map(char::to_lowercase))
    }

    /// Whether the long form is longer, is not one that has the short form in it, and is whole.
    fn is_sound(&self) -> bool {
        let short = self.short.to_lowercase();
        self.long.chars().count() > self.short.chars().count()
            && !self.long.split(|c: char| !c.is_alphanumeric()).any(|word| word == short)
            && !self.long.contains(['(', ')', '[', ']', '"'])
    }
}

/// The definition that the parenthesis at a byte is part of.
fn definition(text: &str, open: usize) -> Option<Definition> {
    let inside = &text[open + 1..ceil(text, open + 1 + MAX_REACH_BYTES)];
    let inside = &inside[..inside.find([')', '(', '\n'])?];
    // What follows a comma explains something else: "(SCFA, for short)".
    let first = inside.split([',', ';']).next().unwrap_or_default().trim();
    let before = &text[floor(text, open.saturating_sub(MAX_REACH_BYTES))..open];
    let before = before.rsplit('\n').next().unwrap_or_default().trim_end();
    if is_short_form(first) {
        let words = last_words(before, first.chars().count());
        let long = best_long_form(first, words)?;
        return Some(Definition::new(first, &words[long]));
    }
    let short = before.rsplit(char::is_whitespace).next().filter(|short| is_short_form(short))?;
    let long = best_long_form(short, first)?;
    (long.start == 0).then(|| Definition::new(short, first))
}

fn is_short_form(text: &str) -> bool {
    let chars = text.chars().count();
    (2..=MAX_SHORT_CHARS).contains(&chars)
        && text.split_whitespace().count() <= MAX_SHORT_WORDS
        && text.starts_with(char::is_alphanumeric)
        && text.chars().any(char::is_uppercase)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | ' ' | '/' | '+'))
}

/// As many words before the parenthesis as a long form may have: the smaller of twice and five more than the short form has
/// characters.
fn last_words(before: &str, chars: usize) -> &str {
    let most = (chars + 5).min(2 * chars);
    before.rmatch_indices(char::is_whitespace).nth(most - 1).map_or(before, |(space, _)| before[space..].trim_start())
}

/// The shortest end of some words that has the characters of a short form in their order, the first at the beginning of a word.
fn best_long_form(short: &str, words: &str) -> Option<Range<usize>> {
    let mut left = words.len();
    let mut wanted = short.char_indices().filter(|(_, c)| c.is_alphanumeric()).rev().peekable();
    while let Some((_, c)) = wanted.next() {
        let is_first = wanted.peek().is_none();
        let fits = |&(at, found): &(usize, char)| {
            found.to_lowercase().eq(c.to_lowercase()) && (!is_first || !words[..at].ends_with(char::is_alphanumeric))
        };
        (left, _) = words[..left].char_indices().rev().find(fits)?;
    }
    // A first part joined by a hyphen belongs to the word: "alpha-linolenic acid".
    let start = words[..left].rmatch_indices(char::is_whitespace).next().map_or(0, |(at, space)| at + space.len());
    Some(start..words.len())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
