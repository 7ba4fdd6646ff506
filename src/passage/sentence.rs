//! Where sentences end: enough for cutting long paragraphs and snippets, in one pass over the bytes.

/// Abbreviations that end in a full stop inside a sentence, lower-case and without that stop.
const ABBREVIATIONS: [&str; 12] = ["e.g", "i.e", "dr", "mr", "mrs", "ms", "vs", "approx", "al", "no", "fig", "st"];

/// The byte offsets at which a new sentence begins, in order, without 0 and without the end of the text.
///
/// A sentence ends at `.`, `!`, `?` or `…`, with closing quotes or brackets, when white space and then anything but a
/// lower-case letter follows.
pub fn sentence_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(move |(at, c)| match c {
        '.' | '!' | '?' | '…' => start_after(text, at, c),
        _ => None,
    })
}

/// The start of the next sentence, if the mark `c` at byte `at` ends one.
fn start_after(text: &str, at: usize, c: char) -> Option<usize> {
    let rest = &text[at + c.len_utf8()..];
    let closed = rest.trim_start_matches(['"', '\'', '”', '’', ')', ']', '»']);
    let next = closed.trim_start();
    let follows = next.chars().next()?;
    let ends = next.len() < closed.len() && !follows.is_lowercase() && !(c == '.' && is_abbreviation(&text[..at]));
    ends.then(|| text.len() - next.len())
}

/// Whether the text ends in a known abbreviation or in an initial such as `J`.
fn is_abbreviation(before: &str) -> bool {
    // The longest abbreviation has six letters; looking further back would make a long word cost its square.
    let mut start = before.len().saturating_sub(8);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let word = before[start..].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_initial || ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut starts: Vec<usize> = std::iter::once(0).chain(sentence_starts(text)).collect();
        starts.push(text.len());
        starts.windows(2).map(|pair| text[pair[0]..pair[1]].trim()).collect()
    }

    #[test]
    fn a_sentence_ends_before_a_capital_a_digit_or_a_quote() {
        assert_eq!(sentences("It helps. Really! 5 mg? “Yes.”"), ["It helps.", "Really!", "5 mg?", "“Yes.”"]);
    }

    #[test]
    fn abbreviations_initials_and_decimals_do_not_end_one() {
        assert_eq!(
            sentences("Foods, e.g. Oats, have 1.5 g (Dr. J. Bloggs)."),
            ["Foods, e.g. Oats, have 1.5 g (Dr. J. Bloggs)."]
        );
    }

    #[test]
    fn a_citation_mark_belongs_to_the_sentence_before_it() {
        assert_eq!(sentences("It helps.[1] More follows."), ["It helps.[1] More follows."]);
    }
}
