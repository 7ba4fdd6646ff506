//! What is stored with a passage. The serialisation is private to the index: a format of ours, versioned by the manifest.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use time::Date;

use super::IndexError;
use crate::document::{Article, Attributes, Block, Body, Category, Citation, DocumentId, Product, Reference, Warning};
use crate::passage::Passage;

/// A passage as it comes out of the index.
///
/// The text between passages is stored with the passage after it, and what an article has only once with its first
/// passage: so the passages of an article give the whole article back without storing any text twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedPassage<'a> {
    /// Id of the passage.
    pub id: Cow<'a, str>,
    /// Id of its article.
    pub document: Cow<'a, DocumentId>,
    /// Title of its article.
    pub title: Cow<'a, str>,
    /// Address of its article.
    pub url: Option<Cow<'a, str>>,
    /// Its place among the article's passages, from 0.
    pub ordinal: u32,
    /// The headings above it, outermost first.
    pub heading_path: Cow<'a, [String]>,
    /// What it says. Stored beside the record.
    #[serde(skip)]
    pub text: Cow<'a, str>,
    /// Its first byte in the article's text.
    pub start: usize,
    /// The references it cites.
    pub references: Cow<'a, [Reference]>,
    /// The products an editor chose for the article.
    pub products: Cow<'a, [DocumentId]>,
    /// The article's text between the passage before and this one.
    pub(super) lead: Cow<'a, str>,
    /// Of the first passage only.
    pub(super) article: Option<ArticleRecord<'a>>,
}

/// What an article has beyond its passages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ArticleRecord<'a> {
    summary: Option<Cow<'a, str>>,
    categories: Cow<'a, [Category]>,
    tags: Cow<'a, [String]>,
    published: Option<Date>,
    reviewed: Option<Date>,
    reviewed_by: Option<Cow<'a, str>>,
    references: Cow<'a, [Reference]>,
    warnings: Cow<'a, [Warning]>,
    attributes: Cow<'a, Attributes>,
    blocks: Cow<'a, [Block]>,
    citations: Cow<'a, [Citation]>,
    /// The text after the last passage.
    tail: Cow<'a, str>,
}

/// Where a passage of a whole document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageOutline {
    /// Id of the passage.
    pub id: String,
    /// The headings above it, outermost first.
    pub heading_path: Vec<String>,
    /// Bytes of UTF-8 in the document's text.
    pub span: Range<usize>,
}

impl IndexedPassage<'_> {
    /// Its place in the article's text, in bytes of UTF-8.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The records of an article's passages, in order.
pub(super) fn records<'a>(article: &'a Article, passages: &'a [Passage]) -> Vec<IndexedPassage<'a>> {
    let text = &article.body.text;
    let mut before = 0;
    let mut records = Vec::with_capacity(passages.len());
    for (ordinal, passage) in passages.iter().enumerate() {
        records.push(IndexedPassage {
            id: Cow::Borrowed(passage.id.as_str()),
            document: Cow::Borrowed(&article.id),
            title: Cow::Borrowed(&article.title),
            url: article.url.as_deref().map(Cow::Borrowed),
            ordinal: ordinal as u32,
            heading_path: Cow::Borrowed(&passage.heading_path),
            text: Cow::Borrowed(&text[passage.span.clone()]),
            start: passage.span.start,
            references: passage.references.iter().map(|&cited| article.references[cited].clone()).collect(),
            products: Cow::Borrowed(&article.products),
            lead: Cow::Borrowed(&text[before..passage.span.start]),
            article: (ordinal == 0).then(|| article_record(article, passages)),
        });
        before = passage.span.end;
    }
    records
}

fn article_record<'a>(article: &'a Article, passages: &[Passage]) -> ArticleRecord<'a> {
    let end = passages.last().map_or(0, |passage| passage.span.end);
    ArticleRecord {
        summary: article.summary.as_deref().map(Cow::Borrowed),
        categories: Cow::Borrowed(&article.categories),
        tags: Cow::Borrowed(&article.tags),
        published: article.published,
        reviewed: article.reviewed,
        reviewed_by: article.reviewed_by.as_deref().map(Cow::Borrowed),
        references: Cow::Borrowed(&article.references),
        warnings: Cow::Borrowed(&article.warnings),
        attributes: Cow::Borrowed(&article.attributes),
        blocks: Cow::Borrowed(&article.body.blocks),
        citations: Cow::Borrowed(&article.body.citations),
        tail: Cow::Borrowed(&article.body.text[end..]),
    }
}

/// A product without its description, which is stored beside the record.
pub(super) fn product_record(product: &Product) -> Result<Vec<u8>, IndexError> {
    let bare = Product { description: String::new(), ..product.clone() };
    Ok(postcard::to_stdvec(&bare)?)
}

/// Puts an article together from its passages in order; nothing if the first one is missing.
pub(super) fn assemble(mut passages: Vec<IndexedPassage<'_>>) -> Option<(Article, Vec<PassageOutline>)> {
    let record = passages.first_mut()?.article.take()?;
    let first = passages.first()?;
    let mut article = Article {
        id: first.document.clone().into_owned(),
        title: first.title.to_string(),
        url: first.url.as_deref().map(str::to_owned),
        summary: record.summary.map(Cow::into_owned),
        categories: record.categories.into_owned(),
        tags: record.tags.into_owned(),
        published: record.published,
        reviewed: record.reviewed,
        reviewed_by: record.reviewed_by.map(Cow::into_owned),
        body: Body {
            text: String::new(),
            blocks: record.blocks.into_owned(),
            citations: record.citations.into_owned(),
        },
        references: record.references.into_owned(),
        products: first.products.clone().into_owned(),
        warnings: record.warnings.into_owned(),
        attributes: record.attributes.into_owned(),
    };
    let mut outlines = Vec::with_capacity(passages.len());
    for passage in passages {
        article.body.text.push_str(&passage.lead);
        article.body.text.push_str(&passage.text);
        outlines.push(PassageOutline {
            span: passage.span(),
            id: passage.id.into_owned(),
            heading_path: passage.heading_path.into_owned(),
        });
    }
    article.body.text.push_str(&record.tail);
    Some((article, outlines))
}
