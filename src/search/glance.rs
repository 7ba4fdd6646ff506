//! The best documents at a glance: one plain query in each index, for every keystroke.
//!
//! What an alternative adds is added, phrases of synonyms are passed over, and nothing is counted: most of the work is Tantivy's own. Of
//! the few that are read then, those come first whose titles have the words. A query with quotes or a minus, or with a filter, is left to the search.

use super::query::Query;
use super::weighting::clause_idf;
use crate::index::{IndexError, Reader, Scored, disjunction, top};

/// What a title that has all words adds to a score, as a share of it: who types a title looks for that document.
const TITLE_SHARE: f32 = 1.0;

/// What a glance found.
#[derive(Debug, Default)]
pub struct Glanced {
    /// The best passages, best first.
    pub passages: Vec<Scored>,
    /// The best products, best first.
    pub products: Vec<Scored>,
    /// How much each clause of the query says in passages.
    pub idf: Vec<f32>,
}

/// Whether a glance sees all that a query says.
#[must_use]
pub fn suits_glance(query: &Query) -> bool {
    query.required.is_empty() && query.excluded.is_empty()
}

/// Finds the best passages and products.
pub fn glance(reader: &Reader, query: &Query, passages: usize, products: usize) -> Result<Glanced, IndexError> {
    let (in_passages, of_passages) = reader.passages();
    let (in_products, of_products) = reader.products();
    let words = |field| {
        let terms = query.alternatives().filter_map(|alternative| Some((alternative.term()?, alternative.weight)));
        disjunction(terms.map(move |(term, weight)| (field, term, weight)))
    };
    Ok(Glanced {
        passages: top(in_passages, &words(of_passages.body), passages)?,
        products: top(in_products, &words(of_products.body), products)?,
        idf: clause_idf(query, in_passages, of_passages.body)?,
    })
}

/// What a score is worth where a title, or a name, has a share of the query's words.
#[must_use]
pub fn titled_score(score: f32, share: f32) -> f32 {
    score * (1.0 + TITLE_SHARE * share)
}
