//! An article on a page.

use std::ops::Range;

use askama::Template;

use super::product::ProductCard;
use super::view;
use crate::corpus::Language;
use crate::document::{self, BlockKind, Body};
use crate::wire::{ArticleBody, PassageOutline, Reference, RelatedProduct};

/// The page of an article.
#[derive(Template)]
#[template(path = "article.html")]
pub(super) struct ArticlePage {
    version: &'static str,
    /// The tag of the content's language.
    language: &'static str,
    query: String,
    article: ArticleBody,
    categories: Vec<String>,
    site_href: Option<String>,
    blocks: Vec<Block>,
    references: Vec<ReferenceView>,
    related: Vec<ProductCard>,
}

/// A part of the text.
struct Block {
    /// The passages that begin here.
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
    pub(super) fn new(article: ArticleBody, body: &Body, related: Vec<RelatedProduct>, language: Language) -> Self {
        Self {
            version: view::VERSION,
            language: language.code(),
            query: String::new(),
            categories: article.categories.iter().map(|category| view::words(category)).collect(),
            site_href: view::site_href(article.url.as_deref()).map(ToOwned::to_owned),
            references: article.references.iter().map(ReferenceView::new).collect(),
            related: related.into_iter().map(ProductCard::related).collect(),
            blocks: blocks(body, &article.passages),
            article,
        }
    }
}

impl ReferenceView {
    fn new(reference: &Reference) -> Self {
        Self { label: reference.label.clone(), href: view::reference_href(reference) }
    }
}

fn blocks(body: &Body, outlines: &[PassageOutline]) -> Vec<Block> {
    let shown = body.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Title | BlockKind::References));
    let view = |block: &document::Block| Block {
        anchors: outlines
            .iter()
            .filter(|outline| block.span.contains(&outline.span.start))
            .map(|outline| view::anchor(&outline.id).to_owned())
            .collect(),
        content: content(body, block),
    };
    shown.map(view).collect()
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
    let lines = parts(&body.text, span, "\n").into_iter();
    lines.map(|line| pieces(body, line.start + BULLET.len()..line.end)).collect()
}

fn rows(body: &Body, span: &Range<usize>) -> Vec<Vec<Vec<Piece>>> {
    let cells =
        |line: &Range<usize>| parts(&body.text, line, CELL_END).into_iter().map(|cell| pieces(body, cell)).collect();
    parts(&body.text, span, "\n").iter().map(cells).collect()
}

/// The parts of a span between separators.
fn parts(text: &str, span: &Range<usize>, separator: &str) -> Vec<Range<usize>> {
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
