//! A short text with what matches marked, in parts: for those who build what they show from plain text.

use std::ops::Range;

use super::{Highlighter, fragment, is_inside, merge, push_line};

/// A text and what of it is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedText {
    /// The text.
    pub text: String,
    /// What is marked, in bytes of UTF-8 of the text, in order and apart from each other.
    pub spans: Vec<Range<usize>>,
}

impl Highlighter<'_> {
    /// A whole text with what matches in it, and the share of the query's words that it has.
    #[must_use]
    pub fn whole(&self, text: &str) -> (MarkedText, f32) {
        let found = self.find(text);
        let mut clauses: Vec<usize> = found.iter().flat_map(|found| found.clauses).copied().collect();
        clauses.sort_unstable();
        clauses.dedup();
        let spans = merge(found.into_iter().map(|found| found.span));
        let share = clauses.len() as f32 / self.query.clauses.len().max(1) as f32;
        (MarkedText { text: text.to_owned(), spans }, share)
    }

    /// The best fragment of a text, on one line, with `…` where the text goes on; its beginning if nothing matches.
    #[must_use]
    pub fn best(&self, text: &str, idf: &[f32]) -> MarkedText {
        let found = self.find(text);
        let fragments = fragment::best(text, &found, idf, 1);
        let mut marked = MarkedText { text: String::new(), spans: Vec::new() };
        let Some(fragment) = fragments.first().cloned() else { return marked };
        let spans = merge(found.into_iter().map(|found| found.span));
        if !text[..fragment.start].trim().is_empty() {
            marked.text.push_str("… ");
        }
        let mut from = fragment.start;
        for span in spans.iter().filter(|span| is_inside(span, &fragments)) {
            push_line(&text[from..span.start], &mut marked.text, |line, text| text.push_str(line));
            let start = marked.text.len();
            push_line(&text[span.clone()], &mut marked.text, |line, text| text.push_str(line));
            marked.spans.push(start..marked.text.len());
            from = span.end;
        }
        push_line(&text[from..fragment.end], &mut marked.text, |line, text| text.push_str(line));
        if !text[fragment.end..].trim().is_empty() {
            marked.text.push_str(" …");
        }
        marked
    }
}
