//! `search`: what answers a question, in the shape that connectors expect.

use crate::engine::Engine;
use crate::mcp::links::Links;
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{FindArguments, FoundResults, RetrieveResponse, RetrieveResult};

pub(in crate::mcp) struct Search;

impl Tool for Search {
    const NAME: &'static str = "search";
    const TITLE: &'static str = "Search articles and products";
    const DESCRIPTION: &'static str = "Searches this site's wellness articles and products by words and by meaning, and gives the best \
        passages and products with their text and an address to cite; no results when nothing here answers. Call it first for any \
        question about health, nutrition, sleep, skin and the like, or about what the shop sells. Then call fetch for a whole article \
        or product.";
    type Arguments = FindArguments;
    type Answer = FoundResults;

    fn run(arguments: FindArguments, engine: &Engine, house: &House) -> Result<FoundResults, Refusal> {
        house.check_query(&arguments.query)?;
        let request = arguments.into_retrieve()?.into_request()?;
        let answer = RetrieveResponse::new(engine.retrieve(&request)?, &request, engine);
        Ok(FoundResults::new(answer, |result| url(result, &house.links)))
    }
}

/// Where a result is read: on our own page, a passage at its place.
fn url(result: &RetrieveResult, links: &Links) -> String {
    let (document, site) = (&result.document, result.document.url.as_deref());
    if result.is_passage() { links.passage(&document.id, &result.id, site) } else { links.document(&document.id, site) }
}
