//! An article cut into passages: the unit that is indexed, ranked and cited.
//!
//! A passage is a run of paragraphs inside one heading section. It never overlaps another one, and its span gives exactly
//! its text, so the passages and what stands between them give the article back. Nothing here knows words as an index
//! does: sizes are counted in white-space separated words.

mod sentence;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::document::{Article, BlockKind, DocumentId, slug};

pub use sentence::sentence_starts;

/// A passage takes no more paragraphs from here on: 190 words are about 250 tokens (OpenAI's rule of thumb: 75 words make
/// 100 tokens), the size that DESIGN's evidence on chunking favours.
const TARGET_WORDS: usize = 190;
/// A shorter last passage of a section joins the one before it (80 tokens).
const MIN_WORDS: usize = 60;
/// No paragraph makes a passage longer than this (400 tokens).
const MAX_WORDS: usize = 300;
/// A list or table is cut between its lines only above this.
const MAX_WHOLE_WORDS: usize = 4 * MAX_WORDS;
/// Bounds what a text without spaces or sentences can do to memory and snippets, in bytes of UTF-8.
const MAX_BYTES: usize = 16 * 1024;
/// More of a heading says nothing more of where a passage stands, and every passage below it has a copy. Bytes of UTF-8.
const MAX_HEADING_BYTES: usize = 300;
/// The section of the text before the first heading.
const LEAD_SECTION: &str = "top";

/// The id of a passage: `article-slug#section-slug.p2`. It survives changes in other sections.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PassageId(String);

impl PassageId {
    fn new(document: &DocumentId, section: &str, number: usize) -> Self {
        Self(format!("{document}#{section}.p{number}"))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of an article that can be read and cited alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Unique over the corpus.
    pub id: PassageId,
    /// The headings above it, outermost first, without the article's title.
    pub heading_path: Vec<String>,
    /// Bytes of UTF-8 in the article's text; never empty.
    pub span: Range<usize>,
    /// Indices into the article's references, of those it cites itself, in order and each once.
    pub references: Vec<usize>,
}

/// Cuts an article into its passages, in the order of the text.
#[must_use]
pub fn cut(article: &Article) -> Vec<Passage> {
    let text = &article.body.text;
    let mut cutter = Cutter { article, sections: HashMap::new(), passages: Vec::new() };
    let mut headings: Vec<(u8, &str)> = Vec::new();
    let mut pieces = Vec::new();
    for block in &article.body.blocks {
        match block.kind {
            BlockKind::Heading(level) => {
                cutter.close_section(&headings, std::mem::take(&mut pieces));
                headings.retain(|&(above, _)| above < level);
                headings.push((level, beginning(&text[block.span.clone()])));
            }
            BlockKind::Paragraph => pieces.extend(cut_paragraph(text, &block.span)),
            BlockKind::Whole => pieces.extend(cut_whole(text, &block.span)),
            BlockKind::Title | BlockKind::References => {}
        }
    }
    cutter.close_section(&headings, pieces);
    cutter.passages
}

/// A stretch of text that stays together.
struct Piece {
    span: Range<usize>,
    words: usize,
}

impl Piece {
    fn new(text: &str, span: Range<usize>) -> Self {
        Self { words: text[span.clone()].split_whitespace().count(), span }
    }
}

struct Cutter<'a> {
    article: &'a Article,
    /// How often each section slug was seen, to keep passage ids unique.
    sections: HashMap<String, usize>,
    passages: Vec<Passage>,
}

impl Cutter<'_> {
    fn close_section(&mut self, headings: &[(u8, &str)], pieces: Vec<Piece>) {
        if pieces.is_empty() {
            return;
        }
        let section = self.section_slug(headings.last().map(|&(_, heading)| heading));
        for (index, piece) in group(pieces).into_iter().enumerate() {
            self.passages.push(Passage {
                id: PassageId::new(&self.article.id, &section, index + 1),
                heading_path: headings.iter().map(|&(_, heading)| heading.to_owned()).collect(),
                references: self.references_in(&piece.span),
                span: piece.span,
            });
        }
    }

    fn section_slug(&mut self, heading: Option<&str>) -> String {
        let mut section = heading.map(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| LEAD_SECTION.to_owned());
        loop {
            let seen = self.sections.entry(section.clone()).or_default();
            *seen += 1;
            if *seen == 1 {
                return section;
            }
            section = format!("{section}-{seen}");
        }
    }

    fn references_in(&self, span: &Range<usize>) -> Vec<usize> {
        let mut references = Vec::new();
        // Citations are in the order of the text: an article with many costs each passage only its own.
        let citations = &self.article.body.citations;
        let from = citations.partition_point(|citation| citation.at < span.start);
        for citation in citations[from..].iter().take_while(|citation| citation.at < span.end) {
            if !references.contains(&citation.reference) {
                references.push(citation.reference);
            }
        }
        references
    }
}

