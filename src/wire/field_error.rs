//! What is wrong inside of a body in the shape of another service.

use std::fmt;

/// A field whose value cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct InvalidField {
    /// Where it stands, such as `filters.filters[1].key`.
    pub path: String,
    /// What is wrong with it and what it takes.
    pub message: String,
}

impl InvalidField {
    /// A field with what is wrong with it.
    #[must_use]
    pub fn new(path: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { path: path.into(), message: message.to_string() }
    }
}

/// A value that has to lie in a range, its ends included.
pub(super) fn within<N>(path: &str, value: N, least: N, most: N) -> Result<N, InvalidField>
where
    N: PartialOrd + Copy + fmt::Display,
{
    if least <= value && value <= most {
        return Ok(value);
    }
    Err(InvalidField::new(path, format!("it takes a number from {least} to {most}, not {value}")))
}
