//! Runs: what a system ranked, in the form that the field exchanges.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{EvalError, lines, malformed};

/// A document that was ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Its id.
    pub document: String,
    /// Larger is better.
    pub score: f64,
}

impl Ranked {
    /// By score, equal scores by descending document id. `trec_eval` reads a score in single precision, so what differs
    /// beyond that is equal.
    pub(super) fn before(&self, other: &Self) -> Ordering {
        let by_score = (other.score as f32).total_cmp(&(self.score as f32));
        by_score.then_with(|| other.document.cmp(&self.document))
    }
}

/// Ranked documents by topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    topics: BTreeMap<String, Vec<Ranked>>,
}

impl Run {
    /// Sets the documents of a topic, in the order of `trec_eval`.
    pub fn set(&mut self, topic: &str, mut ranked: Vec<Ranked>) {
        ranked.sort_by(Ranked::before);
        self.topics.insert(topic.to_owned(), ranked);
    }

    /// Whether a topic was asked, with or without an answer.
    #[must_use]
    pub fn asks(&self, topic: &str) -> bool {
        self.topics.contains_key(topic)
    }

    /// The documents of a topic, best first; none when it was not ranked.
    #[must_use]
    pub fn ranked(&self, topic: &str) -> &[Ranked] {
        self.topics.get(topic).map_or(&[], Vec::as_slice)
    }

    /// Every topic's documents, best first.
    pub fn lists(&self) -> impl Iterator<Item = &[Ranked]> {
        self.topics.values().map(Vec::as_slice)
    }

    /// The TREC form: topic, `Q0`, document, rank, score and tag.
    #[must_use]
    pub fn to_trec(&self, tag: &str) -> String {
        let mut text = String::new();
        for (topic, ranked) in &self.topics {
            for (index, hit) in ranked.iter().enumerate() {
                writeln!(text, "{topic} Q0 {} {} {} {tag}", hit.document, index + 1, hit.score)
                    .expect("writing to a string cannot fail");
            }
        }
        text
    }

    /// Reads the TREC form.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let mut topics: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
        for (number, line) in lines(path)? {
            let (topic, document, score) = read_hit(&line).map_err(|what| malformed(path, number, what))?;
            if topics.entry(topic.to_owned()).or_default().insert(document.to_owned(), score).is_some() {
                return Err(malformed(path, number, format!("{document} is ranked twice for {topic}")));
            }
        }
        let mut run = Self::default();
        for (topic, ranked) in topics {
            run.set(&topic, ranked.into_iter().map(|(document, score)| Ranked { document, score }).collect());
        }
        Ok(run)
    }
}

fn read_hit(line: &str) -> Result<(&str, &str, f64), &'static str> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [topic, _, document, _, score, _] = fields.as_slice() else {
        return Err("a line of a run is topic, Q0, document, rank, score and tag");
    };
    let score: f64 = score.parse().map_err(|_| "a score is a number")?;
    if score.is_finite() { Ok((topic, document, score)) } else { Err("a score is a number") }
}
