//! Passages.

use std::ops::Range;

use serde::Serialize;
use utoipa::ToSchema;

use super::search::Explanation;
use crate::document;
use crate::engine::PassageHit;
use crate::index::IndexedPassage;

/// A passage of an article, with what is needed to show and to cite it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Passage {
    /// `article-slug#section-slug.p2`: stays the same while its section does.
    #[schema(example = "gut-skin-connection#can-probiotics-help-with-acne.p1")]
    pub id: String,
    /// The article it is from.
    pub document: DocumentRef,
    /// The headings above it, outermost first, without the article's title.
    pub heading_path: Vec<String>,
    /// What it says, exactly.
    pub text: String,
    /// What of it to show.
    pub snippet: Snippet,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Larger is better; comparable within one answer only.
    pub score: f32,
    /// The references that it cites itself.
    pub references: Vec<Reference>,
    /// How the score came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A document in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where the site shows it.
    pub url: Option<String>,
    /// `article` or `product`.
    #[schema(example = "article")]
    pub kind: &'static str,
}

/// The part of a text that shows best why it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Snippet {
    /// Escaped HTML with `<mark>` around what matched.
    pub html: String,
    /// What is marked, in the document's text.
    pub spans: Vec<Span>,
}

/// Bytes of UTF-8 in the document's text, from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
}

/// A source that a text names for what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reference {
    /// The citation as a reader sees it.
    pub label: String,
    /// PubMed id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// Digital object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl From<PassageHit> for Passage {
    fn from(hit: PassageHit) -> Self {
        let passage = hit.passage;
        Self {
            document: DocumentRef::of(&passage),
            span: passage.span().into(),
            snippet: Snippet {
                spans: hit.snippet.spans.iter().map(|span| Span::shifted(span, passage.start)).collect(),
                html: hit.snippet.html,
            },
            heading_path: passage.heading_path.into_owned(),
            references: passage.references.iter().map(Reference::from).collect(),
            id: passage.id.into_owned(),
            text: passage.text.into_owned(),
            score: hit.score,
            explanation: hit.explanation.map(Explanation::from),
        }
    }
}

impl DocumentRef {
    pub(super) fn of(passage: &IndexedPassage<'_>) -> Self {
        Self {
            id: passage.document.to_string(),
            title: passage.title.to_string(),
            url: passage.url.as_ref().map(ToString::to_string),
            kind: document::Kind::Article.name(),
        }
    }
}

impl Span {
    fn shifted(span: &Range<usize>, by: usize) -> Self {
        Self { start: span.start + by, end: span.end + by }
    }
}

impl From<Range<usize>> for Span {
    fn from(span: Range<usize>) -> Self {
        Self { start: span.start, end: span.end }
    }
}

impl From<&document::Reference> for Reference {
    fn from(reference: &document::Reference) -> Self {
        Self {
            label: reference.label.clone(),
            pmid: reference.pmid.clone(),
            doi: reference.doi.clone(),
            url: reference.url.clone(),
        }
    }
}
