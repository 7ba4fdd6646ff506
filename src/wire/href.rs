//! Where things are shown: the site's own pages, and ours.
//!
//! An address is complete, or a path on the server that answers.

/// Below it are the pictures that lie in the corpus.
pub const MEDIA: &str = "/media/";

/// Where a document is shown: on the site if that says where, and otherwise on our own page.
///
/// An address on the site that leaves out the host is none of ours to complete; any other scheme could be a script.
#[must_use]
pub fn document_href(id: &str, url: Option<&str>) -> String {
    site_href(url).map_or_else(|| own_href(id), ToOwned::to_owned)
}

/// The address on the site, if it is complete.
#[must_use]
pub fn site_href(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// Our own page of a document.
#[must_use]
pub fn own_href(id: &str) -> String {
    format!("/documents/{}", encoded(id))
}

/// Our own page of an article, at one of its passages.
#[must_use]
pub fn passage_href(document: &str, passage: &str) -> String {
    format!("{}#{}", own_href(document), encoded(anchor(passage)))
}

/// Our page of what a query finds.
#[must_use]
pub fn query_href(query: &str) -> String {
    format!("/?q={}", encoded(query))
}

/// Where a picture is: as the corpus says, or on the server that answers if it lies in the corpus.
#[must_use]
pub fn picture_href(image: &str) -> String {
    let lies_in_corpus = !image.starts_with('/') && !image.contains(':') && !image.split('/').any(|part| part == "..");
    if lies_in_corpus { format!("{MEDIA}{}", encoded(image)) } else { image.to_owned() }
}

/// The part of a passage's id that is its own: the id of the element where the passage begins.
#[must_use]
pub fn anchor(passage: &str) -> &str {
    passage.split_once('#').map_or(passage, |(_, anchor)| anchor)
}

/// Percent-encodes everything that could mean something else in a path, a query string or a fragment.
#[must_use]
pub fn encoded(text: &str) -> String {
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
