//! A product in short.

use askama::Template;

use super::picture::Picture;
use super::view;
use crate::wire::{self, ProductHit, Reason, RelatedProduct, Warning};

/// A product in short: with its picture, its price, its warnings, and why it is shown.
#[derive(Template)]
#[template(path = "product_card.html")]
pub(super) struct ProductCard {
    /// Its id.
    pub(super) id: String,
    name: String,
    href: String,
    picture: Picture,
    price: Option<String>,
    rating: Option<String>,
    /// Brand, form and, if it cannot be bought now, that.
    facts: Vec<String>,
    /// Escaped HTML with marks.
    snippet: Option<String>,
    warnings: Vec<Warning>,
    /// What the warnings are about, in a line.
    warned: String,
    reasons: Vec<ReasonView>,
}

/// Why a product is shown, with a link to where that is said.
pub(super) struct ReasonView {
    pub(super) text: String,
    pub(super) href: Option<String>,
}

impl ProductCard {
    /// A product that matches a query; its reasons are added when it is related as well.
    pub(super) fn hit(hit: ProductHit) -> Self {
        let snippet = Some(hit.snippet.html);
        Self { snippet, ..Self::new(hit.product) }
    }

    /// A product that belongs to what is on the page.
    pub(super) fn related(related: RelatedProduct) -> Self {
        let reasons = related.reasons.into_iter().map(ReasonView::new).collect();
        Self { reasons, ..Self::new(related.product) }
    }

    /// Takes over why another card of the same product is shown.
    pub(super) fn take_reasons(&mut self, other: Self) {
        self.reasons = other.reasons;
    }

    fn new(product: wire::Product) -> Self {
        Self {
            href: view::document_href(&product.id, product.url.as_deref()),
            picture: Picture::of(&product),
            price: price(&product),
            rating: rating(&product),
            facts: facts(&product),
            snippet: None,
            reasons: Vec::new(),
            id: product.id,
            name: product.name,
            warned: warned(&product.warnings),
            warnings: product.warnings,
        }
    }
}

impl ReasonView {
    /// Of a reason that the API gives.
    pub(super) fn new(reason: Reason) -> Self {
        let href = match (&reason.document_id, &reason.passage_id) {
            (Some(document), Some(passage)) => Some(view::passage_href(document, passage)),
            (Some(document), None) => Some(view::own_href(document)),
            _ => None,
        };
        Self { text: reason.text, href }
    }
}

/// The price as it stands on a label.
pub(super) fn price(product: &wire::Product) -> Option<String> {
    product.price.map(|amount| view::price(amount, product.currency.as_deref()))
}

/// The rating in words: `4.6 of 5`.
pub(super) fn rating(product: &wire::Product) -> Option<String> {
    product.rating.map(|rating| format!("{rating} of 5"))
}

/// Who makes it, what it looks like, and whether it cannot be bought now.
pub(super) fn facts(product: &wire::Product) -> Vec<String> {
    let availability = (product.availability != "in_stock").then(|| view::words(product.availability));
    [product.brand.clone(), product.form.clone(), availability].into_iter().flatten().collect()
}

/// What warnings are about, each once: `interaction, pregnancy and more`.
fn warned(warnings: &[Warning]) -> String {
    let mut kinds: Vec<String> = Vec::new();
    for warning in warnings.iter().filter(|warning| warning.kind != "other") {
        let kind = view::words(warning.kind);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    match (kinds.is_empty(), warnings.iter().any(|warning| warning.kind == "other")) {
        (true, _) => view::counted(warnings.len() as u64, "warning", "warnings"),
        (false, true) => format!("{} and more", kinds.join(", ")),
        (false, false) => kinds.join(", "),
    }
}
