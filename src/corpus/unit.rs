//! What is read at one go: a small file, or a piece of a large one. Units are made in order and parsed in any.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::format::{Fate, Format, unknown_format};
use super::lines::utf8;
use super::parsed::{Parsed, parse};
use super::problem::{Flaw, Problem, Problems};
use super::record::{Content, Markup, Record};
use super::source::File;
use super::{csv as table, front_matter, html, json};
use crate::document::Kind;

/// How much of a large file is read at a time.
const BUFFER_BYTES: usize = 1 << 18;

/// A piece of the corpus that can be parsed without any other.
pub(super) struct Unit {
    /// The file that it is from.
    pub(super) path: Arc<Path>,
    /// How much of the file it is, for progress.
    pub(super) bytes: u64,
    kind: Option<Kind>,
    input: Input,
}

enum Input {
    /// A file with one document.
    File(Format),
    /// A line of a JSON Lines file.
    Line { line: usize, bytes: Vec<u8> },
    /// A row of a table and the names of its cells.
    Row { names: Arc<ByteRecord>, row: ByteRecord, line: usize },
    /// A record inside a JSON file.
    Json { text: Arc<str>, range: Range<usize>, line: usize },
    /// Nothing, because of a problem at a line.
    Broken { line: usize, flaw: Flaw },
}

/// What parsing a unit gave.
pub(super) struct Outcome {
    /// The file that it is from.
    pub(super) path: Arc<Path>,
    /// The record, if there is one.
    pub(super) parsed: Option<Parsed>,
    /// What is wrong.
    pub(super) problems: Vec<Problem>,
}

/// The units of a file, in its order.
pub(super) fn units(file: &File) -> Box<dyn Iterator<Item = Unit> + Send + '_> {
    let format = match file.fate {
        Fate::Read(format) => format,
        Fate::Skip => return Box::new(std::iter::empty()),
        Fate::Unknown => return Box::new(std::iter::once(broken(file, 1, unknown_format(&file.path)))),
    };
    let units = match format {
        Format::Markdown | Format::Text | Format::Html => {
            return Box::new(std::iter::once(unit(file, file.bytes, Input::File(format))));
        }
        Format::JsonLines => lines(file),
        Format::Csv => rows(file),
        Format::Json => json_records(file),
    };
    units.unwrap_or_else(|error| Box::new(std::iter::once(broken(file, 1, unreadable(&error)))))
}

impl Unit {
    /// Reads the record and makes a document of it.
    pub(super) fn parse(self) -> Outcome {
        let Self { path, kind, input, .. } = self;
        let mut problems = Problems::new(Arc::clone(&path));
        let parsed = input.parse(&path, kind, &mut problems);
        Outcome { path, parsed, problems: problems.into_vec() }
    }
}

impl Input {
    fn parse(self, path: &Path, kind: Option<Kind>, problems: &mut Problems) -> Option<Parsed> {
        match self {
            Self::File(format) => parse_file(path, format, kind, problems),
            Self::Line { line, bytes } => {
                let text = report(utf8(&bytes), line, problems)?;
                let record = report(json::read_line(text.trim_end(), line).map_err(|flaw| (0, flaw)), line, problems)?;
                Some(parse(record, kind, problems))
            }
            Self::Row { names, row, line } => {
                let record = report(table::read_row(&names, &row, line), 0, problems)?;
                Some(parse(record, kind, problems))
            }
            Self::Json { text, range, line } => {
                let record = report(json::read_record(&text[range], line), line, problems)?;
                Some(parse(record, kind, problems))
            }
            Self::Broken { line, flaw } => report(Err((0, flaw)), line, problems),
        }
    }
}

fn parse_file(path: &Path, format: Format, kind: Option<Kind>, problems: &mut Problems) -> Option<Parsed> {
    let bytes = report(fs::read(path).map_err(|error| (0, unreadable(&error))), 1, problems)?;
    let text = report(utf8(&bytes), 1, problems)?;
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let record = match format {
        Format::Markdown => front_matter::read(text, stem, problems)?,
        Format::Html => html::read(text, stem, problems)?,
        _ => {
            let content = Content::Source { markup: Markup::TextFile, source: text.into(), line: 1 };
            Record { stem: Some(stem), content: Some(content), ..Record::new(1, Vec::new()) }
        }
    };
    Some(parse(record, kind, problems))
}

/// Notes a flaw at its line, counted from `line`.
fn report<T>(result: Result<T, (usize, Flaw)>, line: usize, problems: &mut Problems) -> Option<T> {
    result.map_err(|(after, flaw)| problems.report(line + after, flaw)).ok()
}

type Units<'f> = io::Result<Box<dyn Iterator<Item = Unit> + Send + 'f>>;

fn lines(file: &File) -> Units<'_> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, fs::File::open(&file.path)?);
    let mut line = 0;
    let mut done = false;
    let next = move || {
        let mut blank_bytes = 0;
        while !done {
            let mut bytes = Vec::new();
            line += 1;
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(read) if bytes.trim_ascii().is_empty() => blank_bytes += read,
                Ok(read) => return Some(unit(file, (blank_bytes + read) as u64, Input::Line { line, bytes })),
                Err(error) => {
                    done = true;
                    return Some(broken(file, line, unreadable(&error)));
                }
            }
        }
        None
    };
    Ok(Box::new(std::iter::from_fn(next)))
}

fn rows(file: &File) -> Units<'_> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .delimiter(table::delimiter(&file.path)?)
        .buffer_capacity(BUFFER_BYTES)
        .from_reader(fs::File::open(&file.path)?);
    let names = Arc::new(reader.byte_headers().map_err(io::Error::from)?.clone());
    let mut done = false;
    let next = move || {
        let mut row = ByteRecord::new();
        let from = reader.position().byte();
        match reader.read_byte_record(&mut row) {
            Ok(true) if !done => {
                let line = row.position().map_or(1, |position| position.line() as usize);
                let bytes = reader.position().byte() - from;
                Some(unit(file, bytes, Input::Row { names: Arc::clone(&names), row, line }))
            }
            Err(error) if !done => {
                done = true;
                Some(broken(file, reader.position().line() as usize, unreadable(&error.into())))
            }
            _ => None,
        }
    };
    Ok(Box::new(std::iter::from_fn(next)))
}

fn json_records(file: &File) -> Units<'_> {
    let bytes = fs::read(&file.path)?;
    let records = utf8(&bytes).and_then(|text| Ok((Arc::<str>::from(text), json::split(text)?)));
    let (text, records) = match records {
        Ok(records) => records,
        Err((line, flaw)) => return Ok(Box::new(std::iter::once(broken(file, line + 1, flaw)))),
    };
    Ok(Box::new(records.into_iter().map(move |(range, line)| {
        let bytes = range.len() as u64;
        unit(file, bytes, Input::Json { text: Arc::clone(&text), range, line: line + 1 })
    })))
}

fn unit(file: &File, bytes: u64, input: Input) -> Unit {
    Unit { path: Arc::clone(&file.path), bytes, kind: file.kind, input }
}

fn broken(file: &File, line: usize, flaw: Flaw) -> Unit {
    unit(file, 0, Input::Broken { line, flaw })
}

fn unreadable(error: &io::Error) -> Flaw {
    Flaw::new(format!("cannot read the file: {error}"), "check that it exists and may be read")
}
