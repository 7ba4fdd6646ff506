//! From a query to ranked passages and products, with snippets and facet counts.
//!
//! A pipeline of small stages: `query` reads what was typed, `retrieval` ranks by BM25 over weighted fields, `matches`
//! counts everything that has a word of the query, `snippet` marks what matched. Later stages of ranking take their place
//! between retrieval and snippets.

mod facet;
mod matches;
mod query;
mod retrieval;
mod snippet;

pub use facet::{FacetCounts, FacetIndex, FacetValue};
pub use query::{Query, QueryTerm};
pub use retrieval::{Found, bare_query, passages, products};
pub use snippet::{Snippet, snippet};
