//! Small pieces of every page: prices, numbers, sources.

use time::format_description::well_known::Iso8601;
use time::{Date, Month};

use crate::filter::{Field, Filter};
use crate::wire::Reference;
pub(super) use crate::wire::{anchor, document_href, encoded, own_href, passage_href, query_href, site_href};

/// For the addresses of files that change with the program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Of what somebody wrote, this much is repeated, in characters.
const MAX_QUOTED_CHARS: usize = 60;

/// A price as it stands on a label: `€29.90`.
pub(super) fn price(amount: f64, currency: Option<&str>) -> String {
    match currency {
        Some("EUR") => format!("€{amount:.2}"),
        Some("USD") => format!("${amount:.2}"),
        Some("GBP") => format!("£{amount:.2}"),
        Some(other) => format!("{amount:.2}\u{a0}{other}"),
        None => format!("{amount:.2}"),
    }
}

/// A price without cents where it has none: `€15`.
pub(super) fn round_price(amount: f64, currency: Option<&str>) -> String {
    price(amount, currency).replacen(".00", "", 1)
}

/// A date as people write it: `3 November 2026`; as it is, if it is none.
pub(super) fn date(text: &str) -> String {
    let date = Date::parse(text, &Iso8601::DATE);
    date.map_or_else(|_| text.to_owned(), |date| format!("{} {} {}", date.day(), date.month(), date.year()))
}

/// Some days in words: `2026`, or from when to when.
pub(super) fn period(from: Date, to: Date) -> String {
    let is_year = from.year() == to.year() && from.ordinal() == 1 && to.month() == Month::December && to.day() == 31;
    match is_year {
        true => from.year().to_string(),
        false if from == to => date(&from.to_string()),
        false => format!("{} to {}", date(&from.to_string()), date(&to.to_string())),
    }
}

/// A text that begins with a large letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The name of a value as people write it; what is written with a hyphen keeps it, but for the names that are slugs.
pub(super) fn label(field: Field, value: &str) -> String {
    match field {
        Field::Category | Field::Availability | Field::Warning => capitalised(&words(value)),
        _ => capitalised(value),
    }
}

/// Our page of everything that has a value.
pub(super) fn value_href(field: Field, value: &str) -> String {
    format!("/?filter={}", encoded(&Filter::Is { field, value: value.to_owned() }.to_string()))
}

/// Values of a field, each with our page of everything that has it.
pub(super) fn links(field: Field, values: &[String]) -> Vec<(String, String)> {
    values.iter().map(|value| (label(field, value), value_href(field, value))).collect()
}

/// A text that is not longer than a line.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Where a picture is, if it is an address, or a path on this server; anything else is none that a browser may ask for.
pub(super) fn picture(image: Option<&str>) -> Option<String> {
    let is_path = |image: &str| image.starts_with('/') && !image[1..].starts_with(['/', '\\']);
    image.filter(|image| is_path(image) || site_href(Some(image)).is_some()).map(ToOwned::to_owned)
}

/// `in_stock` as people write it.
pub(super) fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// A number with its noun.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count}\u{a0}{}", if count == 1 { one } else { many })
}

/// Where a source can be read.
pub(super) fn reference_href(reference: &Reference) -> Option<String> {
    let url = site_href(reference.url.as_deref()).map(ToOwned::to_owned);
    let doi = || reference.doi.as_deref().map(|doi| format!("https://doi.org/{}", encoded(doi)));
    let pmid = || reference.pmid.as_deref().map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{}/", encoded(pmid)));
    url.or_else(doi).or_else(pmid)
}

/// Text with `code` between grave accents, as HTML.
pub(super) fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
