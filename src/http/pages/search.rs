//! `GET /`: the search page.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde::Deserialize;

use super::product::{ProductCard, RELATED};
use super::{page, view};
use crate::engine::{Engine, Error, SearchRequest};
use crate::http::app::App;
use crate::http::problem::Problem;
use crate::search::Stages;
use crate::wire::{self, IndexInfo, MAX_OFFSET, Passage, SearchResponse};

/// Passages on a page.
const PAGE_SIZE: usize = 20;
/// Matching products on the first page.
const PRODUCTS: usize = 4;
/// Further passages of an article that are named below its best one.
const MORE_PASSAGES: usize = 2;

/// The value of `typos` that insists on the words as they are written.
const INSISTING: &str = "false";
/// Synonyms that are named above the results.
const MAX_ALSO: usize = 6;

/// What the page understands of its address; the first of several values counts.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PageParams {
    q: Vec<String>,
    page: Vec<String>,
    typos: Vec<String>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    version: &'static str,
    /// The tag of the content's language.
    language: &'static str,
    query: String,
    /// None before anything is looked for.
    results: Option<Results>,
    /// What can be searched, if the index is open.
    holdings: Option<String>,
}

struct Results {
    /// How much was found.
    summary: String,
    /// What was searched for in place of what was typed, and the address that insists on what was typed.
    corrected: Option<(String, String)>,
    /// What was probably meant, and the address that searches for it.
    did_you_mean: Option<(String, String)>,
    words: Vec<String>,
    /// What was looked for beside the words.
    also: Vec<String>,
    excluded: Vec<String>,
    ignored: Vec<String>,
    articles: Vec<ArticleView>,
    products: Vec<ProductCard>,
    related: Vec<ProductCard>,
    number: usize,
    previous: Option<String>,
    next: Option<String>,
}

struct ArticleView {
    title: String,
    href: String,
    best: PassageView,
    more: Vec<PassageView>,
}

struct PassageView {
    headings: String,
    href: String,
    /// Escaped HTML with marks.
    snippet: String,
    sources: Option<String>,
}

/// Shows the form, and below it what was found.
pub(in crate::http) async fn search(State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let params: PageParams = serde_html_form::from_str(&raw.unwrap_or_default()).unwrap_or_default();
    let query = params.q.into_iter().next().unwrap_or_default().trim().to_owned();
    if query.is_empty() {
        let engine = app.engine();
        let language = engine.as_ref().map(|engine| engine.language()).unwrap_or_default().code();
        let holdings = engine.map(|engine| holdings(&IndexInfo::of(&engine)));
        return Ok(page(&SearchPage { version: view::VERSION, language, query, results: None, holdings }));
    }
    app.checked_query(&query)?;
    let number = params.page.first().and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, MAX_OFFSET / PAGE_SIZE);
    let typos = params.typos.first().is_none_or(|typos| typos != INSISTING);
    app.work(move |engine| find(engine, query, number, typos)).await
}

fn find(engine: &Engine, query: String, number: usize, typos: bool) -> Result<Response, Error> {
    let request = SearchRequest {
        query: query.clone(),
        limit: PAGE_SIZE,
        offset: (number - 1) * PAGE_SIZE,
        products: if number == 1 { PRODUCTS } else { 0 },
        products_offset: 0,
        // A product may both match and be related, and is shown once.
        related: if number == 1 { PRODUCTS + RELATED } else { 0 },
        stages: if typos { Stages::FULL } else { Stages::FULL - Stages::SPELLING },
        fragments: 1,
        explain: false,
        ..SearchRequest::default()
    };
    let response = SearchResponse::new(engine.search(&request)?, false, engine);
    let results = Some(Results::new(response, &query, number, typos));
    let language = engine.language().code();
    Ok(page(&SearchPage { version: view::VERSION, language, query, results, holdings: None }))
}

impl Results {
    fn new(response: SearchResponse, query: &str, number: usize, typos: bool) -> Self {
        let has_next = number * PAGE_SIZE < response.total.passages as usize && number < MAX_OFFSET / PAGE_SIZE;
        let first_page = if typos { view::query_href(query) } else { insisting(query) };
        let page = |number: usize| format!("{first_page}&page={number}");
        let (products, related) = cards(response.products, response.related_products);
        Self {
            summary: summary(response.total),
            corrected: response.query.corrected.map(|corrected| (corrected, insisting(query))),
            did_you_mean: response.query.did_you_mean.map(|meant| {
                let address = view::query_href(&meant);
                (meant, address)
            }),
            words: response.query.words,
            also: response.query.alternatives.into_iter().map(|also| also.text).take(MAX_ALSO).collect(),
            excluded: response.query.excluded,
            ignored: response.query.ignored,
            articles: response.articles.into_iter().map(ArticleView::new).collect(),
            products,
            related,
            number,
            previous: (number > 1).then(|| page(number - 1)),
            next: has_next.then(|| page(number + 1)),
        }
    }

    fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.products.is_empty() && self.related.is_empty()
    }
}

impl ArticleView {
    fn new(group: wire::ArticleGroup) -> Self {
        let mut passages = group.passages.into_iter().map(PassageView::new);
        Self {
            best: passages.next().expect("a group begins with its best passage"),
            more: passages.take(MORE_PASSAGES).collect(),
            href: view::document_href(&group.document.id, group.document.url.as_deref()),
            title: group.document.title,
        }
    }
}

impl PassageView {
    fn new(passage: Passage) -> Self {
        let sources = passage.references.len() as u64;
        Self {
            href: view::passage_href(&passage.document.id, &passage.id),
            headings: passage.heading_path.join(" › "),
            sources: (sources > 0).then(|| view::counted(sources, "source", "sources")),
            snippet: passage.snippet.html,
        }
    }
}

/// Matching and related products, each product once; of the matching ones those first that belong to what was found.
fn cards(products: Vec<wire::ProductHit>, related: Vec<wire::RelatedProduct>) -> (Vec<ProductCard>, Vec<ProductCard>) {
    let mut matching: Vec<ProductCard> = products.into_iter().map(ProductCard::hit).collect();
    let rank: HashMap<String, usize> =
        related.iter().enumerate().map(|(rank, related)| (related.product.id.clone(), rank)).collect();
    matching.sort_by_key(|card| rank.get(&card.id).copied().unwrap_or(usize::MAX));
    let mut others = Vec::new();
    for card in related.into_iter().map(ProductCard::related) {
        match matching.iter_mut().find(|shown| shown.id == card.id) {
            Some(shown) => shown.take_reasons(card),
            None => others.push(card),
        }
    }
    others.truncate(RELATED);
    (matching, others)
}

/// Where a query is answered as it is written.
fn insisting(query: &str) -> String {
    format!("{}&typos={INSISTING}", view::query_href(query))
}

fn summary(total: wire::Total) -> String {
    let passages = view::counted(total.passages, "passage", "passages");
    format!("{passages} and {}", view::counted(total.products, "product", "products"))
}

fn holdings(index: &IndexInfo) -> String {
    let articles = view::counted(index.articles, "article", "articles");
    let products = view::counted(index.products, "product", "products");
    format!("{articles} in {} and {products}", view::counted(index.passages, "passage", "passages"))
}
