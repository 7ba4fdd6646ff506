//! The best terms of the seed against the product index.
//!
//! Terms are weighted by tf·idf as in Lucene's *more like this*: frequent in the seed, rare among products. A word that
//! half of the products have says nothing, one that none has finds nothing.

use std::ops::Range;

use rustc_hash::FxHashMap;
use tantivy::Term;
use tantivy::query::BooleanQuery;

use super::Seed;
use super::evidence::{Candidates, Evidence, Source};
use super::filter::ProductFilter;
use super::reason::ReasonKind;
use super::seed::{SeedPart, SeedText};
use super::target::Stock;
use crate::analysis::{Analyzer, Finder};
use crate::document::{Category, Product};
use crate::index::{IndexError, IndexedPassage, disjunction, top};
use crate::label;
use crate::ranking::inverse_document_frequency;

/// Terms asked for: the number that Lucene's *more like this* and its descendants settled on.
const MAX_TERMS: usize = 25;
/// Words looked up to choose from: the most frequent of the seed, and of equally frequent ones the longer words, which are
/// the rarer ones (Zipf's law of abbreviation).
const MAX_WORDS: usize = 100;
/// What a word of a title counts, in words of the text.
const TITLE_COUNT: u32 = 3;
/// A longer first line is no title.
const MAX_TITLE_BYTES: usize = 250;
/// A term that a larger share of the products has tells them apart too little. (Of very few products every share is large.)
const MAX_DOCUMENT_SHARE: f64 = 0.5;
const FEW_DOCUMENTS: u64 = 10;
/// What a term in the product's name adds beside its weight among all words: the seed of an article about garlic is garlic.
const NAME_WEIGHT: f32 = 1.0;
/// The most telling terms are looked for in names.
const MAX_NAME_TERMS: usize = 10;
/// The saturation of BM25 (k1 of Tantivy's): a term counts 1 + k1 at most, however often it stands somewhere.
const SATURATION: f64 = 1.2;
/// Shared words that a reason names.
const MAX_REASON_WORDS: usize = 3;

/// The terms that stand for a seed, the most telling first.
pub(super) struct SeedTerms {
    terms: Vec<SeedTerm>,
    /// What a document would score that has each of the seed's most telling words as often as BM25 counts at all, be they known
    /// here or not: a text of which the index knows one word gets no good score for that.
    ideal: f64,
}

struct SeedTerm {
    text: String,
    weight: f64,
    /// Where the seed has it first.
    source: Source,
}

/// A word of a seed that may tell something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SeedWord {
    /// Its term.
    pub(super) text: String,
    /// Damped, and weighted by its parts.
    pub(super) frequency: f64,
    /// Where the seed has it first.
    pub(super) source: Source,
}

/// Every term over all words, and the most telling ones over the names too.
fn query(terms: &[SeedTerm], stock: &Stock<'_>) -> BooleanQuery {
    let words = terms.iter().map(|term| (stock.body, term.text.as_str(), term.weight as f32));
    let names = terms.iter().take(MAX_NAME_TERMS);
    let names = names.map(|term| (stock.name, term.text.as_str(), NAME_WEIGHT * term.weight as f32));
    disjunction(words.chain(names))
}

/// The terms that tell most, and the most that a document could score if the index had all that tell.
fn best_terms(stock: &Stock<'_>, words: &[SeedWord]) -> Result<SeedTerms, IndexError> {
    let documents = stock.searcher.num_docs();
    let mut telling = Vec::new();
    for word in words {
        let holders = stock.searcher.doc_freq(&Term::from_field_text(stock.body, &word.text))?;
        if documents <= FEW_DOCUMENTS || holders as f64 <= MAX_DOCUMENT_SHARE * documents as f64 {
            // The query multiplies by Tantivy's own idf; here it only chooses the terms.
            telling.push((word.frequency * inverse_document_frequency(holders, documents), holders, word));
        }
    }
    telling.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.text.cmp(&b.2.text)));
    let ideal = telling.iter().take(MAX_TERMS).map(|&(score, ..)| score * (1.0 + SATURATION)).sum();
    let known = telling.into_iter().filter(|&(_, holders, _)| holders > 0).take(MAX_TERMS);
    let term = |word: &SeedWord| SeedTerm { text: word.text.clone(), weight: word.frequency, source: word.source };
    Ok(SeedTerms { terms: known.map(|(_, _, word)| term(word)).collect(), ideal })
}

/// The words of a seed that are worth a look-up in the index, in no order. Each part is a vector of length 1 times its weight, so
/// that a long one does not drown a short one.
pub(super) fn words(analyzer: &Analyzer, seed: &Seed) -> Vec<SeedWord> {
    let mut total: FxHashMap<String, SeedWord> = FxHashMap::default();
    for (part, of_seed) in seed.parts.iter().enumerate() {
        let counts = counts(analyzer, of_seed);
        let length = counts.values().map(|&(count, _)| damped(count).powi(2)).sum::<f64>().sqrt();
        for (term, (count, text)) in counts {
            let frequency = of_seed.weight * damped(count) / length;
            let source = Source { part, text };
            let word = SeedWord { text: String::new(), frequency: 0.0, source };
            let known = total.entry(term).or_insert(word);
            known.frequency += frequency;
        }
    }
    let words = total.into_iter().map(|(text, word)| SeedWord { text, ..word });
    most_promising(words.collect())
}

