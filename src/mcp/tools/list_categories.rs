//! `list_categories`: what the content is about.

use crate::engine::Engine;
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{Categories, FacetParams, FacetResponse, MAX_LIMIT, NoArguments};

/// The field that is listed.
const CATEGORY: &str = "category";

pub(in crate::mcp) struct ListCategories;

impl Tool for ListCategories {
    const NAME: &'static str = "list_categories";
    const TITLE: &'static str = "List the categories";
    const DESCRIPTION: &'static str = "Gives the categories of this site's articles and products, with how many of each there are. Call it to \
        learn what the content covers, or before narrowing a search with the filter category:name.";
    type Arguments = NoArguments;
    type Answer = Categories;

    fn run(_: NoArguments, engine: &Engine, _: &House) -> Result<Categories, Refusal> {
        let params = FacetParams { limit: MAX_LIMIT, ..FacetParams::default() };
        let request = params.into_request(CATEGORY)?;
        Ok(FacetResponse::new(engine.facet(&request)?, &request, engine).into())
    }
}
