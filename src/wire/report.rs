//! What the command line says of a corpus and of a build.

use std::time::Duration;

use serde::Serialize;

use crate::corpus;
use crate::engine;

/// What became of the wish to build an index.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum IndexReport {
    /// There is a new generation.
    Built(BuildReport),
    /// The corpus has mistakes, and everything is as it was.
    Refused {
        /// All of them.
        problems: Vec<CorpusProblem>,
    },
}

/// What a build did.
#[derive(Debug, Clone, Serialize)]
pub struct BuildReport {
    /// The generation now in force.
    pub generation: String,
    /// The ISO 639-1 code of the language that it is written in.
    pub language: &'static str,
    /// Articles in it.
    pub articles: u64,
    /// Passages in it.
    pub passages: u64,
    /// Products in it.
    pub products: u64,
    /// Documents that are new or have changed.
    pub changed: u64,
    /// Documents that the generation before had as they are.
    pub unchanged: u64,
    /// Documents that are no longer there.
    pub removed: u64,
    /// Bytes of the corpus.
    pub corpus_bytes: u64,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Documents read, whether they had changed or not, in a second.
    pub documents_per_second: f64,
    /// Millions of bytes of the corpus read in a second.
    pub megabytes_per_second: f64,
    /// The most memory that the process has held, in bytes, where the system tells.
    pub peak_memory_bytes: Option<u64>,
    /// What was left out because it has mistakes.
    pub problems: Vec<CorpusProblem>,
}

/// What a corpus holds, and what is wrong with it.
#[derive(Debug, Clone, Serialize)]
pub struct CheckReport {
    /// Files of content.
    pub files: u64,
    /// Articles without a mistake of their own.
    pub articles: u64,
    /// Products without a mistake of their own.
    pub products: u64,
    /// Every mistake.
    pub problems: Vec<CorpusProblem>,
}

/// A mistake in a corpus file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CorpusProblem {
    /// The file.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The field, where the mistake is in one.
    pub field: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl BuildReport {
    /// The report of an engine, with what only the process knows.
    #[must_use]
    pub fn new(report: engine::BuildReport, peak_memory_bytes: Option<u64>) -> Self {
        let documents = report.counts.articles + report.counts.products;
        Self {
            language: report.language.code(),
            articles: report.counts.articles,
            passages: report.counts.passages,
            products: report.counts.products,
            changed: report.changed,
            unchanged: documents.saturating_sub(report.changed),
            removed: report.removed,
            corpus_bytes: report.corpus_bytes,
            index_bytes: report.index_bytes,
            took_ms: report.took.as_millis() as u64,
            documents_per_second: per_second(documents as f64, report.took),
            megabytes_per_second: per_second(report.corpus_bytes as f64 / 1e6, report.took),
            peak_memory_bytes,
            problems: report.skipped.into_iter().map(CorpusProblem::from).collect(),
            generation: report.generation,
        }
    }
}

impl From<engine::CheckReport> for CheckReport {
    fn from(report: engine::CheckReport) -> Self {
        Self {
            files: report.files,
            articles: report.articles,
            products: report.products,
            problems: report.problems.into_iter().map(CorpusProblem::from).collect(),
        }
    }
}

impl From<corpus::Problem> for CorpusProblem {
    fn from(problem: corpus::Problem) -> Self {
        Self {
            path: problem.path.display().to_string(),
            line: problem.line,
            field: problem.field,
            message: problem.message,
            help: problem.help,
        }
    }
}

fn per_second(amount: f64, took: Duration) -> f64 {
    // A clock that has not moved must not make an infinity, which JSON cannot say.
    amount / took.as_secs_f64().max(1e-9)
}
