//! Small pieces of every page: prices, numbers, sources.

use crate::wire::Reference;
pub(super) use crate::wire::{anchor, document_href, encoded, own_href, passage_href, query_href, site_href};

/// For the addresses of files that change with the program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

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
