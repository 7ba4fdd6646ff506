//! What is wrong with a corpus file, said so that its editor can mend it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A mistake in a corpus file: where it is, what it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was given or found under a folder that was given.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The field, where the mistake is in one: `warnings.kind` is the kind of a warning.
    pub field: Option<String>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.path.display(), self.line)?;
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(&self.message)?;
        if !self.help.is_empty() {
            write!(f, "; {}", self.help)?;
        }
        Ok(())
    }
}

/// A mistake in a single value, before anyone has said where the value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    /// See [`Problem::message`].
    pub(super) message: String,
    /// See [`Problem::help`].
    pub(super) help: String,
}

impl Flaw {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// The problems found so far in one file.
#[derive(Debug)]
pub(super) struct Problems {
    path: Arc<Path>,
    found: Vec<Problem>,
}

impl Problems {
    pub(super) fn new(path: Arc<Path>) -> Self {
        Self { path, found: Vec::new() }
    }

    /// Notes a mistake that lies in no field.
    pub(super) fn report(&mut self, line: usize, flaw: Flaw) {
        self.push(line, None, flaw);
    }

    /// Notes a mistake in a field.
    pub(super) fn report_field(&mut self, line: usize, field: impl Into<String>, flaw: Flaw) {
        self.push(line, Some(field.into()), flaw);
    }

    /// How many there are: two calls tell whether something in between went wrong.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// All of them, in the order of the lines.
    pub(super) fn into_vec(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|problem| problem.line);
        self.found
    }

    fn push(&mut self, line: usize, field: Option<String>, Flaw { message, help }: Flaw) {
        self.found.push(Problem { path: self.path.to_path_buf(), line, field, message, help });
    }
}
