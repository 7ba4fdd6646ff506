//! The one question that search and recommendation both ask an index: the best documents for weighted terms.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, Term};

use super::IndexError;

/// A document with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Where it is in its index.
    pub address: DocAddress,
    /// Larger is better; comparable within one question only.
    pub score: f32,
}

/// Weighted terms of fields: a flat disjunction, the form for which Tantivy skips whole blocks of postings (block-max WAND,
/// Ding and Suel 2011).
pub fn disjunction<'a>(terms: impl IntoIterator<Item = (Field, &'a str, f32)>) -> BooleanQuery {
    let clause = |(field, term, weight): (Field, &str, f32)| -> (Occur, Box<dyn Query>) {
        let query = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
        (Occur::Should, Box::new(BoostQuery::new(Box::new(query), weight)))
    };
    BooleanQuery::new(terms.into_iter().map(clause).collect())
}

/// The best `limit` documents, best first; equal ones in the order of their addresses.
pub fn top(searcher: &Searcher, query: &dyn Query, limit: usize) -> Result<Vec<Scored>, IndexError> {
    // Tantivy makes room for all that is asked for.
    let limit = limit.min(searcher.num_docs() as usize);
    if limit == 0 {
        return Ok(Vec::new());
    }
    // Tantivy breaks ties by address as well.
    let found = searcher.search(query, &TopDocs::with_limit(limit).order_by_score())?;
    Ok(found.into_iter().map(|(score, address)| Scored { address, score }).collect())
}
