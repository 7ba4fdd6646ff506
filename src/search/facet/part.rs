//! Where a name has the text that somebody looks for in a facet.

use std::ops::Range;

use crate::filter::Field;
use crate::search::snippet::MarkedText;

/// A name with what somebody typed marked: where a word first begins with it.
#[must_use]
pub fn marked_name(field: Field, name: &str, typed: &str) -> MarkedText {
    MarkedText { text: name.to_owned(), spans: find(field, name, &beginning(field, typed)).into_iter().collect() }
}

/// The beginning of a word of a name, in the form of its key.
pub(super) fn beginning(field: Field, text: &str) -> String {
    match field {
        // The name of a substance would lose what it does not know yet.
        Field::Ingredient => Field::Brand.key(text),
        field => field.key(text),
    }
}

/// Whether a word of a key begins with a text.
pub(super) fn begins_a_word(key: &str, beginning: &str) -> bool {
    let is_start = |at: usize| !key[..at].ends_with(char::is_alphanumeric);
    beginning.is_empty() || key.match_indices(beginning).any(|(at, _)| is_start(at))
}

/// The bytes of UTF-8 of a name where a word begins with a text.
fn find(field: Field, name: &str, text: &str) -> Option<Range<usize>> {
    if text.is_empty() {
        return None;
    }
    let boundaries: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let is_start = |&&at: &&usize| !name[..at].ends_with(char::is_alphanumeric);
    boundaries.iter().filter(is_start).find_map(|&start| {
        let ends = boundaries.iter().copied().filter(|&end| end > start);
        let mut ends = ends.filter(|&end| beginning(field, &name[start..end]).starts_with(text));
        ends.next().filter(|_| name[start..].starts_with(char::is_alphanumeric)).map(|end| start..end)
    })
}
