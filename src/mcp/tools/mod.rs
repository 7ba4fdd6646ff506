//! The tools, a file each.

mod fetch;
mod list_categories;
mod related_products;
mod retrieve;
mod search;

pub(super) use fetch::Fetch;
pub(super) use list_categories::ListCategories;
pub(super) use related_products::RelatedProductsTool;
pub(super) use retrieve::Retrieve;
pub(super) use search::Search;
