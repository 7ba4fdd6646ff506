//! Builds the plain text of a document block by block. Markdown and HTML are both rendered through it, so a heading,
//! a list or a table reads the same whatever it was written in.

use std::num::NonZeroUsize;

use super::clean::clean;
use crate::document::{Block, BlockKind, Body, Citation, Reference};

/// A body in plain text, with what only the body can tell.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The title, where it stands in the text.
    pub(super) title: Option<String>,
    /// The text and its structure.
    pub(super) body: Body,
    /// The references that the text defines, after those that the fields of the record gave.
    pub(super) references: Vec<Reference>,
}

/// Lists deeper than this are not indented further: the text grows with what was written, not with its square.
const MAX_INDENT: usize = 8;

/// Writes a [`Body`] and keeps its promises: blocks in order and apart by one blank line, none of them empty, every
/// span on character boundaries, every citation inside a block.
///
/// White space runs collapse into one space, except in [`TextBuilder::verbatim`]. Inside a container (a list, a
/// quotation, a table) everything becomes lines of one block that stays whole.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    body: Body,
    open: Option<Open>,
    /// The containers around the current place, outermost first.
    containers: Vec<Container>,
    /// Whether the current line has nothing but its indentation and its mark.
    fresh: bool,
    /// Whether white space stands between what was written last and what comes.
    space_due: bool,
    /// Cells begun in the current line.
    cells: usize,
}

/// The block that is being written.
#[derive(Debug)]
struct Open {
    start: usize,
    kind: BlockKind,
    /// Whether it has a word yet, and not just marks.
    written: bool,
}

/// What makes a block of several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// A list with bullets.
    Bullets,
    /// A list whose next item has this number.
    Numbers(u64),
    /// A quotation, or anything else that has lines.
    Lines,
    /// A table.
    Table,
}

impl TextBuilder {
    /// Begins a heading or a paragraph; inside a container, a line of it.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        if self.containers.is_empty() {
            self.begin_block(kind);
        } else {
            self.new_line();
        }
    }

    /// Ends what [`TextBuilder::begin`] began.
    pub(super) fn end(&mut self) {
        if self.containers.is_empty() {
            self.end_block();
        } else {
            self.space_due = true;
        }
    }

    /// Enters a list, a quotation or a table.
    pub(super) fn enter(&mut self, container: Container) {
        if self.containers.is_empty() {
            self.begin_block(BlockKind::Whole);
        }
        self.containers.push(container);
    }

    /// Leaves the innermost container; outside of any, does nothing.
    pub(super) fn leave(&mut self) {
        if self.containers.pop().is_some() && self.containers.is_empty() {
            self.end_block();
        }
    }

    /// Begins an item of the innermost list with its mark.
    pub(super) fn item(&mut self) {
        self.new_line();
        let mark = match self.containers.last_mut() {
            Some(Container::Numbers(next)) => {
                *next = next.saturating_add(1);
                format!("{}. ", next.saturating_sub(1))
            }
            Some(Container::Bullets) => "- ".to_owned(),
            _ => return,
        };
        self.body.text.push_str(&mark);
    }

    /// Begins a row of a table, or another line of a container.
    pub(super) fn new_line(&mut self) {
        self.space_due = false;
        self.cells = 0;
        let Some(open) = &self.open else { return };
        if self.fresh {
            return;
        }
        if self.body.text.len() > open.start {
            self.trim_line();
            self.body.text.push('\n');
        }
        let lists =
            self.containers.iter().filter(|container| !matches!(container, Container::Lines | Container::Table));
        for _ in 1..lists.count().min(MAX_INDENT) {
            self.body.text.push_str("  ");
        }
        self.fresh = true;
    }

    /// Begins the next cell of a row.
    pub(super) fn cell(&mut self) {
        if self.cells > 0 {
            self.trim_line();
            self.body.text.push_str(if self.fresh { "| " } else { " | " });
            self.fresh = false;
            self.space_due = false;
        }
        self.cells += 1;
    }

    /// Ends the line of text: outside of containers its block, inside of them its line.
    pub(super) fn break_text(&mut self) {
        if self.containers.is_empty() {
            self.end_block();
        } else {
            self.new_line();
        }
    }

    /// Whether nothing has been written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.body.blocks.is_empty() && self.open.is_none()
    }

    /// Writes running text, in a paragraph of its own if no block is open.
    pub(super) fn text(&mut self, text: &str) {
        let text = clean(text.into());
        if text.starts_with(char::is_whitespace) {
            self.space_due = true;
        }
        for word in text.split_whitespace() {
            self.word(word);
            self.space_due = true;
        }
        if !text.is_empty() && !text.ends_with(char::is_whitespace) {
            self.space_due = false;
        }
    }

    /// Writes code and the like: lines and spaces stay.
    pub(super) fn verbatim(&mut self, text: &str) {
        let text = clean(text.replace('\r', "").into()).into_owned();
        let open = self.open_or(BlockKind::Whole);
        open.written |= !text.trim().is_empty();
        self.body.text.push_str(&text);
        self.fresh = text.ends_with('\n');
    }

    /// Writes the mark of a reference right after the last word. `number` is what readers see, from 1.
    pub(super) fn cite(&mut self, number: NonZeroUsize) {
        self.open_or(BlockKind::Paragraph).written = true;
        self.body.citations.push(Citation { at: self.body.text.len(), reference: number.get() - 1 });
        self.body.text.extend(["[", &number.to_string(), "]"]);
        self.fresh = false;
        self.space_due = false;
    }

    /// Ends what is open and returns the body.
    pub(super) fn finish(mut self) -> Body {
        self.end_block();
        self.body
    }

    fn word(&mut self, word: &str) {
        self.open_or(BlockKind::Paragraph).written = true;
        if self.space_due && !self.fresh {
            self.body.text.push(' ');
        }
        self.body.text.push_str(word);
        self.fresh = false;
        self.space_due = false;
    }

    /// The open block; if there is none, a new one of a kind.
    fn open_or(&mut self, kind: BlockKind) -> &mut Open {
        if self.open.is_none() {
            self.begin_block(kind);
        }
        self.open.get_or_insert(Open { start: self.body.text.len(), kind, written: false })
    }

    fn begin_block(&mut self, kind: BlockKind) {
        self.end_block();
        if !self.body.blocks.is_empty() {
            self.body.text.push_str("\n\n");
        }
        self.open = Some(Open { start: self.body.text.len(), kind, written: false });
        self.fresh = true;
        self.space_due = false;
        self.cells = 0;
    }

    /// Ends the open block. One without a word is taken back, with the blank line before it.
    fn end_block(&mut self) {
        let Some(Open { start, kind, written }) = self.open.take() else {
            return;
        };
        if written {
            self.body.text.truncate(self.body.text.trim_end().len());
            self.body.blocks.push(Block { span: start..self.body.text.len(), kind });
        } else {
            self.body.text.truncate(self.body.blocks.last().map_or(0, |block| block.span.end));
        }
    }

    fn trim_line(&mut self) {
        self.body.text.truncate(self.body.text.trim_end_matches(' ').len());
    }
}
