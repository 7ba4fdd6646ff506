//! The products, or the articles, that belong to a document or a text.

use std::time::{Duration, Instant};

use super::{Engine, Error, FoundDocument};
use crate::document::DocumentId;
use crate::recommend::{RelatedArticle, RelatedProduct, Seed, Target};

/// What is wanted, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedRequest {
    /// Ids of articles and products.
    pub ids: Vec<String>,
    /// Any text.
    pub text: Option<String>,
    /// Ids of documents that are not to be recommended, such as those of a cart or of the page.
    pub exclude: Vec<String>,
    /// What is recommended.
    pub target: Target,
    /// Whether products that cannot be bought are recommended as well.
    pub unavailable: bool,
    /// Products, or articles, wanted.
    pub limit: usize,
}

/// What belongs to a seed; only one of the lists has any.
#[derive(Debug)]
pub struct RelatedAnswer {
    /// The products, best first.
    pub products: Vec<RelatedProduct>,
    /// The articles, best first.
    pub articles: Vec<RelatedArticle>,
    /// Time taken.
    pub took: Duration,
}

impl Engine {
    /// Finds products or articles for documents, a text, or both together.
    pub fn related(&self, request: &RelatedRequest) -> Result<RelatedAnswer, Error> {
        let started = Instant::now();
        let mut seed = Seed { unavailable: request.unavailable, ..Seed::default() };
        for id in &request.ids {
            match self.document(id)? {
                FoundDocument::Article(article, passages) => seed.push_article(&article, &passages),
                FoundDocument::Product(product) => seed.push_product(&product),
            }
        }
        if let Some(text) = &request.text {
            seed.push_text(text, 1.0);
        }
        // What is no id is no document either.
        seed.documents.extend(request.exclude.iter().filter_map(|id| DocumentId::new(id).ok()));
        let (reader, analyzer, limit) = (&self.reader, &self.analyzer, request.limit);
        let (mut products, mut articles) = (Vec::new(), Vec::new());
        match request.target {
            Target::Products => products = self.recommender.related(reader, analyzer, &seed, limit)?,
            Target::Articles => articles = self.recommender.related_articles(reader, analyzer, &seed, limit)?,
        }
        Ok(RelatedAnswer { products, articles, took: started.elapsed() })
    }
}
