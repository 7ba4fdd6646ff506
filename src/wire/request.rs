//! What a search may ask: the same names in a query string and in a JSON body.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::filter::{FilterInput, FilterParam};
use crate::engine::{SearchRequest, USUAL_FACET_VALUES, USUAL_FACETS};
use crate::filter::Field;
use crate::nearest::{quote, suggest};
use crate::search::{self, Stages};

/// The longest list that is given out at once.
pub const MAX_LIMIT: usize = 100;
/// How far paging reaches: the work of a page grows with its distance from the first.
pub const MAX_OFFSET: usize = 1_000;
/// Related products that a full answer has when nobody says how many.
const RELATED: usize = 4;
/// Values of a facet that are given out.
const MAX_FACET_VALUES: usize = 1_000;
/// Fragments of a text that a snippet may have.
const MAX_FRAGMENTS: usize = 5;

/// A search.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(example = json!({"q": "can probiotics help acne", "limit": 5}))]
pub struct SearchParams {
    /// What to look for: words or a question, in any form. It may be empty where a `filter` says what is wanted.
    #[serde(alias = "query")]
    #[param(example = "can probiotics help acne")]
    pub q: String,
    /// Passages wanted, 0 to 100.
    #[serde(default = "ten")]
    #[schema(default = 10, maximum = 100)]
    #[param(default = 10, maximum = 100)]
    pub limit: usize,
    /// Passages skipped, 0 to 1000.
    #[serde(default)]
    #[schema(default = 0, maximum = 1000)]
    #[param(default = 0, maximum = 1000)]
    pub offset: usize,
    /// Matching products wanted, 0 to 100.
    #[serde(default = "ten")]
    #[schema(default = 10, maximum = 100)]
    #[param(default = 10, maximum = 100)]
    pub products: usize,
    /// Matching products skipped, 0 to 1000.
    #[serde(default)]
    #[schema(default = 0, maximum = 1000)]
    #[param(default = 0, maximum = 1000)]
    pub products_offset: usize,
    /// Related products wanted, 0 to 100; without it 4 in the mode `full`, none in `fast`.
    #[serde(default)]
    #[schema(maximum = 100)]
    #[param(maximum = 100)]
    pub related: Option<usize>,
    /// Which stages of ranking run.
    #[serde(default)]
    #[param(inline)]
    pub mode: Mode,
    /// Fragments in a snippet at most, 1 to 5.
    #[serde(default = "one")]
    #[schema(default = 1, minimum = 1, maximum = 5)]
    #[param(default = 1, minimum = 1, maximum = 5)]
    pub fragments: usize,
    /// Whether the last word is still being typed: then it stands for everything that begins with it.
    #[serde(default)]
    #[schema(default = false)]
    #[param(default = false)]
    pub prefix: bool,
    /// Whether misspelt words are corrected; `false` insists on the words as they were typed.
    #[serde(default = "yes")]
    #[schema(default = true)]
    #[param(default = true)]
    pub typos: bool,
    /// Whether each score comes with the tree of what it is made of.
    #[serde(default)]
    #[schema(default = false)]
    #[param(default = false)]
    pub explain: bool,
    /// What everything found has to be, such as `category:sleep price<25 -form:powder` (`/v1/facets` has fields and names). May be
    /// repeated: choices of one field are then alternatives, everything else holds too. What names only fields of products leaves
    /// articles as they are, and the other way round.
    #[serde(default)]
    #[param(value_type = Vec<String>, example = json!(["category:sleep", "price:10..25"]))]
    #[schema(value_type = FilterInput)]
    pub filter: FilterParam,
    /// In which order.
    #[serde(default)]
    #[param(inline)]
    pub sort: Sort,
    /// What the matches are counted by: names of fields but for `id`, each alone or several with commas between; in a query string
    /// the parameter may also be repeated. Without it every field in the mode `full`, and `category`, `form` and `dietary` in
    /// `fast`; none if it is empty.
    #[serde(default)]
    #[param(example = json!(["category", "ingredient"]))]
    pub facets: Option<Vec<String>>,
    /// Values of a facet at most, 0 to 1000; chosen ones are always there.
    #[serde(default = "fifty")]
    #[schema(default = 50, maximum = 1000)]
    #[param(default = 50, maximum = 1000)]
    pub facet_values: usize,
}

