//! Reads JSON: a record a line, or one value with one record or many.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::lines::{Lines, without_bom};
use super::problem::Flaw;
use super::record::{Field, Record, Value};

/// The field of an object that holds the records of a file, where the file is not a list itself.
const RECORDS: &str = "documents";

/// A flaw and the line, counted from 0, at which it is.
type LineFlaw = (usize, Flaw);

/// Reads a line of a JSON Lines file.
pub(super) fn read_line(text: &str, line: usize) -> Result<Record<'_>, Flaw> {
    let help = "write one JSON object on each line";
    match serde_json::from_str::<Value<'_>>(without_bom(text)) {
        Ok(Value::Map(map)) => {
            let fields = map.into_iter().map(|(key, value)| Field { key, value, line }).collect();
            Ok(Record::new(line, fields))
        }
        Ok(other) => Err(Flaw::new(format!("the line is {}, not an object", other.type_name()), help)),
        Err(error) => {
            Err(Flaw::new(format!("the line is not JSON: {} at column {}", bare(&error), error.column()), help))
        }
    }
}

/// Finds the records of a JSON file: the bytes of each, and its line counted from 0.
pub(super) fn split(text: &str) -> Result<Vec<(Range<usize>, usize)>, LineFlaw> {
    let raw: &RawValue = serde_json::from_str(without_bom(text)).map_err(|error| syntax(&error))?;
    let records = match raw.get().as_bytes().first() {
        Some(b'[') => elements(raw)?,
        Some(b'{') => match entries(raw)?.iter().find(|(key, value)| key == RECORDS && value.get().starts_with('[')) {
            Some((_, list)) => elements(list)?,
            None => vec![raw],
        },
        _ => {
            return Err((0, Flaw::new("the file has no record", "write an object, or a list of objects")));
        }
    };
    let lines = Lines::new(text, 0);
    let place = |record: &RawValue| {
        let start = offset(text, record.get());
        (start..start + record.get().len(), lines.at(start))
    };
    Ok(records.into_iter().map(place).collect())
}

/// Reads a record that [`split`] found at a line of its file. Each field keeps its own line.
pub(super) fn read_record(text: &str, line: usize) -> Result<Record<'_>, LineFlaw> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| syntax(&error))?;
    if !raw.get().starts_with('{') {
        return Err((0, Flaw::new("the record is not an object", "write a list of objects")));
    }
    let lines = Lines::new(text, line);
    let mut fields = Vec::new();
    for (key, raw) in entries(raw)? {
        let at = lines.at(offset(text, raw.get()));
        let value = serde_json::from_str(raw.get()).map_err(|error| (at - line, syntax(&error).1))?;
        fields.push(Field { key, value, line: at });
    }
    Ok(Record::new(line, fields))
}

fn elements(raw: &RawValue) -> Result<Vec<&RawValue>, LineFlaw> {
    serde_json::from_str(raw.get()).map_err(|error| syntax(&error))
}

fn entries(raw: &RawValue) -> Result<Vec<(Cow<'_, str>, &RawValue)>, LineFlaw> {
    serde_json::from_str::<Entries<'_>>(raw.get()).map(|Entries(entries)| entries).map_err(|error| syntax(&error))
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

fn syntax(error: &serde_json::Error) -> LineFlaw {
    let flaw =
        Flaw::new(format!("the file is not JSON: {} at column {}", bare(error), error.column()), "mend the JSON here");
    (error.line().saturating_sub(1), flaw)
}

/// The parser's message without its position, which a problem has already.
fn bare(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// The entries of an object, their values not read yet.
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Key(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// Builds a [`Value`]; texts are borrowed where they have no escapes. The depth is bounded by the JSON parser.
struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.to_string().into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.to_string().into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::with_capacity(4);
        while let Some((Key(key), value)) = map.next_entry()? {
            entries.push((key, value));
        }
        Ok(Value::Map(entries))
    }
}
