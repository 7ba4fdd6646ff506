//! What a language model's retrieval step may ask: the same names in a query string and in a JSON body.

use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

use super::filter::{FilterInput, FilterParam};
use super::request::{InvalidParameter, MAX_LIMIT, at_most};
use crate::context::{Budget, Render, Tokenizer};
use crate::engine::{DEFAULT_THRESHOLD, RetrieveKinds, RetrieveRequest};
use crate::nearest::{quote, suggest};

/// Phrasings that one request may have.
const MAX_QUERIES: usize = 8;
/// Earlier messages that one request may have.
const MAX_HISTORY: usize = 50;
/// Passages on each side.
const MAX_EXPAND: usize = 10;
/// The longest context.
const MAX_TOKENS: usize = 100_000;
/// What may be retrieved, by name.
const KINDS: [(&str, RetrieveKinds); 3] = [
    ("passages", RetrieveKinds::PASSAGES),
    ("products", RetrieveKinds::PRODUCTS),
    ("warnings", RetrieveKinds::WARNINGS),
];
/// Whose messages of a conversation are questions.
const ASKING: &str = "user";

/// A question with what is wanted of the answer: by `query` or by `queries`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(example = json!({"query": "can I take magnesium while pregnant", "limit": 5, "budget": {"max_tokens": 800}}))]
pub struct RetrieveParams {
    /// The question, in any form.
    #[serde(default, alias = "q", skip_serializing_if = "Option::is_none")]
    #[param(example = "can I take magnesium while pregnant")]
    pub query: Option<String>,
    /// Several phrasings of one question: what any of them finds counts. At most 8.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 8)]
    #[param(max_items = 8)]
    pub queries: Vec<String>,
    /// What was said before, the oldest first: texts of the one who asks, or messages with `role` and `content`, of which those of the
    /// role `user` count. A question that cannot be understood alone is completed from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[param(value_type = Vec<String>)]
    pub history: Vec<Message>,
    /// Results wanted, 0 to 100; what is added for safety comes on top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(default = 8, maximum = 100)]
    #[param(default = 8, maximum = 100)]
    pub limit: Option<usize>,
    /// What every document has to be, as in a search: `category:sleep price<25`.
    #[serde(default, alias = "filters", skip_serializing_if = "is_unfiltered")]
    #[param(value_type = Vec<String>, example = json!(["category:sleep"]))]
    #[schema(value_type = FilterInput)]
    pub filter: FilterParam,
    /// Passages of one document at most, 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(default = 3, minimum = 1, maximum = 100)]
    #[param(default = 3, minimum = 1, maximum = 100)]
    pub per_document: Option<usize>,
    /// Passages of the same section that are given on each side of a passage, as its `context`, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(default = 0, maximum = 10)]
    #[param(default = 0, maximum = 10)]
    pub expand: Option<usize>,
    /// How much it counts against a result that it resembles one above it, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(default = 0, minimum = 0, maximum = 1)]
    #[param(default = 0, minimum = 0, maximum = 1)]
    pub diversity: Option<f32>,
    /// The least score of a result, 0 to 1: 0 gives everything that was found. It is also the confidence from which a question counts
    /// as answerable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(default = 0.5, minimum = 0, maximum = 1)]
    #[param(default = 0.5, minimum = 0, maximum = 1)]
    pub threshold: Option<f32>,
    /// Which texts are wanted: `passages` of articles, descriptions of `products`, `warnings` where a question needs care; all without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(example = json!(["passages"]))]
    pub kinds: Option<Vec<String>>,
    /// How long the `context` may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    #[param(ignore)]
    pub budget: Option<BudgetParam>,
    /// The same as `budget.max_tokens`, for a query string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 100_000)]
    #[param(minimum = 1, maximum = 100_000)]
    pub max_tokens: Option<usize>,
    /// How the `context` is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    #[param(inline)]
    pub render: Option<RenderParam>,
    /// Related products wanted, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(default = 3, maximum = 100)]
    #[param(default = 3, maximum = 100)]
    pub products: Option<usize>,
    /// Whether each score comes with its parts.
    #[serde(default)]
    #[schema(default = false)]
    #[param(default = false)]
    pub explain: bool,
}

/// A message of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Message {
    /// Of the one who asks.
    Text(String),
    /// Of anybody.
    Turn(Turn),
}

impl utoipa::PartialSchema for Message {
    fn schema() -> RefOr<Schema> {
        // Without `oneOf`, which many who call functions by the description of the API do not read.
        let RefOr::T(Schema::Object(mut turn)) = <Turn as utoipa::PartialSchema>::schema() else {
            return <Turn as utoipa::PartialSchema>::schema();
        };
        turn.schema_type = SchemaType::from_iter([Type::String, Type::Object]);
        turn.description =
            Some("A message: a text of the one who asks, or an object with `role` and `content`.".to_owned());
        RefOr::T(Schema::Object(turn))
    }
}

impl ToSchema for Message {}

/// A message with its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Turn {
    /// `user` for the one who asks.
    #[schema(example = "user")]
    pub role: String,
    /// What was said.
    pub content: String,
}

/// How long a context may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetParam {
    /// Tokens at most, 1 to 100,000.
    #[schema(minimum = 1, maximum = 100_000)]
    pub max_tokens: usize,
    /// Whose tokens.
    #[serde(default)]
    pub tokenizer: TokenizerParam,
}

