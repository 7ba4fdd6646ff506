//! What a number counts, and how it is written for people: with its unit, and no more digits than mean something.

/// Digits of a figure that mean something; measurements of speed do not repeat to more.
const DIGITS: i32 = 3;
/// Digits of a ratio of two such figures.
const RATIO_DIGITS: i32 = 2;

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Things in a second, by their name: `documents`.
    PerSecond(String),
    /// Seconds, written as µs, ms, s or min.
    Seconds,
    /// Bytes, written as kB, MB, GB of powers of ten.
    Bytes,
    /// Bytes in a second.
    BytesPerSecond,
    /// How many times as much as something else.
    Ratio,
    /// A part of a whole, from 0 to 1, written in per cent.
    Share,
    /// A quantile q as 1 / (1 - q), which a logarithmic axis spreads as the tail of a distribution needs: 2 is p50, 100 is p99.
    Percentile,
    /// Anything else, by its name.
    Other(String),
}

impl Unit {
    /// A value in a sentence or a table.
    #[must_use]
    pub fn show(&self, value: f64) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        match self {
            Self::Count if value.fract() == 0.0 && value.abs() < 1e15 => grouped(value),
            Self::PerSecond(noun) => format!("{}\u{a0}{noun}/s", plain(value)),
            Self::Count => plain(value),
            Self::Other(name) => format!("{}\u{a0}{name}", plain(value)),
            Self::Ratio => format!("{}×", rounded(value, RATIO_DIGITS)),
            _ => self.tick(value),
        }
    }

    /// A value on an axis whose label names what is counted. A zero needs no unit, and has no room for one at the axis.
    pub(super) fn tick(&self, value: f64) -> String {
        match self {
            Self::Bytes | Self::BytesPerSecond | Self::Ratio | Self::Share if value == 0.0 => "0".to_owned(),
            Self::Count | Self::PerSecond(_) | Self::Other(_) => compact(value),
            Self::Seconds => seconds(value),
            Self::Bytes => bytes(value),
            Self::BytesPerSecond => format!("{}/s", bytes(value)),
            Self::Ratio => format!("{}×", digits(value)),
            Self::Share => format!("{}\u{a0}%", digits(100.0 * value)),
            Self::Percentile => percentile(value),
        }
    }

    /// What the label of an axis adds, where the ticks do not say it.
    pub(super) fn noun(&self) -> Option<String> {
        match self {
            Self::PerSecond(noun) => Some(format!("{noun}/s")),
            Self::Other(name) => Some(name.clone()),
            _ => None,
        }
    }
}

fn seconds(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size < 1e-6 => format!("{}\u{a0}ns", digits(value * 1e9)),
        size if size < 999.5e-6 => format!("{}\u{a0}µs", digits(value * 1e6)),
        size if size < 0.9995 => format!("{}\u{a0}ms", digits(value * 1e3)),
        size if size < 600.0 => format!("{}\u{a0}s", digits(value)),
        _ => format!("{}\u{a0}min", digits(value / 60.0)),
    }
}

fn bytes(value: f64) -> String {
    match value.abs() {
        size if size < 999.5 => format!("{}\u{a0}B", digits(value)),
        size if size < 999.5e3 => format!("{}\u{a0}kB", digits(value / 1e3)),
        size if size < 999.5e6 => format!("{}\u{a0}MB", digits(value / 1e6)),
        _ => format!("{}\u{a0}GB", digits(value / 1e9)),
    }
}

/// `1/(1-q)` as `p99.9`: every nine counts, so these digits are never cut.
fn percentile(value: f64) -> String {
    let above = 100.0 / value.max(1.0);
    let decimals = (-above.log10()).ceil().clamp(0.0, 9.0) as usize;
    let text = format!("{:.*}", decimals + usize::from(above.fract() != 0.0 && above >= 1.0), 100.0 - above);
    format!("p{}", without_zeros(&text))
}

/// A number on an axis: `10k`.
fn compact(value: f64) -> String {
    match value.abs() {
        size if size < 999.5 => digits(value),
        size if size < 999.5e3 => format!("{}k", digits(value / 1e3)),
        size if size < 999.5e6 => format!("{}M", digits(value / 1e6)),
        _ => format!("{}G", digits(value / 1e9)),
    }
}

/// A number in a table: all of its whole part, with commas.
fn plain(value: f64) -> String {
    if value.abs() >= 999.5 { grouped(value) } else { digits(value) }
}

fn grouped(value: f64) -> String {
    let text = format!("{:.0}", value.abs());
    let mut out = if value <= -0.5 { "-".to_owned() } else { String::new() };
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && (text.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The digits that mean something, without zeros at the end.
fn digits(value: f64) -> String {
    rounded(value, DIGITS)
}

fn rounded(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let before = value.abs().log10().floor() as i32 + 1;
    let decimals = (digits - before).clamp(0, 12) as usize;
    without_zeros(&format!("{value:.decimals$}")).to_owned()
}

fn without_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    fn check(unit: &Unit, value: f64, expected: &str) {
        assert_eq!(unit.show(value).replace('\u{a0}', " "), expected, "{value} of {unit:?}");
    }

    #[test]
    fn a_value_has_its_unit_and_three_digits() {
        check(&Unit::Seconds, 0.000_254_4, "254 µs");
        check(&Unit::Seconds, 0.001_234_5, "1.23 ms");
        check(&Unit::Seconds, 0.999_9, "1 s");
        check(&Unit::Seconds, 1_200.0, "20 min");
        check(&Unit::Bytes, 1_446_000_000.0, "1.45 GB");
        check(&Unit::Bytes, 999.9, "1 kB");
        check(&Unit::BytesPerSecond, 0.0, "0");
        check(&Unit::Ratio, 1.8, "1.8×");
        check(&Unit::Ratio, 12.96, "13×");
        check(&Unit::Share, 0.355, "35.5 %");
        check(&Unit::PerSecond("documents".to_owned()), 12_345.6, "12,346 documents/s");
        check(&Unit::Count, 1_000_000.0, "1,000,000");
        check(&Unit::Count, -1_234.0, "-1,234");
        check(&Unit::Count, 0.0, "0");
        check(&Unit::Other("points".to_owned()), 2.5, "2.5 points");
        check(&Unit::Seconds, f64::NAN, "–");
    }

    #[test]
    fn a_percentile_keeps_its_nines() {
        for (value, expected) in
            [(1.0, "p0"), (2.0, "p50"), (10.0, "p90"), (20.0, "p95"), (100.0, "p99"), (1e3, "p99.9"), (1e5, "p99.999")]
        {
            check(&Unit::Percentile, value, expected);
        }
    }

    #[test]
    fn an_axis_is_short() {
        assert_eq!([1e3, 2e4, 1.5e6].map(|value| Unit::Count.tick(value)), ["1k", "20k", "1.5M"]);
    }
}
