//! Text to words, as people type them.
//!
//! A word is a run of letters, digits and the marks that belong to them. Around that:
//! - an apostrophe inside a word is no border, and a possessive `'s` falls away: "women's" is `women`; in French and
//!   Italian what stands before it falls away ("l'huile" is `huile`), in Turkish what stands behind it ("B12'nin" is `b12`);
//! - parts joined by a hyphen are words of their own and one together: "omega-3" is `omega`, `omega3`, `3`;
//! - parts with a space between them are one together only if the vocabulary protects it: "vitamin D 3" has `d3`;
//! - a number in square brackets, such as "[3]", is a citation mark and no word;
//! - a plus sign directly after a word makes a second word with it: "Probiotic+" is `probiotic`, `probiotic+`.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::fold;
use super::spelling;
use crate::corpus::Language;

/// Longer words are cut here: nobody types them, and the index has a limit for terms. Bytes of UTF-8.
const MAX_WORD_BYTES: usize = 64;
/// The longest part of a compound that is joined over a space, in bytes: "omega 3", "spf 50", "5 htp".
const MAX_SPACED_PART_BYTES: usize = 6;

/// A protected word in the form in which tokens are compared with it: folded, in lower case, without joiners.
pub(super) fn compact(word: &str) -> String {
    fold(&word.to_lowercase()).chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect()
}

#[derive(Clone)]
pub(super) struct WordTokenizer {
    language: Language,
    protected: Arc<FxHashSet<String>>,
}

impl WordTokenizer {
    pub(super) fn new(language: Language, protected: Arc<FxHashSet<String>>) -> Self {
        Self { language, protected }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream {
            text,
            language: self.language,
            protected: &self.protected,
            cursor: 0,
            position: usize::MAX,
            before: Before::default(),
            word: String::new(),
            joined: Vec::new(),
            token: Token::default(),
        }
    }
}

/// The word before the cursor.
#[derive(Default)]
struct Before {
    text: String,
    span: Range<usize>,
    position: usize,
    /// Whether a hyphen joins it to a word before it.
    continues: bool,
}

pub(super) struct WordStream<'a> {
    text: &'a str,
    language: Language,
    protected: &'a FxHashSet<String>,
    /// Byte at which the next word is looked for.
    cursor: usize,
    /// Of the last word.
    position: usize,
    before: Before,
    /// Lower-case form of the last word.
    word: String,
    /// Compounds that end with the last word, still to be given out.
    joined: Vec<(String, Range<usize>, usize)>,
    token: Token,
}

impl WordStream<'_> {
    /// The next word that is no citation mark.
    fn next_word(&mut self) -> Option<Range<usize>> {
        loop {
            let span = next_word(self.text, self.cursor, self.language)?;
            self.cursor = span.end;
            if !is_citation_mark(self.text.as_bytes(), &span) {
                return Some(span);
            }
        }
    }

    fn give(&mut self, span: Range<usize>, position: usize) {
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = position;
    }

    /// Notes the compounds that the word at `span` makes with the word before it and with a plus sign after it, and says
    /// whether a hyphen joins the two words.
    fn join(&mut self, span: &Range<usize>) -> bool {
        let gap = &self.text[self.before.span.end..span.start];
        // Almost every gap is a space between two plain words.
        let continues = gap != " " && self.before.span.end > 0 && is_one_hyphen(gap);
        let joins = if continues { self.joins_over_hyphen(span) } else { gap == " " && self.joins_over_space() };
        if joins {
            let before = &self.before;
            self.joined.push((format!("{}{}", before.text, self.word), before.span.start..span.end, before.position));
        }
        if self.text.as_bytes().get(span.end) == Some(&b'+') && !starts_with_word(&self.text[span.end + 1..]) {
            self.joined.push((format!("{}+", self.word), span.start..span.end + 1, self.position));
        }
        continues
    }

    /// Two parts make a word together; of more ("over-the-counter") only those with a digit do ("omega-3-rich").
    fn joins_over_hyphen(&self, span: &Range<usize>) -> bool {
        let fits = self.before.text.len() + self.word.len() <= MAX_WORD_BYTES;
        let has_digit = has_digit(&self.before.text) || has_digit(&self.word);
        let is_pair = !self.before.continues && !self.followed_by_part(span.end);
        fits && (has_digit || is_pair)
    }

    fn joins_over_space(&self) -> bool {
        let (before, word) = (&self.before.text, &self.word);
        before.len() <= MAX_SPACED_PART_BYTES
            && word.len() <= MAX_SPACED_PART_BYTES
            && (has_digit(before) || has_digit(word))
            && self.protected.contains(&format!("{before}{word}"))
    }

    fn followed_by_part(&self, end: usize) -> bool {
        let mut rest = self.text[end..].chars();
        rest.next().is_some_and(is_hyphen) && starts_with_word(rest.as_str())
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((text, span, position)) = self.joined.pop() {
            self.token.text = text;
            self.give(span, position);
            return true;
        }
        let Some(span) = self.next_word() else {
            return false;
        };
        self.position = self.position.wrapping_add(1);
        normalize(&self.text[span.clone()], self.language, &mut self.word);
        self.token.text.clear();
        self.token.text.push_str(&self.word);
        self.give(span.clone(), self.position);
        self.before.continues = self.join(&span);
        self.before.span = span;
        self.before.position = self.position;
        std::mem::swap(&mut self.before.text, &mut self.word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The bytes of each word of a text at or after a byte, in order.
pub(super) fn words(text: &str, from: usize, language: Language) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut cursor = from;
    let words = std::iter::from_fn(move || {
        let word = next_word(text, cursor, language)?;
        cursor = word.end;
        Some(word)
    });
    words.filter(|word| !is_citation_mark(text.as_bytes(), word))
}

/// The bytes of the first word at or after `from`.
pub(super) fn next_word(text: &str, from: usize, language: Language) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    while start < bytes.len() && !bytes[start].is_ascii_alphanumeric() {
        if bytes[start].is_ascii() {
            start += 1;
            continue;
        }
        let c = text[start..].chars().next()?;
        if c.is_alphanumeric() && !is_apostrophe(c) {
            break;
        }
        start += c.len_utf8();
    }
    if start >= bytes.len() {
        return None;
    }
    let end = plain_end(bytes, start);
    // Plain letters and digits are the rule; what follows them decides whether the word goes on.
    match bytes.get(end) {
        Some(byte) if *byte == b'\'' || !byte.is_ascii() => Some(unusual_word(text, start..end, language)),
        _ => Some(start..end),
    }
}

