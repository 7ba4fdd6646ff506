//! What is wrong with a filter.

use super::field::Field;
use super::{MAX_CONDITIONS, MAX_DEPTH};
use crate::nearest::{quote, suggest};

/// Why something is not a filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// It is not written as a filter is.
    #[error("character {at}: expected {expected}, found {found}")]
    Syntax {
        /// Of the text, counted from 1.
        at: usize,
        /// What may stand there.
        expected: String,
        /// What does.
        found: String,
    },
    /// There is no such field.
    #[error("there is no field {}; {}{}", quote(.0), suggest(.0, "fields", &Field::NAMES), listed(.0))]
    UnknownField(String),
    /// The value of a number is none.
    #[error("{} takes a number such as 10 or 19.90, or a range such as 10..25, not {}", .field.name(), quote(.value))]
    NoNumber {
        /// Which takes one.
        field: Field,
        /// What is none.
        value: String,
    },
    /// The value of a date is none.
    #[error(
        "{} takes a date such as 2025-03-14, a month 2025-03, a year 2025, or a range such as 2024..2025, not {}",
        .field.name(), quote(.value)
    )]
    NoDate {
        /// Which takes one.
        field: Field,
        /// What is none.
        value: String,
    },
    /// Names are not more or less than others.
    #[error("{name} has names, which are not more or less than others; write {name}:name", name = .0.name())]
    NoOrder(Field),
    /// The value of a name is empty.
    #[error("{} takes a name, and there is none", .0.name())]
    NoName(Field),
    /// It is no tree.
    #[error("{0}")]
    Tree(&'static str),
    /// It is too long to be read.
    #[error("it has more than {0} bytes, which is the most")]
    TooLong(usize),
    /// There are too many conditions.
    #[error("it has {0} conditions; the most is {MAX_CONDITIONS}")]
    TooMany(usize),
    /// It is nested too deep.
    #[error("it is nested more than {MAX_DEPTH} deep")]
    TooDeep,
}

/// All fields, where only the nearest one was offered.
fn listed(written: &str) -> String {
    match crate::nearest::nearest(written, Field::NAMES) {
        Some(_) => format!(" (the fields are {})", Field::NAMES.join(", ")),
        None => String::new(),
    }
}
