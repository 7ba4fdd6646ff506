//! A score as a tree of reasons.

/// A number and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The number.
    pub value: f64,
    /// What it is.
    pub description: String,
    /// The numbers that it is made of.
    pub details: Vec<Explanation>,
}

impl Explanation {
    /// A number that is explained no further.
    pub fn leaf(value: f64, description: impl Into<String>) -> Self {
        Self { value, description: description.into(), details: Vec::new() }
    }

    /// A number made of others.
    pub fn tree(value: f64, description: impl Into<String>, details: Vec<Self>) -> Self {
        Self { value, description: description.into(), details }
    }
}
