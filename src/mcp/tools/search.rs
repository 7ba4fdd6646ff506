//! `search`: passages of articles and products for a question.

use std::iter;

use crate::engine::Engine;
use crate::mcp::links::Links;
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{FindArguments, Found, FoundResults, Passage, ProductHit};

pub(in crate::mcp) struct Search;

impl Tool for Search {
    const NAME: &'static str = "search";
    const TITLE: &'static str = "Search articles and products";
    const DESCRIPTION: &'static str = "Searches this site's wellness articles and products by words and by meaning, and gives the best \
        passages and products with their text and an address to cite. Call it first for any question about health, nutrition, \
        sleep, skin and the like, or about what the shop sells. Then call fetch for a whole article or product.";
    type Arguments = FindArguments;
    type Answer = FoundResults;

    fn run(arguments: FindArguments, engine: &Engine, house: &House) -> Result<FoundResults, Refusal> {
        house.check_query(&arguments.query)?;
        let params = arguments.into_search()?;
        let limit = params.limit;
        let answer = engine.search(&params.into_request()?)?;
        let passages = answer.passages.into_iter().map(|hit| passage(hit.into(), &house.links));
        let products = answer.products.into_iter().map(|hit| product(hit.into(), &house.links));
        Ok(FoundResults { results: in_turn(passages, products).take(limit).collect() })
    }
}

fn passage(passage: Passage, links: &Links) -> Found {
    let url = links.passage(&passage.document.id, &passage.id, passage.document.url.as_deref());
    Found::passage(passage, url)
}

fn product(hit: ProductHit, links: &Links) -> Found {
    let url = links.document(&hit.product.id, hit.product.url.as_deref());
    Found::product(hit, url)
}

/// One of each kind in turn: their scores are not comparable.
fn in_turn<T>(mut one: impl Iterator<Item = T>, mut other: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    iter::from_fn(move || match (one.next(), other.next()) {
        (None, None) => None,
        (one, other) => Some(one.into_iter().chain(other)),
    })
    .flatten()
}
