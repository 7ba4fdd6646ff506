//! What a language writes in more than one way, made one way: before stemming, for an index and for a query alike.

use std::borrow::Cow;

use crate::corpus::Language;

/// A lower-case word as the stemmer of its language expects it.
///
/// - German: `ae`, `oe`, `ue` are how umlauts are typed where there is no key for them; after a vowel or q, `ue` is itself
///   ("neue", "Quelle"). The rules are those of Lucene's `GermanNormalizationFilter`.
/// - Greek: a final sigma is a sigma, as capitals have it.
/// - Romanian: the stemmer knows `ş` and `ţ` with a cedilla, the letters of old code pages; the comma below is the standard.
/// - Russian: `ё` is mostly printed as `е`.
pub(super) fn canonical(word: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::German if ["ae", "oe", "ue"].iter().any(|digraph| word.contains(digraph)) => {
            with_umlauts(word).into()
        }
        Language::Greek => replaced(word, &[('ς', 'σ')]),
        Language::Romanian => replaced(word, &[('ș', 'ş'), ('ț', 'ţ')]),
        Language::Russian => replaced(word, &[('ё', 'е')]),
        _ => word.into(),
    }
}

/// The lower case of a character: Turkish has an i with a dot and one without, each with a capital of its own.
pub(super) fn lower(c: char, language: Language) -> impl Iterator<Item = char> {
    let c = match c {
        'I' if language == Language::Turkish => 'ı',
        'İ' if language == Language::Turkish => 'i',
        _ => c,
    };
    c.to_lowercase()
}

/// The byte after the apostrophe with which a word begins that has lost its vowel ("l'huile", "dell'olio"): it is a word of
/// its own, and one that says nothing.
pub(super) fn elided(text: &str, run: std::ops::Range<usize>, language: Language) -> Option<usize> {
    let words = match language {
        Language::French => ELIDED_FRENCH,
        Language::Italian => ELIDED_ITALIAN,
        _ => return None,
    };
    let mut rest = text[run.end..].chars();
    let apostrophe = rest.next().filter(|&c| super::word::is_apostrophe(c))?;
    let is_joined = rest.next().is_some_and(char::is_alphabetic);
    let is_elided = is_joined && words.iter().any(|word| word.eq_ignore_ascii_case(&text[run.clone()]));
    is_elided.then_some(run.end + apostrophe.len_utf8())
}

/// As in the defaults of Lucene's `FrenchAnalyzer` and `ItalianAnalyzer`.
const ELIDED_FRENCH: &[&str] = &["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"];
const ELIDED_ITALIAN: &[&str] = &[
    "c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl", "negl", "sugl", "un",
    "m", "t", "s", "v", "d",
];

fn replaced<'w>(word: &'w str, pairs: &[(char, char)]) -> Cow<'w, str> {
    let replacement = |c: char| pairs.iter().find(|pair| pair.0 == c).map(|pair| pair.1);
    if word.chars().any(|c| replacement(c).is_some()) {
        word.chars().map(|c| replacement(c).unwrap_or(c)).collect()
    } else {
        word.into()
    }
}

fn with_umlauts(word: &str) -> String {
    let mut spelt = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let umlaut = match c {
            'a' => Some('ä'),
            'o' => Some('ö'),
            'u' if !before.is_some_and(|before| "aeiouäöüyq".contains(before)) => Some('ü'),
            _ => None,
        };
        match umlaut {
            Some(umlaut) if chars.next_if_eq(&'e').is_some() => spelt.push(umlaut),
            _ => spelt.push(c),
        }
        before = spelt.chars().next_back();
    }
    spelt
}
