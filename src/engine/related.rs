//! The products, or the articles, that belong to documents, passages, a query or a text.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::{Engine, Error, FoundDocument};
use crate::document::DocumentId;
use crate::index::{IndexError, Scored};
use crate::recommend::{self, LeftOut, RelatedArticle, RelatedProduct, Seed, Target, Wanted};
use crate::search::{self, Ranked, Sort, Stages};

/// Passages whose words and links say which products belong to what was found.
pub(super) const SEED_PASSAGES: usize = 3;

/// What is wanted, and for what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RelatedRequest {
    /// Ids of articles, passages and products; several are a cart.
    pub ids: Vec<String>,
    /// A query: what it finds is meant.
    pub query: Option<String>,
    /// Any text.
    pub text: Option<String>,
    /// What is recommended.
    pub target: Target,
    /// How much of it, and within which limits.
    pub wanted: Wanted,
}

/// What belongs to a seed; only one of the lists has any.
#[derive(Debug)]
pub struct RelatedAnswer {
    /// The products, best first.
    pub products: Vec<RelatedProduct>,
    /// The articles, best first.
    pub articles: Vec<RelatedArticle>,
    /// Products that would stand in the list, but for a warning.
    pub left_out: Vec<LeftOut>,
    /// Time taken.
    pub took: Duration,
}

impl Engine {
    /// Finds products or articles for documents, passages, a query, a text, or several of them together.
    pub fn related(&self, request: &RelatedRequest) -> Result<RelatedAnswer, Error> {
        let started = Instant::now();
        let seed = self.seed(request)?;
        let (reader, analyzer, wanted) = (&self.reader, &self.analyzer, &request.wanted);
        let (mut products, mut articles, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        match request.target {
            Target::Products => {
                let related = self.recommender.related(reader, analyzer, &seed, wanted, None)?;
                (products, left_out) = (related.products, related.left_out);
            }
            Target::Articles => articles = self.recommender.related_articles(reader, analyzer, &seed, wanted)?,
        }
        Ok(RelatedAnswer { products, articles, left_out, took: started.elapsed() })
    }

    /// The terms of the index that stand for what is asked about, the most telling first: Tantivy alone, asked for the same, is what
    /// benchmarks measure beside.
    pub fn seed_terms(&self, request: &RelatedRequest) -> Result<Vec<String>, Error> {
        Ok(recommend::seed_terms(&self.reader, &self.analyzer, &self.seed(request)?, request.target)?)
    }

    fn seed(&self, request: &RelatedRequest) -> Result<Seed, Error> {
        let mut seed = Seed::default();
        for id in &request.ids {
            self.push_document(id, &mut seed)?;
        }
        if let Some(text) = &request.query {
            self.push_query(text, &mut seed)?;
        }
        if let Some(text) = &request.text {
            seed.push_text(text, 1.0);
        }
        Ok(seed)
    }

    fn push_document(&self, id: &str, seed: &mut Seed) -> Result<(), Error> {
        if id.contains('#') {
            let passage = self.reader.passage_by_id(id)?.ok_or_else(|| Error::UnknownDocument(id.to_owned()))?;
            seed.push_passage(&passage);
            return Ok(());
        }
        match self.document(id)? {
            FoundDocument::Article(article, passages) => seed.push_article(*article, &passages),
            FoundDocument::Product(product) => seed.push_product(&product),
        }
        Ok(())
    }

    /// Adds a query with the best passages that it finds.
    fn push_query(&self, text: &str, seed: &mut Seed) -> Result<(), Error> {
        let query = self.read_query(text, Stages::FULL, false)?.query;
        let (filter, sort) = (None, Sort::Relevance);
        let wanted = search::Wanted { passages: SEED_PASSAGES, products: 0, stages: Stages::FULL, filter, sort };
        let Ranked { passages, .. } = search::rank(&self.reader, &self.facets, &query, wanted)?;
        Ok(self.push_found(&query.text, &passages.top, seed)?)
    }

    /// Adds the text of a query with the best passages that it found.
    pub(super) fn push_found(&self, text: &str, passages: &[Scored], seed: &mut Seed) -> Result<(), IndexError> {
        seed.push_text(text, 1.0);
        let seeds = passages.iter().take(SEED_PASSAGES);
        // Of a sorted list the first is not the best.
        let best = seeds.clone().map(|hit| hit.score).fold(f32::MIN_POSITIVE, f32::max);
        for hit in seeds {
            let passage = self.reader.passage(hit.address)?;
            seed.push_found(&passage, f64::from(hit.score / best));
        }
        Ok(())
    }
}

/// The ids of documents that are not to be recommended; what is no id is no document either.
#[must_use]
pub fn excluded(ids: &[String]) -> HashSet<DocumentId> {
    ids.iter().filter_map(|id| DocumentId::new(id).ok()).collect()
}
