//! Numbers and dates, and the periods that a year and a month are.

use std::fmt;
use std::ops::RangeInclusive;

use rust_decimal::Decimal;
use time::format_description::well_known::Iso8601;
use time::{Date, Month};

use super::error::FilterError;
use super::field::{Field, Values};

/// A value that is more or less than others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// Of a price or a rating.
    Number(Decimal),
    /// Of a day.
    Date(Date),
}

impl Scalar {
    /// As a number that keeps the order: a day is that of the Julian calendar.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Number(number) => decimal_to_f64(number),
            Self::Date(date) => f64::from(date.to_julian_day()),
        }
    }
}

/// The nearest number, whatever zeros a decimal is written with.
#[must_use]
pub fn decimal_to_f64(number: Decimal) -> f64 {
    // A decimal is always written as a number.
    number.normalize().to_string().parse().unwrap_or(f64::NAN)
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// Reads a value of a field with an order: from its first to its last, which differ for a year and a month.
pub(super) fn read(field: Field, text: &str) -> Result<RangeInclusive<Scalar>, FilterError> {
    let value = text.trim();
    match field.values() {
        Values::Numbers => {
            let number = Decimal::from_str_exact(value);
            let number = number.map_err(|_| FilterError::NoNumber { field, value: text.to_owned() })?;
            Ok(Scalar::Number(number)..=Scalar::Number(number))
        }
        Values::Dates => {
            let (first, last) = period(value).ok_or_else(|| FilterError::NoDate { field, value: text.to_owned() })?;
            Ok(Scalar::Date(first)..=Scalar::Date(last))
        }
        Values::Names => Err(FilterError::NoOrder(field)),
    }
}

/// A day, a month or a year, from its first day to its last.
fn period(text: &str) -> Option<(Date, Date)> {
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    match text.len() {
        4 => {
            let year = text.parse().ok()?;
            let first = Date::from_calendar_date(year, Month::January, 1).ok()?;
            Some((first, Date::from_calendar_date(year, Month::December, 31).ok()?))
        }
        7 => {
            let (year, month) = text.split_once('-')?;
            let year = year.parse().ok().filter(|_| year.len() == 4)?;
            let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
            let first = Date::from_calendar_date(year, month, 1).ok()?;
            Some((first, Date::from_calendar_date(year, month, month.length(year)).ok()?))
        }
        10 => Date::parse(text, &Iso8601::DATE).ok().map(|day| (day, day)),
        _ => None,
    }
}
