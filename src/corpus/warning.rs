//! Reads the warnings of a record.

use super::clean::tidy;
use super::fields::{Fields, scalar};
use super::problem::Flaw;
use super::record::Value;
use super::scalar;
use crate::document::{Warning, WarningKind};

const NAME: &str = "warnings";
const KNOWN: [&str; 2] = ["kind", "text"];

/// Takes the warnings: a list of maps `{kind, text}` or of texts, one text with `|` between warnings, or a map from
/// kind to text.
pub(super) fn warnings(fields: &mut Fields<'_, '_>) -> Vec<Warning> {
    let (line, values) = fields.values(NAME, |text| text.split('|').collect());
    let mut warnings = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Value::Map(map) if map.iter().any(|(key, _)| KNOWN.contains(&key.as_ref())) => {
                warnings.extend(from_map(fields.nested(NAME, line, map)));
            }
            Value::Map(map) => {
                for (kind, text) in map {
                    warnings.extend(from_pair(fields, line, &kind, text));
                }
            }
            text => warnings.extend(from_text(fields, line, WarningKind::Other, text)),
        }
    }
    warnings
}

fn from_map(mut entry: Fields<'_, '_>) -> Option<Warning> {
    let kind = entry.parsed("kind", scalar::warning_kind);
    let (text, text_is_sound) = entry.soundly(|entry| entry.text(&["text"]));
    if text.is_none() && text_is_sound {
        entry.missing("text", Flaw::new("the warning says nothing", "write what the reader must know"));
    }
    entry.finish(&KNOWN);
    Some(Warning { kind: kind.unwrap_or(WarningKind::Other), text: text? })
}

fn from_pair(fields: &mut Fields<'_, '_>, line: usize, kind: &str, text: Value<'_>) -> Option<Warning> {
    match scalar::warning_kind(kind) {
        Ok(kind) => from_text(fields, line, kind, text),
        Err(flaw) => {
            fields.report(line, NAME, flaw);
            None
        }
    }
}

fn from_text(fields: &mut Fields<'_, '_>, line: usize, kind: WarningKind, text: Value<'_>) -> Option<Warning> {
    match scalar(text) {
        Ok(text) => Some(tidy(text)).filter(|text| !text.is_empty()).map(|text| Warning { kind, text }),
        Err(flaw) => {
            fields.report(line, NAME, flaw);
            None
        }
    }
}
