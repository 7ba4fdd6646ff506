//! Products that belong to what somebody reads, searches or holds in hand, each with its reasons. Beside search, never
//! through it.
//!
//! Three signals, each in a file of its own: an editor's links, mentions of a product's name in the text, and the best
//! terms of the text in the product index. They are independent causes and are put together as such.

mod link;
mod mention;
mod reason;
mod seed;
mod term;

use std::collections::HashMap;

use crate::analysis::Analyzer;
use crate::document::{DocumentId, Product};
use crate::index::{IndexError, Reader};
use crate::ranking::{Explanation, noisy_or};

pub use reason::{Reason, ReasonKind};
pub use seed::{Seed, SeedLink, SeedText};

/// How far one signal alone can lift a product, when it is as strong as it gets. An editor's choice outweighs words; two
/// kinds of evidence outweigh one.
const LINK_STRENGTH: f64 = 0.8;
const MENTION_STRENGTH: f64 = 0.7;
const TERM_STRENGTH: f64 = 0.6;

/// A product that belongs to a seed.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedProduct {
    /// The product.
    pub product: Product,
    /// 0 to 1; larger is better.
    pub score: f64,
    /// Why it belongs there, the strongest first; never empty.
    pub reasons: Vec<Reason>,
    /// How the score came about.
    pub explanation: Explanation,
}

/// What one signal says of one product.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    /// Of the signal at its strongest, 0 to 1.
    strength: f64,
    reason: Reason,
}

/// Evidence by product, whatever signal found it.
#[derive(Default)]
pub(crate) struct Candidates {
    products: HashMap<DocumentId, (Product, Vec<Evidence>)>,
}

impl Candidates {
    /// Adds evidence for a product. Of several pieces of one kind the strongest stands.
    pub(crate) fn add(&mut self, product: Product, evidence: Evidence) {
        let (_, known) = self.products.entry(product.id.clone()).or_insert_with(|| (product, Vec::new()));
        match known.iter_mut().find(|known| known.reason.kind == evidence.reason.kind) {
            Some(same) if same.strength < evidence.strength => *same = evidence,
            Some(_) => {}
            None => known.push(evidence),
        }
    }
}

/// Recommends from one generation of the index.
pub struct Recommender {
    names: mention::Names,
}

impl Recommender {
    /// Prepares what a generation's answers share.
    pub fn open(reader: &Reader) -> Result<Self, IndexError> {
        Ok(Self { names: mention::Names::read(reader)? })
    }

    /// The best `limit` products for a seed, best first. None of them is the seed itself.
    pub fn related(
        &self,
        reader: &Reader,
        analyzer: &Analyzer,
        seed: &Seed,
        limit: usize,
    ) -> Result<Vec<RelatedProduct>, IndexError> {
        let mut candidates = Candidates::default();
        link::collect(reader, seed, &mut candidates)?;
        self.names.collect(reader, seed, &mut candidates)?;
        // A product of the seed takes a place in the list of words that it then gives up.
        term::collect(reader, analyzer, seed, limit + seed.documents.len(), &mut candidates)?;
        let mut related: Vec<RelatedProduct> = candidates
            .products
            .into_values()
            .filter(|(product, _)| !seed.documents.contains(&product.id))
            .map(|(product, evidence)| weigh(product, evidence))
            .collect();
        related.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.product.id.cmp(&b.product.id)));
        related.truncate(limit);
        Ok(related)
    }
}

fn weigh(product: Product, mut evidence: Vec<Evidence>) -> RelatedProduct {
    let weighted = |evidence: &Evidence| evidence.strength * strength_of(evidence.reason.kind);
    evidence.sort_by(|a, b| weighted(b).total_cmp(&weighted(a)).then(a.reason.kind.cmp(&b.reason.kind)));
    let score = noisy_or(evidence.iter().map(weighted));
    let details = evidence
        .iter()
        .map(|evidence| Explanation::leaf(weighted(evidence), evidence.reason.kind.name()))
        .collect();
    RelatedProduct {
        product,
        score,
        reasons: evidence.into_iter().map(|evidence| evidence.reason).collect(),
        explanation: Explanation::tree(score, "noisy-or of", details),
    }
}

fn strength_of(kind: ReasonKind) -> f64 {
    match kind {
        ReasonKind::EditorLink => LINK_STRENGTH,
        ReasonKind::Mention => MENTION_STRENGTH,
        ReasonKind::SharedTerms => TERM_STRENGTH,
    }
}
