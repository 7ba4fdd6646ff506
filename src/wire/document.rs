//! Whole documents.

use std::collections::BTreeMap;

use serde::Serialize;
use time::Date;
use utoipa::ToSchema;

use super::passage::{Reference, Span};
use super::product::{Product, Warning};
use crate::engine::FoundDocument;
use crate::{document, index};

/// A document with the whole text that spans point into.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Document {
    /// Something to read.
    Article(Box<ArticleBody>),
    /// Something to buy; spans point into its description.
    Product(Box<Product>),
}

/// An article.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ArticleBody {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where the site shows it.
    pub url: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What it is about, the main category first.
    pub categories: Vec<String>,
    /// Free keywords.
    pub tags: Vec<String>,
    /// When it appeared, as YYYY-MM-DD.
    pub published: Option<String>,
    /// When it was last checked, as YYYY-MM-DD.
    pub reviewed: Option<String>,
    /// Who checked it.
    pub reviewed_by: Option<String>,
    /// The text that every span of the article points into.
    pub text: String,
    /// Where its passages are, in the order of the text.
    pub passages: Vec<PassageOutline>,
    /// Its sources.
    pub references: Vec<Reference>,
    /// Ids of the products that an editor chose for it.
    pub products: Vec<String>,
    /// What its readers must know.
    pub warnings: Vec<Warning>,
    /// What the corpus says beyond the known fields.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// Where a passage is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PassageOutline {
    /// Its id.
    pub id: String,
    /// The headings above it, outermost first.
    pub heading_path: Vec<String>,
    /// Where it stands in the article's text.
    pub span: Span,
}

impl From<FoundDocument> for Document {
    fn from(found: FoundDocument) -> Self {
        match found {
            FoundDocument::Article(article, passages) => Self::Article(Box::new((*article, passages).into())),
            FoundDocument::Product(product) => Self::Product(Box::new((*product).into())),
        }
    }
}

impl From<(document::Article, Vec<index::PassageOutline>)> for ArticleBody {
    fn from((article, passages): (document::Article, Vec<index::PassageOutline>)) -> Self {
        Self {
            id: article.id.to_string(),
            title: article.title,
            url: article.url,
            summary: article.summary,
            categories: article.categories.iter().map(|category| category.as_str().to_owned()).collect(),
            tags: article.tags,
            published: article.published.as_ref().map(Date::to_string),
            reviewed: article.reviewed.as_ref().map(Date::to_string),
            reviewed_by: article.reviewed_by,
            text: article.body.text,
            passages: passages.into_iter().map(PassageOutline::from).collect(),
            references: article.references.iter().map(Reference::from).collect(),
            products: article.products.iter().map(ToString::to_string).collect(),
            warnings: article.warnings.into_iter().map(Warning::from).collect(),
            attributes: article.attributes,
        }
    }
}

impl From<index::PassageOutline> for PassageOutline {
    fn from(outline: index::PassageOutline) -> Self {
        Self { id: outline.id, heading_path: outline.heading_path, span: outline.span.into() }
    }
}
