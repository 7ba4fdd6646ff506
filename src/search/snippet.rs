//! The part of a text that shows best why it was found, with the words that matched marked.
//!
//! Words are matched by their terms, so a mark stands on the original word whatever its ending. Only words that may match are
//! analysed, with stems remembered from earlier texts: microseconds where a generic highlighter needs milliseconds.

use std::ops::Range;

use super::query::{Alternative, Query};
use crate::analysis::Analyzer;
use crate::passage::sentence_starts;

/// The longest fragment, in bytes of UTF-8, without what completes its last word.
const MAX_FRAGMENT_BYTES: usize = 260;
/// How far back a fragment reaches for the start of its sentence.
const MAX_LEAD_BYTES: usize = 120;
/// Context before the first match when its sentence starts too far back.
const LEAD_BYTES: usize = 50;
/// What a word that was already seen in the fragment adds, beside 1 for a new one.
const REPEAT_WEIGHT: f32 = 0.1;

/// A fragment of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The fragment in bytes of UTF-8 of the text, on character boundaries.
    pub fragment: Range<usize>,
    /// What matched inside the fragment, in bytes of UTF-8 of the text, in order and apart from each other.
    pub spans: Vec<Range<usize>>,
    /// The fragment as HTML: escaped, with `<mark>` around what matched and `…` where the text goes on.
    pub html: String,
}

/// The best fragment of a text for the terms of a query; its beginning if nothing matches.
#[must_use]
pub fn snippet(text: &str, query: &Query, analyzer: &Analyzer) -> Snippet {
    let found = find(text, query, analyzer);
    let fragment = best_fragment(text, &found, query);
    let spans = merge(found.into_iter().map(|found| found.span), &fragment);
    let html = render(text, &fragment, &spans);
    Snippet { fragment, spans, html }
}

/// A word that matched.
struct Match {
    span: Range<usize>,
    /// Index into the query's terms.
    term: usize,
}

fn find(text: &str, query: &Query, analyzer: &Analyzer) -> Vec<Match> {
    let mut found = Vec::new();
    let wanted = query.alternatives().filter_map(Alternative::term);
    analyzer.find(wanted, text, |term, span| found.push(Match { span, term }));
    found.sort_by_key(|found| (found.span.start, found.span.end));
    found
}

/// The stretch that covers the most terms; the first of equals.
fn best_fragment(text: &str, found: &[Match], query: &Query) -> Range<usize> {
    let mut best = (0.0, 0);
    for (index, first) in found.iter().enumerate() {
        let mut seen = vec![false; query.clauses.len()];
        let mut value = 0.0;
        for other in &found[index..] {
            if other.span.end > first.span.start + MAX_FRAGMENT_BYTES - LEAD_BYTES {
                break;
            }
            let weight = 1.0;
            value += if std::mem::replace(&mut seen[other.term], true) { weight * REPEAT_WEIGHT } else { weight };
        }
        if value > best.0 {
            best = (value, first.span.start);
        }
    }
    around(text, best.1)
}

/// A fragment that has the word at byte `at` and as much of its sentence before it as there is room for.
fn around(text: &str, at: usize) -> Range<usize> {
    let from = floor(text, at.saturating_sub(MAX_LEAD_BYTES));
    let sentence = match from {
        0 => Some(0),
        _ => sentence_starts(&text[from..]).map(|start| from + start).take_while(|&start| start <= at).next(),
    };
    let start = sentence.unwrap_or_else(|| next_word(text, floor(text, at.saturating_sub(LEAD_BYTES)), at));
    let limit = start + MAX_FRAGMENT_BYTES;
    if limit >= text.len() {
        return start..text.len();
    }
    let limit = floor(text, limit);
    let sentence_end =
        sentence_starts(&text[start..limit]).last().map(|next| start + text[start..start + next].trim_end().len());
    let end = sentence_end.filter(|&end| end > at + LEAD_BYTES).unwrap_or_else(|| word_end(text, start, limit, at));
    start..end
}

/// The start of the first whole word after `from`, at the latest `at`.
fn next_word(text: &str, from: usize, at: usize) -> usize {
    text[from..at].find(char::is_whitespace).map_or(at, |space| {
        let start = from + space;
        start + (text[start..at].len() - text[start..at].trim_start().len())
    })
}

/// The end of the last whole word before `limit`; a word that fills the fragment is cut.
fn word_end(text: &str, start: usize, limit: usize, at: usize) -> usize {
    let end = text[start..limit].rfind(char::is_whitespace).map_or(limit, |space| start + space);
    let end = if end > at { end } else { limit };
    start + text[start..end].trim_end().len()
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The spans inside a fragment, with overlapping ones (a compound and its parts) made one.
fn merge(spans: impl Iterator<Item = Range<usize>>, fragment: &Range<usize>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans.filter(|span| span.start >= fragment.start && span.end <= fragment.end) {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn render(text: &str, fragment: &Range<usize>, spans: &[Range<usize>]) -> String {
    let mut html = String::with_capacity(fragment.len() + 16 * spans.len());
    if !text[..fragment.start].trim().is_empty() {
        html.push_str("… ");
    }
    let mut from = fragment.start;
    for span in spans {
        push_escaped(&text[from..span.start], &mut html);
        html.push_str("<mark>");
        push_escaped(&text[span.clone()], &mut html);
        html.push_str("</mark>");
        from = span.end;
    }
    push_escaped(&text[from..fragment.end], &mut html);
    if !text[fragment.end..].trim().is_empty() {
        html.push_str(" …");
    }
    html
}

/// Escapes a text, with line breaks and the space around them as one space: a snippet is one line.
fn push_escaped(text: &str, html: &mut String) {
    for (index, line) in text.split('\n').enumerate() {
        let line = if index == 0 { line } else { line.trim_start() };
        if index > 0 && !html.ends_with(' ') {
            html.push(' ');
        }
        html_escape::encode_double_quoted_attribute_to_string(line, html);
    }
}
