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
        for (index, (number, line)) in lines(path)?.into_iter().enumerate() {
            let judgment = read_judgment(&line);
            // Without a header the first judgment would be lost without a word.
            match (index, judgment) {
                (0, Ok(_)) => return Err(malformed(path, number, "the header is missing: query-id, corpus-id, score")),
                (0, Err(_)) => {}
                (_, Ok((topic, document, grade))) => {
                    if qrels.judge(topic, document, grade).is_some() {
                        return Err(malformed(path, number, format!("{document} is judged twice for {topic}")));
                    }
                }
                (_, Err(what)) => return Err(malformed(path, number, what)),
            }
        }
        Ok(qrels)
    }

    /// Adds a judgment; gives back the grade that was there before.
    pub fn judge(&mut self, topic: &str, document: &str, grade: i32) -> Option<i32> {
        self.topics.entry(topic.to_owned()).or_default().insert(document.to_owned(), grade)
    }

    /// Whether a topic has judgments, of whatever grade.
    #[must_use]
    pub fn judges(&self, topic: &str) -> bool {
        self.topics.contains_key(topic)
    }

    /// The judged topics, in the order of their ids.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.keys().map(String::as_str)
    }

    /// Every judgment: topic, document and grade.
    pub fn judgments(&self) -> impl Iterator<Item = (&str, &str, i32)> {
        self.topics.iter().flat_map(|(topic, documents)| {
            documents.iter().map(move |(document, &grade)| (topic.as_str(), document.as_str(), grade))
        })
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

fn read_judgment(line: &str) -> Result<(&str, &str, i32), &'static str> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [topic, document, grade] = fields.as_slice() else {
        return Err("a judgment is topic, document and grade between tabs");
    };
    Ok((topic, document, grade.trim().parse().map_err(|_| "a grade is a whole number")?))
}
