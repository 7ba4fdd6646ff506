//! Labels that a product shares with the products of the seed, rare ones counting more.

use rustc_hash::FxHashMap;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::Seed;
use super::evidence::{Candidates, Evidence, Source};
use super::filter::ProductFilter;
use super::reason::ReasonKind;
use crate::index::{IndexError, Reader, disjunction, top};
use crate::label::{Label, LabelKind};
use crate::ranking::inverse_document_frequency;

/// Adds the `limit` products that share most.
pub(super) fn collect(
    reader: &Reader,
    seed: &Seed,
    filter: &ProductFilter,
    limit: usize,
    candidates: &mut Candidates,
) -> Result<(), IndexError> {
    let (searcher, fields) = reader.products();
    let weights = weights(seed);
    if weights.is_empty() {
        return Ok(());
    }
    let hits = top(searcher, &filter.narrow(query(&weights, fields.label), fields), limit)?;
    let ideal = ideal(&weights, searcher, fields.label)?;
    let source = seed.products().next().map(|(part, _)| Source { part, text: 0 }).unwrap_or_default();
    for hit in hits {
        let strength = (f64::from(hit.score) / ideal).min(1.0);
        candidates.add(hit.address, Evidence::new(ReasonKind::SharedLabels, strength, source));
    }
    Ok(())
}

/// What a product would score that shares every label.
fn ideal(weights: &FxHashMap<String, f64>, searcher: &Searcher, field: Field) -> Result<f64, IndexError> {
    let mut ideal = 0.0;
    for (label, weight) in weights {
        let holders = searcher.doc_freq(&Term::from_field_text(field, label))?;
        ideal += weight * inverse_document_frequency(holders, searcher.num_docs());
    }
    Ok(ideal)
}

/// BM25 over a field of raw terms is the sum of their inverse document frequencies.
fn query(weights: &FxHashMap<String, f64>, field: Field) -> tantivy::query::BooleanQuery {
    let mut terms: Vec<(&str, f64)> = weights.iter().map(|(term, &weight)| (term.as_str(), weight)).collect();
    terms.sort_unstable_by_key(|&(term, _)| term);
    disjunction(terms.into_iter().map(|(term, weight)| (field, term, weight as f32)))
}

/// The labels of the seed as terms, each with what it counts: a product with few labels says as much as one with many.
fn weights(seed: &Seed) -> FxHashMap<String, f64> {
    let mut weights = FxHashMap::default();
    for (_, product) in seed.products() {
        let length = (product.labels.len() as f64).sqrt();
        for label in &product.labels {
            *weights.entry(label.term()).or_default() += product.weight * weight(label.kind) / length;
        }
    }
    weights
}

/// A concern is why people buy; what is allowed to be said of it is said of many; a category is a shelf.
fn weight(kind: LabelKind) -> f64 {
    match kind {
        LabelKind::Concern | LabelKind::Ingredient => 1.0,
        LabelKind::Benefit | LabelKind::Category => 0.7,
    }
}

/// The labels that a product shares with each product of the seed.
pub(super) fn shared<'s>(seed: &'s Seed, labels: &[Label]) -> Vec<(usize, Vec<&'s Label>)> {
    let shared_with = |product: &'s super::seed::SeedPart| product.labels.iter().filter(|label| labels.contains(label));
    seed.products().map(|(part, product)| (part, shared_with(product).collect())).collect()
}
