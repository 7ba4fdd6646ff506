//! The best terms of the seed against the product index.
//!
//! Terms are weighed by tf·idf as in Lucene's *more like this*: frequent in the seed, rare among products. A word that
//! half of the products have says nothing, one that none has finds nothing.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::{Searcher, Term};

use super::reason::{Reason, ReasonKind};
use super::seed::SeedText;
use super::{Candidates, Evidence, Seed};
use crate::analysis::Analyzer;
use crate::document::{Category, Product};
use crate::index::{IndexError, ProductFields, Reader, disjunction, top};
use crate::ranking::scale_by_best;

/// Terms asked for: the number that Lucene's *more like this* and its descendants settled on.
const MAX_TERMS: usize = 25;
/// A word counts at most this often in one text: a text that says "skin" thirty times is not thirty times about skin.
const MAX_FREQUENCY: u32 = 3;
/// A term that a larger share of the products has tells them apart too little. (Of very few products every share is large.)
const MAX_DOCUMENT_SHARE: f64 = 0.5;
const FEW_PRODUCTS: u64 = 10;
/// Shared words that a reason names.
const MAX_REASON_WORDS: usize = 3;
/// Extra weight of a product's name and labels beside all its words.
const NAME_WEIGHT: f32 = 0.5;
const LABELS_WEIGHT: f32 = 0.5;

/// A term of the seed.
struct SeedTerm {
    text: String,
    weight: f64,
    /// Which of the seed's texts gave it most.
    source: usize,
}

/// Adds the `limit` products that share most with the seed's texts.
pub(super) fn collect(
    reader: &Reader,
    analyzer: &Analyzer,
    seed: &Seed,
    limit: usize,
    candidates: &mut Candidates,
) -> Result<(), IndexError> {
    let (searcher, fields) = reader.products();
    let terms = best_terms(searcher, fields, analyzer, seed)?;
    if terms.is_empty() {
        return Ok(());
    }
    let weights = [(fields.body, 1.0), (fields.name, NAME_WEIGHT), (fields.labels, LABELS_WEIGHT)];
    let query = disjunction(terms.iter().map(|term| (term.text.as_str(), term.weight as f32)), &weights);
    let hits = top(searcher, &query, limit)?;
    let mut strengths: Vec<f64> = hits.iter().map(|hit| f64::from(hit.score)).collect();
    scale_by_best(&mut strengths);
    for (hit, strength) in hits.into_iter().zip(strengths) {
        let product = reader.product(hit.address)?;
        let reason = reason(&product, &terms, seed, analyzer);
        candidates.add(product, Evidence { strength, reason });
    }
    Ok(())
}

fn best_terms(
    searcher: &Searcher,
    fields: &ProductFields,
    analyzer: &Analyzer,
    seed: &Seed,
) -> Result<Vec<SeedTerm>, IndexError> {
    let products = searcher.num_docs();
    let mut terms = Vec::new();
    for (text, (frequency, source)) in frequencies(analyzer, &seed.texts) {
        let holders = searcher.doc_freq(&Term::from_field_text(fields.body, &text))?;
        let is_common = products > FEW_PRODUCTS && holders as f64 > MAX_DOCUMENT_SHARE * products as f64;
        if holders > 0 && !is_common {
            // The query multiplies by Tantivy's own idf; here it only chooses the terms.
            terms.push((frequency * idf(holders, products), SeedTerm { text, weight: frequency, source }));
        }
    }
    terms.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    terms.truncate(MAX_TERMS);
    Ok(terms.into_iter().map(|(_, term)| term).collect())
}

/// The inverse document frequency of BM25 (Robertson and Zaragoza 2009), as Tantivy has it.
fn idf(holders: u64, documents: u64) -> f64 {
    (1.0 + (documents as f64 - holders as f64 + 0.5) / (holders as f64 + 0.5)).ln()
}

/// The capped and weighted frequency of each term, with the text that gave it most.
fn frequencies(analyzer: &Analyzer, texts: &[SeedText]) -> HashMap<String, (f64, usize)> {
    let mut total: HashMap<String, (f64, usize)> = HashMap::new();
    for (source, text) in texts.iter().enumerate() {
        let mut counts: HashMap<String, u32> = HashMap::new();
        analyzer.each_term(&text.text, |term, span, _| {
            if let Some(count) = counts.get_mut(term) {
                *count += 1;
            } else if is_telling(analyzer, term, &text.text[span]) {
                counts.insert(term.to_owned(), 1);
            }
        });
        for (term, count) in counts {
            let frequency = text.weight * f64::from(count.min(MAX_FREQUENCY)).sqrt();
            total.entry(term).and_modify(|known| known.0 += frequency).or_insert((frequency, source));
        }
    }
    total
}

/// Function words and bare numbers tell nothing of what a product is for.
fn is_telling(analyzer: &Analyzer, term: &str, word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().any(char::is_alphabetic) && !analyzer.is_stop_word(term, word)
}

fn reason(product: &Product, terms: &[SeedTerm], seed: &Seed, analyzer: &Analyzer) -> Reason {
    let text = searched_text(product);
    let mut shared: Vec<(usize, Range<usize>)> = Vec::new();
    analyzer.each_term(&text, |word, span, _| {
        if let Some(term) = terms.iter().position(|term| term.text == word)
            && !shared.iter().any(|&(known, _)| known == term)
        {
            shared.push((term, span));
        }
    });
    // Terms are in the order of what they say.
    shared.sort_unstable_by_key(|&(term, _)| term);
    let source = shared.first().and_then(|&(term, _)| seed.texts.get(terms[term].source));
    let words: Vec<String> =
        shared.into_iter().take(MAX_REASON_WORDS).map(|(_, span)| text[span].to_lowercase()).collect();
    Reason {
        kind: ReasonKind::SharedTerms,
        text: format!("shares the words {}", words.join(", ")),
        document: source.and_then(|source| source.document.as_ref()).map(ToString::to_string),
        passage: source.and_then(|source| source.passage.clone()),
        words,
    }
}

/// What the product index searches of a product, the most telling words first.
fn searched_text(product: &Product) -> String {
    std::iter::once(product.name.as_str())
        .chain(product.concerns.iter().map(String::as_str))
        .chain(product.ingredients.iter().map(|ingredient| ingredient.name.as_str()))
        .chain(product.benefits.iter().map(String::as_str))
        .chain(product.categories.iter().map(Category::as_str))
        .chain([product.description.as_str()])
        .collect::<Vec<_>>()
        .join("\n")
}
