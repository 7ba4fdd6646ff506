//! Parameters, from a query string or from a JSON body: the same names, and the same words about mistakes.

use std::fmt;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method, header};
use serde::Deserialize;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde_json::Value;

use super::app::App;
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::nearest::nearest;
use crate::wire::{
    FacetParams, Intent, Mode, RelatedParams, RenderParam, RetrieveParams, SearchParams, Sort, SuggestParams, Target,
};

/// Of what somebody sent, this much is repeated in an answer, in characters.
const MAX_QUOTED_CHARS: usize = 60;

/// The parameters of a request: of its query string, or for a POST of its body.
pub(super) struct Params<T>(pub(super) T);

/// A set of parameters.
pub(super) trait Parameters: DeserializeOwned {
    /// All of them.
    const ALL: &'static [Parameter];
}

/// What can be said of a parameter when it is wrong.
pub(super) struct Parameter {
    name: &'static str,
    /// Another name that is understood.
    alias: Option<&'static str>,
    takes: Takes,
    is_required: bool,
}

/// What a parameter takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Text,
    Texts,
    Filter,
    Messages,
    Budget,
    Number,
    Decimal,
    Flag,
    OneOf(&'static [&'static str]),
}

impl Parameter {
    const fn new(name: &'static str, takes: Takes) -> Self {
        Self { name, alias: None, takes, is_required: false }
    }

    fn is_named(&self, name: &str) -> bool {
        self.name == name || self.alias == Some(name)
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Texts => "a list of texts",
            Self::Filter => "a text, a tree, or a list of these",
            Self::Messages => "a list of texts, or of messages with role and content",
            Self::Budget => "an object with max_tokens and perhaps tokenizer (o200k_base or cl100k_base)",
            Self::Number => "a whole number from 0 up",
            Self::Decimal => "a number",
            Self::Flag => "true or false",
            Self::OneOf(names) => return write!(f, "one of {}", names.join(", ")),
        })
    }
}

impl Parameters for SearchParams {
    const ALL: &'static [Parameter] = &[
        Parameter { alias: Some("query"), is_required: true, ..Parameter::new("q", Takes::Text) },
        Parameter::new("limit", Takes::Number),
        Parameter::new("offset", Takes::Number),
        Parameter::new("products", Takes::Number),
        Parameter::new("products_offset", Takes::Number),
        Parameter::new("related", Takes::Number),
        Parameter::new("mode", Takes::OneOf(Mode::NAMES)),
        Parameter::new("fragments", Takes::Number),
        Parameter::new("prefix", Takes::Flag),
        Parameter::new("typos", Takes::Flag),
        Parameter::new("explain", Takes::Flag),
        Parameter::new("filter", Takes::Filter),
        Parameter::new("sort", Takes::OneOf(Sort::NAMES)),
        Parameter::new("facets", Takes::Texts),
        Parameter::new("facet_values", Takes::Number),
    ];
}

impl Parameters for SuggestParams {
    const ALL: &'static [Parameter] = &[
        Parameter { alias: Some("query"), ..Parameter::new("q", Takes::Text) },
        Parameter::new("completions", Takes::Number),
        Parameter::new("articles", Takes::Number),
        Parameter::new("products", Takes::Number),
        Parameter::new("categories", Takes::Number),
        Parameter::new("filter", Takes::Filter),
    ];
}

impl Parameters for FacetParams {
    const ALL: &'static [Parameter] = &[
        Parameter::new("prefix", Takes::Text),
        Parameter { alias: Some("query"), ..Parameter::new("q", Takes::Text) },
        Parameter::new("filter", Takes::Filter),
        Parameter::new("limit", Takes::Number),
    ];
}

impl Parameters for RelatedParams {
    const ALL: &'static [Parameter] = &[
        Parameter::new("id", Takes::Texts),
        Parameter { alias: Some("query"), ..Parameter::new("q", Takes::Text) },
        Parameter::new("text", Takes::Text),
        Parameter::new("exclude", Takes::Texts),
        Parameter::new("target", Takes::OneOf(Target::NAMES)),
        Parameter::new("intent", Takes::OneOf(Intent::NAMES)),
        Parameter::new("category", Takes::Texts),
        Parameter::new("dietary", Takes::Texts),
        Parameter::new("min_price", Takes::Decimal),
        Parameter::new("max_price", Takes::Decimal),
        Parameter::new("without_warning", Takes::Texts),
        Parameter::new("unavailable", Takes::Flag),
        Parameter::new("contraindicated", Takes::Flag),
        Parameter::new("diversity", Takes::Decimal),
        Parameter::new("limit", Takes::Number),
        Parameter::new("explain", Takes::Flag),
    ];
}

impl Parameters for RetrieveParams {
    const ALL: &'static [Parameter] = &[
        Parameter { alias: Some("q"), ..Parameter::new("query", Takes::Text) },
        Parameter::new("queries", Takes::Texts),
        Parameter::new("history", Takes::Messages),
        Parameter::new("limit", Takes::Number),
        Parameter { alias: Some("filters"), ..Parameter::new("filter", Takes::Filter) },
        Parameter::new("per_document", Takes::Number),
        Parameter::new("expand", Takes::Number),
        Parameter::new("diversity", Takes::Decimal),
        Parameter::new("threshold", Takes::Decimal),
        Parameter::new("kinds", Takes::Texts),
        Parameter::new("budget", Takes::Budget),
        Parameter::new("max_tokens", Takes::Number),
        Parameter::new("render", Takes::OneOf(RenderParam::NAMES)),
        Parameter::new("products", Takes::Number),
        Parameter::new("explain", Takes::Flag),
    ];
}

