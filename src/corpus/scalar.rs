//! Dates, prices and other single values, read from text. Each says what is wrong and how it is written right.

use rust_decimal::Decimal;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use super::problem::Flaw;
use super::record::Markup;
use crate::document::{Availability, DocumentId, InvalidId, Kind, WarningKind, slug};
use crate::nearest::{nearest, quote, suggest};

/// Reads `2026-03-09`, or the date of `2026-03-09T08:30:00Z`.
pub(super) fn date(text: &str) -> Result<Date, Flaw> {
    let day = format_description!("[year]-[month]-[day]");
    Date::parse(text, &day)
        .or_else(|_| OffsetDateTime::parse(text, &Rfc3339).map(OffsetDateTime::date))
        .or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339).map(OffsetDateTime::date))
        .map_err(|_| Flaw::new(format!("{} is not a date", quote(text)), "write YYYY-MM-DD, such as 2026-03-09"))
}

/// Reads a price: a number with a decimal point and nothing else.
pub(super) fn price(text: &str) -> Result<Decimal, Flaw> {
    let message = format!("{} is not a price", quote(text));
    match number(text) {
        Some(price) if price.is_sign_negative() && !price.is_zero() => {
            Err(Flaw::new(format!("{} is less than nothing", quote(text)), "write a price of 0 or more"))
        }
        Some(price) => Ok(price),
        None => Err(Flaw::new(message, price_help(text))),
    }
}

fn price_help(text: &str) -> String {
    let letters = |c: char| c.is_alphabetic() || matches!(c, '€' | '$' | '£' | '¥') || c.is_whitespace();
    let bare = text.trim_matches(letters);
    if let (false, Some(price)) = (bare.is_empty() || bare == text, number(bare)) {
        return format!("write {price} here and put the currency in `currency`, such as EUR");
    }
    match number(&text.replace(',', ".")) {
        Some(price) => format!("write a point before the cents: {price}"),
        None => "write a number such as 12.50".to_owned(),
    }
}

/// Reads a rating of 5.
pub(super) fn rating(text: &str) -> Result<Decimal, Flaw> {
    match number(text) {
        Some(rating) if (Decimal::ZERO..=Decimal::from(5)).contains(&rating) => Ok(rating),
        _ => Err(Flaw::new(format!("{} is not a rating", quote(text)), "write a number from 0 to 5, such as 4.5")),
    }
}

/// Reads an amount: a number of 0 or more.
pub(super) fn amount(text: &str) -> Result<Decimal, Flaw> {
    let amount = number(text).filter(|amount| !amount.is_sign_negative());
    amount.ok_or_else(|| {
        Flaw::new(format!("{} is not an amount", quote(text)), "write a number such as 200, and its unit in `unit`")
    })
}

/// Digits with at most one point, and a minus sign: not what else a decimal parser takes (`1_000`, `+1`, `1e3`).
fn number(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if plain && !digits.ends_with('.') { text.parse().ok() } else { None }
}

/// Reads an ISO 4217 code.
pub(super) fn currency(text: &str) -> Result<String, Flaw> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    let message = format!("{} is not a currency code", quote(text));
    Err(Flaw::new(message, "write three upper-case letters, such as EUR"))
}

