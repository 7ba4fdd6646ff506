//! How good the ranking is, as a number: judged topics, runs, and the measures of the field.
//!
//! A *topic* is a judged information need, *qrels* say which documents answer it and how well, a *run* is what a system
//! ranked. Measures agree with `trec_eval` to four decimals: its ties (higher document id first), its gains, its treatment
//! of unjudged documents (not relevant), averaged over every judged topic (`-c`).

mod compare;
mod measure;
mod qrels;
mod rank;
mod report;
mod run;
mod topic;

use std::path::{Path, PathBuf};

pub use compare::{Comparison, Interval, bootstrap, compare};
pub use measure::{Judged, MEASURES, Measure, TopicScores};
pub use qrels::Qrels;
pub use rank::{RankedTopics, rank, rank_related};
pub use report::{EvalReport, MeasureReport};
pub use run::{Ranked, Run};
pub use topic::{Topic, read_topics};

/// Why a judged collection cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The operating system refused.
    #[error("reading {path}: {source}")]
    Unreadable {
        /// As it was named.
        path: PathBuf,
        /// The operating system's answer.
        source: std::io::Error,
    },
    /// A line is not of its format.
    #[error("{path}:{line}: {what}")]
    Malformed {
        /// As it was named.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What the line should be.
        what: String,
    },
}

/// The lines of a file with their numbers, from 1.
fn lines(path: &Path) -> Result<Vec<(usize, String)>, EvalError> {
    let text =
        std::fs::read_to_string(path).map_err(|source| EvalError::Unreadable { path: path.to_owned(), source })?;
    Ok(text.lines().map(str::to_owned).enumerate().map(|(index, line)| (index + 1, line)).collect())
}

fn malformed(path: &Path, line: usize, what: impl Into<String>) -> EvalError {
    EvalError::Malformed { path: path.to_owned(), line, what: what.into() }
}
