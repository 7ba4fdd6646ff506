//! Products. A product is never given out without its warnings.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use utoipa::ToSchema;

use super::href::picture_href;
use super::passage::Snippet;
use super::search::Explanation;
use crate::document;
use crate::engine;

/// What is said of a product without warnings: that the shop states none does not mean that there are none.
pub(super) const NO_WARNINGS: &str = "none stated";

/// A product of the shop.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Product {
    /// Its id.
    #[schema(example = "probiotic-plus")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where the shop shows it.
    pub url: Option<String>,
    /// Its picture: a complete address, a path on the site, or below `/media/` on the server that answers.
    pub image: Option<String>,
    /// What the shop says of it.
    pub description: String,
    /// In `currency`.
    pub price: Option<f64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// `in_stock`, `out_of_stock`, `preorder` or `discontinued`.
    #[schema(example = "in_stock")]
    pub availability: &'static str,
    /// Who makes it.
    pub brand: Option<String>,
    /// Capsule, cream, drops, ...
    pub form: Option<String>,
    /// What it is for, the main category first.
    pub categories: Vec<String>,
    /// What people look for when they find it.
    pub concerns: Vec<String>,
    /// What the label says.
    pub benefits: Vec<String>,
    /// What is in it.
    pub ingredients: Vec<Ingredient>,
    /// Vegan, gluten-free, ...
    pub dietary: Vec<String>,
    /// What its users must know.
    pub warnings: Vec<Warning>,
    /// `none stated` when there are no warnings: that the shop states none does not mean that there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "none stated")]
    pub warnings_note: Option<&'static str>,
    /// Of 5.
    pub rating: Option<f64>,
    /// The same for all sizes and flavours of one product.
    pub variant_group: Option<String>,
    /// What the shop says beyond the known fields.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// What is in a product.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Ingredient {
    /// As on the label.
    pub name: String,
    /// How much a daily portion has.
    pub amount: Option<f64>,
    /// The unit of the amount.
    pub unit: Option<String>,
}

/// What a reader or buyer must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Warning {
    /// `pregnancy`, `breastfeeding`, `interaction`, `age`, `allergen`, `condition`, `dose` or `other`.
    #[schema(example = "pregnancy")]
    pub kind: &'static str,
    /// The warning in the words of the corpus.
    pub text: String,
}

/// A product that matches a query.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductHit {
    /// The product.
    #[serde(flatten)]
    pub product: Product,
    /// Larger is better; comparable within one answer's products only.
    pub score: f32,
    /// What of the description to show; its spans point into the description.
    pub snippet: Snippet,
    /// How the score came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

impl From<document::Product> for Product {
    fn from(product: document::Product) -> Self {
        Self {
            id: product.id.to_string(),
            name: product.name,
            url: product.url,
            image: product.image.as_deref().map(picture_href),
            description: product.description,
            price: product.price.as_ref().and_then(Decimal::to_f64),
            currency: product.currency,
            availability: product.availability.name(),
            brand: product.brand,
            form: product.form,
            categories: product.categories.iter().map(|category| category.as_str().to_owned()).collect(),
            concerns: product.concerns,
            benefits: product.benefits,
            ingredients: product.ingredients.into_iter().map(Ingredient::from).collect(),
            dietary: product.dietary,
            warnings_note: product.warnings.is_empty().then_some(NO_WARNINGS),
            warnings: product.warnings.into_iter().map(Warning::from).collect(),
            rating: product.rating.as_ref().and_then(Decimal::to_f64),
            variant_group: product.variant_group,
            attributes: product.attributes,
        }
    }
}

impl From<document::Ingredient> for Ingredient {
    fn from(ingredient: document::Ingredient) -> Self {
        Self {
            name: ingredient.name,
            amount: ingredient.amount.as_ref().and_then(Decimal::to_f64),
            unit: ingredient.unit,
        }
    }
}

impl From<document::Warning> for Warning {
    fn from(warning: document::Warning) -> Self {
        Self { kind: warning.kind.name(), text: warning.text }
    }
}

impl From<engine::ProductHit> for ProductHit {
    fn from(hit: engine::ProductHit) -> Self {
        Self {
            product: hit.product.into(),
            score: hit.score,
            snippet: Snippet { html: hit.snippet.html, spans: hit.snippet.spans.into_iter().map(Into::into).collect() },
            explanation: hit.explanation.map(Explanation::from),
        }
    }
}
