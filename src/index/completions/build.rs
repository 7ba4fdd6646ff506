//! Gathers the completions of a generation at rest, from the dictionaries of its indexes and from a sample of its texts.

use std::cmp::Reverse;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, TantivyError};

use super::phrase::Phrases;
use super::{FILE, Place, completion_key};
use crate::analysis::Analyzer;
use crate::filter::Field as Facet;
use crate::index::facet::read_facet;
use crate::index::reader::stored_text;
use crate::index::schema::{PassageFields, ProductFields};
use crate::index::{IndexError, files};

/// Nobody wants to read more while they type, in characters.
const MAX_CHARS: usize = 70;
const MAX_WORDS: usize = 10;
/// A word that fewer texts have is nothing that many type.
const MIN_TEXTS: u32 = 2;
/// A heading that more sections have says how articles are built and not what they are about.
const MAX_SECTIONS: u64 = 2;
/// Texts whose phrases are counted: what is frequent shows in a sample.
const SAMPLE: usize = 2_000;
/// More documents than this say nothing more of how much something is wanted, in bits.
const MAX_BITS: f32 = 7.0;
/// Shorter words are rather "vs" than what somebody wants; one that is a label stands there as one.
const MIN_LETTERS: usize = 4;
/// A word in a larger share of all texts is about everything.
const MAX_SHARE: f32 = 0.2;
/// (Of very few texts every share is large.)
const FEW_TEXTS: u32 = 100;
/// What a completion loses where what was typed is not its beginning.
const INSIDE: f32 = 2.0;
/// Steps of a weight to one.
const STEPS: f32 = 1_000.0;

/// What is worth typing, the worthiest first.
#[derive(Debug, Clone, Copy)]
enum Source {
    Category,
    Label,
    Name,
    Title,
    Heading,
    Phrase,
    Word,
}

impl Source {
    /// What the values of a facet are worth typing as; nothing if nobody types them.
    fn of(field: Facet) -> Option<Self> {
        match field {
            Facet::Category => Some(Self::Category),
            Facet::Concern | Facet::Ingredient | Facet::Tag => Some(Self::Label),
            _ => None,
        }
    }

    /// What it is worth whatever the number of documents.
    fn weight(self) -> f32 {
        match self {
            Self::Category => 8.0,
            Self::Label => 7.0,
            Self::Name => 6.5,
            Self::Title => 6.0,
            Self::Heading => 5.0,
            Self::Phrase => 4.0,
            Self::Word => 2.0,
        }
    }
}

/// What was found so far, some of it more than once.
struct Gathered<'a> {
    analyzer: &'a Analyzer,
    found: Vec<(String, f32)>,
}

/// What completions are gathered from.
pub(in crate::index) struct Texts<'a> {
    /// The passage index at rest.
    pub(in crate::index) passages: (&'a Searcher, &'a PassageFields),
    /// The product index at rest.
    pub(in crate::index) products: (&'a Searcher, &'a ProductFields),
}

/// Writes the file of a generation.
pub(in crate::index) fn write(generation: &Path, analyzer: &Analyzer, texts: &Texts<'_>) -> Result<(), IndexError> {
    let ((passages, of_passages), (products, of_products)) = (texts.passages, texts.products);
    let mut gathered = Gathered { analyzer, found: Vec::new() };
    for (searcher, field) in [(passages, of_passages.facet), (products, of_products.facet)] {
        each_term(searcher, field, |term, holders| {
            if let Some((field, _, name)) = read_facet(term)
                && let Some(source) = Source::of(field)
            {
                gathered.add(name, source, holders);
            }
        })?;
    }
    each_term(products, of_products.exact_name, |name, _| gathered.add(name, Source::Name, 1))?;
    each_term(passages, of_passages.exact_title, |title, _| gathered.add(title, Source::Title, 1))?;
    each_term(passages, of_passages.exact_heading, |heading, sections| {
        if sections <= MAX_SECTIONS {
            gathered.add(heading, Source::Heading, 1);
        }
    })?;
    let phrases = phrases(texts, analyzer)?;
    let scale = (passages.num_docs() + products.num_docs()).div_ceil(phrases.texts().max(1).into());
    gathered.add_words(phrases.words(), phrases.texts(), scale);
    phrases.into_frequent().for_each(|(phrase, texts)| gathered.add(&phrase, Source::Phrase, u64::from(texts) * scale));
    gathered.write(generation)
}

/// Calls `visit` with each raw term of a field and the number of documents that have it, deleted ones included.
fn each_term(searcher: &Searcher, field: Field, mut visit: impl FnMut(&str, u64)) -> Result<(), IndexError> {
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream().map_err(TantivyError::from)?;
        while let Some((term, info)) = terms.next() {
            if let Ok(term) = str::from_utf8(term) {
                visit(term, info.doc_freq.into());
            }
        }
    }
    Ok(())
}

