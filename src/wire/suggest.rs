//! What somebody may want who is still typing.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::filter::FilterParam;
use super::href::{document_href, passage_href, query_href, site_href};
use super::marked::MarkedPart;
use super::request::{InvalidParameter, at_most};
use super::search::IndexInfo;
use crate::engine::{self, Engine, SuggestAnswer, SuggestRequest};
use crate::filter::{Field, Filter};
use crate::search::{MarkedText, Suggestion};

/// The longest list of a kind.
const MAX_SUGGESTED: usize = 20;

/// What was typed so far.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SuggestParams {
    /// What was typed so far; nothing for the categories with most documents.
    #[serde(default, alias = "query")]
    #[param(example = "magnesium slee")]
    pub q: String,
    /// Whole queries wanted, 0 to 20.
    #[serde(default = "five")]
    #[param(default = 5, maximum = 20)]
    pub completions: usize,
    /// Articles wanted, 0 to 20.
    #[serde(default = "three")]
    #[param(default = 3, maximum = 20)]
    pub articles: usize,
    /// Products wanted, 0 to 20.
    #[serde(default = "four")]
    #[param(default = 4, maximum = 20)]
    pub products: usize,
    /// Categories wanted where nothing was typed, 0 to 20.
    #[serde(default = "eight")]
    #[param(default = 8, maximum = 20)]
    pub categories: usize,
    /// What articles and products have to be, as in a search; may be repeated.
    #[serde(default)]
    #[param(value_type = Vec<String>, example = json!(["category:sleep"]))]
    pub filter: FilterParam,
}

/// What may be wanted, in groups, each best first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SuggestResponse {
    /// How what was typed was read.
    pub query: SuggestQuery,
    /// Whole queries.
    pub completions: Vec<Completion>,
    /// Articles for what was typed so far, each with its best passage.
    pub articles: Vec<SuggestedArticle>,
    /// Products for it.
    pub products: Vec<SuggestedProduct>,
    /// Where nothing was typed, the categories with most documents.
    pub categories: Vec<SuggestedCategory>,
    /// Microseconds of work, without the network.
    pub took_us: u64,
    /// The index that answered.
    pub index: IndexInfo,
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestQuery {
    /// As it was typed.
    #[schema(example = "magnesum slee")]
    pub text: String,
    /// With its finished words corrected, if any was.
    #[schema(example = "magnesium slee")]
    pub corrected: Option<String>,
}

/// A whole query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Completion {
    /// How it reads.
    #[schema(example = "magnesium and sleep")]
    pub text: String,
    /// Its parts, those marked that were typed; joined, they are the text.
    pub parts: Vec<MarkedPart>,
    /// Our page of what it finds.
    #[schema(example = "/?q=magnesium%20and%20sleep")]
    pub href: String,
}

/// An article for what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestedArticle {
    /// Its id.
    #[schema(example = "magnesium-and-sleep")]
    pub id: String,
    /// Its title.
    pub title: String,
    /// The title's parts, those marked that match.
    pub parts: Vec<MarkedPart>,
    /// Id of its best passage.
    pub passage: String,
    /// The headings above that, outermost first.
    pub heading_path: Vec<String>,
    /// What of the passage to show, in parts.
    pub snippet: Vec<MarkedPart>,
    /// Where the site shows the article.
    pub url: Option<String>,
    /// Where to go: to the site's page if there is one, and otherwise to the passage on ours.
    pub href: String,
}

