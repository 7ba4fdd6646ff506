//! The common form of every corpus format: named fields with their lines, and a body.

use std::borrow::Cow;

use super::text::Rendered;

/// One document as its format's reader found it, before anyone has judged it.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Where it begins.
    pub(super) line: usize,
    /// What it says, in the order of the file.
    pub(super) fields: Vec<Field<'a>>,
    /// The file's name without its ending, where a file holds one document: the id, unless the fields give one.
    pub(super) stem: Option<&'a str>,
    /// The body, where the format keeps it beside the fields.
    pub(super) content: Option<Content<'a>>,
    /// What separates the values of a list that is written as one text, the strongest first.
    pub(super) separators: [char; 2],
}

impl<'a> Record<'a> {
    /// A record whose fields say everything.
    pub(super) fn new(line: usize, fields: Vec<Field<'a>>) -> Self {
        Self { line, fields, stem: None, content: None, separators: ['|', ','] }
    }
}

/// A named value and where it stands.
#[derive(Debug)]
pub(super) struct Field<'a> {
    /// Its name.
    pub(super) key: Cow<'a, str>,
    /// Its value.
    pub(super) value: Value<'a>,
    /// Its line in the file, counted from 1.
    pub(super) line: usize,
}

/// What all formats can say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number, as it is written where the format still knows: `12.50` stays `12.50`.
    Number(Cow<'a, str>),
    /// True or false.
    Bool(bool),
    /// Several values.
    List(Vec<Value<'a>>),
    /// Named values.
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
    /// Nothing.
    Null,
}

impl Value<'_> {
    /// What it is, in words that an editor knows.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Null => "nothing",
        }
    }
}

/// The body of a record.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// As it was written, with the number of its first line.
    Source {
        /// How to read it.
        markup: Markup,
        /// The characters of the file.
        source: Cow<'a, str>,
        /// The number of its first line.
        line: usize,
    },
    /// Read already, because the reader had to.
    Rendered(Rendered),
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// Plain text in a field.
    Text,
    /// A text file: the title is its first line and every byte stays.
    TextFile,
    /// Markdown without front matter.
    Markdown,
    /// HTML, a page or a piece of one.
    Html,
}

impl Markup {
    /// The markups that a record may name in its field `format`.
    pub(super) const NAMES: [(&'static str, Self); 3] =
        [("text", Self::Text), ("markdown", Self::Markdown), ("html", Self::Html)];
}