/// The words and phrases of passages and of product names that stand evenly over all.
fn phrases(texts: &Texts<'_>, analyzer: &Analyzer) -> Result<Phrases, IndexError> {
    let mut phrases = Phrases::default();
    let passages = texts.passages.0;
    let step = step(passages.num_docs());
    for (ordinal, segment) in (0..).zip(passages.segment_readers()) {
        for document in segment.doc_ids_alive().step_by(step) {
            phrases.add(&stored_text(passages, DocAddress::new(ordinal, document))?, analyzer);
        }
    }
    let (products, of_products) = texts.products;
    let step = self::step(products.num_docs());
    let mut names = 0;
    each_term(products, of_products.exact_name, |name, _| {
        if names % step == 0 {
            phrases.add(name, analyzer);
        }
        names += 1;
    })?;
    Ok(phrases)
}

/// Of how many texts one is in the sample.
fn step(texts: u64) -> usize {
    (texts as usize).div_ceil(SAMPLE).max(1)
}

impl Gathered<'_> {
    fn add(&mut self, text: &str, source: Source, holders: u64) {
        if text.chars().count() <= MAX_CHARS {
            self.found.push((text.to_owned(), source.weight() + (1.0 + holders as f32).log2().min(MAX_BITS)));
        }
    }

    /// Adds the words that several texts have, of the forms of one word the most frequent.
    fn add_words<'w>(&mut self, words: impl Iterator<Item = (&'w str, u32)>, texts: u32, scale: u64) {
        let is_common = |having: u32| texts > FEW_TEXTS && having as f32 > MAX_SHARE * texts as f32;
        let mut forms: FxHashMap<String, (&str, u32)> = FxHashMap::default();
        for (word, having) in words.filter(|&(_, having)| having >= MIN_TEXTS && !is_common(having)) {
            let term = self.analyzer.term_of(word);
            let is_long = word.chars().count() >= MIN_LETTERS;
            if is_long && !self.analyzer.is_stop_word(&term, word) && word.chars().all(char::is_alphabetic) {
                let most = forms.entry(term).or_default();
                if (having, Reverse(word)) > (most.1, Reverse(most.0)) {
                    *most = (word, having);
                }
            }
        }
        for (word, having) in forms.into_values() {
            self.add(word, Source::Word, u64::from(having) * scale);
        }
    }

    /// Each completion once, in the order of the keys: of several ways to write one the worthiest, or the first in their order.
    fn completions(self) -> Vec<(String, (String, f32))> {
        let analyzer = self.analyzer;
        let keyed = self.found.into_par_iter().filter_map(|(text, weight)| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let key = completion_key(&text, analyzer);
            is_worth_typing(&key).then_some((key, (text, weight)))
        });
        let mut completions: Vec<(String, (String, f32))> = keyed.collect();
        completions.par_sort_unstable_by(|(a_key, (a, a_weight)), (b_key, (b, b_weight))| {
            a_key.cmp(b_key).then(b_weight.total_cmp(a_weight)).then_with(|| a.cmp(b))
        });
        completions.dedup_by(|later, first| later.0 == first.0);
        completions
    }

    fn write(self, generation: &Path) -> Result<(), IndexError> {
        let analyzer = self.analyzer;
        let completions = self.completions();
        let mut ends: Vec<u32> = Vec::with_capacity(2 * completions.len());
        let mut texts = String::new();
        for (key, (text, _)) in &completions {
            for part in [text, key] {
                texts.push_str(part);
                ends.push(texts.len() as u32);
            }
        }
        let numbered = completions.par_iter().enumerate();
        let mut places: Vec<(&str, Place)> = numbered
            .flat_map_iter(|(number, (key, (_, weight)))| {
                telling_starts(key, analyzer).map(move |start| {
                    let weight = if start == 0 { *weight } else { weight - INSIDE };
                    let weight = (weight * STEPS) as u16;
                    (&key[start..], Place { completion: number as u32, start: start as u16, weight })
                })
            })
            .collect();
        places.par_sort_unstable_by(|a, b| a.0.cmp(b.0).then(a.1.completion.cmp(&b.1.completion)));
        let mut bytes: Vec<u8> = Vec::new();
        let mut push = |number: u32| bytes.extend_from_slice(&number.to_ne_bytes());
        push(completions.len() as u32);
        push(places.len() as u32);
        for number in ends.into_iter().chain(places.iter().flat_map(|(_, place)| place.written())) {
            push(number);
        }
        bytes.extend_from_slice(texts.as_bytes());
        files::write_synced(&generation.join(FILE), &bytes)
    }
}

/// Whether a key is of words, and not of too many.
fn is_worth_typing(key: &str) -> bool {
    key.split(' ').count() <= MAX_WORDS && key.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}

/// The bytes of a key at which a word begins that somebody may begin with.
fn telling_starts<'k>(key: &'k str, analyzer: &'k Analyzer) -> impl Iterator<Item = usize> + 'k {
    let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(space, _)| space + 1));
    starts.filter(move |&start| {
        let word = key[start..].split(' ').next().unwrap_or_default();
        start == 0 || !analyzer.is_stop_word(&analyzer.term_of(word), word)
    })
}
