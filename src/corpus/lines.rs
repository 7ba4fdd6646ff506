//! From bytes to line numbers.

use super::problem::Flaw;

/// The line of every byte of a text, counted from its first line.
pub(super) struct Lines {
    first: usize,
    newlines: Vec<usize>,
}

impl Lines {
    /// Counts the lines of a text whose first line has the number `first` in its file.
    pub(super) fn new(text: &str, first: usize) -> Self {
        Self { first, newlines: newlines(text.as_bytes()).collect() }
    }

    /// The number of the line that a byte stands in.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.first + self.newlines.partition_point(|&newline| newline < byte)
    }
}

/// Takes bytes as text, or says at which line (counted from 0) they are not UTF-8.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, (usize, Flaw)> {
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = newlines(&bytes[..at]).count();
        let byte = bytes.get(at).copied().unwrap_or_default();
        (line, Flaw::new(format!("the byte 0x{byte:02X} is not UTF-8"), "save the file as UTF-8"))
    })
}

/// A text without the byte order mark that some editors put before it.
pub(super) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Where the newlines are.
fn newlines(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'\n').map(|(at, _)| at)
}
