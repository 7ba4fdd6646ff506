//! A text fragment (WICG *URL Fragment Text Directives*): the part of an address by which a browser finds a passage on a page,
//! scrolls to it and marks it.
//!
//! A directive names the first words of the passage, and its last ones where it is long. The first words are as many as it takes
//! to stand nowhere before on the page, because a browser takes the first place that has them; where a line has not enough of
//! them, the words in front of it help. A term never crosses a line: another line is another element of a page.

use std::ops::Range;

/// Words that name a place, to begin with.
const WORDS: usize = 4;
/// Stands between the cells of a table.
const CELL: &str = " | ";
/// Words of context in front of a line that is not the only one of its kind.
const PREFIX_WORDS: usize = 4;

/// The directive for a span of a text, in bytes of UTF-8, such as `:~:text=To%20know%20which,harm%20is%20greater`; nothing if the span has
/// no words, or its first line cannot be told from an earlier one.
#[must_use]
pub fn text_fragment(text: &str, span: Range<usize>) -> Option<String> {
    let page = Page::read(text, &span);
    let inside: Vec<&Line> =
        page.lines.iter().filter(|line| line.start >= span.start && line.start < span.end).collect();
    let first = inside.first()?;
    let (prefix, start_words) = page.name(first)?;
    let prefix = prefix.map(|prefix| format!("{}-,", encoded(&prefix))).unwrap_or_default();
    let start = encoded(&first.words[..start_words].join(" "));
    let last = inside.last()?;
    let end = page.end(first, start_words, last);
    Some(format!(":~:text={prefix}{start}{}", end.map(|end| format!(",{}", encoded(&end))).unwrap_or_default()))
}

/// A text as a page shows it: lines of words.
struct Page<'t> {
    lines: Vec<Line<'t>>,
}

struct Line<'t> {
    /// Its first byte.
    start: usize,
    /// Its place in the page.
    index: usize,
    /// All of its words, without the marks of references, which a page may show otherwise.
    all: Vec<&'t str>,
    /// Those up to the first mark.
    words: Vec<&'t str>,
    /// Those after the last mark.
    tail: Vec<&'t str>,
}

impl<'t> Page<'t> {
    /// Reads a text; a passage that begins or ends inside a line makes two of it.
    fn read(text: &'t str, span: &Range<usize>) -> Self {
        let mut lines: Vec<Line<'t>> = Vec::new();
        let mut start = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let cuts = [rest.find('\n').map(|at| at + 1), rest.find(CELL).map(|at| at + CELL.len())];
            let bounds = [span.start, span.end].map(|bound| bound.checked_sub(start).filter(|&bound| bound > 0));
            let end = cuts.into_iter().chain(bounds).flatten().min().unwrap_or(rest.len()).min(rest.len());
            let (part, after) = rest.split_at(end);
            let part_text = part.strip_suffix(CELL).unwrap_or(part);
            let shown = without_mark(part_text);
            if let Some((all, words, tail)) = words(shown) {
                let start = start + (part_text.len() - shown.len());
                lines.push(Line { start, index: lines.len(), all, words, tail });
            }
            start += end;
            rest = after;
        }
        Self { lines }
    }

    /// What names a line: words in front of it, if any are needed, and how many of its own.
    fn name(&self, line: &Line<'_>) -> Option<(Option<String>, usize)> {
        let fewest = WORDS.min(line.words.len());
        for count in fewest..=line.words.len() {
            if !self.stands_before(line, &line.words[..count]) {
                return Some((None, count));
            }
        }
        let before = self.lines.get(line.index.checked_sub(1)?)?;
        let prefix = before.tail[before.tail.len().saturating_sub(PREFIX_WORDS)..].join(" ");
        let twins = self
            .lines
            .windows(2)
            .filter(|pair| ends_with(&pair[0].tail, &prefix) && begins_with(&pair[1].words, &line.words));
        (twins.count() == 1 && !prefix.is_empty()).then_some((Some(prefix), line.words.len()))
    }

    /// Whether some words stand on the page before the beginning of a line.
    fn stands_before(&self, line: &Line<'_>, words: &[&str]) -> bool {
        self.lines[..line.index].iter().any(|other| find(&other.all, words, 0).is_some())
    }

    /// The last words, if a browser finds them there when it looks on from the first ones.
    fn end(&self, first: &Line<'_>, start_words: usize, last: &Line<'_>) -> Option<String> {
        let is_same = first.index == last.index;
        for count in WORDS.min(last.tail.len())..=last.tail.len() {
            let end = &last.tail[last.tail.len() - count..];
            let stands_at_end = |line: &Line<'_>| line.index == last.index;
            let found = self.lines[first.index..=last.index].iter().find(|line| {
                let from = if line.index == first.index { start_words } else { 0 };
                find(&line.words, end, from).is_some()
                    || !std::ptr::eq(line.words.as_ptr(), line.tail.as_ptr()) && find(&line.tail, end, 0).is_some()
            });
            let overlaps = is_same && start_words + count > last.tail.len();
            if !overlaps
                && found.is_some_and(stands_at_end)
                && is_last(last, end, if is_same { start_words } else { 0 })
            {
                return Some(end.join(" "));
            }
        }
        None
    }
}

