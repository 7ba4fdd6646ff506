//! An axis: its range, its ticks, and where a value stands on it.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::unit::Unit;

/// What is drawn in one direction.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What it is, without its unit: `latency`.
    pub label: String,
    /// What its numbers count.
    pub unit: Unit,
    /// How they are spread.
    pub scale: Scale,
}

/// How values are spread over an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Equal differences are equally far apart. Begins at zero, so that lengths can be compared.
    #[default]
    Linear,
    /// Equal ratios are equally far apart. What is not above zero has no place.
    Log,
}

impl Axis {
    /// A linear axis.
    #[must_use]
    pub fn linear(label: impl Into<String>, unit: Unit) -> Self {
        Self { label: label.into(), unit, scale: Scale::Linear }
    }

    /// A logarithmic axis.
    #[must_use]
    pub fn log(label: impl Into<String>, unit: Unit) -> Self {
        Self { label: label.into(), unit, scale: Scale::Log }
    }

    /// The label with what the ticks do not say.
    pub(super) fn title(&self) -> String {
        self.unit.noun().map_or_else(|| self.label.clone(), |noun| format!("{}, {noun}", self.label))
    }

    /// Whether a value has a place on this axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        value.is_finite() && (self.scale == Scale::Linear || value > 0.0)
    }

    /// The axis over these values, with no more ticks than that; none if no value has a place on it.
    pub(super) fn ruler(&self, values: impl Iterator<Item = f64>, max_ticks: usize) -> Option<Ruler> {
        let (low, high) = values.filter(|&value| self.holds(value)).fold(None, |range, value| {
            let (low, high) = range.unwrap_or((value, value));
            Some((value.min(low), value.max(high)))
        })?;
        Some(Ruler::new(self.scale, low, high, max_ticks))
    }
}

/// A range with its ticks.
#[derive(Debug, Clone)]
pub(super) struct Ruler {
    scale: Scale,
    range: Range<f64>,
    ticks: Vec<f64>,
}

impl Ruler {
    pub(super) fn new(scale: Scale, low: f64, high: f64, max_ticks: usize) -> Self {
        match scale {
            Scale::Linear => Self::linear(low.min(0.0), high.max(0.0), max_ticks),
            Scale::Log => Self::log(low, high, max_ticks),
        }
    }

    /// Ends at round numbers, whose distance is 1, 2 or 5 of a power of ten.
    fn linear(low: f64, high: f64, max_ticks: usize) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let step = round_above((high - low) / max_ticks.saturating_sub(1).max(1) as f64);
        let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
        // A little air above the highest value, so that nothing is drawn on the edge.
        let air = (high - low) / 20.0;
        let low = if low < 0.0 { low - air } else { low };
        let ticks = (first..=last).map(|count| count as f64 * step).collect();
        Self { scale: Scale::Linear, range: low..high + air, ticks }
    }

    /// A little more than the values, with ticks at 1, 2 and 5 of each power of ten, or at so many powers as there is room for.
    fn log(low: f64, high: f64, max_ticks: usize) -> Self {
        let air = (high / low).powf(0.04).max(1.25);
        let range = low / air..high * air;
        let decades = range.start.log10().floor() as i32..=range.end.log10().ceil() as i32;
        let inside = |tick: &f64| range.contains(tick);
        let fine = || decades.clone().flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10f64.powi(power)));
        let coarse = |every: i32| {
            decades.clone().filter(move |power| power % every == 0).map(|power| 10f64.powi(power)).collect::<Vec<_>>()
        };
        let mut ticks: Vec<f64> = fine().filter(inside).collect();
        let mut every = 1;
        while ticks.len() > max_ticks.max(2) {
            let fewer: Vec<f64> = coarse(every).into_iter().filter(inside).collect();
            if fewer.len() < 2 {
                break;
            }
            ticks = fewer;
            every += 1;
        }
        Self { scale: Scale::Log, range, ticks }
    }

    /// The same with a longer range, its ticks left as they are.
    pub(super) fn stretched(mut self, factor: f64) -> Self {
        self.range.end *= factor;
        self
    }

    pub(super) fn start(&self) -> f64 {
        self.range.start
    }

    pub(super) fn ticks(&self) -> &[f64] {
        &self.ticks
    }

    /// How far along the axis a value stands, from 0 to 1.
    fn place(&self, value: f64) -> f64 {
        let Range { start, end } = self.range;
        match self.scale {
            Scale::Linear => (value - start) / (end - start),
            Scale::Log => (value / start).ln() / (end / start).ln(),
        }
    }
}

/// The next of 1, 2, 5, 10 times a power of ten.
fn round_above(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let digit = [1.0, 2.0, 5.0].into_iter().find(|digit| digit * power >= step * (1.0 - 1e-9)).unwrap_or(10.0);
    digit * power
}

impl Ranged for Ruler {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + (self.place(*value) * f64::from(to - from)).round() as i32
    }

    /// The bold lines of the grid are the ticks; there are no others.
    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// Labels are written by the axis, which knows its unit.
impl ValueFormatter<f64> for Ruler {
    fn format(value: &f64) -> String {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ruler, Scale};

    fn check(scale: Scale, (low, high): (f64, f64), max_ticks: usize, expected: &[f64]) {
        let ruler = Ruler::new(scale, low, high, max_ticks);
        let ticks: Vec<f64> = ruler.ticks.iter().map(|tick| (tick * 1e9).round() / 1e9).collect();
        assert_eq!(ticks, expected, "{low} to {high}");
        assert!(ruler.place(low) >= 0.0 && ruler.place(high) <= 1.0);
    }

    #[test]
    fn ticks_are_round_and_few() {
        check(Scale::Linear, (3.0, 97.0), 6, &[0.0, 20.0, 40.0, 60.0, 80.0]);
        check(Scale::Linear, (-1.0, 1.0), 5, &[-1.0, -0.5, 0.0, 0.5, 1.0]);
        check(Scale::Linear, (0.0, 0.0), 3, &[0.0, 0.5, 1.0]);
        check(Scale::Log, (1e3, 1e6), 6, &[1e3, 1e4, 1e5, 1e6]);
        check(Scale::Log, (0.001, 0.03), 8, &[0.001, 0.002, 0.005, 0.01, 0.02]);
        check(Scale::Log, (1.0, 1e8), 5, &[1.0, 1e2, 1e4, 1e6, 1e8]);
    }

    #[test]
    fn one_value_has_an_axis_too() {
        check(Scale::Log, (100.0, 100.0), 5, &[100.0]);
        check(Scale::Linear, (7.0, 7.0), 5, &[0.0, 2.0, 4.0, 6.0]);
    }
}
