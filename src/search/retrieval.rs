//! Candidates by their words: Tantivy's own best documents, by BM25 (Robertson and Zaragoza 2009; k1 1.2 and b 0.75) over the
//! one field that holds all words of a document.

use tantivy::query::{BooleanQuery, Occur};
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher};

use super::filter::Filter;
use super::query::{Alternative, Query};
use crate::index::{IndexError, disjunction, top};

/// The query that a plain use of Tantivy would be: the typed words in the one field that ranks. Benchmarks use it as the
/// floor.
#[must_use]
pub fn bare_query(field: Field, query: &Query) -> BooleanQuery {
    disjunction(query.typed().filter_map(Alternative::term).map(|term| (field, term, 1.0)))
}

/// The best `limit` documents for a query's words within its limits, best first.
pub(super) fn candidates(
    searcher: &Searcher,
    body: Field,
    query: &Query,
    filter: Option<&Filter>,
    limit: usize,
) -> Result<Vec<DocAddress>, IndexError> {
    let words = disjunction(
        query.alternatives().filter_map(|alternative| Some((body, alternative.term()?, alternative.weight))),
    );
    let found = match filter {
        // Without limits it stays a flat disjunction, which Tantivy answers fastest.
        None => top(searcher, &words, limit)?,
        Some(filter) => {
            let limited = vec![(Occur::Must, Box::new(words) as _), (Occur::Must, filter.query(searcher))];
            top(searcher, &BooleanQuery::new(limited), limit)?
        }
    };
    Ok(found.into_iter().map(|found| found.address).collect())
}
