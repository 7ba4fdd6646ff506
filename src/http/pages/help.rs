//! What helps where nothing was found.

use super::address::Address;
use super::view;
use crate::engine::{Engine, Error, SearchRequest, SuggestAnswer, SuggestRequest};
use crate::filter::Field;
use crate::search::Stages;

/// Categories that are named where nothing was found.
const CATEGORIES: usize = 8;
/// Queries that are suggested there.
const COMPLETIONS: usize = 6;
/// Words of a query that are looked at, each alone, for what they may begin.
const MAX_WORDS: usize = 4;

/// What else could be tried.
pub(super) struct Help {
    /// Whole queries, with their addresses.
    pub(super) completions: Vec<(String, String)>,
    pub(super) categories: Vec<CategoryLink>,
    /// What there is without the filters.
    pub(super) unfiltered: Option<String>,
}

/// A category with what it has.
pub(super) struct CategoryLink {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) counted: String,
}

impl Help {
    /// Where an address found nothing.
    pub(super) fn new(engine: &Engine, address: &Address) -> Result<Self, Error> {
        let completions = completions(engine, &address.query)?.into_iter();
        Ok(Self {
            completions: completions.map(|text| (text.clone(), view::query_href(&text))).collect(),
            categories: categories(engine, CATEGORIES)?,
            unfiltered: unfiltered(engine, address)?,
        })
    }
}

/// The categories with most documents.
pub(super) fn categories(engine: &Engine, most: usize) -> Result<Vec<CategoryLink>, Error> {
    let answer = suggest(engine, "", 0, most)?;
    let link = |category: crate::engine::SuggestedCategory| {
        let articles = view::counted(category.articles, "article", "articles");
        let products = view::counted(category.products, "product", "products");
        CategoryLink {
            href: view::value_href(Field::Category, &category.name),
            counted: format!("{articles}, {products}"),
            name: view::label(Field::Category, &category.name),
        }
    };
    Ok(answer.categories.into_iter().map(link).collect())
}

/// Queries that begin like the whole one, and otherwise like one of its words.
fn completions(engine: &Engine, query: &str) -> Result<Vec<String>, Error> {
    let words = query.split_whitespace().filter(|word| word.chars().count() > 2).take(MAX_WORDS);
    let mut found: Vec<String> = Vec::new();
    for typed in std::iter::once(query).chain(words).filter(|typed| !typed.is_empty()) {
        let suggested = suggest(engine, typed, COMPLETIONS, 0)?.completions;
        for text in suggested.into_iter().map(|suggestion| suggestion.text) {
            if !found.contains(&text) && text != query {
                found.push(text);
            }
        }
    }
    found.truncate(COMPLETIONS);
    Ok(found)
}

fn suggest(engine: &Engine, typed: &str, completions: usize, categories: usize) -> Result<SuggestAnswer, Error> {
    let typed = typed.to_owned();
    engine.suggest(&SuggestRequest { typed, completions, categories, articles: 0, products: 0, filter: None })
}

/// How much the query finds without the filters of an address, if it has a query and filters, and finds anything.
fn unfiltered(engine: &Engine, address: &Address) -> Result<Option<String>, Error> {
    if address.query.is_empty() || address.conditions.is_empty() {
        return Ok(None);
    }
    let request = SearchRequest {
        query: address.query.clone(),
        limit: 0,
        products: 0,
        facets: Vec::new(),
        stages: if address.typos { Stages::FULL } else { Stages::FULL - Stages::SPELLING },
        ..SearchRequest::default()
    };
    let answer = engine.search(&request)?;
    let passages = view::counted(answer.total_passages, "passage", "passages");
    let products = view::counted(answer.total_products, "product", "products");
    Ok((answer.total_passages + answer.total_products > 0).then(|| format!("{passages} and {products}")))
}
