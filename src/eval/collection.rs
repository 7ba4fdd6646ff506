//! A judged collection: a folder in BEIR's format, checked before anything is ranked.

use std::fs;
use std::path::{Path, PathBuf};

use super::topic::{Topic, read_topics};
use super::{EvalError, Qrels};

/// Which queries of a collection are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queries {
    /// `queries.jsonl`.
    Clean,
    /// `queries_typo.jsonl`: the same topics, misspelt.
    Misspelt,
}

/// Topics with their judgments.
#[derive(Debug)]
pub struct Collection {
    /// The judged topics, in the order of their file.
    pub topics: Vec<Topic>,
    /// What answers them.
    pub qrels: Qrels,
}

impl Collection {
    /// Reads the judgments of a split, and the topics that they judge.
    pub fn read(folder: &Path, split: &str, queries: Queries) -> Result<Self, EvalError> {
        let judgments = judgments(folder, split)?;
        let qrels = Qrels::read(&judgments)?;
        let queries = folder.join(queries.file());
        let mut topics = read_topics(&queries)?;
        topics.retain(|topic| qrels.judges(&topic.id));
        if topics.is_empty() {
            return Err(EvalError::NothingJudged { queries, judgments });
        }
        Ok(Self { topics, qrels })
    }
}

impl Queries {
    fn file(self) -> &'static str {
        match self {
            Self::Clean => "queries.jsonl",
            Self::Misspelt => "queries_typo.jsonl",
        }
    }
}

/// The collection's own documents, if it brings any.
#[must_use]
pub fn own_corpus(folder: &Path) -> Option<PathBuf> {
    Some(folder.join("corpus.jsonl")).filter(|path| path.exists())
}

/// The file of a split's judgments.
fn judgments(folder: &Path, split: &str) -> Result<PathBuf, EvalError> {
    let qrels = folder.join("qrels");
    let known = splits(&qrels)?;
    if known.iter().any(|known| known == split) {
        return Ok(qrels.join(format!("{split}.tsv")));
    }
    Err(EvalError::UnknownSplit { split: split.to_owned(), folder: qrels, known: known.join(", ") })
}

fn splits(qrels: &Path) -> Result<Vec<String>, EvalError> {
    let unreadable = |source| EvalError::Unreadable { path: qrels.to_owned(), source };
    let mut splits = Vec::new();
    for entry in fs::read_dir(qrels).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        splits.extend(name.to_string_lossy().strip_suffix(".tsv").map(str::to_owned));
    }
    splits.sort_unstable();
    Ok(splits)
}