impl<T: Parameters> FromRequest<App> for Params<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if request.method() != Method::POST {
            return from_query(request.uri().query().unwrap_or_default()).map(Self);
        }
        if request.uri().query().is_some_and(|query| !query.is_empty()) {
            let detail = "a POST takes its parameters from its body; move those of the query string there";
            return Err(Problem::new(ProblemType::InvalidParameter, detail));
        }
        check_is_json(request.headers())?;
        let body = Bytes::from_request(request, app).await.map_err(|rejection| unread(&rejection, app))?;
        from_json(&body).map(Self)
    }
}

fn from_query<T: Parameters>(query: &str) -> Result<T, Problem> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query)
        .map_err(|error| Problem::new(ProblemType::InvalidParameter, error.to_string()))?;
    check_names::<T>(pairs.iter().map(|(name, _)| name.as_str()))?;
    serde_path_to_error::deserialize(serde_html_form::Deserializer::from_bytes(query.as_bytes())).map_err(|error| {
        let value = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| format!("{value:?}"));
        unusable::<T, _>(&error, value)
    })
}

fn from_json<T: Parameters>(body: &[u8]) -> Result<T, Problem> {
    let Pairs(pairs) = serde_json::from_slice(body).map_err(|error| no_object(&error))?;
    check_names::<T>(pairs.iter().map(|(name, _)| name.as_str()))?;
    let object = Value::Object(pairs.into_iter().collect());
    serde_path_to_error::deserialize(&object).map_err(|error| {
        let value = |name: &str| object.get(name).map(Value::to_string);
        unusable::<T, _>(&error, value)
    })
}

/// Every name is known, stands once unless it names a list, and none is missing.
fn check_names<'n, T: Parameters>(names: impl Iterator<Item = &'n str>) -> Result<(), Problem> {
    let mut seen = vec![false; T::ALL.len()];
    for name in names {
        let index = T::ALL.iter().position(|parameter| parameter.is_named(name)).ok_or_else(|| unknown::<T>(name))?;
        let is_repeated = std::mem::replace(&mut seen[index], true);
        if is_repeated && !matches!(T::ALL[index].takes, Takes::Texts | Takes::Filter | Takes::Messages) {
            return Err(Problem::invalid_parameter(T::ALL[index].name, "it is given more than once"));
        }
    }
    let missing = T::ALL.iter().zip(seen).find(|(parameter, is_seen)| parameter.is_required && !is_seen);
    match missing {
        Some((parameter, _)) => Err(Problem::invalid_parameter(parameter.name, "it is missing")),
        None => Ok(()),
    }
}

fn unknown<T: Parameters>(name: &str) -> Problem {
    let name = shortened(name);
    let help = if let Some(nearest) = nearest(&name, T::ALL.iter().map(|parameter| parameter.name)) {
        format!("did you mean {nearest}?")
    } else {
        let names: Vec<&str> = T::ALL.iter().map(|parameter| parameter.name).collect();
        format!("the parameters are {}", names.join(", "))
    };
    Problem::invalid_parameter(&name, format!("there is no such parameter; {help}"))
}

/// A value of the wrong type. Names are known to be right, so the path leads to a parameter.
fn unusable<T: Parameters, E: std::error::Error>(
    error: &serde_path_to_error::Error<E>,
    value: impl Fn(&str) -> Option<String>,
) -> Problem {
    use serde_path_to_error::Segment;
    let name = match error.path().iter().next() {
        Some(Segment::Map { key }) => key.as_str(),
        _ => "",
    };
    match T::ALL.iter().find(|parameter| parameter.is_named(name)) {
        // What is wrong inside of a tree says it better than the whole tree.
        Some(parameter) if parameter.takes == Takes::Filter && value(name).is_some_and(|value| value.contains('{')) => {
            Problem::invalid_parameter(parameter.name, error.inner())
        }
        Some(parameter) => {
            let value = shortened(&value(name).unwrap_or_default());
            Problem::invalid_parameter(parameter.name, format!("it takes {}, not {value}", parameter.takes))
        }
        None => Problem::new(ProblemType::InvalidParameter, error.inner().to_string()),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An object as it stands in the text: in order, and with names that stand there twice.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

fn no_object(error: &serde_json::Error) -> Problem {
    // The message of the parser ends with its place.
    Problem::new(ProblemType::InvalidJson, format!("the body is not a JSON object: {error}"))
}

fn check_is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let content_type = headers.get(header::CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let essence = content_type.as_deref().map(|value| value.split(';').next().unwrap_or_default().trim());
    match essence {
        Some(essence) if essence.eq_ignore_ascii_case("application/json") => Ok(()),
        other => {
            let found = other.map_or_else(|| "nothing".to_owned(), shortened);
            let detail = format!("the Content-Type has to be application/json, and it says {found}");
            Err(Problem::new(ProblemType::UnsupportedMediaType, detail))
        }
    }
}

pub(super) fn unread(rejection: &BytesRejection, app: &App) -> Problem {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
            let limit = app.config().max_body_bytes;
            Problem::new(ProblemType::BodyTooLarge, format!("the body has more than {limit} bytes, which is the most"))
        }
        _ => Problem::new(ProblemType::InvalidJson, "the body broke off before its end"),
    }
}
