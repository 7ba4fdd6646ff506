//! What may be asked.

use bitflags::bitflags;

use crate::context::{Budget, Render};
use crate::filter::Filter;

/// The least score of a result, and the least confidence with which a question is called answerable, unless another is asked for:
/// what is more likely an answer than none.
pub const DEFAULT_THRESHOLD: f32 = 0.5;

bitflags! {
    /// Which texts are wanted.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct RetrieveKinds: u8 {
        /// Passages of articles.
        const PASSAGES = 1;
        /// Descriptions of products.
        const PRODUCTS = 1 << 1;
        /// Warnings of the products concerned, where a question needs care.
        const WARNINGS = 1 << 2;
    }
}

/// A question with what is wanted of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct RetrieveRequest {
    /// The question, in one or several phrasings; what any of them finds counts.
    pub queries: Vec<String>,
    /// What the same person asked before, the oldest first.
    pub history: Vec<String>,
    /// Results wanted; what is added for safety comes on top.
    pub limit: usize,
    /// What every document has to be.
    pub filter: Option<Filter>,
    /// Passages of one document at most.
    pub per_document: usize,
    /// Passages of the same section on each side that a result's surroundings reach to.
    pub expand: usize,
    /// How much resemblance to what stands above counts against a result, 0 to 1.
    pub diversity: f32,
    /// The least score, 0 to 1; also the confidence from which a question counts as answerable.
    pub threshold: f32,
    /// Which texts are wanted.
    pub kinds: RetrieveKinds,
    /// How long the context may be.
    pub budget: Option<Budget>,
    /// How the context is written.
    pub render: Render,
    /// Related products wanted.
    pub products: usize,
    /// Whether each score comes with what it is made of.
    pub explain: bool,
}

impl Default for RetrieveRequest {
    fn default() -> Self {
        Self {
            queries: Vec::new(),
            history: Vec::new(),
            limit: 8,
            filter: None,
            per_document: 3,
            expand: 0,
            diversity: 0.0,
            threshold: DEFAULT_THRESHOLD,
            kinds: RetrieveKinds::all(),
            budget: None,
            render: Render::None,
            products: 3,
            explain: false,
        }
    }
}
