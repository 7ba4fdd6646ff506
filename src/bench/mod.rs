//! Measurements that a user runs: how fast an index is built and asked, each beside its floor in the same run.
//!
//! The floor is what Tantivy itself takes for the same: a bare writer that is fed the same documents, the ten best documents for
//! the same words. What lies above it is the price of ours.

mod floor;
mod grown;
mod growth;
mod indexing;
mod latency;
pub mod page;
mod process;
mod report;
mod searching;

pub use grown::RealText;
pub use growth::{GrownSize, GrowthReport};
pub use indexing::{Builder, Builds, Built, IndexingReport, Stage, build_once, stages};
pub use latency::{Latency, median, ratio};
pub use page::Page;
pub use report::{growth_page, indexing_page, searching_page};
pub use searching::{
    Operation, SearchingOptions, SearchingReport, SearchingRow, first_query, kinds_of_queries, measure_queries,
    measure_searching, overall,
};
