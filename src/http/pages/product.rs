//! A product on a page.

use askama::Template;

use super::view;
use crate::corpus::Language;
use crate::wire::{ProductHit, Reason, RelatedProduct, Warning};
use crate::{engine, recommend, wire};

/// Related products on the page of a document.
pub(super) const RELATED: usize = 4;

/// A product in short: with its price, its warnings, and why it is shown.
#[derive(Template)]
#[template(path = "product_card.html")]
pub(super) struct ProductCard {
    /// Its id.
    pub(super) id: String,
    name: String,
    href: String,
    price: Option<String>,
    /// Brand, form and, if it cannot be bought now, that.
    facts: Vec<String>,
    /// Escaped HTML with marks.
    snippet: Option<String>,
    warnings: Vec<Warning>,
    reasons: Vec<ReasonView>,
}

/// Why a product is shown, with a link to where that is said.
struct ReasonView {
    text: String,
    href: Option<String>,
}

/// The page of a product.
#[derive(Template)]
#[template(path = "product.html")]
pub(super) struct ProductPage {
    version: &'static str,
    /// The tag of the content's language.
    language: &'static str,
    query: String,
    product: wire::Product,
    price: Option<String>,
    facts: Vec<String>,
    site_href: Option<String>,
    paragraphs: Vec<String>,
    ingredients: Vec<(String, String)>,
    related: Vec<ProductCard>,
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
            price: price(&product),
            facts: facts(&product),
            snippet: None,
            reasons: Vec::new(),
            id: product.id,
            name: product.name,
            warnings: product.warnings,
        }
    }
}

impl ReasonView {
    fn new(reason: Reason) -> Self {
        let href = match (&reason.document_id, &reason.passage_id) {
            (Some(document), Some(passage)) => Some(view::passage_href(document, passage)),
            (Some(document), None) => Some(view::own_href(document)),
            _ => None,
        };
        Self { text: reason.text, href }
    }
}

impl ProductPage {
    /// Of a product and the answer to what belongs to it.
    pub(super) fn new(product: wire::Product, related: Vec<RelatedProduct>, language: Language) -> Self {
        Self {
            version: view::VERSION,
            language: language.code(),
            query: String::new(),
            price: price(&product),
            facts: facts(&product),
            site_href: view::site_href(product.url.as_deref()).map(ToOwned::to_owned),
            paragraphs: product.description.split("\n\n").map(ToOwned::to_owned).collect(),
            ingredients: product.ingredients.iter().map(|i| (i.name.clone(), amount(i))).collect(),
            related: related.into_iter().map(ProductCard::related).collect(),
            product,
        }
    }
}

/// The products that belong to one document.
pub(super) fn related_to(id: &str, engine: &engine::Engine) -> Result<Vec<RelatedProduct>, engine::Error> {
    let request = engine::RelatedRequest {
        ids: vec![id.to_owned()],
        wanted: recommend::Wanted { limit: RELATED, ..recommend::Wanted::default() },
        ..engine::RelatedRequest::default()
    };
    Ok(wire::RelatedResponse::new(engine.related(&request)?, false, engine).products)
}

fn price(product: &wire::Product) -> Option<String> {
    product.price.map(|amount| view::price(amount, product.currency.as_deref()))
}

fn facts(product: &wire::Product) -> Vec<String> {
    let availability = (product.availability != "in_stock").then(|| view::words(product.availability));
    [product.brand.clone(), product.form.clone(), availability].into_iter().flatten().collect()
}

fn amount(ingredient: &wire::Ingredient) -> String {
    let amount = ingredient.amount.map(|amount| amount.to_string());
    [amount, ingredient.unit.clone()].into_iter().flatten().collect::<Vec<_>>().join("\u{a0}")
}
