//! Finds the structure of plain text by its shape: a title, headings, lists, and the references at the end.
//!
//! The text itself is not touched: every span points into what was given.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::reference;
use super::text::Rendered;
use crate::document::{Block, BlockKind, Body, Citation};

/// Lines longer than this are sentences, not titles of sections.
const MAX_HEADING_CHARS: usize = 80;
/// The same in words.
const MAX_HEADING_WORDS: usize = 12;
/// The longest title in front of other lines of its paragraph.
const MAX_TITLE_CHARS: usize = 200;
/// A longer block is prose that happens to name a source, not a citation.
const MAX_CITATION_BYTES: usize = 600;
/// The level of a heading without marks: the title is the level above.
const HEADING_LEVEL: u8 = 2;

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:19|20)\d\d\b"));
/// `2013 Feb;68(2):189`, `2016;7:1081`, or an identifier.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:19|20)\d\d\b[^;.]{0,20};\s*\w{0,6}\d(?:\([^)]{1,20}\))?\s*:\s*e?\d|\bdoi:?\s*10\.\d{4}|\bPMID:?\s*\d|https?://\S",
    )
});
static REFERENCES_HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:#{1,6}\s*)?(?:references|sources|bibliography|further reading):?$"));
static ITEM_MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[-*•]|\d{1,3}[.)]|\[\d{1,3}\])\s+"));
static CITATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[\d{1,3}\]"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// Reads a text file: its first line is the title.
pub(super) fn read_file(text: String) -> Rendered {
    let mut paragraphs = paragraphs(&text);
    let title = take_title(&text, &mut paragraphs);
    let mut rendered = read_paragraphs(text, paragraphs, 0);
    if let Some(span) = title {
        rendered.title = Some(rendered.body.text[span.clone()].to_owned());
        rendered.body.blocks.insert(0, Block { span, kind: BlockKind::Title });
    }
    rendered
}

/// Reads a body whose title stands elsewhere, and whose record has given `references` references already.
pub(super) fn read(text: String, references: usize) -> Rendered {
    let paragraphs = paragraphs(&text);
    read_paragraphs(text, paragraphs, references)
}

/// Lines that follow each other without a blank line between them.
#[derive(Debug)]
struct Paragraph {
    /// The lines without the white space around them.
    lines: Vec<Range<usize>>,
}

impl Paragraph {
    fn span(&self) -> Range<usize> {
        let start = self.lines.first().map_or(0, |line| line.start);
        start..self.lines.last().map_or(start, |line| line.end)
    }

    /// Its text, if it is one line.
    fn single_line<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self.lines.as_slice() {
            [line] => Some(&text[line.clone()]),
            _ => None,
        }
    }
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut blank = true;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = trim(line);
        let at = start + (trimmed.as_ptr() as usize - line.as_ptr() as usize);
        start += line.len();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let span = at..at + trimmed.len();
        let is_marked = after_hashes(text, span.clone()).is_some();
        match paragraphs.last_mut() {
            Some(paragraph) if !blank => paragraph.lines.push(span),
            _ => paragraphs.push(Paragraph { lines: vec![span] }),
        }
        // A marked heading needs no blank line after it; inside a paragraph it is no heading.
        blank = blank && is_marked;
    }
    paragraphs
}

