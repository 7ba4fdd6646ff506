//! Small pieces of every page: addresses, prices, dates.

use crate::wire::Reference;

/// For the addresses of files that change with the program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a page links to a document: to the site's own page if it says where that is, and otherwise to ours.
///
/// An address on the site that leaves out the host is none of ours to complete; any other scheme could be a script.
pub(super) fn document_href(id: &str, url: Option<&str>) -> String {
    site_href(url).map_or_else(|| own_href(id), ToOwned::to_owned)
}

/// The address on the site, if it is complete.
pub(super) fn site_href(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// Our own page of a document.
pub(super) fn own_href(id: &str) -> String {
    format!("/documents/{}", encoded(id))
}

/// Our own page of an article, at one of its passages.
pub(super) fn passage_href(document: &str, passage: &str) -> String {
    format!("{}#{}", own_href(document), encoded(anchor(passage)))
}

/// The part of a passage's id that is its own: the id of the element where the passage begins.
pub(super) fn anchor(passage: &str) -> &str {
    passage.split_once('#').map_or(passage, |(_, anchor)| anchor)
}

/// Percent-encodes everything that could mean something else in a path, a query string or a fragment.
pub(super) fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

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
