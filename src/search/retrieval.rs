//! Ranking by BM25 over weighted fields (Robertson and Zaragoza 2009; k1 1.2 and b 0.75 are Tantivy's).
//!
//! One field holds all words of a document and ranks; title and headings add a little. Two equal fields would count a word
//! in the title twice over and lose to one field on public test collections.

use tantivy::Searcher;
use tantivy::query::{BooleanQuery, Query as TantivyQuery};
use tantivy::schema::Field;

use super::matches::Matches;
use super::query::QueryTerm;
use crate::index::{IndexError, Reader, Scored, disjunction, top};
use crate::ranking::Explanation;

/// What the title (or a product's name) alone adds, as a share of its weight in the field that ranks: a quarter won 0.6 to
/// 1.2 points of nDCG@10 on `NFCorpus`, `SciFact` and Cranfield.
const TITLE_WEIGHT: f32 = 0.25;
/// What headings add: less than the title, because several passages share them.
const HEADINGS_WEIGHT: f32 = 0.2;
/// What ingredients, concerns, benefits and categories add to a product.
const LABELS_WEIGHT: f32 = 0.25;
/// What a query found in one index.
pub struct Found {
    /// The best, best first.
    pub top: Vec<Scored>,
    /// Everything that has a word of the query.
    pub matches: Matches,
    query: BooleanQuery,
}

impl Found {
    /// Why a document has its score.
    pub fn explain(&self, searcher: &Searcher, hit: Scored) -> Result<Explanation, IndexError> {
        let tree = self.query.explain(searcher, hit.address)?;
        let json = serde_json::to_value(&tree).unwrap_or_default();
        Ok(explanation(&json))
    }
}

/// The best `limit` passages.
pub fn passages(reader: &Reader, terms: &[QueryTerm], limit: usize) -> Result<Found, IndexError> {
    let (searcher, fields) = reader.passages();
    let weights = [(fields.body, 1.0), (fields.title, TITLE_WEIGHT), (fields.headings, HEADINGS_WEIGHT)];
    find(searcher, terms, &weights, limit)
}

/// The best `limit` products.
pub fn products(reader: &Reader, terms: &[QueryTerm], limit: usize) -> Result<Found, IndexError> {
    let (searcher, fields) = reader.products();
    let weights = [(fields.body, 1.0), (fields.name, TITLE_WEIGHT), (fields.labels, LABELS_WEIGHT)];
    find(searcher, terms, &weights, limit)
}

/// The query that a plain use of Tantivy would be: the same words in the one field that ranks. Benchmarks use it as the floor.
#[must_use]
pub fn bare_query(field: Field, terms: &[QueryTerm]) -> BooleanQuery {
    weighted(terms, &[(field, 1.0)])
}

fn find(searcher: &Searcher, terms: &[QueryTerm], fields: &[(Field, f32)], limit: usize) -> Result<Found, IndexError> {
    let query = weighted(terms, fields);
    Ok(Found {
        top: top(searcher, &query, limit)?,
        // The field that ranks holds the words of all the others.
        matches: Matches::collect(searcher, fields[0].0, terms)?,
        query,
    })
}

/// Each term in each field.
fn weighted(terms: &[QueryTerm], fields: &[(Field, f32)]) -> BooleanQuery {
    disjunction(
        terms.iter().flat_map(|term| {
            fields.iter().map(move |&(field, weight)| (field, term.text.as_str(), weight * term.weight))
        }),
    )
}

/// Tantivy's explanation, read from the only form in which it shows its parts.
fn explanation(json: &serde_json::Value) -> Explanation {
    let details = json["details"].as_array().map(|details| details.iter().map(explanation).collect());
    Explanation::tree(json["value"].as_f64().unwrap_or_default(), describe(json), details.unwrap_or_default())
}

/// The description with the term that it speaks of.
fn describe(json: &serde_json::Value) -> String {
    let description = json["description"].as_str().unwrap_or_default();
    let context = json["context"].as_array().and_then(|context| context.first()).and_then(|line| line.as_str());
    context.map_or_else(|| description.to_owned(), |context| format!("{description} {context}"))
}
