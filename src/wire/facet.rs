//! Searching inside a facet.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::filter::FilterParam;
use super::marked::MarkedPart;
use super::request::{InvalidParameter, MAX_LIMIT, at_most, ten};
use super::search::IndexInfo;
use crate::engine::{Engine, FacetAnswer, FacetRequest};
use crate::filter::{Field, Values};
use crate::nearest::{quote, suggest};
use crate::search;

/// A search for names of a facet.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FacetParams {
    /// What a word of a name begins with; every name without it.
    #[serde(default)]
    #[param(example = "mag")]
    pub prefix: String,
    /// What the documents that are counted match; all documents without it.
    #[serde(default, alias = "query")]
    pub q: String,
    /// What the documents that are counted are, as in a search; may be repeated.
    #[serde(default)]
    #[param(value_type = Vec<String>, example = json!(["form:capsule"]))]
    pub filter: FilterParam,
    /// Names of each kind of documents wanted, 0 to 100.
    #[serde(default = "ten")]
    #[param(default = 10, maximum = 100)]
    pub limit: usize,
}

/// Names of a facet, those of most documents first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FacetResponse {
    /// The facet.
    #[schema(example = "ingredient")]
    pub field: &'static str,
    /// Those of articles, counted in passages; without `q`, in articles.
    pub passages: Vec<FacetName>,
    /// Those of products.
    pub products: Vec<FacetName>,
    /// Microseconds of work, without the network.
    pub took_us: u64,
    /// The index that answered.
    pub index: IndexInfo,
}

/// A name of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetName {
    /// The name.
    #[schema(example = "magnesium")]
    pub value: String,
    /// How many of what matches have it.
    pub count: u64,
    /// Whether the filter chooses it; left out where it does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub selected: bool,
    /// Its parts; joined, they are the name.
    pub parts: Vec<MarkedPart>,
}

impl FacetParams {
    /// Checks the values.
    pub fn into_request(self, field: &str) -> Result<FacetRequest, InvalidParameter> {
        Ok(FacetRequest {
            field: facet_of_names(field)?,
            beginning: self.prefix,
            query: self.q,
            filter: self.filter.read()?,
            limit: at_most("limit", self.limit, MAX_LIMIT)?,
        })
    }
}

/// The facet with a name, if it has names to search.
fn facet_of_names(name: &str) -> Result<Field, InvalidParameter> {
    let has_names = |field: &Field| field.is_facet() && field.values() == Values::Names;
    let names: Vec<&str> = Field::ALL.iter().filter(|field| has_names(field)).map(|field| field.name()).collect();
    Field::named(name).filter(has_names).ok_or_else(|| InvalidParameter {
        parameter: "field",
        message: format!("there is no facet of names {}; {}", quote(name), suggest(name, "ones", &names)),
    })
}

impl FacetResponse {
    /// The answer of an engine to a request for names that begin with a text.
    #[must_use]
    pub fn new(answer: FacetAnswer, request: &FacetRequest, engine: &Engine) -> Self {
        let name = |value: search::FacetValue| FacetName {
            parts: MarkedPart::parts(&search::marked_name(request.field, &value.value, &request.beginning)),
            value: value.value,
            count: value.count,
            selected: value.is_chosen,
        };
        Self {
            field: request.field.name(),
            passages: answer.passages.into_iter().map(name).collect(),
            products: answer.products.into_iter().map(name).collect(),
            took_us: answer.took.as_micros() as u64,
            index: IndexInfo::of(engine),
        }
    }
}