/// In which order: `relevance`; products by `price` (the cheapest first), `-price` (the dearest first) or `rating` (the best first);
/// articles by `date` (the newest first) or `-date` (the oldest first). The other kind stays in the order of relevance. What has no
/// value comes last, and of equal values the more relevant first. With an empty `q`, `relevance` is by rating and name for products and
/// by date and title for articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Sort {
    /// The best first.
    #[default]
    #[serde(rename = "relevance")]
    Relevance,
    /// The cheapest product first.
    #[serde(rename = "price")]
    Price,
    /// The dearest product first.
    #[serde(rename = "-price")]
    PriceDescending,
    /// The newest article first.
    #[serde(rename = "date")]
    Date,
    /// The oldest article first.
    #[serde(rename = "-date")]
    DateAscending,
    /// The best rated product first.
    #[serde(rename = "rating")]
    Rating,
}

impl Sort {
    /// The names of all orders.
    pub const NAMES: &[&str] = &["relevance", "price", "-price", "date", "-date", "rating"];
}

impl From<Sort> for search::Sort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Price => Self::Price,
            Sort::PriceDescending => Self::PriceDescending,
            Sort::Date => Self::Date,
            Sort::DateAscending => Self::DateAscending,
            Sort::Rating => Self::Rating,
        }
    }
}

/// How much work an answer is worth: `fast` ranks by words alone, for every keystroke; `full` by words and by meaning, for a page
/// of results and for a chatbot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Words alone.
    Fast,
    /// Words and meaning.
    #[default]
    Full,
}

impl Mode {
    /// The names of all modes.
    pub const NAMES: &[&str] = &["fast", "full"];
}

impl From<Mode> for Stages {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Fast => Self::FAST,
            Mode::Full => Self::FULL,
        }
    }
}

impl From<Stages> for Mode {
    fn from(stages: Stages) -> Self {
        if stages.contains(Stages::MEANING) { Self::Full } else { Self::Fast }
    }
}

pub(super) fn ten() -> usize {
    10
}

fn fifty() -> usize {
    USUAL_FACET_VALUES
}

fn one() -> usize {
    1
}

fn yes() -> bool {
    true
}

/// A parameter whose value cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{parameter}: {message}")]
pub struct InvalidParameter {
    /// Its name.
    pub parameter: &'static str,
    /// What is wrong with it and what it takes.
    pub message: String,
}

impl SearchParams {
    /// A search with everything else as it is when nobody says it.
    #[must_use]
    pub fn new(q: impl Into<String>) -> Self {
        Self {
            q: q.into(),
            limit: ten(),
            offset: 0,
            products: ten(),
            products_offset: 0,
            related: None,
            mode: Mode::default(),
            prefix: false,
            fragments: one(),
            typos: yes(),
            explain: false,
            filter: FilterParam::default(),
            sort: Sort::default(),
            facets: None,
            facet_values: fifty(),
        }
    }

    /// Checks the numbers.
    pub fn into_request(self) -> Result<SearchRequest, InvalidParameter> {
        let stages = Stages::from(self.mode);
        let related = match self.mode {
            Mode::Fast => 0,
            Mode::Full => RELATED,
        };
        Ok(SearchRequest {
            query: self.q,
            limit: at_most("limit", self.limit, MAX_LIMIT)?,
            offset: at_most("offset", self.offset, MAX_OFFSET)?,
            products: at_most("products", self.products, MAX_LIMIT)?,
            products_offset: at_most("products_offset", self.products_offset, MAX_OFFSET)?,
            related: at_most("related", self.related.unwrap_or(related), MAX_LIMIT)?,
            stages: if self.typos { stages } else { stages - Stages::SPELLING },
            prefix: self.prefix,
            fragments: at_most("fragments", self.fragments, MAX_FRAGMENTS)?,
            explain: self.explain,
            filter: self.filter.read()?,
            sort: self.sort.into(),
            facets: match (&self.facets, self.mode) {
                (Some(names), _) => facets(names)?,
                (None, Mode::Fast) => USUAL_FACETS.to_vec(),
                (None, Mode::Full) => Field::ALL.into_iter().filter(|field| field.is_facet()).collect(),
            },
            facet_values: at_most("facet_values", self.facet_values, MAX_FACET_VALUES)?,
        })
    }
}

/// The facets with some names, each name alone or several with commas between.
fn facets(names: &[String]) -> Result<Vec<Field>, InvalidParameter> {
    let names = names.iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty());
    let known: Vec<&str> = Field::ALL.iter().filter(|field| field.is_facet()).map(|field| field.name()).collect();
    let facet = |name: &str| {
        Field::named(&name.to_lowercase()).filter(|field| field.is_facet()).ok_or_else(|| InvalidParameter {
            parameter: "facets",
            message: format!("there is no facet {}; {}", quote(name), suggest(name, "facets", &known)),
        })
    };
    names.map(facet).collect()
}

pub(super) fn at_most(parameter: &'static str, value: usize, most: usize) -> Result<usize, InvalidParameter> {
    if value <= most {
        return Ok(value);
    }
    Err(InvalidParameter { parameter, message: format!("{value} is too much; the most is {most}") })
}
