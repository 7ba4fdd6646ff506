//! JSON Schemas of arguments and answers, made from the descriptions of the types of `wire`, which describe the HTTP API as well.

use std::collections::BTreeMap;

use rmcp::model::JsonObject;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// Where descriptions for OpenAPI look for the parts that they name.
const COMPONENTS: &str = "#/components/schemas/";
/// Where those of JSON Schema do.
const DEFINITIONS: &str = "#/$defs/";

type Parts = BTreeMap<String, Value>;

/// The schema of arguments: whole, since many that call tools follow no references, and without `null`, which only stands for a
/// value that is left out.
pub(super) fn of_arguments<T: ToSchema>() -> JsonObject {
    let (mut root, parts) = described::<T>();
    inline(&mut root, &parts, &mut Vec::new());
    each_object(&mut root, &mut without_null);
    object(root)
}

/// The schema of an answer, with the parts that it names.
pub(super) fn of_answer<T: ToSchema>() -> JsonObject {
    let (root, parts) = described::<T>();
    let mut root = object(root);
    if !parts.is_empty() {
        root.insert("$defs".to_owned(), json!(parts));
    }
    let mut root = Value::Object(root);
    each_object(&mut root, &mut |object| {
        if let Some(Value::String(name)) = object.get_mut("$ref") {
            *name = name.replace(COMPONENTS, DEFINITIONS);
        }
    });
    object(root)
}

/// A type and all the parts that it names, in the words of JSON Schema.
fn described<T: ToSchema>() -> (Value, Parts) {
    let mut parts: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut parts);
    let parts = parts.into_iter().map(|(name, schema)| (name, json_schema(&schema)));
    (json_schema(&T::schema()), parts.collect())
}

fn json_schema(schema: &RefOr<Schema>) -> Value {
    let mut schema = serde_json::to_value(schema).expect("a description is plain data with text keys");
    each_object(&mut schema, &mut |object| {
        // JSON Schema knows lists of examples only.
        if let Some(example) = object.remove("example") {
            object.insert("examples".to_owned(), json!([example]));
        }
        // Where a line ends in the code says nothing to a model.
        if let Some(Value::String(text)) = object.get_mut("description") {
            *text = text.replace('\n', " ");
        }
    });
    schema
}

/// Puts the parts where they are named. A part inside of itself is any value there.
fn inline(value: &mut Value, parts: &Parts, within: &mut Vec<String>) {
    let name = value.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix(COMPONENTS));
    if let Some(name) = name.map(ToOwned::to_owned) {
        let is_inside_itself = within.contains(&name);
        *value = if is_inside_itself { json!({}) } else { parts.get(&name).cloned().unwrap_or_default() };
        within.push(name);
        inline(value, parts, within);
        within.pop();
        return;
    }
    match value {
        Value::Object(object) => object.values_mut().for_each(|value| inline(value, parts, within)),
        Value::Array(values) => values.iter_mut().for_each(|value| inline(value, parts, within)),
        _ => {}
    }
}

fn without_null(object: &mut JsonObject) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
}

/// Calls `change` with each object that is a schema, and with every other one.
fn each_object(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            change(object);
            object.values_mut().for_each(|value| each_object(value, change));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| each_object(value, change)),
        _ => {}
    }
}

fn object(value: Value) -> JsonObject {
    match value {
        Value::Object(object) => object,
        _ => JsonObject::new(),
    }
}
