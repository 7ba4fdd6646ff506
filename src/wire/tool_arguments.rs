//! What a model may say when it calls a tool. Only what is needed: each further argument is one more that is guessed wrongly.

use serde::Deserialize;
use utoipa::ToSchema;

use super::filter::FilterParam;
use super::related_request::RelatedParams;
use super::request::{InvalidParameter, at_most};
use super::retrieve_request::{Message, RenderParam, RetrieveParams};

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
    /// Results wanted, 1 to 50; 8 if nothing is said. What a question about safety must not be answered without comes on top.
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
    /// The `id` of a result: of an article, of a product, of a passage, for the whole article around it, or of a warning, for its product.
    #[schema(example = "gut-skin-connection")]
    pub id: String,
}

/// What to answer, and from what.
// A request of `/v1/retrieve` as a model writes it: where a schema is narrower than its type, the wider form is taken as well.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetrieveArguments {
    /// The question, in the words of the one who asks.
    #[schema(example = "can I take magnesium while pregnant")]
    pub query: String,
    /// Other phrasings of the same question, at most 7: what any of them finds counts.
    #[serde(default)]
    #[schema(max_items = 7)]
    pub queries: Option<Vec<String>>,
    /// What the same person asked before, the oldest first: a question that cannot be understood alone is completed from it.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 50)]
    pub history: Option<Vec<Message>>,
    /// What every result has to be, such as `category:sleep` (`list_categories` names them), `price<25`, `dietary:vegan`,
    /// `-form:powder`, `published>=2025`; conditions with blanks between hold together, `OR` and brackets work.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "category:sleep")]
    pub filter: Option<FilterParam>,
    /// Which texts are wanted: `passages` of articles, descriptions of `products`, `warnings` where a question needs care; all without it.
    #[serde(default)]
    pub kinds: Option<Vec<String>>,
    /// Results wanted, 0 to 100; what is added for safety comes on top.
    #[serde(default)]
    #[schema(default = 8, maximum = 100)]
    pub limit: Option<usize>,
    /// Passages of one article at most, 1 to 100.
    #[serde(default)]
    #[schema(default = 3, minimum = 1, maximum = 100)]
    pub per_document: Option<usize>,
    /// Neighbours of the same section that each passage comes with on each side, as its `context`, 0 to 10.
    #[serde(default)]
    #[schema(default = 0, maximum = 10)]
    pub expand: Option<usize>,
    /// How much it counts against a result that it resembles one above it, 0 to 1.
    #[serde(default)]
    #[schema(default = 0, minimum = 0, maximum = 1)]
    pub diversity: Option<f32>,
    /// The least score of a result, 0 to 1, and the confidence from which a question counts as answerable.
    #[serde(default)]
    #[schema(default = 0.5, minimum = 0, maximum = 1)]
    pub threshold: Option<f32>,
    /// All results as one text too, `context`, of so many tokens at most.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100_000)]
    pub max_tokens: Option<usize>,
    /// How that text is written; it is there whenever this is said.
    #[serde(default)]
    #[schema(value_type = RenderParam)]
    pub render: Option<RenderParam>,
    /// Related products wanted, 0 to 100.
    #[serde(default)]
    #[schema(default = 3, maximum = 100)]
    pub products: Option<usize>,
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
    /// The same as a retrieval.
    pub fn into_retrieve(self) -> Result<RetrieveParams, InvalidParameter> {
        Ok(RetrieveParams {
            limit: Some(results(self.limit)?),
            products: Some(0),
            filter: self.filter.as_deref().map(FilterParam::from).unwrap_or_default(),
            ..RetrieveParams::new(asked(self.query)?)
        })
    }
}

impl RetrieveArguments {
    /// The same as a request of `/v1/retrieve`.
    pub fn into_retrieve(self) -> Result<RetrieveParams, InvalidParameter> {
        Ok(RetrieveParams {
            query: Some(asked(self.query)?),
            queries: self.queries.unwrap_or_default(),
            history: self.history.unwrap_or_default(),
            limit: self.limit,
            filter: self.filter.unwrap_or_default(),
            per_document: self.per_document,
            expand: self.expand,
            diversity: self.diversity,
            threshold: self.threshold,
            kinds: self.kinds,
            budget: None,
            max_tokens: self.max_tokens,
            render: self.render,
            products: self.products,
            explain: false,
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

/// A query that says something.
fn asked(query: String) -> Result<String, InvalidParameter> {
    if query.trim().is_empty() {
        let message = "it is empty; ask something, in words or as a question".to_owned();
        return Err(InvalidParameter { parameter: "query", message });
    }
    Ok(query)
}

fn results(limit: Option<usize>) -> Result<usize, InvalidParameter> {
    match limit {
        Some(0) => Err(InvalidParameter { parameter: "limit", message: "0 is too little; the least is 1".to_owned() }),
        limit => at_most("limit", limit.unwrap_or(USUAL_RESULTS), MAX_RESULTS),
    }
}
