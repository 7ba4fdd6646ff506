//! What an evaluation found.

use serde::Serialize;

use crate::eval;

/// Means over all topics that were asked and have a relevant document.
#[derive(Debug, Clone, Serialize)]
pub struct EvalReport {
    /// Over all of them.
    #[serde(flatten)]
    pub total: EvalMeans,
    /// Microseconds that half of the topics took at most.
    pub median_latency_us: u64,
    /// Over those of each class, when topics have classes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<EvalClass>,
    /// Topics for which the right answer is none.
    pub unanswerable: EvalUnanswerable,
    /// Topics that are judged but have no query; they count nowhere.
    pub not_asked: usize,
    /// What lists of related documents are like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lists: Option<EvalLists>,
}

/// Figures over the ten best of each list of related documents, by the vectors learned from the corpus.
#[derive(Debug, Clone, Serialize)]
pub struct EvalLists {
    /// The share of all documents that stand in any list.
    pub coverage: f64,
    /// The mean over all pairs of a list of 1 less their cosine.
    pub diversity: f64,
    /// The share of lists in which two documents are all but the same.
    pub near_twins: f64,
}

/// Means over topics with a relevant document.
#[derive(Debug, Clone, Serialize)]
pub struct EvalMeans {
    /// How many topics.
    pub topics: usize,
    /// Share of them for which nothing was ranked.
    pub without_hits: f64,
    /// Each measure.
    pub measures: Vec<EvalMeasure>,
}

/// Means over the topics of one class.
#[derive(Debug, Clone, Serialize)]
pub struct EvalClass {
    /// Its name.
    pub class: String,
    /// Over its topics.
    #[serde(flatten)]
    pub means: EvalMeans,
}

/// Topics without a relevant document.
#[derive(Debug, Clone, Serialize)]
pub struct EvalUnanswerable {
    /// How many topics.
    pub topics: usize,
    /// Those of them for which something was ranked all the same.
    pub with_hits: usize,
}

/// One measure.
#[derive(Debug, Clone, Serialize)]
pub struct EvalMeasure {
    /// Its name in the field.
    pub name: &'static str,
    /// Its mean.
    pub mean: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
    /// Against the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<EvalComparison>,
}

/// A paired difference to the baseline.
#[derive(Debug, Clone, Serialize)]
pub struct EvalComparison {
    /// Mean difference.
    pub difference: f64,
    /// Two-sided.
    pub p_value: f64,
    /// Topics that got better.
    pub better: usize,
    /// Topics that got worse.
    pub worse: usize,
}

impl From<eval::EvalReport> for EvalReport {
    fn from(report: eval::EvalReport) -> Self {
        let eval::Unanswerable { topics, with_hits } = report.unanswerable;
        Self {
            total: report.total.into(),
            median_latency_us: report.median_latency.as_micros() as u64,
            classes: report.classes.into_iter().map(EvalClass::from).collect(),
            unanswerable: EvalUnanswerable { topics, with_hits },
            not_asked: report.not_asked,
            lists: report.lists.map(EvalLists::from),
        }
    }
}

impl From<eval::ListFigures> for EvalLists {
    fn from(lists: eval::ListFigures) -> Self {
        let eval::ListFigures { coverage, diversity, near_twins } = lists;
        Self { coverage, diversity, near_twins }
    }
}

impl From<eval::TopicMeans> for EvalMeans {
    fn from(means: eval::TopicMeans) -> Self {
        Self {
            topics: means.topics,
            without_hits: means.without_hits,
            measures: means.measures.into_iter().map(EvalMeasure::from).collect(),
        }
    }
}

impl From<eval::ClassReport> for EvalClass {
    fn from(report: eval::ClassReport) -> Self {
        Self { class: report.class, means: report.means.into() }
    }
}

impl From<eval::MeasureReport> for EvalMeasure {
    fn from(measure: eval::MeasureReport) -> Self {
        Self {
            name: measure.name,
            mean: measure.interval.mean,
            low: measure.interval.low,
            high: measure.interval.high,
            baseline: measure.comparison.map(|comparison| EvalComparison {
                difference: comparison.difference,
                p_value: comparison.p_value,
                better: comparison.better,
                worse: comparison.worse,
            }),
        }
    }
}

/// How good retrieval for a language model is.
#[derive(Debug, Clone, Serialize)]
pub struct EvalRetrieval {
    /// Questions that something answers.
    pub answerable: usize,
    /// Questions about something else.
    pub off_topic: usize,
    /// Questions about the field that nothing answers.
    pub near_miss: usize,
    /// At each budget.
    pub evidence: Vec<EvalEvidence>,
    /// The share of answerable questions whose best text holds the evidence.
    pub citation_precision: f64,
    /// The share of results whose span cuts exactly their text.
    pub valid_spans: f64,
    /// The share of results whose deep link leads to them.
    pub valid_links: f64,
    /// Of answerable against off-topic questions.
    pub auroc_off_topic: Option<f64>,
    /// Of answerable questions against near misses.
    pub auroc_near_miss: Option<f64>,
    /// Of the confidence.
    pub calibration_error: f64,
    /// The share of answerable questions that are called so.
    pub answered: f64,
    /// The share of off-topic questions that are refused.
    pub refused: f64,
}

/// How much of the evidence is in a context.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct EvalEvidence {
    /// Its length.
    pub tokens: usize,
    /// The share of the evidence that is there.
    pub recall: f64,
    /// The share of its tokens that are in texts with evidence.
    pub precision: f64,
}

impl From<eval::RetrievalReport> for EvalRetrieval {
    fn from(report: eval::RetrievalReport) -> Self {
        let evidence = eval::BUDGETS.into_iter().zip(report.evidence);
        Self {
            answerable: report.answerable,
            off_topic: report.off_topic,
            near_miss: report.near_miss,
            evidence: evidence
                .map(|(tokens, figures)| EvalEvidence { tokens, recall: figures.recall, precision: figures.precision })
                .collect(),
            citation_precision: report.citation_precision,
            valid_spans: report.valid_spans,
            valid_links: report.valid_links,
            auroc_off_topic: report.auroc_off_topic,
            auroc_near_miss: report.auroc_near_miss,
            calibration_error: report.calibration_error,
            answered: report.answered,
            refused: report.refused,
        }
    }
}