/// The end of the plain letters and digits from a byte on.
fn plain_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
        end += 1;
    }
    end
}

/// The word that begins with a run of plain letters and digits and goes on with something else, or the one after it, where
/// the run has lost its vowel to that.
#[cold]
fn unusual_word(text: &str, mut run: Range<usize>, language: Language) -> Range<usize> {
    while let Some(next) = spelling::elided(text, run.clone(), language) {
        run = next..plain_end(text.as_bytes(), next);
    }
    run.start..unusual_end(text, run.end)
}

/// The end of a word that has at byte `at` something other than plain letters and digits.
fn unusual_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let inside = is_word_char(c) || is_apostrophe(c) && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic());
        if !inside {
            return at + offset;
        }
    }
    text.len()
}

pub(super) fn is_citation_mark(text: &[u8], word: &Range<usize>) -> bool {
    text.get(word.end) == Some(&b']')
        && word.start > 0
        && text[word.start - 1] == b'['
        && text[word.clone()].iter().all(u8::is_ascii_digit)
}

fn starts_with_word(text: &str) -> bool {
    text.chars().next().is_some_and(is_word_char)
}

/// A word of a text in the form in which it becomes a token.
pub(super) fn normal(word: &str, language: Language) -> String {
    let mut normal = String::with_capacity(word.len());
    normalize(word, language, &mut normal);
    normal
}

/// Writes a word in lower case, without apostrophes, endings after them and invisible characters, cut to the limit.
fn normalize(word: &str, language: Language, normal: &mut String) {
    normal.clear();
    let word = strip_possessive(word);
    if word.is_ascii() && language != Language::Turkish {
        // One byte a character: any cut is on a boundary.
        normal.push_str(&word[..word.len().min(MAX_WORD_BYTES)]);
        if normal.contains('\'') {
            normal.retain(|c| c != '\'');
        }
        normal.make_ascii_lowercase();
        return;
    }
    // In Turkish, the endings of a name stand behind an apostrophe.
    let is_ending = |c: char| language == Language::Turkish && is_apostrophe(c);
    let seen = word.chars().take_while(|&c| !is_ending(c)).filter(|&c| !is_apostrophe(c) && !is_invisible(c));
    // Composed before stemming, so that an accent typed as its own character gives the same stem.
    for c in seen.nfc().flat_map(|c| spelling::lower(c, language)) {
        if normal.len() + c.len_utf8() > MAX_WORD_BYTES {
            break;
        }
        normal.push(c);
    }
}

fn strip_possessive(word: &str) -> &str {
    let Some(stripped) = word.strip_suffix(['s', 'S']) else {
        return word;
    };
    stripped.strip_suffix(is_apostrophe).unwrap_or(word)
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // Unicode counts the modifier apostrophe among the letters.
    c.is_alphanumeric() && !is_apostrophe(c) || is_combining_mark(c) || is_invisible(c)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Soft hyphen, zero-width non-joiner and joiner: part of a word without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_one_hyphen(gap: &str) -> bool {
    let mut chars = gap.chars();
    chars.next().is_some_and(is_hyphen) && chars.next().is_none()
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}
