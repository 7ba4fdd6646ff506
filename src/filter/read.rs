//! What a written filter means.

use std::ops::Bound;

use super::error::FilterError;
use super::field::{Field, Values};
use super::scalar::{self, Scalar};
use super::syntax::{self, Condition, Tree};
use super::{Filter, Written};

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// It has the value, or lies in the range.
    Is,
    /// It does not.
    IsNot,
    /// It is more.
    Above,
    /// It is as much or more.
    AtLeast,
    /// It is less.
    Below,
    /// It is as much or less.
    AtMost,
}

impl Filter {
    /// Reads a filter, such as `category:sleep price<25 -form:powder`.
    pub fn read(text: &str) -> Result<Self, FilterError> {
        Ok(Self::written(text)?.filter)
    }

    /// Reads a filter, and whether it chooses values of one field.
    pub fn written(text: &str) -> Result<Written, FilterError> {
        let tree = syntax::parse(text)?;
        let filter = tree.read(&|condition: &Condition<'_>| {
            let field = Field::find(condition.name)?;
            let one = |value: &String| Self::compared(field, Comparison::Is, value);
            match condition.comparison {
                Comparison::Is => condition.values.read(&one),
                Comparison::IsNot => Ok(Self::Not(Box::new(condition.values.read(&one)?))),
                comparison => match &condition.values {
                    Tree::One(value) => Self::compared(field, comparison, value),
                    _ => Err(FilterError::NoOrder(field)),
                },
            }
        })?;
        filter.check_size()?;
        let chooses = match &tree {
            Tree::One(condition) if condition.is_choice() => Field::named(condition.name),
            _ => None,
        };
        Ok(Written { filter, chooses })
    }

    /// A field compared with a value, which for [`Comparison::Is`] may be a range.
    pub fn compared(field: Field, comparison: Comparison, value: &str) -> Result<Self, FilterError> {
        if comparison == Comparison::IsNot {
            return Ok(Self::Not(Box::new(Self::compared(field, Comparison::Is, value)?)));
        }
        if field.values() == Values::Names {
            return match comparison {
                Comparison::Is if value.trim().is_empty() => Err(FilterError::NoName(field)),
                Comparison::Is => Ok(Self::Is { field, value: value.to_owned() }),
                _ => Err(FilterError::NoOrder(field)),
            };
        }
        if comparison == Comparison::Is
            && let Some((from, to)) = value.split_once("..")
        {
            return Ok(Self::Between { field, from: lower_end(field, from)?, to: upper_end(field, to)? });
        }
        let period = scalar::read(field, value)?;
        let (from, to) = match comparison {
            Comparison::Above => (Bound::Excluded(*period.end()), Bound::Unbounded),
            Comparison::AtLeast => (Bound::Included(*period.start()), Bound::Unbounded),
            Comparison::Below => (Bound::Unbounded, Bound::Excluded(*period.start())),
            Comparison::AtMost => (Bound::Unbounded, Bound::Included(*period.end())),
            Comparison::Is | Comparison::IsNot => (Bound::Included(*period.start()), Bound::Included(*period.end())),
        };
        Ok(Self::Between { field, from, to })
    }
}

impl Field {
    /// The field with a name, or which one may have been meant.
    pub fn find(name: &str) -> Result<Self, FilterError> {
        Self::named(&name.to_lowercase()).ok_or_else(|| FilterError::UnknownField(name.to_owned()))
    }
}

impl<T> Tree<T> {
    fn read(&self, one: &impl Fn(&T) -> Result<Filter, FilterError>) -> Result<Filter, FilterError> {
        let all = |parts: &[Self]| parts.iter().map(|part| part.read(one)).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::All(parts) => Filter::All(all(parts)?),
            Self::Any(parts) => Filter::Any(all(parts)?),
            Self::Not(part) => Filter::Not(Box::new(part.read(one)?)),
            Self::One(value) => one(value)?,
        })
    }
}

impl Condition<'_> {
    /// Whether it names a value or a range, or several of which one is enough.
    fn is_choice(&self) -> bool {
        let is_one = |tree: &Tree<String>| matches!(tree, Tree::One(_));
        self.comparison == Comparison::Is
            && match &self.values {
                Tree::Any(values) => values.iter().all(is_one),
                values => is_one(values),
            }
    }
}

/// `10` or `>10` of a range; nothing for no end.
fn lower_end(field: Field, text: &str) -> Result<Bound<Scalar>, FilterError> {
    Ok(match text.trim().strip_prefix('>') {
        Some(excluded) => Bound::Excluded(*scalar::read(field, excluded)?.end()),
        None if text.trim().is_empty() => Bound::Unbounded,
        None => Bound::Included(*scalar::read(field, text)?.start()),
    })
}

/// `25` or `<25` of a range; nothing for no end.
fn upper_end(field: Field, text: &str) -> Result<Bound<Scalar>, FilterError> {
    Ok(match text.trim().strip_prefix('<') {
        Some(excluded) => Bound::Excluded(*scalar::read(field, excluded)?.start()),
        None if text.trim().is_empty() => Bound::Unbounded,
        None => Bound::Included(*scalar::read(field, text)?.end()),
    })
}
