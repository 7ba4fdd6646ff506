//! `wellspring related`: products, or articles, that belong to documents or to a text.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;

use super::args::RelatedArgs;
use super::listing::Listing;
use super::open::open_to_ask;
use super::write_json;
use crate::config::Config;
use crate::wire::{RelatedParams, RelatedResponse};

/// Says that the text is on stdin.
const STDIN: &str = "-";

pub(super) fn run(args: RelatedArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let text = args.text.map(read_text).transpose()?;
    let params = RelatedParams {
        id: args.id,
        q: args.query,
        text,
        exclude: args.exclude,
        target: args.target.into(),
        intent: args.intent.into(),
        category: args.limits.category,
        dietary: args.limits.dietary,
        min_price: args.limits.min_price,
        max_price: args.limits.max_price,
        without_warning: args.limits.without_warning,
        unavailable: args.limits.unavailable,
        contraindicated: args.limits.contraindicated,
        diversity: args.diversity,
        limit: args.limit,
        explain: args.explain,
    };
    let request = params.into_request()?;
    let engine = open_to_ask(config)?;
    let response = RelatedResponse::new(engine.related(&request)?, args.explain, &engine);
    if args.json {
        write_json(out, &response)?;
    } else {
        write_response(&mut Listing::new(out), &response)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read_text(text: String) -> anyhow::Result<String> {
    if text == STDIN { io::read_to_string(io::stdin().lock()).context("reading the text from stdin") } else { Ok(text) }
}

fn write_response(list: &mut Listing<impl Write>, response: &RelatedResponse) -> io::Result<()> {
    if response.products.is_empty() && response.articles.is_empty() && response.left_out.is_empty() {
        return list.note("nothing belongs to it");
    }
    for (index, related) in response.products.iter().enumerate() {
        list.related_product(index + 1, related)?;
    }
    for (index, related) in response.articles.iter().enumerate() {
        list.related_article(index + 1, related)?;
    }
    for left_out in &response.left_out {
        list.left_out(left_out)?;
    }
    Ok(())
}
