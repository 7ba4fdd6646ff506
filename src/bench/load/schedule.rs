//! When requests are due.

use std::time::Duration;

use fastrand::Rng;

/// Two runs at a rate ask at the same times.
const SEED: u64 = 0x0a11;

/// Times at which requests are due, whether or not the ones before were answered.
///
/// Users do not wait for each other, so this is an open system, and they come as a Poisson process: bunched as by chance. As many
/// come as the rate says, so that two runs at one rate have as much to do. A closed system, which sends the next request when an answer has come, is slowed down by a slow server, and measures less than
/// its users feel (Schroeder, Wierman and Harchol-Balter, NSDI 2006).
#[derive(Debug, Clone)]
pub struct Schedule {
    /// Requests a second.
    pub rate: f64,
    /// What is due before is asked and not counted.
    pub warm_up: Duration,
    /// How long what is counted takes.
    pub window: Duration,
    /// Since the start, in order.
    pub times: Vec<Duration>,
}

impl Schedule {
    /// Requests at a rate.
    #[must_use]
    pub fn poisson(rate: f64, warm_up: Duration, window: Duration) -> Self {
        let mut random = Rng::with_seed(SEED);
        // Of a Poisson process whose number of arrivals is known, each arrival may be at any time alike.
        let mut arrivals = |from: Duration, long: Duration| -> Vec<Duration> {
            let count = (rate * long.as_secs_f64()).round() as usize;
            std::iter::repeat_with(|| from + long.mul_f64(random.f64())).take(count).collect()
        };
        let mut times = arrivals(Duration::ZERO, warm_up);
        times.extend(arrivals(warm_up, window));
        times.sort_unstable();
        Self { rate, warm_up, window, times }
    }

    /// How many are counted.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.times.iter().filter(|&&due| self.counts(due)).count() as u64
    }

    /// Whether what is due then is counted.
    #[must_use]
    pub fn counts(&self, due: Duration) -> bool {
        due >= self.warm_up
    }

    /// When it is given up to send what could not be sent in time.
    #[must_use]
    pub fn end(&self) -> Duration {
        self.warm_up + 2 * self.window + Duration::from_secs(1)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Schedule;

    #[test]
    fn arrivals_are_as_many_as_the_rate_says_and_bunched_as_by_chance() {
        let schedule = Schedule::poisson(1_000.0, Duration::from_secs(1), Duration::from_secs(20));
        assert_eq!(schedule.counted(), 20_000);
        assert_eq!(schedule.times.len(), 21_000);
        let gaps = schedule.times.windows(2).map(|pair| pair[1].saturating_sub(pair[0]).as_secs_f64());
        let short = gaps.filter(|gap| *gap < 0.001).count() as f64 / schedule.times.len() as f64;
        let expected = 1.0 - (-1f64).exp();
        assert!((short - expected).abs() < 0.02, "{short} of the gaps are shorter than their mean, not {expected}");
    }

    #[test]
    fn two_schedules_are_the_same() {
        let times = || Schedule::poisson(50.0, Duration::ZERO, Duration::from_secs(2)).times;
        assert_eq!(times(), times());
    }
}