/// A product for what was typed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SuggestedProduct {
    /// Its id.
    #[schema(example = "probiotic-plus")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name's parts, those marked that match.
    pub parts: Vec<MarkedPart>,
    /// Who makes it.
    pub brand: Option<String>,
    /// Capsule, cream, drops, ...
    pub form: Option<String>,
    /// Its picture: a complete address, a path on the site, or below `/media/` on the server that answers.
    pub image: Option<String>,
    /// In `currency`.
    pub price: Option<f64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// `in_stock`, `out_of_stock`, `preorder` or `discontinued`.
    #[schema(example = "in_stock")]
    pub availability: &'static str,
    /// Of 5.
    pub rating: Option<f64>,
    /// How many warnings the shop states; the product's page has them.
    pub warnings: usize,
    /// Where the shop shows it.
    pub url: Option<String>,
    /// Where to go: to the shop's page if there is one, and otherwise to ours.
    pub href: String,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestedCategory {
    /// Its name.
    #[schema(example = "sleep")]
    pub value: String,
    /// Articles that have it.
    pub articles: u64,
    /// Products that have it.
    pub products: u64,
    /// Our page of these.
    pub href: String,
}

impl SuggestParams {
    /// Checks the values.
    pub fn into_request(self) -> Result<SuggestRequest, InvalidParameter> {
        Ok(SuggestRequest {
            typed: self.q,
            completions: at_most("completions", self.completions, MAX_SUGGESTED)?,
            articles: at_most("articles", self.articles, MAX_SUGGESTED)?,
            products: at_most("products", self.products, MAX_SUGGESTED)?,
            categories: at_most("categories", self.categories, MAX_SUGGESTED)?,
            filter: self.filter.read()?,
        })
    }
}

impl SuggestResponse {
    /// An answer with the index that gave it.
    #[must_use]
    pub fn new(answer: SuggestAnswer, engine: &Engine) -> Self {
        Self {
            query: SuggestQuery { corrected: answer.spelling.corrected(), text: answer.spelling.typed },
            completions: answer.completions.into_iter().map(Completion::from).collect(),
            articles: answer.articles.into_iter().map(SuggestedArticle::from).collect(),
            products: answer.products.into_iter().map(SuggestedProduct::from).collect(),
            categories: answer.categories.into_iter().map(SuggestedCategory::from).collect(),
            took_us: answer.took.as_micros() as u64,
            index: IndexInfo::of(engine),
        }
    }
}

impl From<Suggestion> for Completion {
    fn from(Suggestion { text, typed }: Suggestion) -> Self {
        let marked = MarkedText { text, spans: vec![typed] };
        Self { parts: MarkedPart::parts(&marked), href: query_href(&marked.text), text: marked.text }
    }
}

impl From<engine::SuggestedArticle> for SuggestedArticle {
    fn from(article: engine::SuggestedArticle) -> Self {
        let passage = article.passage;
        let on_site = site_href(passage.url.as_deref()).map(ToOwned::to_owned);
        Self {
            href: on_site.unwrap_or_else(|| passage_href(passage.document.as_str(), &passage.id)),
            id: passage.document.to_string(),
            parts: MarkedPart::parts(&article.title),
            title: article.title.text,
            snippet: MarkedPart::parts(&article.snippet),
            heading_path: passage.heading_path.into_owned(),
            passage: passage.id.into_owned(),
            url: passage.url.map(Into::into),
        }
    }
}

impl From<engine::SuggestedProduct> for SuggestedProduct {
    fn from(suggested: engine::SuggestedProduct) -> Self {
        let warnings = suggested.product.warnings.len();
        let product = super::Product::from(suggested.product);
        Self {
            href: document_href(&product.id, product.url.as_deref()),
            parts: MarkedPart::parts(&suggested.name),
            id: product.id,
            name: product.name,
            brand: product.brand,
            form: product.form,
            image: product.image,
            price: product.price,
            currency: product.currency,
            availability: product.availability,
            rating: product.rating,
            url: product.url,
            warnings,
        }
    }
}

impl From<engine::SuggestedCategory> for SuggestedCategory {
    fn from(category: engine::SuggestedCategory) -> Self {
        let filter = Filter::Is { field: Field::Category, value: category.name.clone() }.to_string();
        Self {
            href: format!("/?filter={}", super::href::encoded(&filter)),
            value: category.name,
            articles: category.articles,
            products: category.products,
        }
    }
}

fn three() -> usize {
    3
}

fn four() -> usize {
    4
}

fn five() -> usize {
    5
}

fn eight() -> usize {
    8
}
