//! What a model may say when it calls a tool. Only what is needed: each further argument is one more that is guessed wrongly.

use serde::Deserialize;
use utoipa::ToSchema;

use super::filter::FilterParam;
use super::related_request::RelatedParams;
use super::request::{InvalidParameter, SearchParams, at_most};

/// Results when nobody says how many: a model reads all of them.
const USUAL_RESULTS: usize = 8;
/// Results that a model gets at most.
const MAX_RESULTS: usize = 50;

/// What to search for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindArguments {
    /// Words or a question, in the language of the content. Every word counts; "two words" in quotes must stand together.
    #[schema(example = "can probiotics help with acne")]
    pub query: String,
    /// Results wanted, 1 to 50; 8 if nothing is said.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 50)]
    pub limit: Option<usize>,
    /// What every result has to be, such as `category:sleep` (`list_categories` names them), `price<25`, `dietary:vegan`,
    /// `-form:powder`, `published>=2025`; conditions with blanks between hold together, `OR` and brackets work.
    #[serde(default)]
    #[schema(example = "category:sleep price<25")]
    pub filter: Option<String>,
}

/// What to read.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FetchArguments {
    /// The `id` of a result: of an article, of a product, or of a passage, for the whole article around it.
    #[schema(example = "gut-skin-connection")]
    pub id: String,
}

/// What products are wanted for: ids, a query or a text, or several of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelatedProductsArguments {
    /// Ids of articles, passages or products, as results carry them; several are a cart.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub ids: Option<Vec<String>>,
    /// What somebody looks for, in words.
    #[serde(default)]
    #[schema(example = "magnesium for sleep")]
    pub query: Option<String>,
    /// Any text, such as the conversation so far.
    #[serde(default)]
    pub text: Option<String>,
    /// Only products of one of these categories.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub category: Option<Vec<String>>,
    /// Only products with all of these dietary marks, such as `vegan`.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub dietary: Option<Vec<String>>,
    /// Only products without a warning of these kinds: `pregnancy`, `breastfeeding`, `interaction`, `age`, `allergen`, `condition`,
    /// `dose`, `other`.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub without_warning: Option<Vec<String>>,
    /// Only products that cost no less.
    #[serde(default)]
    pub min_price: Option<f64>,
    /// Only products that cost no more.
    #[serde(default)]
    pub max_price: Option<f64>,
    /// Products wanted, 1 to 50; 8 if nothing is said.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 50)]
    pub limit: Option<usize>,
}

/// Nothing has to be said.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoArguments {}

impl FindArguments {
    /// The same as a search.
    pub fn into_search(self) -> Result<SearchParams, InvalidParameter> {
        let limit = results(self.limit)?;
        Ok(SearchParams {
            limit,
            products: limit,
            related: Some(0),
            facets: Some(Vec::new()),
            filter: self.filter.as_deref().map(FilterParam::from).unwrap_or_default(),
            ..SearchParams::new(self.query)
        })
    }
}

impl RelatedProductsArguments {
    /// The same as a request for related products.
    pub fn into_related(self) -> Result<RelatedParams, InvalidParameter> {
        let ids = self.ids.unwrap_or_default();
        let is_blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        if ids.is_empty() && is_blank(&self.query) && is_blank(&self.text) {
            let message = "say what the products are for: `ids`, a `query` or a `text`".to_owned();
            return Err(InvalidParameter { parameter: "ids", message });
        }
        Ok(RelatedParams {
            id: ids,
            q: self.query,
            text: self.text,
            category: self.category.unwrap_or_default(),
            dietary: self.dietary.unwrap_or_default(),
            without_warning: self.without_warning.unwrap_or_default(),
            min_price: self.min_price,
            max_price: self.max_price,
            limit: results(self.limit)?,
            ..RelatedParams::default()
        })
    }
}

fn results(limit: Option<usize>) -> Result<usize, InvalidParameter> {
    match limit {
        Some(0) => Err(InvalidParameter { parameter: "limit", message: "0 is too little; the least is 1".to_owned() }),
        limit => at_most("limit", limit.unwrap_or(USUAL_RESULTS), MAX_RESULTS),
    }
}
