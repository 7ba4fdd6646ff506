//! Filters, as a text or as a tree.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::request::InvalidParameter;
use crate::filter::{Comparison, Field, Filter, FilterError, Written};

/// The name of the parameter.
const FILTER: &str = "filter";

/// What everything found has to be: a text, a tree, or a list of these.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct FilterParam(pub Vec<FilterEntry>);

/// How a filter, or several, describe themselves: choices of one field are alternatives, and everything else holds.
///
/// Without `oneOf`, which many who call functions by the description of the API do not read.
#[derive(Debug)]
pub struct FilterInput;

/// One filter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FilterEntry {
    /// As people write it.
    Text(String),
    /// As a tree.
    Tree(FilterTree),
}

/// A filter as a tree: one of `all`, `any`, `not` and `field`; with a `field`, what is said of its value: `is`, `in`, or one or
/// two ends of a range.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"all": [{"field": "category", "in": ["sleep", "stress"]}, {"field": "price", "from": 10, "below": 25}]}))]
pub struct FilterTree {
    /// All of these hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub all: Option<Vec<FilterTree>>,
    /// One of these holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion)]
    pub any: Option<Vec<FilterTree>>,
    /// This does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion, nullable = false)]
    pub not: Option<Box<FilterTree>>,
    /// `category`, `tag`, `published`, `reviewed`, `concern`, `benefit`, `ingredient`, `brand`, `form`, `dietary`, `price`, `rating`,
    /// `availability`, `warning` or `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// It has this value; a year or a month is any day of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub is: Option<FilterValue>,
    /// It has one of these values.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<FilterValue>>,
    /// It is as much or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub from: Option<FilterValue>,
    /// It is as much or less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub to: Option<FilterValue>,
    /// It is more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub above: Option<FilterValue>,
    /// It is less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub below: Option<FilterValue>,
}

/// A name, a number or a date: a text or a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FilterValue {
    /// A name, a date, or a number as a text.
    Text(String),
    /// A number.
    Number(f64),
}

impl PartialSchema for FilterInput {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Object, Type::Array]))
            .items(Ref::from_schema_name(FilterEntry::name()))
            .description(Some("A filter, as a text or as a tree, or a list of these."))
            .examples([json!("category:sleep price<25")])
            .into()
    }
}

impl ToSchema for FilterInput {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((FilterEntry::name().into_owned(), FilterEntry::schema()));
        FilterEntry::schemas(schemas);
    }
}

impl PartialSchema for FilterEntry {
    fn schema() -> RefOr<Schema> {
        let RefOr::T(Schema::Object(mut tree)) = FilterTree::schema() else { return FilterTree::schema() };
        tree.schema_type = SchemaType::from_iter([Type::String, Type::Object]);
        tree.description = Some("A filter: a text as people write it, or a tree.".to_owned());
        RefOr::T(Schema::Object(tree))
    }
}

impl ToSchema for FilterEntry {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((FilterTree::name().into_owned(), FilterTree::schema()));
        schemas.push((FilterValue::name().into_owned(), FilterValue::schema()));
    }
}

impl PartialSchema for FilterValue {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Number]))
            .description(Some("A name, a number or a date: a text or a number."))
            .into()
    }
}

impl ToSchema for FilterValue {}

impl FilterParam {
    /// Reads the filter; none if nothing is said.
    pub fn read(&self) -> Result<Option<Filter>, InvalidParameter> {
        let written: Result<Vec<Written>, FilterError> = self.0.iter().map(FilterEntry::read).collect();
        let filter = written.and_then(Filter::together);
        filter.map_err(|error| InvalidParameter { parameter: FILTER, message: error.to_string() })
    }
}

impl From<&str> for FilterParam {
    fn from(text: &str) -> Self {
        Self(vec![FilterEntry::Text(text.to_owned())])
    }
}

impl FilterEntry {
    fn read(&self) -> Result<Written, FilterError> {
        match self {
            Self::Text(text) => Filter::written(text),
            Self::Tree(tree) => Ok(Written { chooses: tree.chooses(), filter: tree.read()? }),
        }
    }
}

