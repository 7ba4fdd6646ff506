//! What an evaluation found.

use serde::Serialize;

use crate::eval;

/// Means over all judged topics.
#[derive(Debug, Clone, Serialize)]
pub struct EvalReport {
    /// Judged topics.
    pub topics: usize,
    /// Share of them for which nothing was ranked.
    pub without_hits: f64,
    /// Microseconds that half of the topics took at most.
    pub median_latency_us: u64,
    /// Each measure.
    pub measures: Vec<EvalMeasure>,
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
        Self {
            topics: report.topics,
            without_hits: report.without_hits,
            median_latency_us: report.median_latency.as_micros() as u64,
            measures: report.measures.into_iter().map(EvalMeasure::from).collect(),
        }
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
