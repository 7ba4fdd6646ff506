//! The syntax of a query: phrases in quotes and words left out by a minus. Whatever is neither is words, so nothing that
//! anybody types is wrong: a quote without its partner, a minus on its own and a dash inside a word are text.

use std::ops::Range;

/// A part of a query. What stands outside of all parts is words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// The words without quotes and minus, in bytes of UTF-8.
    pub(super) span: Range<usize>,
}

/// What the words of a part are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// In quotes: everything found has them side by side.
    Required,
    /// After a minus: nothing found has them.
    Excluded,
}

/// The parts of a query, in order and apart from each other; found in linear time.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let scanner = Scanner { text, closings: closings(text) };
    let mut parts = Vec::new();
    let mut cursor = 0;
    while let Some(offset) = text[cursor..].find(|c| c == '-' || is_quote(c)) {
        let part = scanner.part_at(cursor + offset);
        let last = part.as_ref().map_or(cursor + offset, |part| part.span.end);
        // Past a closing quote, which opens nothing, or past a mark that is no part.
        cursor = next_char(text, last);
        parts.extend(part);
    }
    parts
}

struct Scanner<'t> {
    text: &'t str,
    /// Where quotes may close.
    closings: Vec<usize>,
}

impl Scanner<'_> {
    fn part_at(&self, at: usize) -> Option<Part> {
        if self.text[at..].starts_with('-') {
            self.excluded(at).map(|span| Part { kind: PartKind::Excluded, span })
        } else {
            self.quoted(at).map(|span| Part { kind: PartKind::Required, span })
        }
    }

    /// The words after the minus at a byte. A minus excludes only after a space or at the start, and directly before a word
    /// or a phrase: "omega-3", "B-12" and "pain - what helps" exclude nothing.
    fn excluded(&self, at: usize) -> Option<Range<usize>> {
        if !self.text[..at].chars().next_back().is_none_or(char::is_whitespace) {
            return None;
        }
        let rest = &self.text[at + 1..];
        if rest.starts_with(is_quote) { self.quoted(at + 1) } else { Some(at + 1..at + 1 + word_bytes(rest)?) }
    }

    /// The inside of the quotes that open at a byte. They open before a word and close after one, so that inches (`2" or
    /// 3"`) are no quotes. Any two marks make a pair, because keyboards and word processors mix them.
    fn quoted(&self, at: usize) -> Option<Range<usize>> {
        let opens = !self.text[..at].ends_with(char::is_alphanumeric);
        let start = next_char(self.text, at);
        let end = *self.closings.get(self.closings.partition_point(|&closing| closing < start))?;
        (opens && self.text[start..end].contains(char::is_alphanumeric)).then_some(start..end)
    }
}

fn closings(text: &str) -> Vec<usize> {
    let quotes = text.match_indices(is_quote);
    quotes
        .filter(|(at, quote)| !text[at + quote.len()..].starts_with(char::is_alphanumeric))
        .map(|(at, _)| at)
        .collect()
}

/// The bytes of the word that a text begins with, its hyphens, apostrophes and signs included.
fn word_bytes(text: &str) -> Option<usize> {
    let ends = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '/');
    text.starts_with(char::is_alphanumeric).then(|| text.find(ends).unwrap_or(text.len()))
}

fn next_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}
