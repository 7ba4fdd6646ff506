//! The bands in which numbers and days are counted: years of days, and readable ranges of prices and ratings.
//!
//! Bands are cut once over everything that the index has, so they stay the same while somebody refines a search.

use std::ops::Bound;

use rust_decimal::Decimal;
use time::{Date, Month};

use crate::filter::{Field, Filter, Scalar, Values, range};

/// What ratings are cut at: halves matter at the top, where nearly all ratings are.
const RATING_CUTS: [f64; 3] = [3.0, 4.0, 4.5];
/// Bands that prices are cut into, each with about as many products.
const PRICE_BANDS: usize = 5;
/// The first digits of a round number.
const ROUND: [f64; 10] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// A range of numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    /// Its least number; bands are in their order.
    pub(super) start: f64,
    from: Bound<Scalar>,
    to: Bound<Scalar>,
    /// What it is called, if not by its ends.
    name: Option<String>,
}

impl Band {
    /// As it stands behind a field's colon in a filter.
    pub(super) fn range(&self) -> String {
        self.name.clone().unwrap_or_else(|| range(&self.from, &self.to))
    }

    /// Whether a condition chooses just this.
    pub(super) fn is(&self, condition: &Filter) -> bool {
        matches!(condition, Filter::Between { from, to, .. } if *from == self.from && *to == self.to)
    }
}

/// A range that somebody chose and that is no band.
pub(super) fn chosen_range(from: &Bound<Scalar>, to: &Bound<Scalar>) -> String {
    match (from, to) {
        (Bound::Included(from), Bound::Included(to)) if from == to => from.to_string(),
        _ => range(from, to),
    }
}

/// The bands of a field, for all its numbers in rising order.
pub(super) fn bands(field: Field, numbers: &[f64]) -> Vec<Band> {
    if numbers.is_empty() {
        return Vec::new();
    }
    match (field.values(), field) {
        (Values::Dates, _) => years(numbers),
        (_, Field::Rating) => between(&RATING_CUTS),
        _ => between(&price_cuts(numbers)),
    }
}

fn years(days: &[f64]) -> Vec<Band> {
    let year = |day: f64| Date::from_julian_day(day as i32).map(Date::year).ok();
    let mut years: Vec<i32> = days.iter().copied().filter_map(year).collect();
    years.dedup();
    let band = |year: i32| {
        let first = Date::from_calendar_date(year, Month::January, 1).ok()?;
        let last = Date::from_calendar_date(year, Month::December, 31).ok()?;
        Some(Band {
            start: f64::from(first.to_julian_day()),
            from: Bound::Included(Scalar::Date(first)),
            to: Bound::Included(Scalar::Date(last)),
            name: Some(format!("{year:04}")),
        })
    };
    years.into_iter().filter_map(band).collect()
}

/// The bands below, between and above some numbers.
fn between(cuts: &[f64]) -> Vec<Band> {
    let scalar = |cut: &f64| Decimal::try_from(*cut).map(|cut| Scalar::Number(cut.normalize())).ok();
    let ends: Vec<(f64, Scalar)> = cuts.iter().filter_map(|cut| Some((*cut, scalar(cut)?))).collect();
    let from = ends.iter().map(|&(start, end)| (start, Bound::Included(end)));
    let from = std::iter::once((f64::NEG_INFINITY, Bound::Unbounded)).chain(from);
    let to = ends.iter().map(|&(_, end)| Bound::Excluded(end)).chain(std::iter::once(Bound::Unbounded));
    from.zip(to).map(|((start, from), to)| Band { start, from, to, name: None }).collect()
}

/// Round numbers that cut prices into parts of about the same size.
fn price_cuts(prices: &[f64]) -> Vec<f64> {
    let quantile = |part: usize| prices[part * (prices.len() - 1) / PRICE_BANDS];
    let mut cuts: Vec<f64> = (1..PRICE_BANDS).map(|part| rounded(quantile(part))).collect();
    cuts.dedup();
    // A cut that has everything on one side cuts nothing.
    cuts.retain(|&cut| prices[0] < cut && cut <= prices[prices.len() - 1]);
    cuts
}

/// The nearest number that is easy to read.
fn rounded(number: f64) -> f64 {
    if number <= 0.0 {
        return 0.0;
    }
    let magnitude = 10_f64.powi(number.log10().floor() as i32);
    let digits = number / magnitude;
    let nearest = ROUND.into_iter().min_by(|a, b| (a - digits).abs().total_cmp(&(b - digits).abs()));
    nearest.unwrap_or(1.0) * magnitude
}
