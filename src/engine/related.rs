//! The products that belong to a document or a text.

use std::time::{Duration, Instant};

use super::{Engine, Error, FoundDocument};
use crate::recommend::{RelatedProduct, Seed};

/// What products are wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedRequest {
    /// Ids of articles and products.
    pub ids: Vec<String>,
    /// Any text.
    pub text: Option<String>,
    /// Products wanted.
    pub limit: usize,
}

/// Products that belong to a seed.
#[derive(Debug)]
pub struct RelatedAnswer {
    /// The products, best first.
    pub products: Vec<RelatedProduct>,
    /// Time taken.
    pub took: Duration,
}

impl Engine {
    /// Finds products for documents, a text, or both together.
    pub fn related(&self, request: &RelatedRequest) -> Result<RelatedAnswer, Error> {
        let started = Instant::now();
        let mut seed = Seed::default();
        for id in &request.ids {
            match self.document(id)? {
                FoundDocument::Article(article, passages) => seed.push_article(&article, &passages),
                FoundDocument::Product(product) => seed.push_product(&product),
            }
        }
        if let Some(text) = &request.text {
            seed.push_text(text, 1.0);
        }
        let products = self.recommender.related(&self.reader, &self.analyzer, &seed, request.limit)?;
        Ok(RelatedAnswer { products, took: started.elapsed() })
    }
}
