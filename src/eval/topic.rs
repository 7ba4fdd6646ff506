//! Topics: `queries.jsonl` of a BEIR folder.

use std::path::Path;

use serde::Deserialize;

use super::{EvalError, lines, malformed};

/// A judged information need.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Topic {
    /// As the qrels name it.
    #[serde(rename = "_id")]
    pub id: String,
    /// What somebody typed.
    pub text: String,
}

/// Reads a file with a topic a line.
pub fn read_topics(path: &Path) -> Result<Vec<Topic>, EvalError> {
    lines(path)?
        .into_iter()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(&line)
                .map_err(|error| malformed(path, number, format!("a topic is {{\"_id\", \"text\"}}: {error}")))
        })
        .collect()
}
