//! Reads a product from a record.

use super::article::categories;
use super::fields::Fields;
use super::ingredient::ingredients;
use super::parsed::body;
use super::problem::Flaw;
use super::record::Content;
use super::scalar;
use super::text::Rendered;
use super::warning::warnings;
use crate::document::{BlockKind, DocumentId, Product};

const NAME: [&str; 2] = ["name", "title"];
const DESCRIPTION: [&str; 3] = ["description", "body", "text"];

/// The names of a product's fields.
pub(super) const FIELDS: [&str; 24] = [
    "id",
    "kind",
    "name",
    "title",
    "url",
    "image",
    "description",
    "body",
    "text",
    "price",
    "currency",
    "availability",
    "brand",
    "form",
    "categories",
    "concerns",
    "benefits",
    "ingredients",
    "dietary",
    "warnings",
    "rating",
    "variant_group",
    "attributes",
    "format",
];

/// Takes the fields of a product. `None` without an id; all other problems are only noted.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    id: Option<&DocumentId>,
    content: Option<Content<'_>>,
    separators: [char; 2],
) -> Option<Product> {
    let (given_name, name_is_sound) = fields.soundly(|fields| fields.line(&NAME));
    let (rendered, body_is_sound) =
        fields.soundly(|fields| body(fields, &DESCRIPTION, content, given_name.as_deref(), 0));
    let description = description(&rendered);
    let name = given_name.or(rendered.title);
    if name.is_none() && name_is_sound {
        fields.missing("name", Flaw::new("the product has no name", "write a name"));
    }
    if description.is_empty() && body_is_sound {
        fields.missing("description", Flaw::new("the description is empty", "write what the product is"));
    }
    Some(Product {
        name: name.unwrap_or_default(),
        url: fields.line(&["url"]),
        image: fields.line(&["image"]),
        description,
        price: fields.parsed("price", scalar::price),
        currency: fields.parsed("currency", scalar::currency),
        availability: fields.parsed("availability", scalar::availability).unwrap_or_default(),
        brand: fields.line(&["brand"]),
        form: fields.line(&["form"]),
        categories: categories(fields),
        concerns: fields.list("concerns"),
        benefits: fields.sentences("benefits"),
        ingredients: ingredients(fields, separators),
        dietary: fields.list("dietary"),
        warnings: warnings(fields),
        rating: fields.parsed("rating", scalar::rating),
        variant_group: fields.line(&["variant_group"]),
        attributes: fields.attributes(),
        // Last, so that every field above is read even if there is no id.
        id: id?.clone(),
    })
}

/// The text of a rendered body without its title.
fn description(rendered: &Rendered) -> String {
    let title = rendered.body.blocks.first().filter(|block| block.kind == BlockKind::Title);
    let start = title.map_or(0, |title| title.span.end);
    rendered.body.text[start..].trim().to_owned()
}
