//! What a condition can be about.

use crate::analysis::fold_name;
use crate::document::{Kind, slug};
use crate::label::substances;

/// A field of documents that conditions and facets speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// What a document is about.
    Category,
    /// Free keywords of an article.
    Tag,
    /// When an article appeared.
    Published,
    /// When an article was last checked.
    Reviewed,
    /// What people look for when they find a product.
    Concern,
    /// What a product's label may say.
    Benefit,
    /// What is in a product, whatever its chemical form and amount.
    Ingredient,
    /// Who makes a product.
    Brand,
    /// Capsule, cream, drops, ...
    Form,
    /// Vegan, gluten-free, ...
    Dietary,
    /// What a product costs.
    Price,
    /// How good buyers found a product, of 5.
    Rating,
    /// Whether a product can be bought.
    Availability,
    /// What a product's warnings are about.
    Warning,
    /// The document itself.
    Id,
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Names, which are equal or not.
    Names,
    /// Numbers.
    Numbers,
    /// Days.
    Dates,
}

impl Field {
    /// Every field, in the order in which they are listed.
    pub const ALL: [Self; 15] = [
        Self::Category,
        Self::Tag,
        Self::Published,
        Self::Reviewed,
        Self::Concern,
        Self::Benefit,
        Self::Ingredient,
        Self::Brand,
        Self::Form,
        Self::Dietary,
        Self::Price,
        Self::Rating,
        Self::Availability,
        Self::Warning,
        Self::Id,
    ];

    /// The names of all fields, in the order of [`Field::ALL`].
    pub const NAMES: [&'static str; 15] = [
        "category",
        "tag",
        "published",
        "reviewed",
        "concern",
        "benefit",
        "ingredient",
        "brand",
        "form",
        "dietary",
        "price",
        "rating",
        "availability",
        "warning",
        "id",
    ];

    /// Its name in a filter and in an answer.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The field with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether documents of a kind can have it.
    #[must_use]
    pub fn is_of(self, kind: Kind) -> bool {
        match self {
            Self::Category | Self::Id => true,
            Self::Tag | Self::Published | Self::Reviewed => kind == Kind::Article,
            _ => kind == Kind::Product,
        }
    }

    /// Whether the documents that match are counted by it.
    #[must_use]
    pub fn is_facet(self) -> bool {
        self != Self::Id
    }

    /// What its values are.
    #[must_use]
    pub fn values(self) -> Values {
        match self {
            Self::Price | Self::Rating => Values::Numbers,
            Self::Published | Self::Reviewed => Values::Dates,
            _ => Values::Names,
        }
    }

    /// A value in the form in which values that mean the same are equal: without case, accents and superfluous white space. Ids
    /// are equal to the letter only.
    #[must_use]
    pub fn key(self, value: &str) -> String {
        match self {
            Self::Id => value.to_owned(),
            Self::Category => folded(&slug(value)),
            Self::Availability => folded(value).replace([' ', '-'], "_"),
            Self::Ingredient => folded(substances(value).first().map_or(value, String::as_str)),
            _ => folded(value),
        }
    }
}

fn folded(value: &str) -> String {
    let lower =
        if value.is_ascii() { value.to_ascii_lowercase() } else { fold_name(&value.to_lowercase()).to_lowercase() };
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
