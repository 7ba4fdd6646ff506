//! From a query to ranked passages and products, with snippets and facet counts.
//!
//! A pipeline of small stages: `query` reads what was typed, `filter` holds what it requires and excludes, `retrieval` ranks
//! by BM25 over weighted fields, `matches` counts everything that is found, `snippet` marks what matched. Later stages of ranking take their place
//! between retrieval and snippets.

mod facet;
mod filter;
mod matches;
mod query;
mod retrieval;
mod snippet;

pub use facet::{FacetCounts, FacetIndex, FacetValue};
pub use filter::Filter;
pub use query::{Alternative, Clause, Origin, Phrase, PhraseTerm, Query};
pub use retrieval::{Found, bare_query, passages, products};
pub use snippet::{Snippet, snippet};
