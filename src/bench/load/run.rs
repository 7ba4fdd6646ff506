//! What one rate did to a server.

use std::collections::BTreeMap;
use std::time::Duration;

use super::sample::{Outcome, Sample};
use super::schedule::Schedule;
use super::times::Times;

/// A request that is sent later than that, though a connection is free, is sent late.
const LATE: Duration = Duration::from_millis(1);
/// A rate is held that is reached to this share,
const HELD_SHARE: f64 = 0.98;
/// and at which 99 of a hundred answers take less.
const HELD_P99: Duration = Duration::from_millis(100);

/// What one rate did to a server, after the warm-up.
#[derive(Debug, Clone)]
pub struct LoadRun {
    /// Requests a second that were wanted.
    pub rate: f64,
    /// For so long.
    pub window: Duration,
    /// Requests that were due.
    pub due: u64,
    /// Answers (2xx).
    pub answered: u64,
    /// Refusals of a busy server (503).
    pub shed: u64,
    /// Other answers, by status.
    pub others: BTreeMap<u16, u64>,
    /// Requests without a whole answer.
    pub failed: u64,
    /// Requests for which no connection came free in time.
    pub unsent: u64,
    /// Requests that the generator sent more than a millisecond late though a connection was free.
    pub late: u64,
    /// Requests that had to wait for a connection.
    pub waited: u64,
    /// Answers a second until the last one was there.
    pub achieved: f64,
    /// How long answers took, from when their requests were due.
    pub latency: Times,
    /// How long answers took, from when their requests were sent.
    pub service: Times,
    /// Mean length of answers.
    pub mean_bytes: f64,
    /// Everything that was sent, the warm-up too.
    pub sent: u64,
}

impl LoadRun {
    /// What became of a schedule.
    #[must_use]
    pub fn new(schedule: &Schedule, samples: &[Sample]) -> Self {
        let counted = || samples.iter().filter(|sample| schedule.counts(sample.due));
        let answers = || counted().filter(|sample| sample.outcome == Outcome::Answered);
        let number_of = |wanted: fn(&Sample) -> bool| counted().filter(|sample| wanted(sample)).count() as u64;
        let mut others = BTreeMap::new();
        for sample in counted() {
            if let Outcome::Other(status) = sample.outcome {
                *others.entry(status).or_default() += 1;
            }
        }
        let (due, answered) = (schedule.counted(), answers().count() as u64);
        let last = answers().map(|sample| sample.done).max().unwrap_or_default();
        let took = last.saturating_sub(schedule.warm_up).max(schedule.window);
        Self {
            rate: schedule.rate,
            window: schedule.window,
            due,
            answered,
            shed: number_of(|sample| sample.outcome == Outcome::Shed),
            others,
            failed: number_of(|sample| sample.outcome == Outcome::Failed),
            unsent: due - counted().count() as u64,
            late: number_of(|sample| sample.was_free && sample.sent > sample.due + LATE),
            waited: number_of(|sample| !sample.was_free),
            achieved: answered as f64 / took.as_secs_f64(),
            latency: Times::of(answers().map(|sample| sample.done.saturating_sub(sample.due))),
            service: Times::of(answers().map(|sample| sample.done.saturating_sub(sample.sent))),
            mean_bytes: answers().map(|sample| sample.bytes as f64).sum::<f64>() / (answered as f64).max(1.0),
            sent: samples.len() as u64,
        }
    }

    /// Whether the server keeps up: every request was answered, at the rate at which they came, and nearly all of them soon.
    #[must_use]
    pub fn is_held(&self) -> bool {
        let offered = self.due as f64 / self.window.as_secs_f64();
        self.answered == self.due && self.achieved >= HELD_SHARE * offered && self.latency.at(0.99) < HELD_P99
    }

    /// Everything that is neither an answer nor the refusal of a busy server.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failed + self.unsent + self.others.values().sum::<u64>()
    }

    /// The share of requests that was refused by a busy server.
    #[must_use]
    pub fn shed_share(&self) -> f64 {
        self.share(self.shed)
    }

    /// The share of requests that the generator sent late.
    #[must_use]
    pub fn late_share(&self) -> f64 {
        self.share(self.late)
    }

    /// The tail beside the middle.
    #[must_use]
    pub fn p99_to_p50(&self) -> Option<f64> {
        crate::bench::ratio(self.latency.at(0.99), self.latency.at(0.5))
    }

    fn share(&self, of: u64) -> f64 {
        of as f64 / (self.due as f64).max(1.0)
    }
}
