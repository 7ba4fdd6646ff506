//! How long the same thing takes, again and again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What half, 95 and 99 of a hundred took at most (nearest rank).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latency {
    /// How often it was measured.
    pub samples: usize,
    /// The median.
    pub p50: Duration,
    /// The 95th percentile.
    pub p95: Duration,
    /// The 99th percentile.
    pub p99: Duration,
}

impl Latency {
    /// Of any measurements; zeros if there are none.
    #[must_use]
    pub fn of(mut samples: Vec<Duration>) -> Self {
        samples.sort_unstable();
        let at = |share: f64| {
            let rank = (samples.len() as f64 * share).ceil() as usize;
            samples.get(rank.saturating_sub(1)).copied().unwrap_or_default()
        };
        Self { p50: at(0.5), p95: at(0.95), p99: at(0.99), samples: samples.len() }
    }
}

/// How many times as long one takes as another; nothing where the other takes no time that a clock shows.
#[must_use]
pub fn ratio(ours: Duration, floor: Duration) -> Option<f64> {
    (!floor.is_zero()).then(|| ours.as_secs_f64() / floor.as_secs_f64())
}

/// The one in the middle, or the mean of the two in the middle; nothing of nothing.
#[must_use]
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let (upper, lower) = (values.len() / 2, values.len().saturating_sub(1) / 2);
    Some(f64::midpoint(*values.get(lower)?, *values.get(upper)?))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Latency, median};

    #[test]
    fn a_percentile_is_the_measurement_of_its_rank() {
        let latency = Latency::of((1..=200).rev().map(Duration::from_micros).collect());
        assert_eq!(latency.p50, Duration::from_micros(100));
        assert_eq!(latency.p95, Duration::from_micros(190));
        assert_eq!(latency.p99, Duration::from_micros(198));
        assert_eq!(Latency::of(Vec::new()), Latency::default());
    }

    #[test]
    fn the_median_of_two_lies_between_them() {
        assert_eq!(median(vec![4.0, 1.0]), Some(2.5));
        assert_eq!(median(vec![9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
