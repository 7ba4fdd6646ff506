//! Topics: `queries.jsonl` of a BEIR folder.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use super::{EvalError, lines, malformed};

/// A judged information need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// As the qrels name it.
    pub id: String,
    /// What somebody typed.
    pub text: String,
    /// What kind of need it is, such as `safety` or `misspelt`; figures are given for each class.
    pub class: Option<String>,
}

/// The ids of the topics of each class, in the order of the classes' names.
pub type Classes = BTreeMap<String, Vec<String>>;

/// A line of the file. BEIR leaves `metadata` to each collection.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "_id")]
    id: String,
    text: String,
    #[serde(default)]
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default)]
    class: Option<String>,
}

/// Reads a file with a topic a line.
pub fn read_topics(path: &Path) -> Result<Vec<Topic>, EvalError> {
    let mut topics = Vec::new();
    let mut known = HashSet::new();
    for (number, line) in lines(path)? {
        let topic = read_topic(&line)
            .map_err(|error| malformed(path, number, format!("a topic is {{\"_id\", \"text\"}}: {error}")))?;
        if !known.insert(topic.id.clone()) {
            return Err(malformed(path, number, format!("the topic {} is there twice", topic.id)));
        }
        topics.push(topic);
    }
    Ok(topics)
}

fn read_topic(line: &str) -> serde_json::Result<Topic> {
    let Line { id, text, metadata } = serde_json::from_str(line)?;
    Ok(Topic { id, text, class: metadata.and_then(|metadata| metadata.class) })
}

/// The classes of some topics; a topic without one is in none.
#[must_use]
pub fn classes(topics: &[Topic]) -> Classes {
    let mut classes = Classes::new();
    for topic in topics {
        if let Some(class) = &topic.class {
            classes.entry(class.clone()).or_default().push(topic.id.clone());
        }
    }
    classes
}
