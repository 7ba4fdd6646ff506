//! Products that belong to what somebody reads, searches or holds in hand, each with its reasons. Beside search, never
//! through it.
//!
//! Four signals, each in a file of its own: an editor's links, mentions of a product's name in the text, the best terms of
//! the text in the product index, and nearness in meaning. They are independent causes and are put together as such.

mod link;
mod meaning;
mod mention;
mod reason;
mod seed;
mod target;
mod term;

use rustc_hash::FxHashMap;
use tantivy::DocAddress;

use crate::analysis::Analyzer;
use crate::document::Product;
use crate::index::{IndexError, IndexedPassage, Reader};
use crate::ranking::{Explanation, noisy_or};

use self::target::Stock;

pub use reason::{Reason, ReasonKind};
pub use seed::{Seed, SeedLink, SeedText};
pub use target::Target;

/// How many products are asked for what they share with the seed, however few are wanted: one that another signal found
/// gets the same score then in a short list and in a long one.
const MIN_DEPTH: usize = 50;

/// Passages asked for, for each article that is wanted: several of one article may fit.
const PASSAGES_AN_ARTICLE: usize = 4;

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

/// An article that belongs to a seed.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedArticle {
    /// The passage of it that fits best.
    pub passage: IndexedPassage<'static>,
    /// 0 to 1; larger is better.
    pub score: f64,
    /// Why it belongs there, the strongest first; never empty.
    pub reasons: Vec<Reason>,
    /// How the score came about.
    pub explanation: Explanation,
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

    /// The best `limit` products for a seed, best first. None of them is the seed itself, nor one that cannot be bought, unless
    /// the seed says so.
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
        // A product of the seed takes a place among the hits that it then gives up.
        let depth = limit.max(MIN_DEPTH).saturating_add(seed.documents.len());
        let words = term::words(analyzer, &seed.texts);
        let stock = Stock::of(Target::Products, reader);
        meaning::collect(&stock, &words, depth, &mut candidates);
        let terms = term::collect(&stock, words, depth, &mut candidates)?;
        let mut related = Vec::new();
        for (score, address, evidence) in candidates.ranked() {
            if related.len() == limit {
                break;
            }
            let product = reader.product(address)?;
            let is_offered = seed.unavailable || product.availability.can_be_bought();
            if is_offered && !seed.documents.contains(&product.id) {
                let shared = terms.shared_with(&product, analyzer);
                related.push(RelatedProduct {
                    reasons: evidence.iter().map(|evidence| Reason::new(evidence, seed, &shared)).collect(),
                    explanation: explain(score, &evidence),
                    product,
                    score,
                });
            }
        }
        Ok(related)
    }

    /// The best `limit` articles for a seed, best first, each by its best passage. None of them is the seed itself.
    pub fn related_articles(
        &self,
        reader: &Reader,
        analyzer: &Analyzer,
        seed: &Seed,
        limit: usize,
    ) -> Result<Vec<RelatedArticle>, IndexError> {
        let mut candidates = Candidates::default();
        let depth = PASSAGES_AN_ARTICLE.saturating_mul(limit.max(MIN_DEPTH));
        let words = term::words(analyzer, &seed.texts);
        let stock = Stock::of(Target::Articles, reader);
        meaning::collect(&stock, &words, depth, &mut candidates);
        let terms = term::collect(&stock, words, depth, &mut candidates)?;
        let mut related: Vec<RelatedArticle> = Vec::new();
        let mut known = seed.documents.clone();
        for (score, address, evidence) in candidates.ranked() {
            if related.len() == limit {
                break;
            }
            let passage = reader.passage(address)?;
            if known.insert(passage.document.clone().into_owned()) {
                let shared = terms.shared_with_passage(&passage, analyzer);
                related.push(RelatedArticle {
                    reasons: evidence.iter().map(|evidence| Reason::new(evidence, seed, &shared)).collect(),
                    explanation: explain(score, &evidence),
                    passage,
                    score,
                });
            }
        }
        Ok(related)
    }
}

/// What one signal says of one product, or of one passage.
#[derive(Debug, Clone, PartialEq)]
struct Evidence {
    kind: ReasonKind,
    /// Of the signal at its strongest, 0 to 1.
    strength: f64,
    /// What of the seed gave it: an index into its links or its texts, as the kind has it.
    source: usize,
}

impl Evidence {
    fn weight(&self) -> f64 {
        self.strength * self.kind.strength()
    }
}

/// Evidence by product, whatever signal found it. Products stay unread until it is clear which are the best.
#[derive(Default)]
struct Candidates {
    products: FxHashMap<DocAddress, Vec<Evidence>>,
}

impl Candidates {
    /// Adds evidence for a product. Of several pieces of one kind the strongest stands.
    fn add(&mut self, product: DocAddress, evidence: Evidence) {
        let known = self.products.entry(product).or_default();
        match known.iter_mut().find(|known| known.kind == evidence.kind) {
            Some(same) if same.strength < evidence.strength => *same = evidence,
            Some(_) => {}
            None => known.push(evidence),
        }
    }

    fn addresses(&self) -> impl Iterator<Item = DocAddress> {
        self.products.keys().copied()
    }

    /// The products with their scores, best first, and their evidence, strongest first.
    fn ranked(self) -> Vec<(f64, DocAddress, Vec<Evidence>)> {
        let mut ranked: Vec<_> =
            self.products.into_iter().map(|(product, evidence)| weigh(product, evidence)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked
    }
}

fn weigh(product: DocAddress, mut evidence: Vec<Evidence>) -> (f64, DocAddress, Vec<Evidence>) {
    evidence.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.kind.cmp(&b.kind)));
    (noisy_or(evidence.iter().map(Evidence::weight)), product, evidence)
}

fn explain(score: f64, evidence: &[Evidence]) -> Explanation {
    let details = evidence.iter().map(|evidence| Explanation::leaf(evidence.weight(), evidence.kind.name())).collect();
    Explanation::tree(score, "noisy-or of", details)
}
