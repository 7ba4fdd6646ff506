//! What a product is labelled with, written so that labels that mean the same are the same.

mod substance;

use crate::document::Product;

pub use substance::{UNITS, substances};

/// One thing that a product says of itself, apart from its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label {
    /// What it tells.
    pub kind: LabelKind,
    /// In lower case; an ingredient without its amount and its chemical form.
    pub name: String,
}

/// What a label tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LabelKind {
    /// What people look for when they find the product.
    Concern,
    /// What it does, in the words that the law allows.
    Benefit,
    /// What is in it.
    Ingredient,
    /// Where in the shop it stands.
    Category,
}

impl Label {
    /// The label as one term of an index.
    #[must_use]
    pub fn term(&self) -> String {
        format!("{}:{}", self.kind.name(), self.name)
    }
}

impl LabelKind {
    fn name(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Benefit => "benefit",
            Self::Ingredient => "ingredient",
            Self::Category => "category",
        }
    }
}

/// The labels of a product, each once, in their order on the product.
#[must_use]
pub fn labels(product: &Product) -> Vec<Label> {
    let of_kind = |kind| move |name: String| Label { kind, name };
    let plain = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let concerns = product.concerns.iter().map(plain).map(of_kind(LabelKind::Concern));
    let benefits = product.benefits.iter().map(plain).map(of_kind(LabelKind::Benefit));
    let ingredients = product.ingredients.iter().flat_map(|ingredient| substances(&ingredient.name));
    let ingredients = ingredients.map(of_kind(LabelKind::Ingredient));
    let categories =
        product.categories.iter().map(|category| category.as_str().to_owned()).map(of_kind(LabelKind::Category));
    let mut labels: Vec<Label> = Vec::new();
    for label in concerns.chain(benefits).chain(ingredients).chain(categories) {
        if !label.name.is_empty() && !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// What the sizes and flavours of one product have in common: the group that the shop gives them, otherwise brand and name without
/// numbers and units.
#[must_use]
pub fn variant_key(product: &Product) -> String {
    if let Some(group) = &product.variant_group {
        return format!("group:{group}");
    }
    let name = substance::without_amounts(&product.name.to_lowercase());
    format!("name:{}\0{name}", product.brand.as_deref().unwrap_or_default().to_lowercase())
}