/// How often each telling term stands in a part, and which of its texts has it first.
fn counts(analyzer: &Analyzer, part: &SeedPart) -> FxHashMap<String, (u32, usize)> {
    let mut counts: FxHashMap<String, (u32, usize)> = FxHashMap::default();
    for (at, SeedText { text, .. }) in part.texts.iter().enumerate() {
        let title = if at == 0 { title(text) } else { 0..0 };
        analyzer.each_term(text, |term, span, _| {
            let weight = if title.contains(&span.start) { TITLE_COUNT } else { 1 };
            match counts.get_mut(term) {
                Some((count, _)) => *count += weight,
                None if is_telling(analyzer, term, &text[span]) => {
                    counts.insert(term.to_owned(), (weight, at));
                }
                None => {}
            }
        });
    }
    counts
}

/// The first line of a text, if it can be its title: short, and with more below it or nothing but it.
fn title(text: &str) -> Range<usize> {
    let end = text.trim_end().find('\n').unwrap_or(text.len());
    if end <= MAX_TITLE_BYTES { 0..end } else { 0..0 }
}

/// A count that says less with each time: a text that says "skin" thirty times is not thirty times about skin.
fn damped(count: u32) -> f64 {
    f64::from(count).sqrt()
}

fn most_promising(mut words: Vec<SeedWord>) -> Vec<SeedWord> {
    let promise = |a: &SeedWord, b: &SeedWord| {
        b.frequency.total_cmp(&a.frequency).then(b.text.len().cmp(&a.text.len())).then_with(|| a.text.cmp(&b.text))
    };
    if words.len() > MAX_WORDS {
        words.select_nth_unstable_by(MAX_WORDS, promise);
        words.truncate(MAX_WORDS);
    }
    words
}

/// Function words, bare numbers and units tell nothing of what a product is for.
fn is_telling(analyzer: &Analyzer, term: &str, word: &str) -> bool {
    term.len() > 1
        && !label::UNITS.contains(&word)
        && term.chars().any(char::is_alphabetic)
        && !analyzer.is_stop_word(term, word)
}

impl SeedTerms {
    /// The most telling of a seed's words.
    pub(super) fn choose(stock: &Stock<'_>, words: &[SeedWord]) -> Result<Self, IndexError> {
        best_terms(stock, words)
    }

    /// Adds the `limit` documents that share most with the seed's words.
    pub(super) fn collect(
        &self,
        stock: &Stock<'_>,
        filter: &ProductFilter,
        limit: usize,
        candidates: &mut Candidates,
    ) -> Result<(), IndexError> {
        let query = stock.narrow(query(&self.terms, stock), filter);
        let hits = top(stock.searcher, &query, limit)?;
        for hit in hits {
            let strength = (f64::from(hit.score) / self.ideal).min(1.0);
            candidates.add(hit.address, Evidence::new(ReasonKind::SharedTerms, strength, Source::default()));
        }
        Ok(())
    }

    /// The terms, ready to be looked for in what is related.
    pub(super) fn finder<'t>(&'t self, analyzer: &'t Analyzer) -> Finder<'t> {
        analyzer.finder(self.texts())
    }

    /// The terms, the most telling first.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(|term| term.text.as_str())
    }

    /// The most telling words that a product shares with the seed: of its name and labels if there are any, otherwise of its
    /// description.
    pub(super) fn shared_with(&self, product: &Product, finder: &Finder<'_>) -> (Vec<String>, Source) {
        let of_labels = self.shared_words(&labels(product), finder);
        if of_labels.0.is_empty() { self.shared_words(&product.description, finder) } else { of_labels }
    }

    /// The most telling words that a passage shares with the seed: of its title if there are any, otherwise of its text.
    pub(super) fn shared_with_passage(
        &self,
        passage: &IndexedPassage<'_>,
        finder: &Finder<'_>,
    ) -> (Vec<String>, Source) {
        let of_title = self.shared_words(&passage.title, finder);
        if of_title.0.is_empty() { self.shared_words(&passage.text, finder) } else { of_title }
    }

    /// The most telling words that a text shares with the seed, and where the seed has the first of them.
    fn shared_words(&self, text: &str, finder: &Finder<'_>) -> (Vec<String>, Source) {
        let mut shared: Vec<(usize, Range<usize>)> = Vec::new();
        finder.find(text, |term, span, _| {
            // A word may stand for two terms, with its accents and without them.
            if !shared.iter().any(|(known, word)| *known == term || *word == span) {
                shared.push((term, span));
            }
        });
        shared.sort_unstable_by_key(|&(term, _)| term);
        let source = shared.first().map_or(Source::default(), |&(term, _)| self.terms[term].source);
        (shared.into_iter().take(MAX_REASON_WORDS).map(|(_, span)| text[span].to_lowercase()).collect(), source)
    }
}

/// What a product says of itself in short.
fn labels(product: &Product) -> String {
    std::iter::once(product.name.as_str())
        .chain(product.concerns.iter().map(String::as_str))
        .chain(product.ingredients.iter().map(|ingredient| ingredient.name.as_str()))
        .chain(product.benefits.iter().map(String::as_str))
        .chain(product.categories.iter().map(Category::as_str))
        .chain(product.form.iter().chain(&product.brand).chain(&product.dietary).map(String::as_str))
        .collect::<Vec<_>>()
        .join("\n")
}
