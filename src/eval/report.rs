//! What an evaluation found, as means over topics.

use std::time::Duration;

use super::compare::{Comparison, Interval, bootstrap, compare};
use super::lists::ListFigures;
use super::measure::{Judged, MEASURES, TopicScores};
use super::qrels::Qrels;
use super::rank::RankedTopics;
use super::run::Run;
use super::topic::Classes;

/// What was found over all topics that were asked.
#[derive(Debug, Clone, PartialEq)]
pub struct EvalReport {
    /// Over all topics with a relevant document.
    pub total: TopicMeans,
    /// Over those of each class, when topics have classes.
    pub classes: Vec<ClassReport>,
    /// Topics for which the right answer is none.
    pub unanswerable: Unanswerable,
    /// Topics that are judged but were not asked, as there is no query for them; they count nowhere.
    pub not_asked: usize,
    /// Half of the topics took at most this long.
    pub median_latency: Duration,
    /// What lists of related documents are like; nothing of a search.
    pub lists: Option<ListFigures>,
}

/// Means over topics with a relevant document; a topic without hits counts 0.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicMeans {
    /// How many topics.
    pub topics: usize,
    /// Share of them for which nothing was ranked, 0 to 1.
    pub without_hits: f64,
    /// Each measure with its interval, and its difference to the baseline if there is one.
    pub measures: Vec<MeasureReport>,
}

/// Means over the topics of one class.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassReport {
    /// Its name.
    pub class: String,
    /// Over its topics with a relevant document.
    pub means: TopicMeans,
}

/// Topics that are judged and have no relevant document. No measure says anything of them: they are only counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unanswerable {
    /// How many topics.
    pub topics: usize,
    /// Those of them for which something was ranked all the same.
    pub with_hits: usize,
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

/// What runs are judged by.
#[derive(Clone, Copy)]
struct Judge<'a> {
    run: &'a Run,
    baseline: Option<&'a Run>,
    qrels: &'a Qrels,
}

impl EvalReport {
    /// Judges a run.
    #[must_use]
    pub fn new(ranked: &RankedTopics, qrels: &Qrels, baseline: Option<&Run>, classes: &Classes) -> Self {
        let judge = Judge { run: &ranked.run, baseline, qrels };
        let (asked, not_asked): (Vec<&str>, Vec<&str>) = qrels.topics().partition(|topic| ranked.run.asks(topic));
        Self {
            total: judge.means(&asked),
            classes: judge.classes(classes),
            unanswerable: judge.unanswerable(&asked),
            not_asked: not_asked.len(),
            median_latency: median(&ranked.took),
            lists: None,
        }
    }
}

impl Judge<'_> {
    fn means(self, topics: &[&str]) -> TopicMeans {
        let topics: Vec<&str> = topics.iter().copied().filter(|topic| self.answerable(topic)).collect();
        let ours = self.scores(self.run, &topics);
        let theirs = self.baseline.map(|baseline| self.scores(baseline, &topics));
        let empty = topics.iter().filter(|topic| self.run.ranked(topic).is_empty()).count();
        TopicMeans {
            topics: topics.len(),
            without_hits: if topics.is_empty() { 0.0 } else { empty as f64 / topics.len() as f64 },
            measures: (0..MEASURES.len()).map(|at| MeasureReport::new(at, &ours, theirs.as_deref())).collect(),
        }
    }

    /// A class whose topics all have no relevant document has no means.
    fn classes(self, classes: &Classes) -> Vec<ClassReport> {
        let reports = classes.iter().map(|(class, topics)| {
            let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
            ClassReport { class: class.clone(), means: self.means(&topics) }
        });
        reports.filter(|report| report.means.topics > 0).collect()
    }

    fn unanswerable(self, topics: &[&str]) -> Unanswerable {
        let mut counted = Unanswerable::default();
        for topic in topics.iter().filter(|topic| !self.answerable(topic)) {
            counted.topics += 1;
            counted.with_hits += usize::from(!self.run.ranked(topic).is_empty());
        }
        counted
    }

    fn answerable(self, topic: &str) -> bool {
        !self.qrels.relevant(topic).is_empty()
    }

    fn scores(self, run: &Run, topics: &[&str]) -> Vec<TopicScores> {
        topics.iter().map(|topic| Judged::new(run.ranked(topic), topic, self.qrels).scores()).collect()
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

fn median(took: &[Duration]) -> Duration {
    let mut sorted = took.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
