//! A text that is given to a language model, with its exact place in its document and what is needed to cite it.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use time::Date;

use super::candidates::Candidate;
use super::request::RetrieveRequest;
use crate::context::{gives_orders, text_fragment};
use crate::document::{Article, Kind, Product, Reference, Warning};
use crate::engine::{Engine, Error};
use crate::index::PassageOutline;
use crate::safety::Concern;
use crate::search::Evidence;

/// What kind of text a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A passage of an article.
    Passage,
    /// The description of a product.
    Product,
    /// A warning of a product.
    Warning,
}

impl SourceKind {
    /// The name used on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Product => "product",
            Self::Warning => "warning",
        }
    }
}

/// What stands around a result in its section, the result included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The text.
    pub text: String,
    /// Its place in the document's text, in bytes of UTF-8.
    pub span: Range<usize>,
}

/// A text that may answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Retrieved {
    /// Passage, description or warning.
    pub kind: SourceKind,
    /// Of a passage its own id, of a description that of its product, of a warning `product-id#warning-pregnancy`.
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// Title of the article, or name of the product.
    pub title: String,
    /// Where the site shows the document.
    pub url: Option<String>,
    /// The headings above it, outermost first.
    pub heading_path: Vec<String>,
    /// What it says, exactly.
    pub text: String,
    /// Its place in the document's text, in bytes of UTF-8; none for a warning, which stands beside the text.
    pub span: Option<Range<usize>>,
    /// The same in characters (Unicode scalar values).
    pub chars: Option<Range<usize>>,
    /// The part of an address by which a browser finds it.
    pub fragment: Option<String>,
    /// The passage before it.
    pub previous: Option<String>,
    /// The passage after it.
    pub next: Option<String>,
    /// What stands around it, if that was asked for.
    pub around: Option<Surroundings>,
    /// When the document appeared.
    pub published: Option<Date>,
    /// When it was last checked.
    pub reviewed: Option<Date>,
    /// Who checked it.
    pub reviewed_by: Option<String>,
    /// What the document is about.
    pub categories: Vec<String>,
    /// The references that the passage itself cites.
    pub references: Vec<Reference>,
    /// What the document's readers must know.
    pub warnings: Vec<Warning>,
    /// Whether it looks like an instruction to a language model.
    pub is_suspicious: bool,
    /// The probability that it answers, 0 to 1.
    pub score: f32,
    /// The concerns for which it was added, whatever its score.
    pub concerns: Vec<Concern>,
    /// What the score is made of.
    pub evidence: Option<Evidence>,
}

/// An article with the places of its passages.
type WholeArticle = (Article, Vec<PassageOutline>);

/// The whole documents that results are from, each read once.
#[derive(Default)]
pub(super) struct Documents {
    articles: HashMap<String, Option<Rc<WholeArticle>>>,
}

impl Documents {
    fn article(&mut self, id: &str, engine: &Engine) -> Result<Option<Rc<WholeArticle>>, Error> {
        if let Some(known) = self.articles.get(id) {
            return Ok(known.clone());
        }
        let article = engine.reader.article_by_id(id)?.map(Rc::new);
        Ok(self.articles.entry(id.to_owned()).or_insert(article).clone())
    }

    /// The text of a candidate, with its place; nothing if its document is not whole.
    pub(super) fn retrieved(
        &mut self,
        candidate: &Candidate,
        request: &RetrieveRequest,
        engine: &Engine,
    ) -> Result<Option<Retrieved>, Error> {
        let retrieved = match candidate.kind {
            Kind::Product => Some(Retrieved::of_product(&engine.reader.product(candidate.hit.address)?)),
            Kind::Article => {
                let passage = engine.reader.passage(candidate.hit.address)?;
                let document = self.article(passage.document.as_str(), engine)?;
                document.and_then(|document| {
                    let at = document.1.iter().position(|outline| outline.id == passage.id)?;
                    Some(Retrieved::of_passage(&document, at, request.expand))
                })
            }
        };
        let evidence = request.explain.then_some(candidate.evidence);
        Ok(retrieved.map(|retrieved| Retrieved { score: candidate.score, evidence, ..retrieved }))
    }

