//! Reads the fields at the head of a Markdown file: YAML between lines of `---`, or TOML between lines of `+++`.

use std::borrow::Cow;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::lines::{Lines, without_bom};
use super::problem::{Flaw, Problems};
use super::record::{Content, Field, Markup, Record, Value};

/// YAML nests by indentation. More of it than this is no front matter but an attack on the stack.
const MAX_INDENT: usize = 128;

/// The number of the line after the opening one.
const FIRST_LINE: usize = 2;

/// Reads a Markdown file: the fields of its front matter, and the body behind it as it is.
pub(super) fn read<'a>(text: &'a str, stem: &'a str, problems: &mut Problems) -> Option<Record<'a>> {
    let text = without_bom(text);
    let (fields, body, line) = match split(text) {
        Split::None => (Vec::new(), text, 1),
        Split::Unclosed(fence) => {
            let message = format!("the front matter has no closing {fence}");
            problems.report(1, Flaw::new(message, format!("write a line of {fence} after its last field")));
            return None;
        }
        Split::Found { fence, head, body, line } => {
            let fields = if fence == "---" { yaml(head) } else { toml(head) };
            match fields {
                Ok(fields) => (fields, body, line),
                Err((line, flaw)) => {
                    problems.report(line, flaw);
                    return None;
                }
            }
        }
    };
    let content = Content::Source { markup: Markup::Markdown, source: Cow::Borrowed(body), line };
    Some(Record { stem: Some(stem), content: Some(content), ..Record::new(1, fields) })
}

enum Split<'a> {
    None,
    Unclosed(&'static str),
    Found { fence: &'static str, head: &'a str, body: &'a str, line: usize },
}

/// Cuts the front matter off. `line` is the number of the first line of the body.
fn split(text: &str) -> Split<'_> {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| first.trim_end() == *fence) else {
        return Split::None;
    };
    let rest = &text[first.len()..];
    let mut end = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == fence {
            let body = &rest[end + line.len()..];
            return Split::Found { fence, head: &rest[..end], body, line: FIRST_LINE + number + 1 };
        }
        end += line.len();
    }
    Split::Unclosed(fence)
}

fn yaml(head: &str) -> Result<Vec<Field<'_>>, (usize, Flaw)> {
    check_indentation(head)?;
    let help = "write it as YAML; a text with a colon or a quotation mark stands between quotation marks";
    let documents = MarkedYaml::load_from_str(head).map_err(|error| {
        // What is missing on the last line is found missing after it.
        let line = FIRST_LINE - 1 + error.marker().line().min(head.lines().count());
        (line, Flaw::new(format!("the front matter is not YAML: {}", error.info()), help))
    })?;
    let source = Source::new(head);
    match documents.into_iter().next().map(|document| document.data) {
        None | Some(YamlData::Value(Scalar::Null)) => Ok(Vec::new()),
        Some(YamlData::Mapping(map)) => Ok(map.into_iter().map(|(key, value)| source.field(key, value)).collect()),
        Some(_) => Err((
            FIRST_LINE,
            Flaw::new("the front matter has no fields", "write a field a line, such as title: Magnesium"),
        )),
    }
}

fn check_indentation(head: &str) -> Result<(), (usize, Flaw)> {
    let deep = |line: &str| line.len() - line.trim_start_matches([' ', '-', '?', ':', '\t']).len() > MAX_INDENT;
    match head.lines().position(deep) {
        Some(number) => {
            let message = format!("the front matter is indented by more than {MAX_INDENT} characters");
            Err((FIRST_LINE + number, Flaw::new(message, "write its fields without such depth")))
        }
        None => Ok(()),
    }
}

/// The YAML as it was written: numbers are taken from here, because `12.50` is more than 12.5 to a shop.
struct Source<'a> {
    head: &'a str,
    /// The byte of each character, because YAML's spans count characters.
    bytes: Vec<usize>,
}

impl<'a> Source<'a> {
    fn new(head: &'a str) -> Self {
        Self { head, bytes: head.char_indices().map(|(byte, _)| byte).chain([head.len()]).collect() }
    }

    fn field(&self, key: MarkedYaml<'a>, value: MarkedYaml<'a>) -> Field<'a> {
        let line = FIRST_LINE - 1 + key.span.start.line();
        Field { key: self.key(key), value: self.value(value), line }
    }

    fn key(&self, key: MarkedYaml<'a>) -> Cow<'a, str> {
        match self.value(key) {
            Value::Text(text) | Value::Number(text) => text,
            Value::Bool(bool) => bool.to_string().into(),
            other => other.type_name().into(),
        }
    }

    fn value(&self, node: MarkedYaml<'a>) -> Value<'a> {
        let written = || {
            let byte = |character: usize| self.bytes.get(character).copied().unwrap_or(self.head.len());
            self.head.get(byte(node.span.start.index())..byte(node.span.end.index())).unwrap_or_default().trim()
        };
        match node.data {
            YamlData::Value(Scalar::String(text)) | YamlData::Representation(text, ..) => Value::Text(text),
            YamlData::Value(Scalar::Integer(_) | Scalar::FloatingPoint(_)) => Value::Number(written().into()),
            YamlData::Value(Scalar::Boolean(bool)) => Value::Bool(bool),
            YamlData::Sequence(nodes) => Value::List(nodes.into_iter().map(|node| self.value(node)).collect()),
            YamlData::Mapping(map) => {
                Value::Map(map.into_iter().map(|(key, value)| (self.key(key), self.value(value))).collect())
            }
            YamlData::Tagged(_, node) => self.value(*node),
            YamlData::Value(Scalar::Null) | YamlData::Alias(_) | YamlData::BadValue => Value::Null,
        }
    }
}

fn toml(head: &str) -> Result<Vec<Field<'_>>, (usize, Flaw)> {
    let lines = Lines::new(head, FIRST_LINE);
    let table = DeTable::parse(head).map_err(|error| {
        let line = lines.at(error.span().map_or(0, |span| span.start));
        let help = "write it as TOML; a text stands between quotation marks";
        (line, Flaw::new(format!("the front matter is not TOML: {}", error.message()), help))
    })?;
    let field = |(key, value): (Spanned<Cow<'_, str>>, Spanned<DeValue<'_>>)| Field {
        line: lines.at(key.span().start),
        key: key.into_inner().into_owned().into(),
        value: toml_value(value.into_inner()),
    };
    let mut fields: Vec<Field<'_>> = table.into_inner().into_iter().map(field).collect();
    fields.sort_by_key(|field| field.line);
    Ok(fields)
}

/// The depth is bounded by the TOML parser.
fn toml_value(value: DeValue<'_>) -> Value<'static> {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned().into()),
        DeValue::Integer(number) => Value::Number(number.to_string().into()),
        DeValue::Float(number) => Value::Number(number.to_string().into()),
        DeValue::Boolean(bool) => Value::Bool(bool),
        DeValue::Datetime(moment) => Value::Text(moment.to_string().into()),
        DeValue::Array(values) => Value::List(values.into_iter().map(|value| toml_value(value.into_inner())).collect()),
        DeValue::Table(table) => {
            let entry = |(key, value): (Spanned<Cow<'_, str>>, Spanned<DeValue<'_>>)| {
                (key.into_inner().into_owned().into(), toml_value(value.into_inner()))
            };
            Value::Map(table.into_iter().map(entry).collect())
        }
    }
}
