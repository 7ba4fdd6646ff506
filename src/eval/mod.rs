//! How good the ranking is, as a number: judged topics, runs, and the measures of the field.
//!
//! A *topic* is a judged information need, *qrels* say which documents answer it and how well, a *run* is what a system
//! ranked. Measures agree with `trec_eval` to four decimals: its ties (higher document id first), its gains, its treatment
//! of unjudged documents (not relevant), averaged over every topic that was asked and has a relevant document (`-c`).

mod abstention;
mod calibrate;
mod collection;
mod compare;
mod lists;
mod measure;
mod qrels;
mod question;
mod rank;
mod report;
mod retrieval;
mod run;
mod topic;

use std::path::{Path, PathBuf};

pub use abstention::{Bin, auroc, calibration_error, reliability};
pub use calibrate::{Observed, Reliability, fit, observe};
pub use collection::{Collection, Queries, own_corpus};
pub use compare::{Comparison, Interval, bootstrap, compare};
pub use lists::ListFigures;
pub use measure::{Judged, MEASURES, Measure, TopicScores};
pub use qrels::Qrels;
pub use question::{Gold, Question, as_questions, read_questions};
pub use rank::{RankOptions, RankedTopics, holds_relevant, rank, rank_related};
pub use report::{ClassReport, EvalReport, MeasureReport, TopicMeans, Unanswerable};
pub use retrieval::{BUDGETS, EvidenceFigures, RetrievalReport, judge_retrieval};
pub use run::{Ranked, Run};
pub use topic::{Classes, Topic, classes, read_topics};

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
    /// A folder has no judgments of that name.
    #[error("there is no split {split:?} in {folder}; there is: {known}")]
    UnknownSplit {
        /// As it was named.
        split: String,
        /// Where splits are.
        folder: PathBuf,
        /// Those that are there.
        known: String,
    },
    /// Queries and judgments do not belong together, or one of them is empty.
    #[error("none of the topics in {queries} is judged in {judgments}")]
    NothingJudged {
        /// File of the topics.
        queries: PathBuf,
        /// File of the judgments.
        judgments: PathBuf,
    },
}

/// The lines of a file that are not blank, with their numbers, from 1.
fn lines(path: &Path) -> Result<Vec<(usize, String)>, EvalError> {
    let text =
        std::fs::read_to_string(path).map_err(|source| EvalError::Unreadable { path: path.to_owned(), source })?;
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    Ok(numbered.filter(|(_, line)| !line.trim().is_empty()).map(|(number, line)| (number, line.to_owned())).collect())
}

fn malformed(path: &Path, line: usize, what: impl Into<String>) -> EvalError {
    EvalError::Malformed { path: path.to_owned(), line, what: what.into() }
}