    /// The passages of an article of which `value` is more than nothing, those of most value first.
    pub(super) fn best_passages(
        &mut self,
        id: &str,
        request: &RetrieveRequest,
        engine: &Engine,
        value: impl Fn(&PassageOutline, &str) -> usize,
    ) -> Result<Vec<Retrieved>, Error> {
        let Some(document) = self.article(id, engine)? else { return Ok(Vec::new()) };
        let (article, outlines) = &*document;
        let valued = outlines.iter().map(|outline| value(outline, &article.body.text[outline.span.clone()]));
        let mut valued: Vec<(usize, usize)> = valued.enumerate().filter(|&(_, value)| value > 0).collect();
        valued.sort_by_key(|&(at, value)| (std::cmp::Reverse(value), at));
        Ok(valued.into_iter().map(|(at, _)| Retrieved::of_passage(&document, at, request.expand)).collect())
    }
}

impl Retrieved {
    fn of_passage((article, outlines): &WholeArticle, at: usize, reach: usize) -> Self {
        let outline = &outlines[at];
        let text = &article.body.text;
        let id = |at: Option<usize>| at.and_then(|at| outlines.get(at)).map(|outline| outline.id.clone());
        Self {
            kind: SourceKind::Passage,
            id: outline.id.clone(),
            document: article.id.to_string(),
            title: article.title.clone(),
            url: article.url.clone(),
            heading_path: outline.heading_path.clone(),
            text: text[outline.span.clone()].to_owned(),
            chars: Some(chars(text, &outline.span)),
            fragment: text_fragment(text, outline.span.clone()),
            previous: id(at.checked_sub(1)),
            next: id(Some(at + 1)),
            published: article.published,
            reviewed: article.reviewed,
            reviewed_by: article.reviewed_by.clone(),
            categories: article.categories.iter().map(|category| category.as_str().to_owned()).collect(),
            warnings: article.warnings.clone(),
            is_suspicious: gives_orders(&text[outline.span.clone()]),
            span: Some(outline.span.clone()),
            around: surroundings(article, outlines, at, reach),
            references: cited(article, &outline.span),
            score: 0.0,
            concerns: Vec::new(),
            evidence: None,
        }
    }

    pub(super) fn of_product(product: &Product) -> Self {
        let text = &product.description;
        Self {
            kind: SourceKind::Product,
            id: product.id.to_string(),
            document: product.id.to_string(),
            title: product.name.clone(),
            url: product.url.clone(),
            heading_path: Vec::new(),
            text: text.clone(),
            span: Some(0..text.len()),
            chars: Some(chars(text, &(0..text.len()))),
            fragment: text_fragment(text, 0..text.len()),
            previous: None,
            next: None,
            around: None,
            published: None,
            reviewed: None,
            reviewed_by: None,
            categories: product.categories.iter().map(|category| category.as_str().to_owned()).collect(),
            references: Vec::new(),
            warnings: product.warnings.clone(),
            is_suspicious: gives_orders(text),
            score: 0.0,
            concerns: Vec::new(),
            evidence: None,
        }
    }

    /// One of a product's warnings.
    pub(super) fn of_warning(product: &Product, index: usize) -> Self {
        let warning = &product.warnings[index];
        Self {
            kind: SourceKind::Warning,
            id: product.warning_id(index),
            text: warning.text.clone(),
            span: None,
            chars: None,
            fragment: None,
            is_suspicious: gives_orders(&warning.text),
            ..Self::of_product(product)
        }
    }
}

/// The references that a span of an article cites, in the order of their first mention.
fn cited(article: &Article, span: &Range<usize>) -> Vec<Reference> {
    let mut cited: Vec<usize> = Vec::new();
    for citation in article.body.citations.iter().filter(|citation| span.contains(&citation.at)) {
        if !cited.contains(&citation.reference) {
            cited.push(citation.reference);
        }
    }
    cited.into_iter().filter_map(|index| article.references.get(index)).cloned().collect()
}

/// A span of bytes in characters.
fn chars(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].chars().count();
    start..start + text[span.clone()].chars().count()
}

/// A passage with its neighbours in the same section, at most so many on each side; nothing where there are none.
fn surroundings(article: &Article, outlines: &[PassageOutline], at: usize, reach: usize) -> Option<Surroundings> {
    let section = &outlines[at].heading_path;
    let is_near = |other: usize| other.abs_diff(at) <= reach && outlines[other].heading_path == *section;
    let first = (0..=at).rev().take_while(|&other| is_near(other)).last()?;
    let last = (at..outlines.len()).take_while(|&other| is_near(other)).last()?;
    let span = outlines[first].span.start..outlines[last].span.end;
    (first != last).then(|| Surroundings { text: article.body.text[span.clone()].to_owned(), span })
}
