//! What may be one value or a list of them, described without `oneOf`, which many who call functions by the description of the API
//! do not read.

use serde::Deserialize;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A text, or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "it takes a text, or a list of texts")]
pub enum TextOrTexts {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// How a text, a number or a flag, or several of them, describe themselves.
#[derive(Debug)]
pub(super) struct ValueOrValues;

impl TextOrTexts {
    /// All of them.
    #[must_use]
    pub fn into_texts(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Several(texts) => texts,
        }
    }
}

impl PartialSchema for TextOrTexts {
    fn schema() -> RefOr<Schema> {
        one_or_more(&[Type::String], "A text, or a list of texts.")
    }
}

impl ToSchema for TextOrTexts {}

impl PartialSchema for ValueOrValues {
    fn schema() -> RefOr<Schema> {
        one_or_more(
            &[Type::String, Type::Number, Type::Boolean],
            "A text, a number, or true or false; or a list of these.",
        )
    }
}

impl ToSchema for ValueOrValues {}

fn one_or_more(types: &[Type], description: &str) -> RefOr<Schema> {
    let item = ObjectBuilder::new().schema_type(SchemaType::from_iter(types.to_vec()));
    let types = types.iter().cloned().chain([Type::Array]);
    ArrayBuilder::new().schema_type(types.collect::<SchemaType>()).items(item).description(Some(description)).into()
}
