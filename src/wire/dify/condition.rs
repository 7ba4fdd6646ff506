//! Conditions as Dify writes them.

use std::ops::Bound;

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::filter::{Comparison, Field, Filter, MAX_CONDITIONS, Values};
use crate::nearest::{quote, suggest};
use crate::wire::InvalidField;
use crate::wire::TextOrTexts;
use crate::wire::one_or_more::ValueOrValues;
use crate::wire::openai::scalar;

/// Where conditions stand in a request.
const PATH: &str = "metadata_condition";

/// Conditions on what is found.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
pub struct DifyConditions {
    /// `and`, which is meant where nothing is said, or `or`.
    #[serde(default)]
    #[schema(nullable = false, example = "and")]
    pub logical_operator: Option<String>,
    /// The conditions; none says nothing.
    #[serde(default)]
    #[schema(nullable = false)]
    pub conditions: Option<Vec<DifyCondition>>,
}

/// A condition on a field.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[schema(example = json!({"name": "category", "comparison_operator": "contains", "value": "sleep"}))]
pub struct DifyCondition {
    /// The field, such as `category`, `tag`, `published`, `ingredient`, `brand`, `form`, `price` or `id`; or a list, of which one has to
    /// fulfil it.
    pub name: TextOrTexts,
    /// `contains`, `not contains`, `start with`, `end with`, `is`, `is not`, `in`, `not in`, `empty`, `not empty`, `=`, `≠`, `>`, `<`, `≥`,
    /// `≤`, `before` or `after`.
    #[schema(example = "contains")]
    pub comparison_operator: String,
    /// A text or a number; for `in` and `not in` a list, or a text with commas.
    #[serde(default)]
    #[schema(value_type = ValueOrValues, nullable = false)]
    pub value: Option<Value>,
}

/// What a condition says.
#[derive(Debug, Clone, Copy)]
enum Operator {
    /// A comparison with one value.
    Compare(Comparison),
    /// One of several values.
    In,
    /// A name has a part.
    Has(fn(&str, &str) -> bool),
    /// There is a value.
    Exists,
}

/// Every operator with what it says, and whether it is denied.
const OPERATORS: [(&str, Operator, bool); 21] = [
    ("contains", Operator::Has(|name, part| name.contains(part)), false),
    ("not contains", Operator::Has(|name, part| name.contains(part)), true),
    ("start with", Operator::Has(|name, part| name.starts_with(part)), false),
    ("end with", Operator::Has(|name, part| name.ends_with(part)), false),
    ("is", Operator::Compare(Comparison::Is), false),
    ("is not", Operator::Compare(Comparison::Is), true),
    ("in", Operator::In, false),
    ("not in", Operator::In, true),
    ("empty", Operator::Exists, true),
    ("not empty", Operator::Exists, false),
    ("=", Operator::Compare(Comparison::Is), false),
    ("≠", Operator::Compare(Comparison::Is), true),
    ("!=", Operator::Compare(Comparison::Is), true),
    (">", Operator::Compare(Comparison::Above), false),
    ("<", Operator::Compare(Comparison::Below), false),
    ("≥", Operator::Compare(Comparison::AtLeast), false),
    ("≤", Operator::Compare(Comparison::AtMost), false),
    (">=", Operator::Compare(Comparison::AtLeast), false),
    ("<=", Operator::Compare(Comparison::AtMost), false),
    ("before", Operator::Compare(Comparison::Below), false),
    ("after", Operator::Compare(Comparison::Above), false),
];

impl DifyConditions {
    /// What they say, in our terms; nothing if there is none. `names` gives all names of a field.
    pub(super) fn read(&self, names: impl Fn(Field) -> Vec<String>) -> Result<Option<Filter>, InvalidField> {
        let conditions = self.conditions.as_deref().unwrap_or_default();
        if conditions.len() > MAX_CONDITIONS {
            let message = format!("there are {}; the most is {MAX_CONDITIONS}", conditions.len());
            return Err(InvalidField::new(format!("{PATH}.conditions"), message));
        }
        let read =
            |(at, condition): (usize, &DifyCondition)| condition.read(&format!("{PATH}.conditions[{at}]"), &names);
        let read: Vec<Filter> = conditions.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        let joined = match self.logical_operator.as_deref().unwrap_or("and") {
            operator if operator.eq_ignore_ascii_case("and") => Filter::All(read),
            operator if operator.eq_ignore_ascii_case("or") => Filter::Any(read),
            other => {
                let message = format!("it takes `and` or `or`, not {}", quote(other));
                return Err(InvalidField::new(format!("{PATH}.logical_operator"), message));
            }
        };
        Ok((!conditions.is_empty()).then(|| joined.strict()))
    }
}

