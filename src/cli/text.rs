//! Text for people: content as safe lines, marks as bold letters, paragraphs of a width that reads well.

use std::io::{self, IsTerminal};

use html_escape::decode_html_entities;

use crate::index::Counts;

/// A line longer than this is hard to read; most terminals have at least 80 columns, of which an indent takes some.
const WIDTH_CHARS: usize = 76;
/// Around what is marked, while lines are made. Content cannot have them: [`one_line`] takes control characters out.
const MARK: char = '\u{1}';
const UNMARK: char = '\u{2}';

/// How text is set off: by escape codes on a terminal, otherwise not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Letters only.
    Plain,
    /// Letters and escape codes.
    Terminal,
}

impl Style {
    /// What stdout takes. `NO_COLOR` (no-color.org) is about every kind of escape code.
    pub(super) fn of_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stdout().is_terminal() && !refused { Self::Terminal } else { Self::Plain }
    }

    /// Set off.
    pub(super) fn bold(self, text: &str) -> String {
        format!("{}{text}{}", self.on(), self.off())
    }

    fn on(self) -> &'static str {
        if self == Self::Terminal { "\x1b[1m" } else { "" }
    }

    fn off(self) -> &'static str {
        if self == Self::Terminal { "\x1b[0m" } else { "" }
    }
}

/// Content as one line that a terminal shows and does not obey: white space made single, control characters gone.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|char| !char.is_control()).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A snippet's HTML in lines, with what it marks set off.
pub(super) fn snippet_lines(html: &str, style: Style) -> Vec<String> {
    // The text's own `<` is still escaped here, so these marks are the engine's.
    let marked = one_line(html).replace("<mark>", &MARK.to_string()).replace("</mark>", &UNMARK.to_string());
    let mut open = false;
    wrap(&decode_html_entities(&marked)).into_iter().map(|line| set_off(&line, style, &mut open)).collect()
}

/// Lines of whole words, none longer than the width unless one word is.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && shown_chars(&line) + 1 + shown_chars(word) > WIDTH_CHARS {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// A number with what it counts, whose plural only adds an `s`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A generation's content in words.
pub(super) fn holding(counts: Counts) -> String {
    let articles = counted(counts.articles, "article");
    let passages = counted(counts.passages, "passage");
    format!("{articles} in {passages}, {}", counted(counts.products, "product"))
}

/// A size as people compare it.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn shown_chars(text: &str) -> usize {
    text.chars().filter(|&char| char != MARK && char != UNMARK).count()
}

/// Turns marks into escape codes; a mark that goes on over the end of a line is closed there and opened in the next.
fn set_off(line: &str, style: Style, open: &mut bool) -> String {
    let mut out = String::with_capacity(line.len());
    if *open {
        out.push_str(style.on());
    }
    for char in line.chars() {
        match char {
            MARK => out.push_str(style.on()),
            UNMARK => out.push_str(style.off()),
            char => out.push(char),
        }
        *open = (*open || char == MARK) && char != UNMARK;
    }
    if *open {
        out.push_str(style.off());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Style, counted, one_line, snippet_lines, wrap};

    #[test]
    fn content_cannot_command_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2J b\u{1}\r\n\u{7} c"), "a[2J b c");
    }

    #[test]
    fn marks_are_bold_on_a_terminal_and_nothing_elsewhere() {
        let html = "… for <mark>sleep</mark> &amp; 2 &lt; 3 &lt;mark&gt;";
        assert_eq!(snippet_lines(html, Style::Terminal), ["… for \u{1b}[1msleep\u{1b}[0m & 2 < 3 <mark>"]);
        assert_eq!(snippet_lines(html, Style::Plain), ["… for sleep & 2 < 3 <mark>"]);
    }

    #[test]
    fn a_mark_over_the_end_of_a_line_is_closed_and_opened_again() {
        let long = "x".repeat(70);
        let lines = snippet_lines(&format!("{long} <mark>coenzyme Q10</mark>"), Style::Terminal);
        assert_eq!(lines, [long, "\u{1b}[1mcoenzyme Q10\u{1b}[0m".to_owned()]);
        let lines = snippet_lines(&format!("<mark>{} Q10</mark>", "x".repeat(76)), Style::Terminal);
        assert!(lines.iter().all(|line| line.starts_with("\u{1b}[1m") && line.ends_with("\u{1b}[0m")), "{lines:?}");
    }

    #[test]
    fn one_is_no_plural() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "passage")), ["0 passages", "1 passage", "2 passages"]);
    }

    #[test]
    fn lines_hold_whole_words_and_lose_none() {
        let text = "wellness ".repeat(40);
        let lines = wrap(text.trim());
        assert_eq!(lines.join(" "), text.trim());
        assert!(lines.iter().all(|line| line.chars().count() <= 76), "{lines:?}");
    }
}
