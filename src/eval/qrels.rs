//! Judgments: which documents answer a topic, and how well.

use std::collections::BTreeMap;
use std::path::Path;

use super::{EvalError, lines, malformed};

/// Grades by topic and document. A grade of 1 or more is relevant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: BTreeMap<String, BTreeMap<String, i32>>,
}

impl Qrels {
    /// Reads the BEIR form: a header, then topic, document and grade between tabs.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let mut qrels = Self::default();
        for (number, line) in lines(path)?.into_iter().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [topic, document, grade] = fields.as_slice() else {
                return Err(malformed(path, number, "a judgment is topic, document and grade between tabs"));
            };
            let grade = grade.trim().parse().map_err(|_| malformed(path, number, "a grade is a whole number"))?;
            qrels.judge(topic, document, grade);
        }
        Ok(qrels)
    }

    /// Adds a judgment.
    pub fn judge(&mut self, topic: &str, document: &str, grade: i32) {
        self.topics.entry(topic.to_owned()).or_default().insert(document.to_owned(), grade);
    }

    /// The judged topics, in the order of their ids.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.keys().map(String::as_str)
    }

    /// The grade of a document for a topic; an unjudged document has none, which counts as 0.
    #[must_use]
    pub fn grade(&self, topic: &str, document: &str) -> i32 {
        self.topics.get(topic).and_then(|documents| documents.get(document)).copied().unwrap_or(0)
    }

    /// The grades of a topic's relevant documents, best first.
    #[must_use]
    pub fn relevant(&self, topic: &str) -> Vec<i32> {
        let documents = self.topics.get(topic);
        let mut grades: Vec<i32> =
            documents.into_iter().flat_map(BTreeMap::values).copied().filter(|&grade| grade > 0).collect();
        grades.sort_unstable_by(|a, b| b.cmp(a));
        grades
    }
}
