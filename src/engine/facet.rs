//! Searching inside a facet.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::{Engine, Error};
use crate::filter::{Field, Filter};
use crate::search::{self, FacetValue, Stages};

/// A text that is looked for among the names of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRequest {
    /// Whose names.
    pub field: Field,
    /// What a word of a name begins with; any name if it is empty.
    pub beginning: String,
    /// What the documents that are counted have to match; all if it is empty.
    pub query: String,
    /// What the documents that are counted have to be.
    pub filter: Option<Filter>,
    /// Names of each kind of documents wanted.
    pub limit: usize,
}

/// The names that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetAnswer {
    /// Those of articles, counted in passages, or in articles where there is no query.
    pub passages: Vec<FacetValue>,
    /// Those of products.
    pub products: Vec<FacetValue>,
    /// Time taken.
    pub took: Duration,
}

impl Engine {
    /// All names of a field that documents have, each once.
    #[must_use]
    pub fn names(&self, field: Field) -> Vec<String> {
        let names = [&self.facets.passages, &self.facets.products].into_iter().flat_map(|facets| facets.names(field));
        names.map(ToOwned::to_owned).collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// Finds names of a facet, with the documents that have them.
    pub fn facet(&self, request: &FacetRequest) -> Result<FacetAnswer, Error> {
        let started = Instant::now();
        let query = self.read_query(&request.query, Stages::FAST, false)?.query;
        let matching = search::matching(&self.reader, &self.facets, &query, request.filter.as_ref())?;
        let indexes = [&self.facets.passages, &self.facets.products];
        let mut found = indexes
            .into_iter()
            .zip(&matching)
            .map(|(facets, matches)| facets.find(request.field, &request.beginning, matches, request.limit));
        let (passages, products) = (found.next().unwrap_or_default(), found.next().unwrap_or_default());
        Ok(FacetAnswer { passages, products, took: started.elapsed() })
    }
}
