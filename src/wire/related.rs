//! Related products and articles.

use serde::Serialize;
use utoipa::ToSchema;

use super::passage::DocumentRef;
use super::product::{Product, Warning};
use super::search::{Explanation, IndexInfo};
use crate::engine::{Engine, RelatedAnswer};
use crate::recommend;

/// What belongs to a seed; one of the lists is empty, by the `target`.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RelatedResponse {
    /// The products, best first; none of them is the seed.
    pub products: Vec<RelatedProduct>,
    /// The articles, best first; none of them is the seed.
    pub articles: Vec<RelatedArticle>,
    /// Products that would stand in the list, but one of their warnings forbids them in the situation that is asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Microseconds of work, without the network.
    pub took_us: u64,
    /// The index that answered.
    pub index: IndexInfo,
}

/// A product that belongs to what was found or asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RelatedProduct {
    /// The product.
    #[serde(flatten)]
    pub product: Product,
    /// 0 to 1; larger is better.
    pub score: f64,
    /// Why it belongs there, the plainest first; never empty.
    pub reasons: Vec<Reason>,
    /// How the score came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A product that is not recommended, and the warning that says why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The warning that names the situation.
    pub warning: Warning,
}

/// An article that belongs to what was asked for, by its best passage.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RelatedArticle {
    /// The article.
    #[serde(flatten)]
    pub article: DocumentRef,
    /// Id of the passage that fits best.
    pub passage_id: String,
    /// The headings above that passage, outermost first, without the article's title.
    pub heading_path: Vec<String>,
    /// What that passage says, exactly.
    pub text: String,
    /// 0 to 1; larger is better.
    pub score: f64,
    /// Why it belongs there, the plainest first; never empty.
    pub reasons: Vec<Reason>,
    /// How the score came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// Why a product, or an article, belongs to a seed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reason {
    /// `editor_link`, `mention`, `linked_together`, `shared_labels`, `shared_terms` or `meaning`; for want of better `same_category`,
    /// `most_linked` or `best_rated`.
    #[schema(example = "mention")]
    pub kind: &'static str,
    /// The reason in words.
    #[schema(example = "mentioned in “The gut and skin connection”")]
    pub text: String,
    /// Id of the document that led here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
    /// Id of the passage that led here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage_id: Option<String>,
    /// The words, or labels, that are shared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

impl RelatedResponse {
    /// The answer of an engine; explanations only where they were asked for.
    #[must_use]
    pub fn new(answer: RelatedAnswer, explain: bool, engine: &Engine) -> Self {
        Self {
            products: answer.products.into_iter().map(|related| RelatedProduct::new(related, explain)).collect(),
            articles: answer.articles.into_iter().map(|related| RelatedArticle::new(related, explain)).collect(),
            left_out: answer.left_out.into_iter().map(LeftOut::from).collect(),
            took_us: answer.took.as_micros() as u64,
            index: IndexInfo::of(engine),
        }
    }
}

impl RelatedProduct {
    pub(super) fn new(related: recommend::RelatedProduct, explain: bool) -> Self {
        Self {
            product: related.product.into(),
            score: related.score,
            reasons: related.reasons.into_iter().map(Reason::from).collect(),
            explanation: explain.then(|| related.explanation.into()),
        }
    }
}

impl RelatedArticle {
    fn new(related: recommend::RelatedArticle, explain: bool) -> Self {
        let passage = related.passage;
        Self {
            article: DocumentRef::of(&passage),
            passage_id: passage.id.into_owned(),
            heading_path: passage.heading_path.into_owned(),
            text: passage.text.into_owned(),
            score: related.score,
            reasons: related.reasons.into_iter().map(Reason::from).collect(),
            explanation: explain.then(|| related.explanation.into()),
        }
    }
}

impl From<recommend::LeftOut> for LeftOut {
    fn from(left_out: recommend::LeftOut) -> Self {
        Self { id: left_out.id.to_string(), name: left_out.name, warning: left_out.warning.into() }
    }
}

impl From<recommend::Reason> for Reason {
    fn from(reason: recommend::Reason) -> Self {
        Self {
            kind: reason.kind.name(),
            text: reason.text,
            document_id: reason.document,
            passage_id: reason.passage,
            words: reason.words,
        }
    }
}
