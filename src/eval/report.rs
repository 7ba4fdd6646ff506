//! What an evaluation found, as means over topics.

use std::time::Duration;

use super::compare::{Comparison, Interval, bootstrap, compare};
use super::measure::{Judged, MEASURES, TopicScores};
use super::qrels::Qrels;
use super::rank::RankedTopics;
use super::run::Run;

/// Means over all judged topics; a topic without an answer counts 0.
#[derive(Debug, Clone, PartialEq)]
pub struct EvalReport {
    /// Judged topics with at least one relevant document.
    pub topics: usize,
    /// Share of them for which nothing was ranked, 0 to 1.
    pub without_hits: f64,
    /// Each measure with its interval, and its difference to the baseline if there is one.
    pub measures: Vec<MeasureReport>,
    /// Half of the topics took at most this long.
    pub median_latency: Duration,
}

/// One measure.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureReport {
    /// Its name in the field.
    pub name: &'static str,
    /// Its mean with the interval.
    pub interval: Interval,
    /// Against the baseline.
    pub comparison: Option<Comparison>,
}

impl EvalReport {
    /// Judges a run.
    #[must_use]
    pub fn new(ranked: &RankedTopics, qrels: &Qrels, baseline: Option<&Run>) -> Self {
        let topics: Vec<&str> = qrels.topics().filter(|topic| !qrels.relevant(topic).is_empty()).collect();
        let ours = scores(&ranked.run, &topics, qrels);
        let theirs = baseline.map(|baseline| scores(baseline, &topics, qrels));
        let empty = topics.iter().filter(|topic| ranked.run.ranked(topic).is_empty()).count();
        Self {
            topics: topics.len(),
            without_hits: if topics.is_empty() { 0.0 } else { empty as f64 / topics.len() as f64 },
            measures: (0..MEASURES.len()).map(|at| MeasureReport::new(at, &ours, theirs.as_deref())).collect(),
            median_latency: median(&ranked.took),
        }
    }
}

impl MeasureReport {
    fn new(at: usize, ours: &[TopicScores], theirs: Option<&[TopicScores]>) -> Self {
        let column = |scores: &[TopicScores]| -> Vec<f64> { scores.iter().map(|topic| topic[at]).collect() };
        let values = column(ours);
        Self {
            name: MEASURES[at].name,
            interval: bootstrap(&values),
            comparison: theirs.map(|theirs| compare(&values, &column(theirs))),
        }
    }
}

fn scores(run: &Run, topics: &[&str], qrels: &Qrels) -> Vec<TopicScores> {
    topics.iter().map(|topic| Judged::new(run.ranked(topic), topic, qrels).scores()).collect()
}

fn median(took: &[Duration]) -> Duration {
    let mut sorted = took.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
