//! Takes the fields of a record one by one and notes what is wrong with each.

use std::borrow::Cow;

use super::clean::{one_line, tidy};
use super::problem::{Flaw, Problems};
use super::record::{Field, Value};
use crate::document::Attributes;
use crate::nearest::{quote, suggest};

/// The fields of a record, or of a map inside one, that nobody has taken yet.
///
/// A field that is taken is gone, so what is left at the end is what nobody knows: see [`Fields::finish`].
pub(super) struct Fields<'a, 'p> {
    left: Vec<Field<'a>>,
    /// The field that these fields are inside of, with its dot.
    prefix: String,
    line: usize,
    separators: [char; 2],
    problems: &'p mut Problems,
}

impl<'a, 'p> Fields<'a, 'p> {
    /// The fields of the record that starts at a line.
    pub(super) fn new(line: usize, fields: Vec<Field<'a>>, separators: [char; 2], problems: &'p mut Problems) -> Self {
        Self { left: fields, prefix: String::new(), line, separators, problems }
    }

    /// The fields of a map inside the field `name`.
    pub(super) fn nested<'n>(
        &'n mut self,
        name: &str,
        line: usize,
        map: Vec<(Cow<'a, str>, Value<'a>)>,
    ) -> Fields<'a, 'n> {
        Fields {
            left: map.into_iter().map(|(key, value)| Field { key, value, line }).collect(),
            prefix: format!("{}{name}.", self.prefix),
            line,
            separators: self.separators,
            problems: self.problems,
        }
    }

    /// Where the problems go that are found while the fields are read.
    pub(super) fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    /// Takes something with `take` and tells whether it went without a problem, so that a field which has one already
    /// is not called missing too.
    pub(super) fn soundly<T>(&mut self, take: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let before = self.problems.count();
        let taken = take(self);
        (taken, self.problems.count() == before)
    }

    /// Notes a problem of a field.
    pub(super) fn report(&mut self, line: usize, name: &str, flaw: Flaw) {
        self.problems.report_field(line, format!("{}{name}", self.prefix), flaw);
    }

    /// Notes that a field is missing.
    pub(super) fn missing(&mut self, name: &str, flaw: Flaw) {
        self.report(self.line, name, flaw);
    }

    /// The line of a field that has not been taken.
    pub(super) fn line_of(&self, name: &str) -> usize {
        self.left.iter().find(|field| field.key == name).map_or(self.line, |field| field.line)
    }

    /// Takes a field under the first of its names; one without a value counts as absent.
    pub(super) fn take(&mut self, names: &[&str]) -> Option<Field<'a>> {
        let at = self.left.iter().position(|field| names.contains(&field.key.as_ref()))?;
        let field = self.left.remove(at);
        (field.value != Value::Null).then_some(field)
    }

    /// Takes a text or a number as text, with its line.
    pub(super) fn raw(&mut self, names: &[&str]) -> Option<(usize, Cow<'a, str>)> {
        let field = self.take(names)?;
        match scalar(field.value) {
            Ok(text) => Some((field.line, text)),
            Err(flaw) => {
                self.report(field.line, &field.key, flaw);
                None
            }
        }
    }

    /// Takes a text; one of white space only counts as absent.
    pub(super) fn text(&mut self, names: &[&str]) -> Option<String> {
        let (_, text) = self.raw(names)?;
        Some(tidy(text)).filter(|text| !text.is_empty())
    }

    /// Takes a text that has to be a single line, such as a title.
    pub(super) fn line(&mut self, names: &[&str]) -> Option<String> {
        let (_, text) = self.raw(names)?;
        Some(one_line(text)).filter(|text| !text.is_empty())
    }

    /// Takes a text that has to say something particular: a date, a price.
    pub(super) fn parsed<T>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, Flaw>) -> Option<T> {
        let (line, text) = self.raw(&[name])?;
        let text = tidy(text);
        if text.is_empty() {
            return None;
        }
        parse(&text).map_err(|flaw| self.report(line, name, flaw)).ok()
    }

    /// Takes a list of short texts: categories, tags, ids.
    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        let separators = self.separators;
        let (line, values) = self.values(name, |text| split(text, separators));
        self.texts(name, line, values)
    }

    /// Takes a list of sentences: only `|` separates them when they are written as one text.
    pub(super) fn sentences(&mut self, name: &str) -> Vec<String> {
        let (line, values) = self.values(name, |text| text.split('|').collect());
        self.texts(name, line, values)
    }

    /// Takes a list of anything with its line. `cut` separates the values when they are written as one text.
    pub(super) fn values(&mut self, name: &str, cut: impl Fn(&str) -> Vec<&str>) -> (usize, Vec<Value<'a>>) {
        let Some(field) = self.take(&[name]) else {
            return (self.line, Vec::new());
        };
        let values = match field.value {
            Value::List(values) => values,
            Value::Text(text) => cut(&text).into_iter().map(|part| Value::Text(part.to_owned().into())).collect(),
            other => vec![other],
        };
        (field.line, values)
    }

    /// Takes what the corpus says beyond the known fields: texts, numbers and lists of them.
    pub(super) fn attributes(&mut self) -> Attributes {
        const NAME: &str = "attributes";
        let Some(field) = self.take(&[NAME]) else {
            return Attributes::new();
        };
        let Value::Map(map) = field.value else {
            let message = format!("is {}, not a map", field.value.type_name());
            self.report(field.line, NAME, Flaw::new(message, "write a name and a value for each attribute"));
            return Attributes::new();
        };
        let mut attributes = Attributes::new();
        for (key, value) in map {
            let values = match value {
                Value::List(values) => values,
                other => vec![other],
            };
            let texts = self.texts(NAME, field.line, values);
            if !texts.is_empty() {
                attributes.insert(one_line(key), texts);
            }
        }
        attributes
    }

    /// Notes every field that nobody has taken: a name that is not known, or one that is given twice.
    pub(super) fn finish(mut self, known: &[&str]) {
        for field in std::mem::take(&mut self.left) {
            let flaw = if known.contains(&field.key.as_ref()) {
                Flaw::new("is given twice, maybe under another name", "keep one of the two")
            } else {
                Flaw::new("is not a known field", suggest(&field.key, "fields", known))
            };
            self.report(field.line, &quotable(&field.key), flaw);
        }
    }

    fn texts(&mut self, name: &str, line: usize, values: Vec<Value<'a>>) -> Vec<String> {
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            match scalar(value) {
                Ok(text) => texts.push(one_line(text)),
                Err(flaw) => self.report(line, name, flaw),
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }
}