/// A way to divide text into tokens: `o200k_base` for GPT-4o and later, `cl100k_base` for GPT-4; for other models near enough.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum TokenizerParam {
    /// Of GPT-4o and later.
    #[default]
    #[serde(rename = "o200k_base")]
    O200k,
    /// Of GPT-4.
    #[serde(rename = "cl100k_base")]
    Cl100k,
}

/// How a context is written: `none` as numbered text (and only where a budget is given), `markdown`, `xml`, or `anthropic` for documents in
/// the form of Anthropic's guide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RenderParam {
    /// Numbered text.
    #[default]
    None,
    /// Markdown.
    Markdown,
    /// XML.
    Xml,
    /// Anthropic's documents.
    Anthropic,
}

impl RenderParam {
    /// The names of all forms.
    pub const NAMES: &[&str] = &["none", "markdown", "xml", "anthropic"];
}

fn is_unfiltered(filter: &FilterParam) -> bool {
    filter.0.is_empty()
}

impl RetrieveParams {
    /// A question with everything else as it is when nobody says it.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self { query: Some(query.into()), ..Self::default() }
    }

    /// Checks the values.
    pub fn into_request(self) -> Result<RetrieveRequest, InvalidParameter> {
        let usual = RetrieveRequest::default();
        let queries: Vec<String> =
            self.query.into_iter().chain(self.queries).filter(|query| !query.trim().is_empty()).collect();
        if queries.is_empty() {
            let message = "it is missing, or empty; ask something, in `query` or in `queries`".to_owned();
            return Err(InvalidParameter { parameter: "query", message });
        }
        at_most("queries", queries.len(), MAX_QUERIES)?;
        at_most("history", self.history.len(), MAX_HISTORY)?;
        let max_tokens = self.budget.map(|budget| budget.max_tokens).or(self.max_tokens);
        let tokenizer = self.budget.map(|budget| budget.tokenizer).unwrap_or_default().into();
        let budget = max_tokens.map(|max_tokens| {
            Ok(Budget { max_tokens: at_least_one("max_tokens", max_tokens, MAX_TOKENS)?, tokenizer })
        });
        Ok(RetrieveRequest {
            queries,
            history: self.history.into_iter().filter_map(Message::asked).collect(),
            limit: at_most("limit", self.limit.unwrap_or(usual.limit), MAX_LIMIT)?,
            filter: self.filter.read()?,
            per_document: at_least_one("per_document", self.per_document.unwrap_or(usual.per_document), MAX_LIMIT)?,
            expand: at_most("expand", self.expand.unwrap_or_default(), MAX_EXPAND)?,
            diversity: share("diversity", self.diversity.unwrap_or_default())?,
            threshold: share("threshold", self.threshold.unwrap_or(DEFAULT_THRESHOLD))?,
            kinds: self.kinds.map_or(Ok(usual.kinds), |names| kinds(&names))?,
            budget: budget.transpose()?,
            render: self.render.unwrap_or_default().into(),
            products: at_most("products", self.products.unwrap_or(usual.products), MAX_LIMIT)?,
            explain: self.explain,
        })
    }

    /// The longest text that is asked, in characters.
    #[must_use]
    pub fn longest_query(&self) -> &str {
        let all = self.query.iter().chain(&self.queries);
        all.max_by_key(|query| query.chars().count()).map_or("", String::as_str)
    }
}

impl Message {
    /// What the one who asks said.
    fn asked(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Turn(Turn { role, content }) => role.eq_ignore_ascii_case(ASKING).then_some(content),
        }
    }
}

impl From<TokenizerParam> for Tokenizer {
    fn from(tokenizer: TokenizerParam) -> Self {
        match tokenizer {
            TokenizerParam::O200k => Self::O200k,
            TokenizerParam::Cl100k => Self::Cl100k,
        }
    }
}

impl From<RenderParam> for Render {
    fn from(render: RenderParam) -> Self {
        match render {
            RenderParam::None => Self::None,
            RenderParam::Markdown => Self::Markdown,
            RenderParam::Xml => Self::Xml,
            RenderParam::Anthropic => Self::Anthropic,
        }
    }
}

/// The kinds with some names, each name alone or several with commas between.
fn kinds(names: &[String]) -> Result<RetrieveKinds, InvalidParameter> {
    let mut kinds = RetrieveKinds::empty();
    let known = KINDS.map(|(name, _)| name);
    for name in names.iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty()) {
        let kind = KINDS.iter().find(|(known, _)| *known == name).ok_or_else(|| InvalidParameter {
            parameter: "kinds",
            message: format!("there is no kind {}; {}", quote(name), suggest(name, "kinds", &known)),
        })?;
        kinds |= kind.1;
    }
    Ok(kinds)
}

fn share(parameter: &'static str, value: f32) -> Result<f32, InvalidParameter> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(InvalidParameter { parameter, message: format!("{value} is not between 0 and 1") })
}

fn at_least_one(parameter: &'static str, value: usize, most: usize) -> Result<usize, InvalidParameter> {
    match at_most(parameter, value, most)? {
        0 => Err(InvalidParameter { parameter, message: "0 is too little; the least is 1".to_owned() }),
        value => Ok(value),
    }
}
