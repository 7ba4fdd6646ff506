//! Where related items are looked for.

use tantivy::query::BooleanQuery;
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher};

use super::filter::ProductFilter;
use crate::index::{DocumentVectors, ProductFields, Reader, Space};

/// Documents that are less near in meaning are about the same, but not alike.
const UNALIKE: f64 = 0.5;

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Target {
    /// Products.
    #[default]
    Products,
    /// Articles, by their best passages.
    Articles,
}

impl Target {
    /// What resemblance counts when nobody says it. What is judged to belong to an abstract resembles itself: on `NFCorpus`, 0.1 costs
    /// articles two points of nDCG@10, and products lose nothing anywhere.
    #[must_use]
    pub fn diversity(self) -> f64 {
        match self {
            Self::Products => 0.1,
            Self::Articles => 0.0,
        }
    }
}

/// The index of a target.
pub(super) struct Stock<'r> {
    pub(super) target: Target,
    products: &'r ProductFields,
    pub(super) searcher: &'r Searcher,
    /// All words.
    pub(super) body: Field,
    /// The name or the title alone.
    pub(super) name: Field,
    /// The space with the vectors of what stands here; none where the corpus is too small to learn from.
    pub(super) space: Option<(&'r Space, &'r DocumentVectors)>,
}

impl<'r> Stock<'r> {
    pub(super) fn of(target: Target, reader: &'r Reader) -> Self {
        let products = reader.products().1;
        match target {
            Target::Products => {
                let (searcher, fields) = reader.products();
                let space = reader.space().map(|space| (space, &space.products));
                Self { target, products, searcher, body: fields.body, name: fields.name, space }
            }
            Target::Articles => {
                let (searcher, fields) = reader.passages();
                let space = reader.space().map(|space| (space, &space.passages));
                Self { target, products, searcher, body: fields.body, name: fields.title, space }
            }
        }
    }

    /// A query within the limits of what is wanted; articles have none.
    pub(super) fn narrow(&self, query: BooleanQuery, filter: &ProductFilter) -> BooleanQuery {
        match self.target {
            Target::Products => filter.narrow(query, self.products),
            Target::Articles => query,
        }
    }

    /// How much two documents are like each other, 0 to 1, by their meaning; nothing where the corpus is too small to learn from.
    pub(super) fn similarity(&self, a: DocAddress, b: DocAddress) -> f64 {
        let cosine = self.space.map_or(0.0, |(_, vectors)| f64::from(vectors.cosine(a, b)));
        ((cosine - UNALIKE) / (1.0 - UNALIKE)).clamp(0.0, 1.0)
    }
}
