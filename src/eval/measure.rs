//! The measures, each for one topic, as `trec_eval` has them.

use super::qrels::Qrels;
use super::run::Ranked;

/// A measure of one topic's ranking.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Its name in the field.
    pub name: &'static str,
    /// Its value, 0 to 1.
    pub of: fn(&Judged) -> f64,
}

/// Every measure that is reported, in the order of the report.
pub const MEASURES: [Measure; 6] = [
    Measure { name: "nDCG@10", of: ndcg_at_10 },
    Measure { name: "recall@100", of: recall_at_100 },
    Measure { name: "MRR@10", of: reciprocal_rank_at_10 },
    Measure { name: "MAP", of: average_precision },
    Measure { name: "success@5", of: success_at_5 },
    Measure { name: "recall@10", of: recall_at_10 },
];

/// A topic's values, in the order of [`MEASURES`].
pub type TopicScores = [f64; MEASURES.len()];

/// A ranking with its judgments.
#[derive(Debug)]
pub struct Judged {
    /// The grade of each ranked document, best ranked first.
    grades: Vec<i32>,
    /// The grades of all relevant documents, best first.
    ideal: Vec<i32>,
}

impl Judged {
    /// Judges what was ranked for a topic.
    #[must_use]
    pub fn new(ranked: &[Ranked], topic: &str, qrels: &Qrels) -> Self {
        Self {
            grades: ranked.iter().map(|hit| qrels.grade(topic, &hit.document)).collect(),
            ideal: qrels.relevant(topic),
        }
    }

    /// All measures.
    #[must_use]
    pub fn scores(&self) -> TopicScores {
        MEASURES.map(|measure| (measure.of)(self))
    }

    fn relevant_ranks(&self, depth: usize) -> impl Iterator<Item = usize> + '_ {
        let ranked = self.grades.iter().take(depth).enumerate();
        ranked.filter(|&(_, &grade)| grade > 0).map(|(index, _)| index + 1)
    }
}

/// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002): gain is the grade, discount log2(rank + 1).
fn ndcg_at_10(judged: &Judged) -> f64 {
    let ideal = discounted_gain(&judged.ideal, 10);
    if ideal > 0.0 { discounted_gain(&judged.grades, 10) / ideal } else { 0.0 }
}

fn discounted_gain(grades: &[i32], depth: usize) -> f64 {
    let gain = |(index, &grade): (usize, &i32)| f64::from(grade.max(0)) / (index as f64 + 2.0).log2();
    total(grades.iter().take(depth).enumerate().map(gain))
}

fn recall_at_10(judged: &Judged) -> f64 {
    share(judged.relevant_ranks(10).count(), judged.ideal.len())
}

fn recall_at_100(judged: &Judged) -> f64 {
    share(judged.relevant_ranks(100).count(), judged.ideal.len())
}

fn reciprocal_rank_at_10(judged: &Judged) -> f64 {
    judged.relevant_ranks(10).next().map_or(0.0, |rank| 1.0 / rank as f64)
}

/// The mean of the precisions at the relevant documents, those not ranked counting 0.
fn average_precision(judged: &Judged) -> f64 {
    let ranks = judged.relevant_ranks(usize::MAX).enumerate();
    let precisions = total(ranks.map(|(before, rank)| (before as f64 + 1.0) / rank as f64));
    if judged.ideal.is_empty() { 0.0 } else { precisions / judged.ideal.len() as f64 }
}

fn success_at_5(judged: &Judged) -> f64 {
    f64::from(u8::from(judged.relevant_ranks(5).next().is_some()))
}

/// The sum; nothing sums up to 0, where the standard library has -0, which would be printed with its sign.
fn total(values: impl Iterator<Item = f64>) -> f64 {
    0.0 + values.sum::<f64>()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