/// Whether the first place of some words in a line, from a word on, is its end.
fn is_last(line: &Line<'_>, end: &[&str], from: usize) -> bool {
    let whole = find(&line.words, end, from)
        .is_none_or(|at| at + end.len() == line.words.len() && line.words.len() == line.tail.len());
    whole && find(&line.tail, end, 0).is_some_and(|at| at + end.len() == line.tail.len())
}

/// A line without the mark of a list.
fn without_mark(line: &str) -> &str {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = line.strip_prefix("- ").or_else(|| if digits > 0 { line[digits..].strip_prefix(". ") } else { None });
    after.unwrap_or(line)
}

/// The words of a line without the marks of references, those before the first mark, and those after the last.
fn words(line: &str) -> Option<(Vec<&str>, Vec<&str>, Vec<&str>)> {
    let all: Vec<&str> = line.split_whitespace().collect();
    let has_mark = |word: &str| word.contains('[') && word.ends_with(|c: char| c == ']' || c.is_ascii_punctuation());
    let first = all.iter().position(|word| has_mark(word)).unwrap_or(all.len());
    let last = all.iter().rposition(|word| has_mark(word)).map_or(0, |at| at + 1);
    let (words, tail) = (all[..first].to_vec(), all[last..].to_vec());
    let plain = all.iter().map(|word| word.split('[').next().unwrap_or_default()).collect();
    (!words.is_empty()).then_some((plain, words, tail))
}

/// The first place of some words in a line, from a word on; as a browser compares, without regard to capitals.
fn find(line: &[&str], words: &[&str], from: usize) -> Option<usize> {
    if words.is_empty() || line.len() < words.len() {
        return None;
    }
    (from..=line.len() - words.len()).find(|&at| line[at..at + words.len()].iter().zip(words).all(|(a, b)| same(a, b)))
}

fn same(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    // Every word of a page is compared: plain ones in place.
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { a.to_lowercase() == b.to_lowercase() }
}

/// A word without the signs around it, which a browser does not count as part of it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn begins_with(line: &[&str], words: &[&str]) -> bool {
    line.len() >= words.len() && line.iter().zip(words).all(|(a, b)| same(a, b))
}

fn ends_with(line: &[&str], words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    line.len() >= words.len() && line[line.len() - words.len()..].iter().zip(&words).all(|(a, b)| same(a, b))
}

/// Percent-encodes everything that could mean something in a directive: `-`, `,` and `&` above all.
fn encoded(term: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(term.len());
    for byte in term.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_named_by_its_first_and_last_words() {
        let text = "Magnesium and sleep\n\nHow much?\n\nTake it in the evening, with food. Adults need 300 mg a day.\n\nTake it in the morning.";
        let at = text.find("Take").unwrap_or_default();
        let end = text.find("a day.").unwrap_or_default() + 6;
        assert_eq!(text_fragment(text, at..end).as_deref(), Some(":~:text=Take%20it%20in%20the,300%20mg%20a%20day."));
        let again = text.rfind("Take").unwrap_or_default();
        assert_eq!(text_fragment(text, again..text.len()).as_deref(), Some(":~:text=Take%20it%20in%20the%20morning."));
    }

    #[test]
    fn a_passage_may_begin_inside_a_line() {
        let text = "One sentence stands here. Another one follows it in the same paragraph, at once.";
        let at = text.find("Another").unwrap_or_default();
        assert_eq!(
            text_fragment(text, at..text.len()).as_deref(),
            Some(":~:text=Another%20one%20follows%20it,same%20paragraph%2C%20at%20once.")
        );
    }

    #[test]
    fn a_repeated_line_is_named_by_what_stands_in_front_of_it() {
        let text = "First part\n\nAsk a doctor.\n\nSecond part\n\nAsk a doctor.";
        let at = text.rfind("Ask").unwrap_or_default();
        assert_eq!(text_fragment(text, at..text.len()).as_deref(), Some(":~:text=Second%20part-,Ask%20a%20doctor."));
    }
}
