//! The parts of a text that show best why it was found, with what matched marked.
//!
//! Words are matched by their terms, so a mark stands on the original word whatever its ending, and on a synonym or a corrected
//! word as on the typed one. Only words that may match are analysed, with stems remembered from earlier texts: microseconds
//! where a generic highlighter needs milliseconds.

mod fragment;
mod highlighter;
mod marked;

use std::ops::Range;

pub use self::highlighter::Highlighter;
use self::highlighter::Match;
pub use self::marked::MarkedText;

/// Fragments of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The fragments in bytes of UTF-8 of the text, on character boundaries, in order and apart from each other; at least one.
    pub fragments: Vec<Range<usize>>,
    /// What matched inside the fragments, in bytes of UTF-8 of the text, in order and apart from each other.
    pub spans: Vec<Range<usize>>,
    /// The fragments as one line of HTML: escaped, with `<mark>` around what matched and `…` where the text goes on.
    pub html: String,
}

impl Highlighter<'_> {
    /// The best fragments of a text, at most so many and at least one; its beginning if nothing matches. `idf` says how much each
    /// clause of the query tells.
    #[must_use]
    pub fn snippet(&self, text: &str, idf: &[f32], fragments: usize) -> Snippet {
        let found = self.find(text);
        let fragments = fragment::best(text, &found, idf, fragments.max(1));
        let spans: Vec<Range<usize>> = merge(found.into_iter().map(|found| found.span))
            .into_iter()
            .filter(|span| is_inside(span, &fragments))
            .collect();
        let html = render(text, &fragments, &spans);
        Snippet { fragments, spans, html }
    }
}

/// Spans in the order of their starts, with overlapping ones (a phrase and its words) made one.
fn merge(spans: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn is_inside(span: &Range<usize>, fragments: &[Range<usize>]) -> bool {
    fragments.iter().any(|fragment| fragment.start <= span.start && span.end <= fragment.end)
}

fn render(text: &str, fragments: &[Range<usize>], spans: &[Range<usize>]) -> String {
    let mut html = String::with_capacity(fragments.iter().map(Range::len).sum::<usize>() + 16 * spans.len());
    let mut shown = 0;
    for fragment in fragments {
        if !text[shown..fragment.start].trim().is_empty() {
            html.push_str(if shown == 0 { "… " } else { " … " });
        } else if shown > 0 {
            html.push(' ');
        }
        push_fragment(text, fragment, spans, &mut html);
        shown = fragment.end;
    }
    if !text[shown..].trim().is_empty() {
        html.push_str(" …");
    }
    html
}

fn push_fragment(text: &str, fragment: &Range<usize>, spans: &[Range<usize>], html: &mut String) {
    let mut from = fragment.start;
    for span in spans.iter().filter(|span| fragment.start <= span.start && span.end <= fragment.end) {
        push_escaped(&text[from..span.start], html);
        html.push_str("<mark>");
        push_escaped(&text[span.clone()], html);
        html.push_str("</mark>");
        from = span.end;
    }
    push_escaped(&text[from..fragment.end], html);
}

fn push_escaped(text: &str, html: &mut String) {
    push_line(text, html, |line, html| {
        html_escape::encode_double_quoted_attribute_to_string(line, html);
    });
}

/// Adds a text, with line breaks and the space around them as one space: a snippet is one line.
fn push_line(text: &str, to: &mut String, push: impl Fn(&str, &mut String)) {
    for (index, line) in text.split('\n').enumerate() {
        let line = if index == 0 { line } else { line.trim_start() };
        if index > 0 && !to.ends_with(' ') {
            to.push(' ');
        }
        push(line, to);
    }
}
