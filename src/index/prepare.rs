//! From a document to what Tantivy is fed.

use tantivy::TantivyDocument;

use super::schema::{PassageFields, ProductFields};
use super::{IndexError, facet, record};
use crate::document::{Article, Category, Document, Product};
use crate::label;
use crate::passage;

/// A document in the form in which Tantivy takes it.
#[derive(Debug, Clone)]
pub enum Prepared {
    /// The passages of an article.
    Passages(Vec<TantivyDocument>),
    /// A product.
    Product(TantivyDocument),
}

/// Makes of a document what Tantivy is fed: cuts an article, serialises what is stored. A bare writer that is given the same
/// is the floor of indexing.
pub fn prepare(
    document: &Document,
    passages: &PassageFields,
    products: &ProductFields,
) -> Result<Prepared, IndexError> {
    match document {
        Document::Article(article) => prepare_article(article, passages).map(Prepared::Passages),
        Document::Product(product) => prepare_product(product, products).map(Prepared::Product),
    }
}

fn prepare_article(article: &Article, fields: &PassageFields) -> Result<Vec<TantivyDocument>, IndexError> {
    let passages = passage::cut(article);
    let mut prepared = Vec::with_capacity(passages.len());
    let mut section: &[String] = &[];
    for record in record::records(article, &passages) {
        let mut document = TantivyDocument::new();
        document.add_text(fields.document, article.id.as_str());
        document.add_text(fields.title, &article.title);
        document.add_text(fields.body, &article.title);
        for heading in record.heading_path.iter() {
            document.add_text(fields.labels, heading);
            document.add_text(fields.body, heading);
        }
        if record.ordinal == 0
            && let Some(summary) = &article.summary
        {
            document.add_text(fields.body, summary);
        }
        document.add_text(fields.body, &record.text);
        for label in article.categories.iter().map(Category::as_str).chain(article.tags.iter().map(String::as_str)) {
            document.add_text(fields.labels, label);
            document.add_text(fields.body, label);
        }
        facet::add_article(article, fields, &mut document);
        if record.ordinal == 0 {
            document.add_text(fields.order, facet::order_key(&article.title));
            document.add_text(fields.exact_title, &article.title);
            for product in &article.products {
                document.add_text(fields.link, product.as_str());
            }
        }
        let heading_path = passages[record.ordinal as usize].heading_path.as_slice();
        if let Some(heading) = heading_path.last().filter(|_| heading_path != section) {
            document.add_text(fields.exact_heading, heading);
        }
        section = heading_path;
        document.add_text(fields.text, &record.text);
        document.add_bytes(fields.record, &postcard::to_stdvec(&record)?);
        prepared.push(document);
    }
    Ok(prepared)
}

fn prepare_product(product: &Product, fields: &ProductFields) -> Result<TantivyDocument, IndexError> {
    let mut document = TantivyDocument::new();
    document.add_text(fields.document, product.id.as_str());
    document.add_text(fields.name, &product.name);
    document.add_text(fields.exact_name, exact_name(&product.name));
    document.add_text(fields.body, &product.name);
    document.add_text(fields.body, &product.description);
    let ingredients = product.ingredients.iter().map(|ingredient| ingredient.name.as_str());
    let categories = product.categories.iter().map(Category::as_str);
    let concerns = product.concerns.iter().chain(&product.benefits).map(String::as_str);
    for label in ingredients.chain(categories).chain(concerns) {
        document.add_text(fields.labels, label);
        document.add_text(fields.body, label);
    }
    for word in product.brand.iter().chain(&product.form).chain(&product.dietary) {
        document.add_text(fields.body, word);
    }
    for category in &product.categories {
        document.add_text(fields.category, category.as_str());
    }
    facet::add_product(product, fields, &mut document);
    document.add_text(fields.order, facet::order_key(&product.name));
    for label in label::labels(product) {
        document.add_text(fields.label, label.term());
    }
    document.add_text(fields.text, &product.description);
    document.add_bytes(fields.record, &record::product_record(product)?);
    Ok(document)
}

/// A product's name to the letter, but for white space: what a mention in running text is compared with.
pub(super) fn exact_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
