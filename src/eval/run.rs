//! Runs: what a system ranked, in the form that the field exchanges.

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

/// Ranked documents by topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    topics: BTreeMap<String, Vec<Ranked>>,
}

impl Run {
    /// Sets the documents of a topic, in the order of `trec_eval`: by score, equal scores by descending document id.
    pub fn set(&mut self, topic: &str, mut ranked: Vec<Ranked>) {
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| b.document.cmp(&a.document)));
        self.topics.insert(topic.to_owned(), ranked);
    }

    /// The documents of a topic, best first; none when it was not ranked.
    #[must_use]
    pub fn ranked(&self, topic: &str) -> &[Ranked] {
        self.topics.get(topic).map_or(&[], Vec::as_slice)
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
        let mut topics: BTreeMap<String, Vec<Ranked>> = BTreeMap::new();
        for (number, line) in lines(path)?.into_iter().filter(|(_, line)| !line.trim().is_empty()) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [topic, _, document, _, score, _] = fields.as_slice() else {
                return Err(malformed(path, number, "a line of a run is topic, Q0, document, rank, score and tag"));
            };
            let score = score.parse().map_err(|_| malformed(path, number, "a score is a number"))?;
            topics.entry((*topic).to_owned()).or_default().push(Ranked { document: (*document).to_owned(), score });
        }
        let mut run = Self::default();
        for (topic, ranked) in topics {
            run.set(&topic, ranked);
        }
        Ok(run)
    }
}
