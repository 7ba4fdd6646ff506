//! Takes out of a text what nobody can see but a program can trip over.
//!
//! Invisible characters split words in two, hide instructions from readers, and turn text round. They are taken out
//! of every format but `.txt` files, whose text stays what the file is, byte by byte.

use std::borrow::Cow;

/// The text without invisible characters; borrowed when it has none, which is nearly always.
pub(super) fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if !may_have_invisible(text.as_bytes()) || !text.chars().any(is_invisible) {
        return text;
    }
    Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
}

/// The text without invisible characters and without white space at its ends.
pub(super) fn tidy(text: Cow<'_, str>) -> String {
    match clean(text) {
        Cow::Borrowed(text) => text.trim().to_owned(),
        Cow::Owned(text) if text.trim().len() == text.len() => text,
        Cow::Owned(text) => text.trim().to_owned(),
    }
}

/// The text as one line with single spaces.
pub(super) fn one_line(text: Cow<'_, str>) -> String {
    let text = tidy(text);
    if !text.contains(['\n', '\r', '\t']) && !text.contains("  ") {
        return text;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is a control character, has no width, changes the direction of writing, or is a hidden tag.
/// The zero-width joiners stay: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}'
        | '\u{7f}'
        | '\u{200b}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// A look at the bytes that rules most texts out: all invisible characters start with one of these.
fn may_have_invisible(bytes: &[u8]) -> bool {
    const SUSPECT: [bool; 256] = {
        let mut suspect = [false; 256];
        let mut control = 0;
        while control < 0x20 {
            suspect[control] = true;
            control += 1;
        }
        suspect[b'\t' as usize] = false;
        suspect[b'\n' as usize] = false;
        suspect[b'\r' as usize] = false;
        suspect[0x7f] = true;
        suspect[0xe2] = true;
        suspect[0xef] = true;
        suspect[0xf3] = true;
        suspect
    };
    bytes.iter().any(|&byte| SUSPECT[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_go_and_the_rest_stays() {
        assert_eq!(clean("a\u{0}b\u{200b}c\u{202e}d\u{e0041}e\tf\n".into()), "abcde\tf\n");
        assert!(matches!(clean("plain – text…".into()), Cow::Borrowed(_)));
        assert_eq!(clean("👩\u{200d}🔬".into()), "👩\u{200d}🔬");
    }

    #[test]
    fn one_line_has_single_spaces() {
        assert_eq!(one_line(" a\n b  c ".into()), "a b c");
    }
}
