//! Measurements that a user runs: how fast an index is built and asked, each beside its floor in the same run.
//!
//! The floor is what Tantivy itself takes for the same: a bare writer that is fed the same documents, the ten best documents for
//! the same words. What lies above it is the price of ours. For a whole server it is an Axum handler that gives as many bytes.

mod floor;
mod grown;
mod growth;
mod indexing;
mod latency;
mod load;
pub mod page;
mod process;
mod report;
mod searching;

pub use grown::RealText;
pub use growth::{GrownSize, GrowthReport};
pub use indexing::{Builder, Builds, Built, IndexingReport, Stage, build_once, stages};
pub use latency::{Latency, median, ratio};
pub use load::{
    Connections, Endpoint, LoadError, LoadOptions, LoadReport, LoadRun, LoadSide, Measured, Outcome, Purpose, Sample,
    Schedule, Target, Times, measure_floor, measure_server,
};
pub use page::Page;
pub use report::{growth_page, indexing_page, searching_page, serve_page};
pub use searching::{
    Operation, SearchingOptions, SearchingReport, SearchingRow, drawn_queries, first_query, kinds_of_queries,
    measure_queries, measure_searching, overall,
};
