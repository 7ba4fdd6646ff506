//! Products that belong to what somebody reads, searches or holds in hand, each with its reasons. Beside search, never
//! through it.
//!
//! Five signals, each in a file of its own: editors' links, mentions of a product's name in the text, labels that products share,
//! the best terms of the text in the product index, and nearness in meaning. They are independent causes and are put together as
//! such (`evidence`). Then the list is made: near-twins step back (`diversity`), what is not wanted is left out (`filter`, `intent`,
//! `contraindication`), and where content says too little something is offered all the same (`fallback`).

mod contraindication;
mod diversity;
mod evidence;
mod fallback;
mod filter;
mod intent;
mod link;
mod meaning;
mod mention;
mod reason;
mod seed;
mod shared_label;
mod signals;
mod target;
mod term;

use std::collections::HashSet;

use tantivy::DocAddress;

use crate::analysis::{Analyzer, Finder};
use crate::document::{DocumentId, Product, Warning};
use crate::index::{IndexError, IndexedPassage, Reader};
use crate::label;
use crate::ranking::Explanation;

use self::contraindication::Situation;
use self::diversity::Diverse;
use self::evidence::{Candidate, Candidates};
use self::reason::Shared;
use self::target::Stock;
use self::term::SeedTerms;

pub use filter::ProductFilter;
pub use intent::Intent;
pub use reason::{Reason, ReasonKind};
pub use seed::Seed;
pub use signals::Signals;
pub use target::Target;

/// How many candidates each signal is asked for, however few are wanted: one that another signal found gets the same score then in
/// a short list and in a long one.
const MIN_DEPTH: usize = 50;
/// How many when many of them may be of no use.
const NARROW_DEPTH: usize = 500;
/// Passages asked for, for each article that is wanted: several of one article may fit.
const PASSAGES_AN_ARTICLE: usize = 4;
/// A list that has fewer is filled up to as many with what is offered for want of better.
const FEW: usize = 4;

/// How much of what is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Products, or articles, wanted.
    pub limit: usize,
    /// Documents that are not to be recommended.
    pub exclude: HashSet<DocumentId>,
    /// What products must be.
    pub filter: ProductFilter,
    /// Substitutes, complements, or either.
    pub intent: Intent,
    /// Whether products are recommended whose warnings forbid them in the seed's situation.
    pub contraindicated: bool,
    /// How much resemblance to what stands above counts against a candidate, 0 to 1; the target's own if it is not said.
    pub diversity: Option<f64>,
    /// Whether something is offered where content says too little.
    pub fallback: bool,
    /// Which signals speak.
    pub signals: Signals,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            limit: 10,
            exclude: HashSet::new(),
            filter: ProductFilter::default(),
            intent: Intent::default(),
            contraindicated: false,
            diversity: None,
            fallback: true,
            signals: Signals::default(),
        }
    }
}

/// The products that belong to a seed.
#[derive(Debug, Default)]
pub struct RelatedProducts {
    /// The best, best first.
    pub products: Vec<RelatedProduct>,
    /// Those that would stand among them, but for a warning.
    pub left_out: Vec<LeftOut>,
}

/// A product that is not recommended because one of its warnings names the seed's situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The product.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// The warning.
    pub warning: Warning,
}

/// A product that belongs to a seed.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedProduct {
    /// The product.
    pub product: Product,
    /// 0 to 1; larger is better.
    pub score: f64,
    /// Why it belongs there, the plainest first; never empty.
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
    /// Why it belongs there, the plainest first; never empty.
    pub reasons: Vec<Reason>,
    /// How the score came about.
    pub explanation: Explanation,
}

/// Which products of the index may be recommended.
pub type Within<'a> = &'a dyn Fn(DocAddress) -> bool;

/// Recommends from one generation of the index.
pub struct Recommender {
    names: mention::Names,
}

impl Recommender {
    /// Prepares what a generation's answers share.
    pub fn open(reader: &Reader) -> Result<Self, IndexError> {
        Ok(Self { names: mention::Names::read(reader)? })
    }