/// The words at the beginning of a heading that have room in a heading path.
fn beginning(heading: &str) -> &str {
    if heading.len() <= MAX_HEADING_BYTES {
        return heading;
    }
    let room = &heading[..heading.floor_char_boundary(MAX_HEADING_BYTES)];
    let end = room.rfind(char::is_whitespace).unwrap_or(room.len());
    room[..end].trim_end()
}

/// Joins neighbouring pieces of one section to passages of a good size.
fn group(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut groups: Vec<Piece> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(last) if last.words < TARGET_WORDS && fits(last, &piece) => join(last, &piece),
            _ => groups.push(piece),
        }
    }
    if let [.., before, last] = groups.as_mut_slice()
        && last.words < MIN_WORDS
        && fits(before, last)
    {
        join(before, last);
        groups.pop();
    }
    groups
}

fn fits(before: &Piece, piece: &Piece) -> bool {
    before.words + piece.words <= MAX_WORDS && piece.span.end - before.span.start <= MAX_BYTES
}

fn join(before: &mut Piece, piece: &Piece) {
    before.span.end = piece.span.end;
    before.words += piece.words;
}

/// A paragraph is one piece, or its sentences when it is too long for a passage.
fn cut_paragraph(text: &str, span: &Range<usize>) -> Vec<Piece> {
    let piece = Piece::new(text, span.clone());
    if piece.words <= MAX_WORDS && span.len() <= MAX_BYTES {
        return vec![piece];
    }
    let sentences = cut_at(text, span, sentence_starts(&text[span.clone()]));
    group(sentences.into_iter().flat_map(|sentence| cut_words(text, sentence)).collect())
}

/// A list, table or box is one piece, or its lines when it is far too long.
fn cut_whole(text: &str, span: &Range<usize>) -> Vec<Piece> {
    let piece = Piece::new(text, span.clone());
    if piece.words <= MAX_WHOLE_WORDS && span.len() <= MAX_BYTES {
        return vec![piece];
    }
    let lines = cut_at(text, span, text[span.clone()].match_indices('\n').map(|(at, _)| at + 1));
    group(lines.into_iter().flat_map(|line| cut_words(text, line)).collect())
}

/// The parts of a span between offsets relative to its start, without white space at their ends; empty parts are dropped.
fn cut_at(text: &str, span: &Range<usize>, offsets: impl Iterator<Item = usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    for end in offsets.map(|offset| span.start + offset).chain([span.end]) {
        let part = &text[start..end];
        let from = start + (part.len() - part.trim_start().len());
        let to = from + part.trim().len();
        if from < to {
            pieces.push(Piece::new(text, from..to));
        }
        start = end;
    }
    pieces
}

/// Cuts what has neither sentences nor lines: after every [`MAX_WORDS`] words, and in any case after [`MAX_BYTES`].
fn cut_words(text: &str, piece: Piece) -> Vec<Piece> {
    if piece.words <= MAX_WORDS && piece.span.len() <= MAX_BYTES {
        return vec![piece];
    }
    let mut offsets = Vec::new();
    let (mut words, mut last_cut, mut in_word) = (0, 0, false);
    for (at, c) in text[piece.span.clone()].char_indices() {
        let starts_word = !c.is_whitespace() && !in_word;
        in_word = !c.is_whitespace();
        words += usize::from(starts_word);
        if (starts_word && words > MAX_WORDS) || at + c.len_utf8() - last_cut > MAX_BYTES {
            offsets.push(at);
            (words, last_cut) = (usize::from(starts_word), at);
        }
    }
    cut_at(text, &piece.span, offsets.into_iter())
}
