//! JSON Schemas in words, for the API pages.

use serde_json::{Map, Value};

use super::view;

/// A shape of the API: an object with its fields, or a choice between shapes.
pub(super) struct SchemaView {
    /// Its name.
    pub(super) name: String,
    /// HTML.
    pub(super) description: String,
    /// Shapes whose fields it has as well.
    pub(super) includes: Vec<String>,
    /// Its own fields.
    pub(super) fields: Vec<FieldView>,
}

/// A field of a shape, or a parameter.
pub(super) struct FieldView {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) shape: Shape,
    /// Whether it is always there.
    pub(super) is_required: bool,
    /// HTML.
    pub(super) description: String,
    /// Default, limits and example.
    pub(super) notes: Vec<String>,
}

/// What a value is, in words.
pub(super) struct Shape {
    /// `list of`, `map of`, or nothing.
    pub(super) before: &'static str,
    /// The name of a type or of a shape.
    pub(super) name: String,
    /// Whether the name is that of a shape, which has a place of its own.
    pub(super) is_link: bool,
    /// `or null`, or nothing.
    pub(super) after: &'static str,
}

/// The shapes of a description, by name.
pub(super) fn schemas(tree: &Value) -> Vec<SchemaView> {
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object);
    schemas.into_iter().flatten().map(|(name, schema)| SchemaView::new(name, schema)).collect()
}

impl SchemaView {
    fn new(name: &str, schema: &Value) -> Self {
        let mut view =
            Self { name: name.to_owned(), description: description(schema), includes: Vec::new(), fields: Vec::new() };
        view.add(schema);
        view
    }

    /// Adds what a schema or one of its parts has.
    fn add(&mut self, schema: &Value) {
        if let Some(name) = reference(schema) {
            self.includes.push(name);
        }
        for part in ["allOf", "oneOf"].iter().flat_map(|key| list(schema, key)) {
            self.add(part);
        }
        let required: Vec<&str> = list(schema, "required").filter_map(Value::as_str).collect();
        for (name, field) in object(schema, "properties") {
            let field = FieldView::new(name, field, required.contains(&name.as_str()));
            match self.fields.iter_mut().find(|known| known.name == *name) {
                // The variants of a choice differ in the values that they take.
                Some(known) => known.notes.extend(field.notes),
                None => self.fields.push(field),
            }
        }
    }
}

impl FieldView {
    /// A field from its schema.
    pub(super) fn new(name: &str, schema: &Value, is_required: bool) -> Self {
        Self {
            name: name.to_owned(),
            shape: Shape::of(schema),
            is_required,
            description: description(schema),
            notes: notes(schema),
        }
    }
}

impl Shape {
    /// What the values of a schema are.
    pub(super) fn of(schema: &Value) -> Self {
        if let Some(choice) = list(schema, "oneOf").find(|choice| reference(choice).is_some()) {
            return Self { after: " or null", ..Self::of(choice) };
        }
        if let Some(name) = reference(schema) {
            return Self { before: "", name, is_link: true, after: "" };
        }
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let after = if types.contains(&"null") { " or null" } else { "" };
        let named = |name: &str| Self { before: "", name: name.to_owned(), is_link: false, after };
        let several: Vec<&str> = types.iter().filter(|&&name| name != "null").map(|name| in_words(name)).collect();
        if several.len() > 1 {
            return named(&several.join(" or "));
        }
        match types.iter().find(|&&name| name != "null") {
            Some(&"array") => Self { before: "list of ", ..Self::of(&schema["items"]) },
            Some(&"object") if schema.get("additionalProperties").is_some() => {
                let values = Self::of(&schema["additionalProperties"]);
                let before = if values.before.is_empty() { "map of " } else { "map of lists of " };
                Self { before, ..values }
            }
            Some(&name) => named(in_words(name)),
            None => named("object"),
        }
    }
}

/// A type in words.
fn in_words(name: &str) -> &'static str {
    match name {
        "string" => "text",
        "integer" => "whole number",
        "number" => "number",
        "boolean" => "true or false",
        "array" => "list",
        _ => "object",
    }
}

/// The name of the shape that a schema points to.
pub(super) fn reference(schema: &Value) -> Option<String> {
    let path = schema.get("$ref")?.as_str()?;
    path.strip_prefix("#/components/schemas/").map(ToOwned::to_owned)
}

/// Default, limits and example of a schema, in words. Every number of the API is at least 0, so that is not said.
pub(super) fn notes(schema: &Value) -> Vec<String> {
    const NOTES: [(&str, &str); 5] = [
        ("enum", "may be"),
        ("default", "default"),
        ("maximum", "at most"),
        ("maxItems", "entries: at most"),
        ("example", "for example:"),
    ];
    let note = |&(key, words): &(&str, &str)| schema.get(key).map(|value| format!("{words} {}", plain(value)));
    NOTES.iter().filter_map(note).collect()
}

/// A value as somebody would type it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn description(schema: &Value) -> String {
    view::prose(schema.get("description").and_then(Value::as_str).unwrap_or_default())
}

fn list<'a>(schema: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn object<'a>(schema: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    schema.get(key).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}
