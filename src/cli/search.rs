//! `wellspring search`: asks the index from here.

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::SearchArgs;
use super::listing::Listing;
use super::open::open_to_ask;
use super::text::{counted, one_line};
use super::write_json;
use crate::config::Config;
use crate::wire::{FilterEntry, FilterParam, QueryInfo, SearchParams, SearchResponse};

pub(super) fn run(args: &SearchArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let request = SearchParams {
        limit: args.limit,
        offset: args.offset,
        products: args.limit,
        products_offset: args.offset,
        mode: args.mode.into(),
        typos: !args.as_typed,
        fragments: args.fragments,
        explain: args.explain,
        filter: FilterParam(args.filter.iter().cloned().map(FilterEntry::Text).collect()),
        sort: args.sort.into(),
        ..SearchParams::new(args.query.join(" "))
    }
    .into_request()?;
    let engine = open_to_ask(config)?;
    let response = SearchResponse::new(engine.search(&request)?, args.explain, &engine);
    if args.json {
        write_json(out, &response)?;
    } else {
        write_response(&mut Listing::new(out), &response, args.offset)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write_response(list: &mut Listing<impl Write>, response: &SearchResponse, offset: usize) -> io::Result<()> {
    let SearchResponse { query, total, .. } = response;
    if let Some(corrected) = &query.corrected {
        list.note(&format!("searched for: {} (--as-typed insists on what was typed)", one_line(corrected)))?;
    }
    if let Some(meant) = &query.did_you_mean {
        list.note(&format!("did you mean: {}?", one_line(meant)))?;
    }
    if total.passages == 0 && total.products == 0 {
        return list.note(&nothing_found(query));
    }
    let passages = counted(total.passages, "passage");
    let products = counted(total.products, "product");
    list.note(&format!("found {passages} and {products} in {:.1} ms", response.took_us as f64 / 1e3))?;
    if !query.alternatives.is_empty() {
        list.note(&format!("also looked for: {}", also(query)))?;
    }
    for (index, passage) in response.passages.iter().enumerate() {
        list.passage(offset + index + 1, passage)?;
    }
    list.heading("Products", response.products.len())?;
    for (index, hit) in response.products.iter().enumerate() {
        list.product_hit(offset + index + 1, hit)?;
    }
    list.heading("Related products", response.related_products.len())?;
    for (index, related) in response.related_products.iter().enumerate() {
        list.related_product(index + 1, related)?;
    }
    Ok(())
}

fn also(query: &QueryInfo) -> String {
    query.alternatives.iter().map(|alternative| one_line(&alternative.text)).collect::<Vec<_>>().join(", ")
}

fn nothing_found(query: &QueryInfo) -> String {
    if query.words.is_empty() && !query.excluded.is_empty() {
        "nothing found: the query only says what to leave out; add what to look for".to_owned()
    } else if query.ignored.is_empty() {
        "nothing found; try other or fewer words".to_owned()
    } else {
        format!("nothing found; try other words (not looked for: {})", query.ignored.join(", "))
    }
}
