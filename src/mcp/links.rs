//! Addresses that can be cited.

use crate::wire::{Product, own_href, passage_href, site_href};

/// Makes addresses complete: an answer is read far from the server that gave it.
#[derive(Debug, Clone)]
pub(super) struct Links {
    base: String,
}

impl Links {
    /// To the pages of a server that is reached at this address.
    pub(super) fn new(base: String) -> Self {
        Self { base }
    }

    /// The address that our own pages are below.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Where a document is read: on the site if that says where, and otherwise on our own page.
    pub(super) fn document(&self, id: &str, url: Option<&str>) -> String {
        site_href(url).map_or_else(|| format!("{}{}", self.base, own_href(id)), ToOwned::to_owned)
    }

    /// Where a passage is read. On the site only the article has an address.
    pub(super) fn passage(&self, document: &str, passage: &str, url: Option<&str>) -> String {
        site_href(url).map_or_else(|| format!("{}{}", self.base, passage_href(document, passage)), ToOwned::to_owned)
    }

    /// Makes the addresses of a product and of its picture complete.
    pub(super) fn complete(&self, product: &mut Product) {
        product.url = Some(self.document(&product.id, product.url.as_deref()));
        product.image = product.image.take().map(|href| self.picture(href));
    }

    /// Where a picture is: one that we serve gets our address in front.
    fn picture(&self, href: String) -> String {
        if href.starts_with('/') { format!("{}{href}", self.base) } else { href }
    }
}