impl FilterTree {
    fn read(&self) -> Result<Filter, FilterError> {
        let named = [self.all.is_some(), self.any.is_some(), self.not.is_some(), self.field.is_some()];
        let says = self.is.is_some() || self.one_of.is_some() || self.has_ends();
        if named.iter().filter(|&&is_named| is_named).count() != 1 || (self.field.is_none() && says) {
            return Err(FilterError::Tree("an object has one of all, any, not and field"));
        }
        let read = |trees: &[Self]| match trees {
            [] => Err(FilterError::Tree("a list of all or any has at least one filter")),
            trees => trees.iter().map(Self::read).collect::<Result<Vec<_>, _>>(),
        };
        Ok(match (&self.all, &self.any, &self.not, &self.field) {
            (Some(all), ..) => Filter::All(read(all)?),
            (_, Some(any), ..) => Filter::Any(read(any)?),
            (_, _, Some(not), _) => Filter::Not(Box::new(not.read()?)),
            (.., field) => self.read_condition(Field::find(field.as_deref().unwrap_or_default())?)?,
        })
    }

    fn read_condition(&self, field: Field) -> Result<Filter, FilterError> {
        let is = |value: &FilterValue| Filter::compared(field, Comparison::Is, &value.to_string());
        match (&self.is, &self.one_of, self.has_ends()) {
            (Some(value), None, false) => is(value),
            (None, Some(values), false) if !values.is_empty() => {
                Ok(Filter::Any(values.iter().map(is).collect::<Result<_, _>>()?))
            }
            (None, None, true) => self.read_range(field),
            _ => Err(FilterError::Tree("a field has one of is, in (with at least one value), or the ends of a range")),
        }
    }

    fn read_range(&self, field: Field) -> Result<Filter, FilterError> {
        let ends = |including: &Option<FilterValue>,
                    excluding: &Option<FilterValue>,
                    [inside, outside]: [Comparison; 2]| match (including, excluding) {
            (Some(value), None) => Ok(Some((inside, value.to_string()))),
            (None, Some(value)) => Ok(Some((outside, value.to_string()))),
            (None, None) => Ok(None),
            _ => Err(FilterError::Tree("a range has one of from and above, and one of to and below")),
        };
        let lower = ends(&self.from, &self.above, [Comparison::AtLeast, Comparison::Above])?;
        let upper = ends(&self.to, &self.below, [Comparison::AtMost, Comparison::Below])?;
        let end = |end: Option<(Comparison, String)>| {
            end.map(|(comparison, value)| Filter::compared(field, comparison, &value)).transpose()
        };
        match (end(lower)?, end(upper)?) {
            (Some(Filter::Between { from, .. }), Some(Filter::Between { to, .. })) => {
                Ok(Filter::Between { field, from, to })
            }
            (lower, upper) => lower.or(upper).ok_or(FilterError::NoOrder(field)),
        }
    }

    fn has_ends(&self) -> bool {
        [&self.from, &self.to, &self.above, &self.below].into_iter().any(Option::is_some)
    }

    /// The field of which it chooses values, or a range that is not half open.
    fn chooses(&self) -> Option<Field> {
        let is_range = (self.from.is_some() || self.above.is_some()) && (self.to.is_some() || self.below.is_some());
        let is_choice = self.is.is_some() || self.one_of.is_some() || is_range;
        self.field.as_deref().filter(|_| is_choice).and_then(Field::named)
    }
}

impl fmt::Display for FilterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl<'de> Deserialize<'de> for FilterParam {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ParamVisitor;
        impl<'de> Visitor<'de> for ParamVisitor {
            type Value = FilterParam;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a filter")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<FilterParam, E> {
                Ok(text.into())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<FilterParam, A::Error> {
                let mut read = Vec::new();
                while let Some(FilterParam(entry)) = entries.next_element()? {
                    read.extend(entry);
                }
                Ok(FilterParam(read))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FilterParam, A::Error> {
                let tree = FilterTree::deserialize(MapAccessDeserializer::new(map))?;
                Ok(FilterParam(vec![FilterEntry::Tree(tree)]))
            }
        }
        deserializer.deserialize_any(ParamVisitor)
    }
}
