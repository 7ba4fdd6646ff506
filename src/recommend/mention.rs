//! Mentions of a product's name in the text.
//!
//! A name is recognised to the letter, capitals and signs included: "Skin + Digestion" is the product and "skin and
//! digestion" is not. Each run of words that starts like a name is looked up in the index's own dictionary of names, and
//! what is kept in memory is a hash of each.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashSet, FxHasher};

use super::Seed;
use super::evidence::{Candidates, Evidence, Source};
use super::reason::ReasonKind;
use crate::index::{IndexError, Reader};

/// The longest name that is looked for, in white-space separated words.
const MAX_NAME_WORDS: usize = 6;
/// Texts that are read: mentions in the first of them say enough.
const MAX_TEXTS: usize = 64;

/// Bytes of a word's beginning that are looked at.
const BEGINNING_BYTES: usize = 8;
/// Of the filter: 16 kB.
const BEGINNING_BITS: usize = 1 << 17;

/// A filter in front of the index's dictionary of names: it says no at once to almost everything that is none.
#[derive(Default)]
pub(super) struct Names {
    /// The hashes of all names.
    hashes: FxHashSet<u64>,
    /// The words with which names begin.
    first_words: FxHashSet<String>,
    /// A bit for each of their beginnings (Bloom 1970, with one hash): most words of a text are no name by this already.
    beginnings: Beginnings,
}

/// Bits by the hash of a word's first bytes.
struct Beginnings(Box<[u64; BEGINNING_BITS / 64]>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(Box::new([0; BEGINNING_BITS / 64]))
    }
}

impl Beginnings {
    fn place(word: &str) -> (usize, u64) {
        let mut first = [0; BEGINNING_BYTES];
        let bytes = &word.as_bytes()[..word.len().min(BEGINNING_BYTES)];
        first[..bytes.len()].copy_from_slice(bytes);
        // The golden ratio spreads neighbours (Knuth, volume 3, section 6.4).
        let hash = u64::from_le_bytes(first).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bit = (hash >> (u64::BITS - BEGINNING_BITS.ilog2())) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    fn add(&mut self, word: &str) {
        let (at, bit) = Self::place(word);
        self.0[at] |= bit;
    }

    fn may_have(&self, word: &str) -> bool {
        let (at, bit) = Self::place(word);
        self.0[at] & bit != 0
    }
}

impl Names {
    pub(super) fn read(reader: &Reader) -> Result<Self, IndexError> {
        let mut names = Self::default();
        reader.each_product_name(|name| names.add(name))?;
        Ok(names)
    }

    fn add(&mut self, name: &str) {
        self.hashes.insert(hash(name));
        let first = name.split(' ').next().unwrap_or_default();
        if !self.first_words.contains(first) {
            self.first_words.insert(first.to_owned());
            self.beginnings.add(first);
        }
    }

    fn may_start_here(&self, text: &str, word: &Range<usize>) -> bool {
        let is_bare = text.as_bytes()[word.clone()].iter().take(BEGINNING_BYTES).all(u8::is_ascii_alphanumeric);
        if is_bare && !self.beginnings.may_have(&text[word.clone()]) {
            return false;
        }
        self.first_words.contains(&text[trim(text, word.clone())])
    }

    pub(super) fn collect(&self, reader: &Reader, seed: &Seed, candidates: &mut Candidates) -> Result<(), IndexError> {
        for (source, weight, text) in texts(seed).take(MAX_TEXTS) {
            let mut end = 0;
            for name in self.names(text) {
                // What lies inside of a name that was found is a part of that one: "Probiotic+" of "Probiotic+ Kids".
                if name.start < end {
                    continue;
                }
                if let Some(product) = reader.product_named(&text[name.clone()])? {
                    candidates.add(product, Evidence::new(ReasonKind::Mention, weight, source));
                    end = name.end;
                }
            }
        }
        Ok(())
    }

    /// The runs of words that could be a product's name, in bytes of UTF-8, longer ones first at each place.
    fn names(&self, text: &str) -> Vec<Range<usize>> {
        let words: Vec<Range<usize>> = words(text).collect();
        let mut names = Vec::new();
        for (index, first) in words.iter().enumerate() {
            if !self.may_start_here(text, first) {
                continue;
            }
            for last in words[index..].iter().take(MAX_NAME_WORDS).rev() {
                let name = trim(text, first.start..last.end);
                if is_distinctive(&text[name.clone()]) && self.hashes.contains(&hash(&text[name.clone()])) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// The texts of a seed, each with its place and what its part counts.
fn texts(seed: &Seed) -> impl Iterator<Item = (Source, f64, &str)> {
    seed.parts.iter().enumerate().flat_map(|(part, of_seed)| {
        let texts = of_seed.texts.iter().enumerate();
        texts.map(move |(text, said)| (Source { part, text }, of_seed.weight, said.text.as_str()))
    })
}

/// Of a name's words, whatever white space is between them.
fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        start..start + word.len()
    })
}

/// Without the punctuation of the sentence around it; a bracket that the name itself opens stays: "Zinc (Picolinate)".
fn trim(text: &str, span: Range<usize>) -> Range<usize> {
    let mut name = text[span.clone()].trim_start_matches(is_bracket);
    let start = span.end - name.len();
    let mut unopened = [('(', ')'), ('[', ']')].map(|(open, close)| {
        let closed = name.matches(close).count();
        closed.saturating_sub(name.matches(open).count())
    });
    while let Some(last) = name.chars().next_back() {
        let is_around = match last {
            ')' => take_one(&mut unopened[0]),
            ']' => take_one(&mut unopened[1]),
            _ => is_bracket(last) || is_stop(last),
        };
        if !is_around {
            break;
        }
        name = &name[..name.len() - last.len_utf8()];
    }
    start..start + name.len()
}

/// Takes one away, if there is one.
fn take_one(count: &mut usize) -> bool {
    let has_one = *count > 0;
    *count = count.saturating_sub(1);
    has_one
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '"' | '\'' | '“' | '”' | '‘' | '’' | '*')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…')
}

/// One plain word ("Magnesium") starts too many sentences to be taken for a product.
fn is_distinctive(name: &str) -> bool {
    name.chars().any(|c| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut names = Names::default();
        for name in ["Probiotic+", "Skin + Digestion", "Magnesium"] {
            names.add(name);
        }
        names.names(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn a_name_ends_before_the_punctuation_of_its_sentence() {
        assert!(found("You can try our Probiotic+.").contains(&"Probiotic+"));
        assert!(found("Try (Skin + Digestion), daily").contains(&"Skin + Digestion"));
    }

    #[test]
    fn running_text_and_single_plain_words_are_no_names() {
        assert!(found("for skin and digestion").is_empty());
        assert!(!found("Magnesium helps.").contains(&"Magnesium"));
    }
}
