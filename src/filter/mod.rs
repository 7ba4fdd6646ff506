//! Conditions on documents: a tree, how it is written, and what is wrong with one that is not a filter.
//!
//! A filter is plain data; `search` applies it to an index. [`Filter::read`] reads the form in which people write it
//! (`category:sleep price<25`) and its `Display` writes it so; other forms are built from [`Filter::compared`], which checks a
//! value against its field.

mod error;
mod field;
mod part;
mod print;
mod read;
mod scalar;
mod syntax;

use std::ops::Bound;

pub use error::FilterError;
pub use field::{Field, Values};
pub use print::range;
pub use read::Comparison;
pub use scalar::{Scalar, decimal_to_f64};

/// Conditions that one filter may have, in all its parts.
pub const MAX_CONDITIONS: usize = 200;
/// How deep a filter may be nested.
pub const MAX_DEPTH: usize = 16;

/// What a document must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// It fulfils all of these.
    All(Vec<Filter>),
    /// It fulfils one of these.
    Any(Vec<Filter>),
    /// It does not fulfil this.
    Not(Box<Filter>),
    /// It has a value.
    Is {
        /// Of names.
        field: Field,
        /// As somebody wrote it; see [`Field::key`].
        value: String,
    },
    /// Its value lies between two others; a document without one is nowhere.
    Between {
        /// Of numbers or dates.
        field: Field,
        /// The lower end.
        from: Bound<Scalar>,
        /// The upper end.
        to: Bound<Scalar>,
    },
}

impl Filter {
    /// Puts filters that were written apart together. Choices of values of one field (`form:tea`, `price:10..25`) are alternatives,
    /// as the boxes of a form are; everything else holds too. Nothing for no filters.
    pub fn together(written: Vec<Written>) -> Result<Option<Self>, FilterError> {
        let mut parts: Vec<(Option<Field>, Vec<Self>)> = Vec::new();
        for Written { filter, chooses } in written {
            match parts.iter_mut().find(|(field, _)| field.is_some() && *field == chooses) {
                Some((_, choices)) => choices.extend(filter.into_alternatives()),
                None => parts.push((chooses, vec![filter])),
            }
        }
        let one_of = |(_, mut choices): (Option<Field>, Vec<Self>)| match choices.len() {
            1 => choices.remove(0),
            _ => Self::Any(choices.into_iter().flat_map(Self::into_alternatives).collect()),
        };
        let mut all: Vec<Self> = parts.into_iter().map(one_of).collect();
        let filter = match all.len() {
            0 => return Ok(None),
            1 => all.remove(0),
            _ => Self::All(all),
        };
        filter.check_size()?;
        Ok(Some(filter))
    }

    /// The same, of documents of every kind: one that cannot have a field is held to conditions on it too, and fulfils none, while
    /// otherwise such a condition says nothing of it.
    #[must_use]
    pub fn strict(self) -> Self {
        // A part that names a field of every kind speaks of every kind, and no id is empty.
        Self::Any(vec![self, Self::Is { field: Field::Id, value: String::new() }])
    }

    /// Checks that it is not too large to be worked on.
    fn check_size(&self) -> Result<(), FilterError> {
        let conditions = self.conditions().len();
        if conditions > MAX_CONDITIONS {
            return Err(FilterError::TooMany(conditions));
        }
        if self.depth() > MAX_DEPTH { Err(FilterError::TooDeep) } else { Ok(()) }
    }

    /// The conditions that it is made of.
    fn conditions(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::conditions).collect(),
            Self::Not(part) => part.conditions(),
            condition => vec![condition],
        }
    }

    fn depth(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or_default(),
            Self::Not(part) => 1 + part.depth(),
            Self::Is { .. } | Self::Between { .. } => 1,
        }
    }

    fn into_alternatives(self) -> Vec<Self> {
        match self {
            Self::Any(parts) => parts,
            other => vec![other],
        }
    }
}

/// A filter with the way in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it says.
    pub filter: Filter,
    /// The field of which it chooses values or ranges, if it says nothing else.
    pub chooses: Option<Field>,
}
