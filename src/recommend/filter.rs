//! Hard limits of what products are recommended.

use rust_decimal::Decimal;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::document::{Category, Product, WarningKind};
use crate::index::ProductFields;

/// What a product must be to be recommended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// It stands in one of these, if any are named.
    pub categories: Vec<Category>,
    /// It has all of these marks, such as `vegan`.
    pub dietary: Vec<String>,
    /// It costs no less. A product without a price has none of the two.
    pub min_price: Option<Decimal>,
    /// It costs no more.
    pub max_price: Option<Decimal>,
    /// It has no warning of these kinds.
    pub without_warnings: Vec<WarningKind>,
    /// It may be out of stock or discontinued.
    pub unavailable: bool,
}

impl ProductFilter {
    /// Whether a product is within the limits.
    #[must_use]
    pub fn allows(&self, product: &Product) -> bool {
        let is_cheap = |most| product.price.is_some_and(|price| price <= most);
        let is_dear = |least| product.price.is_some_and(|price| price >= least);
        (self.unavailable || product.availability.can_be_bought())
            && (self.categories.is_empty() || self.categories.iter().any(|one| product.categories.contains(one)))
            && self.dietary.iter().all(|mark| product.dietary.iter().any(|own| own.eq_ignore_ascii_case(mark)))
            && self.min_price.is_none_or(is_dear)
            && self.max_price.is_none_or(is_cheap)
            && !product.warnings.iter().any(|warning| self.without_warnings.contains(&warning.kind))
    }

    /// Whether it leaves out more than what cannot be bought: then more candidates are needed.
    pub(super) fn is_narrow(&self) -> bool {
        *self != Self { unavailable: self.unavailable, ..Self::default() }
    }

    /// A query for products, narrowed to what the index knows of the limits, so that few of its hits are in vain.
    pub(super) fn narrow(&self, query: BooleanQuery, fields: &ProductFields) -> BooleanQuery {
        if self.categories.is_empty() {
            return query;
        }
        let categories = self.categories.iter().map(|category| raw(fields.category, category.as_str())).collect();
        // A limit adds nothing to a score.
        let limit = BoostQuery::new(Box::new(BooleanQuery::union(categories)), 0.0);
        BooleanQuery::new(vec![(Occur::Must, Box::new(query)), (Occur::Must, Box::new(limit))])
    }
}

fn raw(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}
