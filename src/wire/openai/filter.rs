//! Filters as OpenAI writes them.

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::filter::{Comparison, Field, Filter, FilterError, Written};
use crate::nearest::{quote, suggest};
use crate::wire::InvalidField;
use crate::wire::one_or_more::ValueOrValues;

/// Where a filter stands in a request.
const PATH: &str = "filters";
/// Every type, as they are written.
const TYPES: [&str; 10] = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "nin", "and", "or"];

/// A comparison of a field (`type`, `key`, `value`), or several filters joined by `and` or `or` (`type`, `filters`).
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[schema(example = json!({"type": "and", "filters": [
    {"type": "in", "key": "category", "value": ["sleep", "stress"]},
    {"type": "gte", "key": "published", "value": 2024}
]}))]
pub struct StoreFilter {
    /// `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `in` or `nin`; or `and` or `or`.
    #[serde(rename = "type")]
    #[schema(example = "eq")]
    pub kind: String,
    /// The field: `category`, `tag`, `published`, `reviewed`, `concern`, `benefit`, `ingredient`, `brand`, `form`, `dietary`, `price`,
    /// `rating`, `availability`, `warning` or `id`.
    #[serde(default)]
    #[schema(nullable = false, example = "category")]
    pub key: Option<String>,
    /// A text, a number, or true or false; for `in` and `nin` a list of these. A date is a text such as `2024-05-01` or `2024`.
    #[serde(default)]
    #[schema(value_type = ValueOrValues, nullable = false)]
    pub value: Option<Value>,
    /// What `and` or `or` joins.
    #[serde(default)]
    #[schema(nullable = false, no_recursion)]
    pub filters: Option<Vec<StoreFilter>>,
}

impl StoreFilter {
    /// What it says, in our terms. A document that cannot have a field fulfils no comparison with it but `ne` and `nin`.
    pub fn read(&self) -> Result<Filter, InvalidField> {
        let filter = self.read_at(PATH)?;
        let written = Written { filter, chooses: None };
        let checked = Filter::together(vec![written]).map_err(|error| InvalidField::new(PATH, error))?;
        checked.map(Filter::strict).ok_or_else(|| InvalidField::new(PATH, "there is none"))
    }

    fn read_at(&self, path: &str) -> Result<Filter, InvalidField> {
        match self.kind.as_str() {
            "and" => Ok(Filter::All(self.read_parts(path)?)),
            "or" => Ok(Filter::Any(self.read_parts(path)?)),
            "eq" => self.compare(path, Comparison::Is),
            "ne" => self.compare(path, Comparison::IsNot),
            "gt" => self.compare(path, Comparison::Above),
            "gte" => self.compare(path, Comparison::AtLeast),
            "lt" => self.compare(path, Comparison::Below),
            "lte" => self.compare(path, Comparison::AtMost),
            "in" => self.one_of(path),
            "nin" => Ok(Filter::Not(Box::new(self.one_of(path)?))),
            other => {
                let message = format!("there is no type {}; {}", quote(other), suggest(other, "types", &TYPES));
                Err(InvalidField::new(format!("{path}.type"), message))
            }
        }
    }

    fn read_parts(&self, path: &str) -> Result<Vec<Filter>, InvalidField> {
        let path = format!("{path}.filters");
        match self.filters.as_deref() {
            Some(parts @ [_, ..]) => {
                parts.iter().enumerate().map(|(at, part)| part.read_at(&format!("{path}[{at}]"))).collect()
            }
            _ => Err(InvalidField::new(path, format!("`{}` takes a list of at least one filter", self.kind))),
        }
    }

    fn compare(&self, path: &str, comparison: Comparison) -> Result<Filter, InvalidField> {
        let field = self.field(path)?;
        let value = self.value.as_ref().and_then(scalar);
        let value = value.ok_or_else(|| {
            let message = format!("`{}` takes a text, a number, or true or false", self.kind);
            InvalidField::new(format!("{path}.value"), message)
        })?;
        compared(path, field, comparison, &value)
    }

    fn one_of(&self, path: &str) -> Result<Filter, InvalidField> {
        let field = self.field(path)?;
        let values = self.value.as_ref().and_then(Value::as_array).filter(|values| !values.is_empty());
        let values = values.and_then(|values| values.iter().map(scalar).collect::<Option<Vec<_>>>());
        let values = values.ok_or_else(|| {
            let message = format!("`{}` takes a list of at least one text, number, or true or false", self.kind);
            InvalidField::new(format!("{path}.value"), message)
        })?;
        let is = |value: &String| compared(path, field, Comparison::Is, value);
        Ok(Filter::Any(values.iter().map(is).collect::<Result<_, _>>()?))
    }

    fn field(&self, path: &str) -> Result<Field, InvalidField> {
        let path = format!("{path}.key");
        let key = self.key.as_deref().ok_or_else(|| {
            InvalidField::new(&path, format!("it is missing; the fields are {}", Field::NAMES.join(", ")))
        })?;
        Field::find(key).map_err(|error| InvalidField::new(path, error))
    }
}

fn compared(path: &str, field: Field, comparison: Comparison, value: &str) -> Result<Filter, InvalidField> {
    Filter::compared(field, comparison, value).map_err(|error| {
        let at = if matches!(error, FilterError::NoOrder(_)) { "type" } else { "value" };
        InvalidField::new(format!("{path}.{at}"), message(&error))
    })
}

/// What is wrong, in the words of this grammar.
fn message(error: &FilterError) -> String {
    match error {
        FilterError::NoOrder(field) => {
            format!("{} has names, which are not more or less than others; use eq, ne, in or nin", field.name())
        }
        other => other.to_string(),
    }
}

/// A value as it is written in a filter; nothing for a list, an object or null.
pub(in crate::wire) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        // As the shortest text: a year may come as 2024.0.
        Value::Number(number) if !number.is_i64() => number.as_f64().map(|number| number.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