impl DifyCondition {
    fn read(&self, path: &str, names: &impl Fn(Field) -> Vec<String>) -> Result<Filter, InvalidField> {
        let (operator, is_denied) = self.operator(path)?;
        // A list in older versions of Dify.
        let fields = self.name.clone().into_texts();
        if fields.is_empty() {
            return Err(InvalidField::new(format!("{path}.name"), "it is empty; name a field"));
        }
        let of_field = |name: &String| {
            let field = Field::find(name).map_err(|error| InvalidField::new(format!("{path}.name"), error))?;
            self.of_field(field, operator, names).map_err(|message| InvalidField::new(format!("{path}.value"), message))
        };
        let filter = Filter::Any(fields.iter().map(of_field).collect::<Result<_, _>>()?);
        Ok(if is_denied { Filter::Not(Box::new(filter)) } else { filter })
    }

    fn operator(&self, path: &str) -> Result<(Operator, bool), InvalidField> {
        let written = self.comparison_operator.trim().to_lowercase();
        let known = OPERATORS.iter().find(|(name, ..)| *name == written);
        known.map(|&(_, operator, is_denied)| (operator, is_denied)).ok_or_else(|| {
            let names = OPERATORS.map(|(name, ..)| name);
            let message =
                format!("there is no operator {}; {}", quote(&written), suggest(&written, "operators", &names));
            InvalidField::new(format!("{path}.comparison_operator"), message)
        })
    }

    /// What it says of a field, or what is wrong with its value.
    fn of_field(
        &self,
        field: Field,
        operator: Operator,
        names: &impl Fn(Field) -> Vec<String>,
    ) -> Result<Filter, String> {
        let compared =
            |comparison, value: &String| Filter::compared(field, comparison, value).map_err(|error| error.to_string());
        match operator {
            Operator::Compare(comparison) => compared(comparison, &self.one_value()?),
            Operator::In => {
                let values = self.values()?;
                Ok(Filter::Any(values.iter().map(|value| compared(Comparison::Is, value)).collect::<Result<_, _>>()?))
            }
            // Every document has one, and no id is empty.
            Operator::Exists if field == Field::Id => Ok(Filter::Not(Box::new(any_of(field, vec![String::new()])))),
            Operator::Exists if field.values() == Values::Names => Ok(any_of(field, names(field))),
            Operator::Exists => Ok(Filter::Between { field, from: Bound::Unbounded, to: Bound::Unbounded }),
            Operator::Has(has) => match field.values() {
                Values::Names if field.is_facet() => {
                    let part = field.key(&self.one_value()?);
                    let having = names(field).into_iter().filter(|name| has(&field.key(name), &part)).collect();
                    Ok(any_of(field, having))
                }
                // A year is a part of its days as they are written.
                Values::Dates => compared(Comparison::Is, &self.one_value()?),
                _ => Err(format!("{} has no parts; use is, in or a comparison", field.name())),
            },
        }
    }

    fn one_value(&self) -> Result<String, String> {
        self.value
            .as_ref()
            .and_then(scalar)
            .ok_or_else(|| format!("`{}` takes a text or a number", self.comparison_operator))
    }

    fn values(&self) -> Result<Vec<String>, String> {
        let values = match &self.value {
            Some(Value::Array(values)) => values.iter().map(scalar).collect(),
            Some(Value::String(text)) => Some(text.split(',').map(|value| value.trim().to_owned()).collect()),
            other => other.as_ref().and_then(scalar).map(|value| vec![value]),
        };
        let values: Option<Vec<String>> = values.filter(|values: &Vec<String>| !values.is_empty());
        values.ok_or_else(|| {
            format!("`{}` takes a list of texts and numbers, or a text with commas", self.comparison_operator)
        })
    }
}

/// One of some names of a field; of no names, nothing.
fn any_of(field: Field, names: Vec<String>) -> Filter {
    Filter::Any(names.into_iter().map(|value| Filter::Is { field, value }).collect())
}
