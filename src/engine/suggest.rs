//! What somebody may want who is still typing.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::read_query::QueryRead;
use super::{Engine, Error};
use crate::document::{Kind, Product};
use crate::filter::{Field, Filter};
use crate::index::IndexedPassage;
use crate::search::{
    self, FacetValue, Glanced, Highlighter, MarkedText, Query, Sort, Spelling, Stages, Suggestion, Wanted, suggestions,
    titled_score,
};

/// Passages looked at for each article that is wanted: the best ones are often of one article.
const PASSAGES_AN_ARTICLE: usize = 3;
/// Products looked at for each one that is wanted: those whose names have the words come first.
const PRODUCTS_A_PLACE: usize = 2;

/// What was typed so far, and how much is wanted for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestRequest {
    /// What was typed so far.
    pub typed: String,
    /// Whole queries wanted.
    pub completions: usize,
    /// Articles wanted.
    pub articles: usize,
    /// Products wanted.
    pub products: usize,
    /// Categories wanted where nothing was typed.
    pub categories: usize,
    /// What articles and products have to be.
    pub filter: Option<Filter>,
}

impl Default for SuggestRequest {
    /// What fits below a search box.
    fn default() -> Self {
        Self { typed: String::new(), completions: 5, articles: 3, products: 4, categories: 8, filter: None }
    }
}

/// What may be wanted.
#[derive(Debug)]
pub struct SuggestAnswer {
    /// What was typed, and what was done to its words.
    pub spelling: Spelling,
    /// Whole queries, likeliest first.
    pub completions: Vec<Suggestion>,
    /// Articles for what was typed so far, each by its best passage, best first.
    pub articles: Vec<SuggestedArticle>,
    /// Products for it, best first.
    pub products: Vec<SuggestedProduct>,
    /// Where nothing was typed, the categories with most documents.
    pub categories: Vec<SuggestedCategory>,
    /// Time taken.
    pub took: Duration,
}

/// An article for what was typed.
#[derive(Debug)]
pub struct SuggestedArticle {
    /// Its best passage.
    pub passage: IndexedPassage<'static>,
    /// Its title, with what matches marked.
    pub title: MarkedText,
    /// What of the passage to show.
    pub snippet: MarkedText,
}

/// A product for what was typed.
#[derive(Debug)]
pub struct SuggestedProduct {
    /// The product.
    pub product: Product,
    /// Its name, with what matches marked.
    pub name: MarkedText,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedCategory {
    /// As it is written most often.
    pub name: String,
    /// Articles that have it.
    pub articles: u64,
    /// Products that have it.
    pub products: u64,
}

impl Engine {
    /// Suggests queries, articles and products for what was typed so far; where that is nothing, categories.
    pub fn suggest(&self, request: &SuggestRequest) -> Result<SuggestAnswer, Error> {
        let started = Instant::now();
        let typed = request.typed.trim_start();
        let QueryRead { query, spelling, unfinished } = self.read_query(typed, Stages::FAST, true)?;
        let searched = spelling.searched();
        let most = request.completions;
        let completions = suggestions(&searched, &query, unfinished.is_some(), most, &self.reader, &self.analyzer)?;
        let (articles, products) = self.suggested(&query, request)?;
        let categories = if typed.is_empty() { self.categories(request.categories)? } else { Vec::new() };
        Ok(SuggestAnswer { spelling, completions, articles, products, categories, took: started.elapsed() })
    }

    fn suggested(
        &self,
        query: &Query,
        request: &SuggestRequest,
    ) -> Result<(Vec<SuggestedArticle>, Vec<SuggestedProduct>), Error> {
        let found = self.found_so_far(query, request)?;
        let highlighter = Highlighter::new(query, &self.analyzer);
        let passages = found.passages.iter().map(|hit| {
            let passage = self.reader.passage(hit.address)?;
            let (title, share) = highlighter.whole(&passage.title);
            Ok((titled_score(hit.score, share), (title, passage)))
        });
        let mut articles: Vec<SuggestedArticle> = Vec::new();
        for (title, passage) in best_first(passages.collect::<Result<_, Error>>()?) {
            if articles.len() == request.articles {
                break;
            }
            if articles.iter().all(|known| known.passage.document != passage.document) {
                let snippet = highlighter.best(&passage.text, &found.idf);
                articles.push(SuggestedArticle { passage, title, snippet });
            }
        }
        let products = found.products.iter().map(|hit| {
            let product = self.reader.product(hit.address)?;
            let (name, share) = highlighter.whole(&product.name);
            Ok((titled_score(hit.score, share), SuggestedProduct { product, name }))
        });
        let mut products = best_first(products.collect::<Result<_, Error>>()?);
        products.truncate(request.products);
        Ok((articles, products))
    }

    fn found_so_far(&self, query: &Query, request: &SuggestRequest) -> Result<Glanced, Error> {
        let passages = PASSAGES_AN_ARTICLE * request.articles;
        let products = PRODUCTS_A_PLACE * request.products;
        if request.filter.is_none() && search::suits_glance(query) {
            return Ok(search::glance(&self.reader, query, passages, products)?);
        }
        let wanted =
            Wanted { passages, products, stages: Stages::FAST, filter: request.filter.as_ref(), sort: Sort::default() };
        let found = search::rank(&self.reader, &self.facets, query, wanted)?;
        let idf = found.passages.idf().to_vec();
        Ok(Glanced { passages: found.passages.top, products: found.products.top, idf })
    }

    /// The categories that most articles and products have, those of most first.
    fn categories(&self, most: usize) -> Result<Vec<SuggestedCategory>, Error> {
        let nothing = Query::read("", &self.analyzer);
        let everything = search::matching(&self.reader, &self.facets, &nothing, None)?;
        let mut by_key: BTreeMap<String, SuggestedCategory> = BTreeMap::new();
        for (facets, matches) in [&self.facets.passages, &self.facets.products].into_iter().zip(&everything) {
            for FacetValue { value, count, .. } in facets.find(Field::Category, "", matches, usize::MAX) {
                let known = by_key.entry(Field::Category.key(&value));
                let category = known.or_insert(SuggestedCategory { name: value, articles: 0, products: 0 });
                match facets.kind() {
                    Kind::Article => category.articles = count,
                    Kind::Product => category.products = count,
                }
            }
        }
        let mut categories: Vec<SuggestedCategory> = by_key.into_values().collect();
        let documents = |category: &SuggestedCategory| category.articles + category.products;
        categories.sort_by(|a, b| documents(b).cmp(&documents(a)).then_with(|| a.name.cmp(&b.name)));
        categories.truncate(most);
        Ok(categories)
    }
}

/// Things in the order of their scores, equal ones as they are.
fn best_first<T>(mut scored: Vec<(f32, T)>) -> Vec<T> {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, thing)| thing).collect()
}
