//! What a search may ask: the same names in a query string and in a JSON body.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::engine::SearchRequest;
use crate::search::Stages;

/// The longest list that is given out at once.
pub const MAX_LIMIT: usize = 100;
/// How far paging reaches: the work of a page grows with its distance from the first.
pub const MAX_OFFSET: usize = 1_000;
/// Related products that a full answer has when nobody says how many.
const RELATED: usize = 4;
/// Fragments of a text that a snippet may have.
const MAX_FRAGMENTS: usize = 5;

/// A search.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(example = json!({"q": "can probiotics help acne", "limit": 5}))]
pub struct SearchParams {
    /// What to look for: words or a question, in any form.
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
            fragments: one(),
            typos: yes(),
            explain: false,
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
            fragments: at_most("fragments", self.fragments, MAX_FRAGMENTS)?,
            explain: self.explain,
        })
    }
}

pub(super) fn at_most(parameter: &'static str, value: usize, most: usize) -> Result<usize, InvalidParameter> {
    if value <= most {
        return Ok(value);
    }
    Err(InvalidParameter { parameter, message: format!("{value} is too much; the most is {most}") })
}
