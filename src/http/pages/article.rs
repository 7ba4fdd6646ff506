//! An article on a page.

use std::ops::Range;

use askama::Template;

use super::card::ProductCard;
use super::view;
use crate::corpus::Language;
use crate::document::{self, BlockKind, Body};
use crate::filter::Field;
use crate::wire::{ArticleBody, LeftOut, PassageOutline, Reference, RelatedResponse};

/// The page of an article.
#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticlePage {
    version: &'static str,
    /// The tag of the content's language.
    language: &'static str,
    query: String,
    article: ArticleBody,
    categories: Vec<(String, String)>,
    tags: Vec<(String, String)>,
    published: Option<String>,
    reviewed: Option<String>,
    site_href: Option<String>,
    parts: Vec<Part>,
    references: Vec<ReferenceView>,
    related: Vec<ProductCard>,
    left_out: Vec<LeftOut>,
}

/// What is marked when somebody arrives by a link: a passage, or what stands between passages.
struct Part {
    /// The passage that it is.
    anchor: Option<String>,
    blocks: Vec<Block>,
}

/// A stretch of the text.
struct Block {
    /// The passages that begin inside of it, after its part's own.
    anchors: Vec<String>,
    content: Content,
}

enum Content {
    /// Level 2 to 6: the title of the page is the only one of level 1.
    Heading(u8, String),
    Paragraph(Vec<Piece>),
    List(Vec<Vec<Piece>>),
    /// Rows of cells; the first row is the head.
    Table(Vec<Vec<Vec<Piece>>>),
    /// Code or a box, line by line as it is.
    Verbatim(Vec<Piece>),
}

/// A run of text, or the number of a reference.
enum Piece {
    Text(String),
    Citation(usize),
}

struct ReferenceView {
    label: String,
    href: Option<String>,
}

impl ArticlePage {
    /// Of an article, its text with its structure, and the products that belong to it.
    pub(super) fn new(article: ArticleBody, body: &Body, related: RelatedResponse, language: Language) -> Self {
        Self {
            version: view::VERSION,
            language: language.code(),
            query: String::new(),
            categories: view::links(Field::Category, &article.categories),
            tags: view::links(Field::Tag, &article.tags),
            published: article.published.as_deref().map(view::date),
            reviewed: article.reviewed.as_deref().map(view::date),
            site_href: view::site_href(article.url.as_deref()).map(ToOwned::to_owned),
            references: article.references.iter().map(ReferenceView::new).collect(),
            related: related.products.into_iter().map(ProductCard::related).collect(),
            left_out: related.left_out,
            parts: parts(body, &article.passages),
            article,
        }
    }
}

impl ReferenceView {
    fn new(reference: &Reference) -> Self {
        Self { label: reference.label.clone(), href: view::reference_href(reference) }
    }
}

/// The text in its passages. A heading belongs to none; a passage that begins inside of a block stays in the part of that.
fn parts(body: &Body, outlines: &[PassageOutline]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut outlines = outlines.iter().peekable();
    for block in body.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Title | BlockKind::References)) {
        let mut anchors = Vec::new();
        while let Some(outline) = outlines.next_if(|outline| outline.span.start < block.span.end) {
            anchors.push(view::anchor(&outline.id).to_owned());
        }
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if !anchors.is_empty() || is_heading || parts.last().is_none_or(|part| part.anchor.is_none()) {
            let anchor = if anchors.is_empty() { None } else { Some(anchors.remove(0)) };
            parts.push(Part { anchor, blocks: Vec::new() });
        }
        let block = Block { anchors, content: content(body, block) };
        parts.last_mut().expect("there is a part now").blocks.push(block);
    }
    parts
}

fn content(body: &Body, block: &document::Block) -> Content {
    let text = &body.text[block.span.clone()];
    match block.kind {
        BlockKind::Heading(level) => Content::Heading(level.clamp(2, 6), text.to_owned()),
        BlockKind::Whole if is_list(text) => Content::List(items(body, &block.span)),
        BlockKind::Whole if is_table(text) => Content::Table(rows(body, &block.span)),
        BlockKind::Whole => Content::Verbatim(pieces(body, block.span.clone())),
        BlockKind::Paragraph | BlockKind::Title | BlockKind::References => {
            Content::Paragraph(pieces(body, block.span.clone()))
        }
    }
}

/// Lists come out of the readers as lines with this in front.
const BULLET: &str = "- ";
/// Cells of a table come out of the readers with this between them.
const CELL_END: &str = " | ";

fn is_list(text: &str) -> bool {
    text.lines().all(|line| line.starts_with(BULLET))
}

fn is_table(text: &str) -> bool {
    text.lines().count() > 1 && text.lines().all(|line| line.contains(CELL_END))
}

fn items(body: &Body, span: &Range<usize>) -> Vec<Vec<Piece>> {
    let lines = split(&body.text, span, "\n").into_iter();
    lines.map(|line| pieces(body, line.start + BULLET.len()..line.end)).collect()
}

fn rows(body: &Body, span: &Range<usize>) -> Vec<Vec<Vec<Piece>>> {
    let cells =
        |line: &Range<usize>| split(&body.text, line, CELL_END).into_iter().map(|cell| pieces(body, cell)).collect();
    split(&body.text, span, "\n").iter().map(cells).collect()
}

/// What stands in a span between separators.
fn split(text: &str, span: &Range<usize>, separator: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = span.start;
    for part in text[span.clone()].split(separator) {
        parts.push(start..start + part.len());
        start += part.len() + separator.len();
    }
    parts
}

/// The text of a span, cut where it cites.
fn pieces(body: &Body, span: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = span.start;
    for citation in body.citations.iter().filter(|citation| span.contains(&citation.at)) {
        let Some(length) = mark_length(&body.text[citation.at..span.end]) else {
            continue;
        };
        if citation.at >= from {
            pieces.push(Piece::Text(body.text[from..citation.at].to_owned()));
            pieces.push(Piece::Citation(citation.reference + 1));
            from = citation.at + length;
        }
    }
    pieces.push(Piece::Text(body.text[from..span.end].to_owned()));
    pieces
}

/// The length of a mark such as `[12]` at the start of a text.
fn mark_length(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('[')?.split_once(']')?.0;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(digits.len() + "[]".len())
}