    /// The best products for a seed, best first; of the variants of one product the best. `within` says which may stand there,
    /// beyond what is wanted of them.
    pub fn related(
        &self,
        reader: &Reader,
        analyzer: &Analyzer,
        seed: &Seed,
        wanted: &Wanted,
        within: Option<Within<'_>>,
    ) -> Result<RelatedProducts, IndexError> {
        // A product of the seed takes a place among the hits that it then gives up.
        let is_narrow = wanted.filter.is_narrow() || wanted.intent != Intent::Any || within.is_some();
        let least = if is_narrow { NARROW_DEPTH } else { MIN_DEPTH };
        let depth = wanted.limit.max(least).saturating_add(seed.parts.len() + wanted.exclude.len());
        let stock = Stock::of(Target::Products, reader);
        let (candidates, terms) = self.candidates(reader, analyzer, &stock, seed, wanted, depth)?;
        let mut list = List::new(reader, analyzer, seed, wanted, &terms, within);
        let similarity = |a: &Candidate, b: &Candidate| stock.similarity(a.address, b.address);
        let mut candidates = Diverse::new(candidates, wanted.diversity.unwrap_or(stock.target.diversity()), similarity);
        list.fill(&mut candidates, wanted.limit)?;
        if wanted.fallback {
            for kind in fallback::CHAIN {
                let few = wanted.limit.min(FEW);
                if list.related.products.len() < few {
                    let offered = fallback::step(kind, reader, seed)?;
                    list.fill(&mut Diverse::new(offered, 0.0, |_, _| 0.0), few)?;
                }
            }
        }
        Ok(list.related)
    }

    /// The best articles for a seed, best first, each by its best passage. None of them is the seed itself.
    pub fn related_articles(
        &self,
        reader: &Reader,
        analyzer: &Analyzer,
        seed: &Seed,
        wanted: &Wanted,
    ) -> Result<Vec<RelatedArticle>, IndexError> {
        let depth = PASSAGES_AN_ARTICLE.saturating_mul(wanted.limit.max(MIN_DEPTH));
        let stock = Stock::of(Target::Articles, reader);
        let (candidates, terms) = self.candidates(reader, analyzer, &stock, seed, wanted, depth)?;
        let similarity = |a: &Candidate, b: &Candidate| stock.similarity(a.address, b.address);
        let mut candidates = Diverse::new(candidates, wanted.diversity.unwrap_or(stock.target.diversity()), similarity);
        let finder = terms.finder(analyzer);
        let mut related: Vec<RelatedArticle> = Vec::new();
        let mut known = wanted.exclude.clone();
        while related.len() < wanted.limit
            && let Some(candidate) = candidates.next()
        {
            let passage = reader.passage(candidate.address)?;
            if !seed.is(&passage.document) && known.insert(passage.document.clone().into_owned()) {
                candidates.accept(&candidate);
                let (words, source) = terms.shared_with_passage(&passage, &finder);
                let shared = Shared { words, source, labels: Vec::new() };
                related.push(RelatedArticle {
                    reasons: Reason::all(&candidate.evidence, seed, &shared),
                    explanation: candidate.explanation(),
                    score: candidate.score,
                    passage,
                });
            }
        }
        Ok(related)
    }

    /// What the signals find, best first, and the terms that stand for the seed.
    fn candidates(
        &self,
        reader: &Reader,
        analyzer: &Analyzer,
        stock: &Stock<'_>,
        seed: &Seed,
        wanted: &Wanted,
        depth: usize,
    ) -> Result<(Vec<Candidate>, SeedTerms), IndexError> {
        let mut candidates = Candidates::default();
        if wanted.signals.contains(Signals::LINKS) {
            link::collect(reader, stock.target, seed, &mut candidates)?;
        }
        if stock.target == Target::Products {
            if wanted.signals.contains(Signals::MENTIONS) {
                self.names.collect(reader, seed, &mut candidates)?;
            }
            if wanted.signals.contains(Signals::LABELS) {
                shared_label::collect(reader, seed, &wanted.filter, depth, &mut candidates)?;
            }
        }
        let words = term::words(analyzer, seed);
        let terms = SeedTerms::choose(stock, &words)?;
        if wanted.signals.contains(Signals::TERMS) {
            terms.collect(stock, &wanted.filter, depth, &mut candidates)?;
        }
        if wanted.signals.contains(Signals::MEANING) {
            meaning::collect(stock, &words, depth, &mut candidates);
        }
        Ok((candidates.ranked(), terms))
    }
}

