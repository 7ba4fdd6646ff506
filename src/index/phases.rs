//! How long the parts of a build take.

use std::time::{Duration, Instant};

/// The parts of a build in the order in which they end, each with the time it took. Parts that run beside each other each have
/// their own time, so that the sum may be more than the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phases(Vec<(&'static str, Duration)>);

impl Phases {
    /// Does a part and notes its time.
    pub fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (done, took) = timed(work);
        self.note(name, took);
        done
    }

    /// Notes a part; one that is known already takes so much longer.
    pub fn note(&mut self, name: &'static str, took: Duration) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, so_far)) => *so_far += took,
            None => self.0.push((name, took)),
        }
    }

    /// Each part with its time.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        self.0.iter().copied()
    }

    /// Notes the parts of another list.
    pub fn extend(&mut self, others: &Self) {
        others.iter().for_each(|(name, took)| self.note(name, took));
    }
}

/// Does something, and says how long that took.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let done = work();
    (done, started.elapsed())
}