/// Takes off white space and the byte order mark, which stand in the file but not in any block.
fn trim(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Takes the first line off, if it can be a title.
fn take_title(text: &str, paragraphs: &mut Vec<Paragraph>) -> Option<Range<usize>> {
    let first = paragraphs.first_mut()?;
    let line = first.lines.first()?.clone();
    let title = after_hashes(text, line.clone()).unwrap_or(line);
    if text[title.clone()].chars().count() > MAX_TITLE_CHARS {
        return None;
    }
    first.lines.remove(0);
    if first.lines.is_empty() {
        paragraphs.remove(0);
    }
    Some(title)
}

fn read_paragraphs(text: String, mut paragraphs: Vec<Paragraph>, references_before: usize) -> Rendered {
    let list = paragraphs.split_off(references_start(&text, &paragraphs));
    let mut blocks = Vec::with_capacity(paragraphs.len());
    let headings = headings(&text, &paragraphs);
    for (paragraph, heading) in paragraphs.iter().zip(headings) {
        match heading {
            Some(heading) => blocks.push(heading),
            None => push_runs(&text, paragraph, &mut blocks),
        }
    }
    let mut rendered = Rendered::default();
    let body_end = blocks.len();
    for span in reference_spans(&text, &list) {
        let citation = &text[span.clone()];
        if !is_references_heading(citation) {
            rendered.references.push(reference::from_text(citation));
        }
        blocks.push(Block { span, kind: BlockKind::References });
    }
    let known_references = references_before + rendered.references.len();
    let citations = citations(&text, &blocks[..body_end], known_references);
    rendered.body = Body { text, blocks, citations };
    rendered
}

/// The heading that each paragraph is, if it is one. What nothing follows is no heading.
fn headings(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<Block>> {
    let mut headings: Vec<_> = paragraphs.iter().map(|paragraph| heading(text, paragraph)).collect();
    for heading in headings.iter_mut().rev() {
        if heading.is_none() {
            break;
        }
        *heading = None;
    }
    headings
}

fn heading(text: &str, paragraph: &Paragraph) -> Option<Block> {
    let line = paragraph.single_line(text)?;
    if let Some(span) = after_hashes(text, paragraph.span()) {
        let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
        return Some(Block { span, kind: BlockKind::Heading(hashes as u8) });
    }
    let starts = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let ends = line.ends_with(['.', '!', '?', ':', ';', ',', '…']);
    let short = line.chars().nth(MAX_HEADING_CHARS).is_none() && line.split_whitespace().count() <= MAX_HEADING_WORDS;
    (starts && !ends && short).then(|| Block { span: paragraph.span(), kind: BlockKind::Heading(HEADING_LEVEL) })
}

/// The words of `## Words`.
fn after_hashes(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let marked = text[line.clone()].trim_start_matches('#');
    let words = marked.trim_start();
    let hashes = line.len() - marked.len();
    let is_heading = (1..=6).contains(&hashes) && words.len() < marked.len() && !words.is_empty();
    is_heading.then(|| line.end - words.len()..line.end)
}

/// Cuts a paragraph into lists and running text.
fn push_runs(text: &str, paragraph: &Paragraph, blocks: &mut Vec<Block>) {
    let mut last = None;
    for line in &paragraph.lines {
        let kind = if is_item(&text[line.clone()]) { BlockKind::Whole } else { BlockKind::Paragraph };
        let indented = text[..line.start].ends_with([' ', '\t']);
        let continues = last == Some(kind) || (last == Some(BlockKind::Whole) && indented);
        match blocks.last_mut() {
            Some(block) if continues => block.span.end = line.end,
            _ => {
                blocks.push(Block { span: line.clone(), kind });
                last = Some(kind);
            }
        }
    }
}

fn is_item(line: &str) -> bool {
    !line.starts_with('[') && ITEM_MARK.is_match(line)
}

/// The first paragraph of the list of references; the number of paragraphs if there is none.
fn references_start(text: &str, paragraphs: &[Paragraph]) -> usize {
    let headed = paragraphs
        .iter()
        .rposition(|paragraph| starts_references(text, paragraph))
        .filter(|&heading| may_be_references(text, &paragraphs[heading + 1..]));
    let cited = paragraphs.iter().rev().take_while(|paragraph| is_citation(text, paragraph));
    let start = headed.unwrap_or_else(|| paragraphs.len() - cited.count());
    // A body that is nothing but references is a body.
    if start == 0 { paragraphs.len() } else { start }
}

/// Whether what follows a heading such as "Sources" is short of prose and has no other heading.
fn may_be_references(text: &str, paragraphs: &[Paragraph]) -> bool {
    let is_short = |paragraph: &Paragraph| paragraph.lines.iter().all(|line| line.len() <= MAX_CITATION_BYTES);
    paragraphs.iter().all(|paragraph| is_short(paragraph) && after_hashes(text, paragraph.span()).is_none())
}

fn starts_references(text: &str, paragraph: &Paragraph) -> bool {
    paragraph.lines.first().is_some_and(|line| is_references_heading(&text[line.clone()]))
}

fn is_references_heading(line: &str) -> bool {
    line.len() < MAX_HEADING_CHARS && REFERENCES_HEADING.is_match(line)
}

fn is_citation(text: &str, paragraph: &Paragraph) -> bool {
    let span = paragraph.span();
    let citation = &text[span.clone()];
    span.len() <= MAX_CITATION_BYTES && YEAR.is_match(citation) && SOURCE.is_match(citation)
}

/// One span a reference: a line each where the lines are numbered or are citations themselves, else a paragraph each.
/// The heading of the list has a span of its own.
fn reference_spans(text: &str, paragraphs: &[Paragraph]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    for paragraph in paragraphs {
        let has_heading = spans.is_empty() && starts_references(text, paragraph);
        let (heading, lines) = paragraph.lines.split_at(usize::from(has_heading));
        spans.extend_from_slice(heading);
        let each_line = lines.iter().all(|span| is_reference_line(&text[span.clone()]));
        match (lines.first(), lines.last()) {
            _ if each_line => spans.extend(lines.iter().map(|span| without_mark(text, span.clone()))),
            (Some(first), Some(last)) => spans.push(without_mark(text, first.start..last.end)),
            _ => {}
        }
    }
    spans
}

fn is_reference_line(line: &str) -> bool {
    ITEM_MARK.is_match(line) || (YEAR.is_match(line) && SOURCE.is_match(line))
}

fn without_mark(text: &str, line: Range<usize>) -> Range<usize> {
    let mark = ITEM_MARK.find(&text[line.clone()]).map_or(0, |mark| mark.end());
    line.start + mark..line.end
}

/// Every `[3]` in the blocks that has a third reference.
fn citations(text: &str, blocks: &[Block], known_references: usize) -> Vec<Citation> {
    if known_references == 0 {
        return Vec::new();
    }
    let in_block = |block: &Block| {
        let start = block.span.start;
        CITATION.find_iter(&text[block.span.clone()]).filter_map(move |mark| {
            let number: usize = mark.as_str().trim_matches(['[', ']']).parse().ok()?;
            let known = (1..=known_references).contains(&number);
            known.then(|| Citation { at: start + mark.start(), reference: number - 1 })
        })
    };
    blocks.iter().flat_map(in_block).collect()
}
