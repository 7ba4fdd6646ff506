//! `retrieve`: what a question can be answered from, each text with its place and its citation.

use crate::engine::Engine;
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{RetrieveArguments, RetrieveResponse};

pub(in crate::mcp) struct Retrieve;

impl Tool for Retrieve {
    const NAME: &'static str = "retrieve";
    const TITLE: &'static str = "Retrieve what answers a question";
    const DESCRIPTION: &'static str = "Gives what a question can be answered from: passages, product texts and warnings, each with its place, \
        citation, dates and a score that means the same for every question, and says whether it is answered here at all. Call it \
        to answer with exact citations, with the conversation so far, or within a budget of tokens. If answerable is false, \
        say so instead of answering; pass the notices on.";
    type Arguments = RetrieveArguments;
    type Answer = RetrieveResponse;

    fn run(arguments: RetrieveArguments, engine: &Engine, house: &House) -> Result<RetrieveResponse, Refusal> {
        let params = arguments.into_retrieve()?;
        house.check_query(params.longest_query())?;
        let request = params.into_request()?;
        let links = &house.links;
        let mut answer = RetrieveResponse::below(links.base(), engine.retrieve(&request)?, &request, engine);
        for result in &mut answer.results {
            result.document.url = Some(result.url.clone());
        }
        for related in &mut answer.products {
            links.complete(&mut related.product);
        }
        Ok(answer)
    }
}
