//! Reads an article from a record.

use super::fields::Fields;
use super::parsed::{body, has_text};
use super::problem::Flaw;
use super::record::Content;
use super::reference::references;
use super::scalar;
use super::warning::warnings;
use crate::document::{Article, Category, DocumentId};

const TITLE: [&str; 2] = ["title", "name"];
const BODY: [&str; 2] = ["body", "text"];

/// The names of an article's fields.
pub(super) const FIELDS: [&str; 18] = [
    "id",
    "kind",
    "title",
    "name",
    "url",
    "summary",
    "categories",
    "tags",
    "published",
    "reviewed",
    "reviewed_by",
    "products",
    "warnings",
    "references",
    "attributes",
    "body",
    "text",
    "format",
];

/// Takes the fields of an article. `None` without an id; all other problems are only noted.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    id: Option<&DocumentId>,
    content: Option<Content<'_>>,
) -> Option<Article> {
    let (given_title, title_is_sound) = fields.soundly(|fields| fields.line(&TITLE));
    let mut references = references(fields);
    let (rendered, body_is_sound) =
        fields.soundly(|fields| body(fields, &BODY, content, given_title.as_deref(), references.len()));
    references.extend(rendered.references);
    let title = given_title.or(rendered.title);
    if title.is_none() && title_is_sound {
        fields.missing("title", Flaw::new("the article has no title", "write a title"));
    }
    if !has_text(&rendered.body.blocks) && body_is_sound {
        fields.missing("body", Flaw::new("the body is empty", "write what the article says"));
    }
    Some(Article {
        title: title.unwrap_or_default(),
        url: fields.line(&["url"]),
        summary: fields.text(&["summary"]),
        categories: categories(fields),
        tags: fields.list("tags"),
        published: fields.parsed("published", scalar::date),
        reviewed: fields.parsed("reviewed", scalar::date),
        reviewed_by: fields.line(&["reviewed_by"]),
        body: rendered.body,
        references,
        products: products(fields),
        warnings: warnings(fields),
        attributes: fields.attributes(),
        // Last, so that every field above is read even if there is no id.
        id: id?.clone(),
    })
}

/// Takes the categories; a name without letters or digits is none.
pub(super) fn categories(fields: &mut Fields<'_, '_>) -> Vec<Category> {
    let names = fields.list("categories");
    names.iter().map(|name| Category::new(name)).filter(|category| !category.as_str().is_empty()).collect()
}

fn products(fields: &mut Fields<'_, '_>) -> Vec<DocumentId> {
    const NAME: &str = "products";
    let line = fields.line_of(NAME);
    let mut products = Vec::new();
    for id in fields.list(NAME) {
        match scalar::product_id(&id) {
            Ok(id) => products.push(id),
            Err(flaw) => fields.report(line, NAME, flaw),
        }
    }
    products
}
