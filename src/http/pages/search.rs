//! `GET /`: the results page, and without a query or a filter the start page.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::address::{Address, SORTS};
use super::facets::{self, Chip, MAX_VALUES, Panel};
use super::help::{CategoryLink, Help, categories};
use super::product::RELATED;
use super::results::{LAST_PAGE, PAGE_SIZE, Results, products_a_page};
use super::{page, view};
use crate::engine::{Engine, Error, SearchRequest};
use crate::http::app::App;
use crate::http::problem::Problem;
use crate::search::Stages;
use crate::wire::{IndexInfo, SearchResponse};

/// Categories on the start page.
const HOME_CATEGORIES: usize = 12;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    version: &'static str,
    /// The tag of the content's language.
    language: &'static str,
    query: String,
    /// What is wrong with the filters of the address.
    mistakes: Vec<String>,
    /// What can be searched, if the index is open.
    holdings: Option<String>,
    categories: Vec<CategoryLink>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    version: &'static str,
    language: &'static str,
    query: String,
    mistakes: Vec<String>,
    /// What the page is about, where nothing was typed.
    heading: String,
    results: Results,
    panel: Panel,
    chips: Vec<Chip>,
    /// The address without its filters.
    unfiltered: String,
    /// Name, title and whether it is chosen.
    sorts: Vec<(&'static str, &'static str, bool)>,
    typos: Option<&'static str>,
    /// What else could be tried, where nothing was found.
    help: Option<Help>,
}

/// Shows the form, and what was found.
pub(in crate::http) async fn search(State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let (address, mistakes) = Address::read(&raw.unwrap_or_default(), LAST_PAGE);
    if !address.is_empty() {
        app.checked_query(&address.query)?;
        return app.work(move |engine| find(engine, &address, mistakes)).await;
    }
    let categories = app.spare_work(|engine| categories(engine, HOME_CATEGORIES)).await?;
    let engine = app.engine();
    Ok(page(&HomePage {
        version: view::VERSION,
        language: engine.as_ref().map(|engine| engine.language()).unwrap_or_default().code(),
        query: String::new(),
        mistakes,
        holdings: engine.map(|engine| holdings(&IndexInfo::of(&engine))),
        categories: categories.unwrap_or_default(),
    }))
}

fn find(engine: &Engine, address: &Address, mistakes: Vec<String>) -> Result<Response, Error> {
    let response = SearchResponse::new(engine.search(&request(address))?, false, engine);
    let currency = currency(&response);
    let panel = Panel::new(&response.facets, address, currency.as_deref());
    let results = Results::new(response, address);
    Ok(page(&SearchPage {
        version: view::VERSION,
        language: engine.language().code(),
        query: address.query.clone(),
        mistakes,
        heading: facets::heading(address, currency.as_deref()),
        help: results.is_empty().then(|| Help::new(engine, address)).transpose()?,
        results,
        panel,
        chips: facets::chips(address, currency.as_deref()),
        unfiltered: address.unfiltered().href(),
        sorts: SORTS.map(|(sort, name, title)| (name, title, sort == address.sort)).to_vec(),
        typos: address.typos_value(),
    }))
}

fn request(address: &Address) -> SearchRequest {
    let products = products_a_page(address);
    SearchRequest {
        query: address.query.clone(),
        limit: PAGE_SIZE,
        offset: (address.number - 1) * PAGE_SIZE,
        products,
        products_offset: (address.number - 1) * products,
        // A product may both match and be related, and is shown once.
        related: if address.number == 1 { products + RELATED } else { 0 },
        stages: if address.typos { Stages::FULL } else { Stages::FULL - Stages::SPELLING },
        filter: address.filter(),
        sort: address.sort,
        facets: facets::fields(),
        facet_values: MAX_VALUES,
        ..SearchRequest::default()
    }
}

/// The currency of the products that were found, if all have the same.
fn currency(response: &SearchResponse) -> Option<String> {
    let hits = response.products.iter().map(|hit| &hit.product);
    let mut all = hits.chain(response.related_products.iter().map(|related| &related.product));
    let first = all.next()?.currency.clone();
    all.all(|product| product.currency == first).then_some(first)?
}

fn holdings(index: &IndexInfo) -> String {
    let articles = view::counted(index.articles, "article", "articles");
    let products = view::counted(index.products, "product", "products");
    format!("{articles} in {} and {products}", view::counted(index.passages, "passage", "passages"))
}
