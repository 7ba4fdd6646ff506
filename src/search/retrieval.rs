//! Ranking by BM25 over weighted fields (Robertson and Zaragoza 2009; k1 1.2 and b 0.75 are Tantivy's).
//!
//! One field holds all words of a document and ranks; title and headings add a little. Two equal fields would count a word
//! in the title twice over and lose to one field on public test collections.

use tantivy::Searcher;
use tantivy::query::{BooleanQuery, Occur, Query as TantivyQuery};
use tantivy::schema::Field;

use super::filter::Filter;
use super::matches::Matches;
use super::query::{Alternative, Query};
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
    /// Everything that has a word of the query and passes its filter.
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
pub fn passages(reader: &Reader, query: &Query, limit: usize) -> Result<Found, IndexError> {
    let (searcher, fields) = reader.passages();
    let weights = [(fields.body, 1.0), (fields.title, TITLE_WEIGHT), (fields.headings, HEADINGS_WEIGHT)];
    find(searcher, query, &weights, limit)
}

/// The best `limit` products.
pub fn products(reader: &Reader, query: &Query, limit: usize) -> Result<Found, IndexError> {
    let (searcher, fields) = reader.products();
    let weights = [(fields.body, 1.0), (fields.name, TITLE_WEIGHT), (fields.labels, LABELS_WEIGHT)];
    find(searcher, query, &weights, limit)
}

/// The query that a plain use of Tantivy would be: the typed words in the one field that ranks. Benchmarks use it as the
/// floor.
#[must_use]
pub fn bare_query(field: Field, query: &Query) -> BooleanQuery {
    disjunction(query.typed().filter_map(Alternative::term).map(|term| (field, term, 1.0)))
}

fn find(searcher: &Searcher, query: &Query, fields: &[(Field, f32)], limit: usize) -> Result<Found, IndexError> {
    // The field that ranks holds the words of all the others.
    let body = fields[0].0;
    let filter = Filter::of(query, searcher, body)?;
    let ranking = filtered(weighted(query, fields), filter.as_ref(), searcher);
    Ok(Found {
        top: top(searcher, &ranking, limit)?,
        matches: Matches::collect(searcher, body, query, filter.as_ref())?,
        query: ranking,
    })
}

/// The query within its limits; without any it stays a flat disjunction.
fn filtered(query: BooleanQuery, filter: Option<&Filter>, searcher: &Searcher) -> BooleanQuery {
    let Some(filter) = filter else { return query };
    BooleanQuery::new(vec![(Occur::Must, Box::new(query)), (Occur::Must, filter.query(searcher))])
}

/// Each term in each field.
fn weighted(query: &Query, fields: &[(Field, f32)]) -> BooleanQuery {
    let terms = query.alternatives().filter_map(|alternative| Some((alternative.term()?, alternative.weight)));
    disjunction(
        terms.flat_map(|(term, weight)| fields.iter().map(move |&(field, share)| (field, term, share * weight))),
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
