//! What becomes of speed as a corpus grows.

use super::indexing::IndexingReport;
use super::searching::SearchingReport;

/// What was measured at each size, the smallest first.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthReport {
    /// A grown corpus each.
    pub sizes: Vec<GrownSize>,
}

/// What was measured of one grown corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct GrownSize {
    /// Its passages.
    pub passages: u64,
    /// One build of each kind.
    pub indexing: IndexingReport,
    /// What the index answered.
    pub searching: SearchingReport,
}
