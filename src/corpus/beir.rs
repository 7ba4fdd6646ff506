//! Translates the records of judged collections in BEIR's form, `{_id, title, text, metadata}`, to ours.

use std::borrow::Cow;

use super::clean::one_line;
use super::parsed::known_fields;
use super::problem::{Flaw, Problems};
use super::record::{Field, Record, Value};
use super::scalar;
use crate::document::Kind;

/// The longest title that is made of the first words of a text.
const MAX_TITLE_CHARS: usize = 80;

/// The fields of ours that only the record itself can fill, never its metadata.
const OWN: [&str; 9] = ["id", "kind", "title", "name", "body", "text", "description", "format", "attributes"];

/// Whether a record has BEIR's form.
pub(super) fn is_beir(record: &Record<'_>) -> bool {
    record.fields.iter().any(|field| field.key == "_id")
}

/// Renames `_id`, gives a title to a text without one, and spreads the metadata: known names with a fitting value
/// become fields, all others attributes.
pub(super) fn translate<'a>(mut record: Record<'a>, kind: Option<Kind>, problems: &mut Problems) -> Record<'a> {
    let line = record.line;
    if let Some(field) = record.fields.iter_mut().find(|field| field.key == "_id") {
        field.key = "id".into();
    }
    make_title(&mut record.fields, line);
    let Some(at) = record.fields.iter().position(|field| field.key == "metadata") else {
        return record;
    };
    let field = record.fields.remove(at);
    match field.value {
        Value::Map(metadata) => spread(metadata, &mut record.fields, field.line, kind),
        Value::Null => {}
        other => {
            let message = format!("is {}, not a map", other.type_name());
            problems.report_field(field.line, "metadata", Flaw::new(message, "write an object, or leave it out"));
        }
    }
    record
}

/// Gives an empty or missing title the first words of the text.
fn make_title(fields: &mut Vec<Field<'_>>, line: usize) {
    let is_blank = |value: &Value<'_>| match value {
        Value::Text(text) => text.trim().is_empty(),
        other => *other == Value::Null,
    };
    let title = fields.iter().position(|field| field.key == "title");
    if title.is_some_and(|at| !is_blank(&fields[at].value)) {
        return;
    }
    let text = fields.iter().find(|field| field.key == "text");
    let Some(Value::Text(text)) = text.map(|field| &field.value) else {
        return;
    };
    let value = Value::Text(first_words(text).into());
    if let Some(at) = title {
        fields[at].value = value;
    } else {
        fields.push(Field { key: "title".into(), value, line });
    }
}

/// The first words of a text, cut at the end of a word.
fn first_words(text: &str) -> String {
    let start: String = text.trim_start().chars().take(4 * MAX_TITLE_CHARS).collect();
    let start = one_line(start.into());
    let Some((limit, _)) = start.char_indices().nth(MAX_TITLE_CHARS) else {
        return start;
    };
    let cut = if start[limit..].starts_with(' ') { limit } else { start[..limit].rfind(' ').unwrap_or(limit) };
    start[..cut].trim_end().to_owned()
}

fn spread<'a>(metadata: Vec<(Cow<'a, str>, Value<'a>)>, fields: &mut Vec<Field<'a>>, line: usize, kind: Option<Kind>) {
    let named = metadata.iter().find(|(key, _)| key == "kind");
    let own_kind = named.and_then(|(_, value)| kind_of(value));
    let kind = own_kind.or(kind).unwrap_or(Kind::Article);
    let known = known_fields(kind);
    let mut attributes = Vec::new();
    if own_kind.is_some() {
        fields.push(Field { key: "kind".into(), value: Value::Text(kind.name().into()), line });
    }
    for (key, value) in metadata {
        let names_kind =
            key == "kind" && matches!(&value, Value::Text(text) if ["article", "product"].contains(&text.as_ref()));
        let is_free = !OWN.contains(&key.as_ref()) && known.contains(&key.as_ref());
        if is_free && fits(&key, &value) && !fields.iter().any(|field| field.key == key) {
            fields.push(Field { key, value, line });
        } else if !names_kind {
            flatten(key, value, &mut attributes);
        }
    }
    if !attributes.is_empty() {
        fields.push(Field { key: "attributes".into(), value: Value::Map(attributes), line });
    }
}

/// What the metadata call a product is one; anything else with a kind is to be read.
fn kind_of(value: &Value<'_>) -> Option<Kind> {
    let Value::Text(text) = value else { return None };
    match text.to_lowercase().as_str() {
        "" => None,
        "product" | "supplement" => Some(Kind::Product),
        _ => Some(Kind::Article),
    }
}

/// Whether our field of that name could take the value without a problem.
fn fits(key: &str, value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) | Value::Number(text) => {
            let text = text.trim();
            match key {
                "price" => scalar::price(text).is_ok(),
                "rating" => scalar::rating(text).is_ok(),
                "currency" => scalar::currency(text).is_ok(),
                "availability" => scalar::availability(text).is_ok(),
                "published" | "reviewed" => scalar::date(text).is_ok(),
                "products" => text.split(['|', ',']).all(|id| scalar::product_id(id.trim()).is_ok()),
                _ => true,
            }
        }
        Value::List(values) => takes_list(key) && values.iter().all(|value| fits(key, value)),
        Value::Map(_) => matches!(key, "warnings" | "references" | "ingredients"),
        Value::Bool(_) | Value::Null => false,
    }
}

fn takes_list(key: &str) -> bool {
    matches!(
        key,
        "categories"
            | "tags"
            | "products"
            | "warnings"
            | "references"
            | "concerns"
            | "benefits"
            | "ingredients"
            | "dietary"
    )
}

/// Makes attributes of a value: lists stay lists, the entries of maps get names such as `scores.e`.
/// The depth is bounded by the JSON parser.
fn flatten<'a>(key: Cow<'a, str>, value: Value<'a>, attributes: &mut Vec<(Cow<'a, str>, Value<'a>)>) {
    match value {
        Value::Map(map) => {
            for (inner, value) in map {
                flatten(format!("{key}.{inner}").into(), value, attributes);
            }
        }
        Value::List(values) => attributes.push((key, Value::List(values.into_iter().filter_map(as_text).collect()))),
        Value::Null => {}
        other => attributes.extend(as_text(other).map(|text| (key, text))),
    }
}

/// A single value as text; none of a list or map inside a list.
fn as_text(value: Value<'_>) -> Option<Value<'_>> {
    match value {
        Value::Text(_) | Value::Number(_) => Some(value),
        Value::Bool(bool) => Some(Value::Text(bool.to_string().into())),
        Value::List(_) | Value::Map(_) | Value::Null => None,
    }
}