/// The terms of a target's index that stand for a seed, the most telling first.
pub fn seed_terms(
    reader: &Reader,
    analyzer: &Analyzer,
    seed: &Seed,
    target: Target,
) -> Result<Vec<String>, IndexError> {
    let terms = SeedTerms::choose(&Stock::of(target, reader), &term::words(analyzer, seed))?;
    Ok(terms.texts().map(str::to_owned).collect())
}

/// A list of products in the making.
struct List<'r> {
    reader: &'r Reader,
    analyzer: &'r Analyzer,
    seed: &'r Seed,
    wanted: &'r Wanted,
    terms: &'r SeedTerms,
    finder: Finder<'r>,
    within: Option<Within<'r>>,
    situation: Option<Situation>,
    /// Products that stand there, by what the variants of one have in common.
    known: HashSet<String>,
    related: RelatedProducts,
}

impl<'r> List<'r> {
    fn new(
        reader: &'r Reader,
        analyzer: &'r Analyzer,
        seed: &'r Seed,
        wanted: &'r Wanted,
        terms: &'r SeedTerms,
        within: Option<Within<'r>>,
    ) -> Self {
        let situation = (!wanted.contraindicated).then(|| Situation::of(seed, analyzer));
        let known = seed.products().filter_map(|(_, product)| product.variant_key.clone()).collect();
        let finder = terms.finder(analyzer);
        let related = RelatedProducts::default();
        Self { reader, analyzer, seed, wanted, terms, finder, within, situation, known, related }
    }

    /// Adds the candidates that may stand there, until there are `limit`.
    fn fill<S>(&mut self, candidates: &mut Diverse<S>, limit: usize) -> Result<(), IndexError>
    where
        S: Fn(&Candidate, &Candidate) -> f64,
    {
        while self.related.products.len() < limit
            && let Some(candidate) = candidates.next()
        {
            if self.within.is_some_and(|within| !within(candidate.address)) {
                continue;
            }
            let product = self.reader.product(candidate.address)?;
            if self.may_hold(&product) && !self.leaves_out(&product) {
                candidates.accept(&candidate);
                self.push(&candidate, product);
            }
        }
        Ok(())
    }

    fn may_hold(&mut self, product: &Product) -> bool {
        !self.seed.is(&product.id)
            && !self.wanted.exclude.contains(&product.id)
            && self.wanted.filter.allows(product)
            && self.wanted.intent.allows(self.seed, product)
            && self.known.insert(label::variant_key(product))
    }

    /// Whether a warning forbids a product here; it is noted then.
    fn leaves_out(&mut self, product: &Product) -> bool {
        let warning = self.situation.as_ref().and_then(|situation| situation.forbidding(product, self.analyzer));
        if let Some(warning) = warning {
            let (id, name, warning) = (product.id.clone(), product.name.clone(), warning.clone());
            self.related.left_out.push(LeftOut { id, name, warning });
        }
        warning.is_some()
    }

    fn push(&mut self, candidate: &Candidate, product: Product) {
        let (words, source) = self.terms.shared_with(&product, &self.finder);
        let labels = label::labels(&product);
        let shared = Shared { words, source, labels: shared_label::shared(self.seed, &labels) };
        self.related.products.push(RelatedProduct {
            reasons: Reason::all(&candidate.evidence, self.seed, &shared),
            explanation: candidate.explanation(),
            score: candidate.score,
            product,
        });
    }
}
