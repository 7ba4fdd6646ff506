//! How long requests took, as a histogram.

use std::fmt;
use std::time::Duration;

use hdrhistogram::Histogram;

use crate::bench::latency::Latency;

/// Digits of a latency that are kept.
const DIGITS: u8 = 3;

/// How long requests took, to a thousandth.
#[derive(Clone)]
pub struct Times(Histogram<u64>);

impl Times {
    /// Of any measurements.
    #[must_use]
    pub(super) fn of(times: impl Iterator<Item = Duration>) -> Self {
        let mut histogram = Histogram::new(DIGITS).expect("three digits are possible");
        times.for_each(|took| {
            histogram.record(took.as_nanos() as u64).expect("a histogram grows with what it holds");
        });
        Self(histogram)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// What this share took at most.
    #[must_use]
    pub fn at(&self, share: f64) -> Duration {
        Duration::from_nanos(self.0.value_at_quantile(share))
    }

    /// The longest.
    #[must_use]
    pub fn max(&self) -> Duration {
        Duration::from_nanos(self.0.max())
    }

    /// The usual percentiles.
    #[must_use]
    pub fn latency(&self) -> Latency {
        Latency { samples: self.count() as usize, p50: self.at(0.5), p95: self.at(0.95), p99: self.at(0.99) }
    }

    /// The latency of shares that come ever closer to all: each share as 1 / (1 - share), as far as there are enough requests.
    #[must_use]
    pub fn tail(&self) -> Vec<(f64, Duration)> {
        let places = [1.25, 2.0, 4.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 1e5];
        let known = places.into_iter().filter(|&place| place <= self.count() as f64);
        known.map(|place| (place, self.at(1.0 - 1.0 / place))).collect()
    }
}

impl fmt::Debug for Times {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.latency().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Times;

    #[test]
    fn a_percentile_is_within_a_thousandth() {
        let times = Times::of((1..=10_000).map(Duration::from_micros));
        for (share, micros) in [(0.5, 5_000.0), (0.99, 9_900.0), (1.0, 10_000.0)] {
            let found = times.at(share).as_secs_f64() * 1e6;
            assert!((found / micros - 1.0).abs() < 0.001, "{found} for {micros}");
        }
        assert_eq!(times.tail().last().map(|(place, _)| *place), Some(1e4));
    }
}