/// A text, or a number as it is written.
pub(super) fn scalar(value: Value<'_>) -> Result<Cow<'_, str>, Flaw> {
    match value {
        Value::Text(text) | Value::Number(text) => Ok(text),
        Value::Null => Ok(Cow::Borrowed("")),
        other => Err(Flaw::new(format!("is {}, not a text", other.type_name()), "write one text here")),
    }
}

/// Cuts a list that is written as one text at the strongest separator that it has, but not inside brackets
/// (`Magnesium (as citrate, oxide)`) and not between digits (`1,000`).
pub(super) fn split(text: &str, separators: [char; 2]) -> Vec<&str> {
    let separator = if text.contains(separators[0]) { separators[0] } else { separators[1] };
    let mut parts = Vec::new();
    let (mut start, mut depth, mut after_digit) = (0, 0_usize, false);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let before_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if c == separator && depth == 0 && !(c == ',' && after_digit && before_digit) {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
        after_digit = c.is_ascii_digit();
    }
    parts.push(&text[start..]);
    parts
}

/// A field's name as a message can show it, whatever it is.
fn quotable(key: &str) -> String {
    let plain = key.len() <= 60 && !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-.:@".contains(c));
    if plain { key.to_owned() } else { quote(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_at_the_strongest_separator() {
        assert_eq!(split("a, b|c", ['|', ',']), ["a, b", "c"]);
        assert_eq!(
            split("Zinc (citrate, oxide), B12 1,000 mcg", ['|', ',']),
            ["Zinc (citrate, oxide)", " B12 1,000 mcg"]
        );
        assert_eq!(split("a;b", ['|', ';']), ["a", "b"]);
    }
}
