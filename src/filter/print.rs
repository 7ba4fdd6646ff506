//! A filter in the form in which it is read.

use std::fmt;
use std::ops::Bound;

use super::Filter;
use super::field::Field;
use super::scalar::Scalar;
use super::syntax::is_bare;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => write_joined(f, parts, " AND "),
            Self::Any(parts) => write_joined(f, parts, " OR "),
            Self::Not(part) => {
                f.write_str("NOT ")?;
                write_part(f, part)
            }
            Self::Is { field, value } => {
                write!(f, "{}:", field.name())?;
                write_value(f, value)
            }
            Self::Between { field, from, to } => write_between(f, *field, from, to),
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, parts: &[Filter], word: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(word)?;
        }
        write_part(f, part)?;
    }
    Ok(())
}

/// A part of something larger: in brackets if it is joined itself.
fn write_part(f: &mut fmt::Formatter<'_>, part: &Filter) -> fmt::Result {
    match part {
        Filter::All(_) | Filter::Any(_) => write!(f, "({part})"),
        _ => write!(f, "{part}"),
    }
}

fn write_value(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    if !value.is_empty() && value.chars().all(is_bare) {
        return f.write_str(value);
    }
    write!(f, "\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

fn write_between(f: &mut fmt::Formatter<'_>, field: Field, from: &Bound<Scalar>, to: &Bound<Scalar>) -> fmt::Result {
    let name = field.name();
    match (from, to) {
        (Bound::Included(from), Bound::Included(to)) if from == to => write!(f, "{name}:{from}"),
        (Bound::Included(from), Bound::Unbounded) => write!(f, "{name}>={from}"),
        (Bound::Excluded(from), Bound::Unbounded) => write!(f, "{name}>{from}"),
        (Bound::Unbounded, Bound::Included(to)) => write!(f, "{name}<={to}"),
        (Bound::Unbounded, Bound::Excluded(to)) => write!(f, "{name}<{to}"),
        _ => write!(f, "{name}:{}", range(from, to)),
    }
}

/// A range as it stands after a field's colon.
#[must_use]
pub fn range(from: &Bound<Scalar>, to: &Bound<Scalar>) -> String {
    let from = match from {
        Bound::Included(from) => from.to_string(),
        Bound::Excluded(from) => format!(">{from}"),
        Bound::Unbounded => String::new(),
    };
    let to = match to {
        Bound::Included(to) => to.to_string(),
        Bound::Excluded(to) => format!("<{to}"),
        Bound::Unbounded => String::new(),
    };
    format!("{from}..{to}")
}
