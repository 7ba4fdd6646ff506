//! What of a document is counted, filtered and sorted by.
//!
//! A name stands in the index as one term of field, key and name as written: equal keys are one value, whatever they are
//! written like. Numbers and days stand in columns.

use tantivy::TantivyDocument;
use tantivy::schema::Field as IndexField;

use super::schema::{PassageFields, ProductFields};
use crate::document::{Article, Category, Product};
use crate::filter::{Field, decimal_to_f64};
use crate::label::substances;

/// Between the parts of a term.
const SEPARATOR: char = '\0';

/// A value as a term.
fn term(field: Field, name: &str) -> String {
    format!("{}{SEPARATOR}{}{SEPARATOR}{}", field.name(), field.key(name), name.trim())
}

/// The field, the key and the name of a term; nothing for a term of another kind.
#[must_use]
pub fn read_facet(term: &str) -> Option<(Field, &str, &str)> {
    let mut parts = term.splitn(3, SEPARATOR);
    Some((Field::named(parts.next()?)?, parts.next()?, parts.next()?))
}

/// Adds what passages are counted and filtered by.
pub(super) fn add_article(article: &Article, fields: &PassageFields, document: &mut TantivyDocument) {
    add_names(document, fields.facet, Field::Category, article.categories.iter().map(Category::as_str));
    add_names(document, fields.facet, Field::Tag, article.tags.iter().map(String::as_str));
    for (field, date) in [(fields.published, article.published), (fields.reviewed, article.reviewed)] {
        if let Some(date) = date {
            document.add_f64(field, f64::from(date.to_julian_day()));
        }
    }
}

/// Adds what a product is counted, filtered and sorted by.
pub(super) fn add_product(product: &Product, fields: &ProductFields, document: &mut TantivyDocument) {
    let ingredients: Vec<String> =
        product.ingredients.iter().flat_map(|ingredient| substances(&ingredient.name)).collect();
    let warnings = product.warnings.iter().map(|warning| warning.kind.name());
    for (field, names) in [
        (Field::Category, product.categories.iter().map(Category::as_str).collect()),
        (Field::Concern, texts(&product.concerns)),
        (Field::Benefit, texts(&product.benefits)),
        (Field::Ingredient, texts(&ingredients)),
        (Field::Brand, product.brand.as_deref().into_iter().collect()),
        (Field::Form, product.form.as_deref().into_iter().collect()),
        (Field::Dietary, texts(&product.dietary)),
        (Field::Availability, vec![product.availability.name()]),
        (Field::Warning, warnings.collect()),
    ] {
        add_names(document, fields.facet, field, names.into_iter());
    }
    for (field, number) in [(fields.price, product.price), (fields.rating, product.rating)] {
        if let Some(number) = number {
            document.add_f64(field, decimal_to_f64(number));
        }
    }
}

/// A title or name in the form by which lists are ordered.
pub(super) fn order_key(title: &str) -> String {
    Field::Brand.key(title)
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn add_names<'n>(
    document: &mut TantivyDocument,
    facet: IndexField,
    field: Field,
    names: impl Iterator<Item = &'n str>,
) {
    for name in names.filter(|name| !field.key(name).is_empty()) {
        document.add_text(facet, term(field, name));
    }
}
