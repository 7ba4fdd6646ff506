//! The known name that somebody meant who wrote an unknown one.

/// How alike two names must be (Jaro-Winkler, 0 to 1) before one is offered for the other.
/// `category` and `categories` have 0.95, `colour` and `concerns` 0.65.
const MIN_SIMILARITY: f64 = 0.82;

/// Names are compared up to this length, so that a hostile one costs no more than a long one.
const MAX_COMPARED_CHARS: usize = 64;

/// The most similar name, if any is similar.
#[must_use]
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written: String = written.chars().take(MAX_COMPARED_CHARS).flat_map(char::to_lowercase).collect();
    let mut best = None;
    let mut best_similarity = MIN_SIMILARITY;
    for name in names {
        let similarity = strsim::jaro_winkler(&written, name);
        if similarity > best_similarity {
            best = Some(name);
            best_similarity = similarity;
        }
    }
    best
}

/// The help for an unknown name: the nearest one, or all of them.
#[must_use]
pub fn suggest(written: &str, what: &str, names: &[&str]) -> String {
    match nearest(written, names.iter().copied()) {
        Some(name) => format!("did you mean {name:?}?"),
        None => format!("the known {what} are {}", names.join(", ")),
    }
}

/// A value between quotation marks, shortened if it is long: it was written by anyone.
#[must_use]
pub fn quote(value: &str) -> String {
    const MAX_CHARS: usize = 60;
    match value.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{:?}", format!("{}…", &value[..end])),
        None => format!("{value:?}"),
    }
}
