//! `list_categories`: what the content is about.

use crate::engine::{Engine, FacetRequest};
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{Categories, FacetParams, FacetResponse, NoArguments};

/// The field that is listed.
const CATEGORY: &str = "category";
/// Categories of each kind of documents at most: more than any site has that means them to be read.
const MOST: usize = 1_000;

pub(in crate::mcp) struct ListCategories;

impl Tool for ListCategories {
    const NAME: &'static str = "list_categories";
    const TITLE: &'static str = "List the categories";
    const DESCRIPTION: &'static str = "Gives the categories of this site's articles and products, with how many of each there are. Call it to \
        learn what the content covers, or before narrowing a search with the filter category:name.";
    type Arguments = NoArguments;
    type Answer = Categories;

    fn run(_: NoArguments, engine: &Engine, _: &House) -> Result<Categories, Refusal> {
        let request = FacetRequest { limit: MOST, ..FacetParams::default().into_request(CATEGORY)? };
        Ok(FacetResponse::new(engine.facet(&request)?, &request, engine).into())
    }
}