/// Reads an availability as we write it, or as schema.org and shops do: `InStock`, `in stock`, `https://schema.org/InStock`.
pub(super) fn availability(text: &str) -> Result<Availability, Flaw> {
    let written: String = text.rsplit('/').next().unwrap_or(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let known = Availability::NAMES.iter().find(|(name, _)| name.replace('_', "").eq_ignore_ascii_case(&written));
    known
        .map(|&(_, availability)| availability)
        .ok_or_else(|| unknown_name(text, "availability", &names(&Availability::NAMES)))
}

/// Reads what a warning is about.
pub(super) fn warning_kind(text: &str) -> Result<WarningKind, Flaw> {
    named(text, "kind of warning", &WarningKind::NAMES)
}

/// Reads whether a record is an article or a product.
pub(super) fn kind(text: &str) -> Result<Kind, Flaw> {
    named(text, "kind of document", &[Kind::Article, Kind::Product].map(|kind| (kind.name(), kind)))
}

/// Reads how a body is written.
pub(super) fn markup(text: &str) -> Result<Markup, Flaw> {
    named(text, "format of a body", &Markup::NAMES)
}

/// Reads an id.
pub(super) fn id(text: &str) -> Result<DocumentId, Flaw> {
    DocumentId::new(text).map_err(|invalid| {
        let help = match &invalid {
            InvalidId::Empty => "write an id such as magnesium-and-sleep".to_owned(),
            InvalidId::TooLong => "write a shorter one".to_owned(),
            InvalidId::Forbidden(_) => {
                let slug = slug(text);
                let example =
                    if slug.is_empty() || slug.len() > DocumentId::MAX_BYTES { "magnesium-and-sleep" } else { &slug };
                format!("write it without white space and #, such as {example}")
            }
        };
        Flaw::new(invalid.to_string(), help)
    })
}

/// Reads the id of a product that an article points to.
pub(super) fn product_id(text: &str) -> Result<DocumentId, Flaw> {
    id(text).map_err(|flaw| {
        Flaw::new(format!("{} cannot be a product: {}", quote(text), flaw.message), "write the id of a product")
    })
}

/// Finds a value by its name, whatever the case.
fn named<T: Copy>(text: &str, what: &str, known: &[(&'static str, T)]) -> Result<T, Flaw> {
    let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    found.map(|&(_, value)| value).ok_or_else(|| unknown_name(text, what, &names(known)))
}

fn names<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
    known.iter().map(|(name, _)| *name).collect()
}

fn unknown_name(text: &str, what: &str, names: &[&str]) -> Flaw {
    let article = if what.starts_with('a') { "an" } else { "a" };
    let help = match nearest(text, names.iter().copied()) {
        Some(_) => suggest(text, "names", names),
        None => format!("write one of {}", names.join(", ")),
    };
    Flaw::new(format!("{} is not {article} {what}", quote(text)), help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date as day;

    #[test]
    fn dates_are_days_or_the_day_of_a_moment() {
        assert_eq!(date("2026-03-09"), Ok(day!(2026 - 03 - 09)));
        assert_eq!(date("2026-03-09T23:59:00+05:00"), Ok(day!(2026 - 03 - 09)));
        assert_eq!(date("2026-03-09T23:59:00"), Ok(day!(2026 - 03 - 09)));
        for wrong in ["2026-13-01", "2026-3-9", "9 March 2026", "2026-03-09 ", ""] {
            assert!(date(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn prices_are_plain_numbers_and_the_help_knows_why_not() {
        assert_eq!(price("12.50").map(|price| price.to_string()), Ok("12.50".to_owned()));
        let help = |text| price(text).expect_err("no price").help;
        assert_eq!(help("12,50"), "write a point before the cents: 12.50");
        assert_eq!(help("12.50 EUR"), "write 12.50 here and put the currency in `currency`, such as EUR");
        assert_eq!(help("€9"), "write 9 here and put the currency in `currency`, such as EUR");
        assert_eq!(help("free"), "write a number such as 12.50");
        assert_eq!(help("-1"), "write a price of 0 or more");
        assert!(price("1e3").is_err() && price("1_0").is_err() && price("12.").is_err() && price("").is_err());
    }

    #[test]
    fn availabilities_are_read_as_shops_write_them() {
        for written in ["in_stock", "InStock", "in stock", "https://schema.org/InStock"] {
            assert_eq!(availability(written), Ok(Availability::InStock), "{written}");
        }
        assert_eq!(availability("out_of_stok").expect_err("misspelt").help, "did you mean \"out_of_stock\"?");
    }
}
