//! Renders Markdown to plain text, and its footnotes to references.

use std::num::NonZeroUsize;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use rustc_hash::FxHashMap;

use super::clean::{clean, one_line};
use super::lines::Lines;
use super::problem::{Flaw, Problems};
use super::reference;
use super::text::{Container, Rendered, TextBuilder};
use crate::document::{BlockKind, Reference};
use crate::nearest::quote;

/// What surrounds the rendering of a body.
pub(super) struct Context<'t> {
    /// The title that the fields of the record gave.
    pub(super) title: Option<&'t str>,
    /// How many references they gave.
    pub(super) references: usize,
    /// The number of the first line of the body in its file.
    pub(super) line: usize,
    /// Whether the lines of the body are lines of the file; in a field of JSON they are not.
    pub(super) is_in_lines: bool,
}

/// Renders a body. Footnotes that are cited and not defined are problems.
pub(super) fn render(source: &str, context: &Context<'_>, problems: &mut Problems) -> Rendered {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let source = clean(source.into());
    let mut renderer = Renderer::new(&source, context);
    for (event, range) in TextMergeWithOffset::new(Parser::new_ext(&source, options).into_offset_iter()) {
        renderer.event(event, range);
    }
    renderer.finish(problems)
}

struct Renderer<'s, 'c> {
    source: &'s str,
    context: &'c Context<'c>,
    builder: TextBuilder,
    footnotes: Footnotes,
    /// The text of the title, while its heading is being read.
    title: Option<String>,
    title_open: bool,
    in_code: bool,
    /// Where footnotes are cited that nobody defines.
    undefined: Vec<Range<usize>>,
}

impl<'s, 'c> Renderer<'s, 'c> {
    fn new(source: &'s str, context: &'c Context<'c>) -> Self {
        Self {
            source,
            context,
            builder: TextBuilder::default(),
            footnotes: Footnotes::default(),
            title: None,
            title_open: false,
            in_code: false,
            undefined: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.footnotes.is_open() {
            self.footnotes.event(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.builder.verbatim(&text),
            Event::Text(text) => {
                self.find_undefined(range);
                self.text(&text);
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::FootnoteReference(label) => {
                let number = self.footnotes.cite(&label).saturating_add(self.context.references);
                self.builder.cite(number);
            }
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text(" "),
            Event::Html(_) | Event::InlineHtml(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } if self.is_title(level as u8) => {
                self.builder.begin(BlockKind::Title);
                self.title = Some(String::new());
                self.title_open = true;
            }
            Tag::Heading { level, .. } => self.builder.begin(BlockKind::Heading(level as u8)),
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.builder.begin(BlockKind::Paragraph);
            }
            Tag::List(None) => self.builder.enter(Container::Bullets),
            Tag::List(Some(first)) => self.builder.enter(Container::Numbers(first)),
            Tag::Item => self.builder.item(),
            Tag::BlockQuote(_) => self.builder.enter(Container::Lines),
            Tag::CodeBlock(_) => {
                self.builder.enter(Container::Lines);
                self.builder.new_line();
                self.in_code = true;
            }
            Tag::Table(_) => self.builder.enter(Container::Table),
            Tag::TableHead | Tag::TableRow => self.builder.new_line(),
            Tag::TableCell => self.builder.cell(),
            Tag::FootnoteDefinition(label) => self.footnotes.open(&label),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph => {
                self.builder.end();
                self.title_open = false;
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table => self.builder.leave(),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.builder.leave();
            }
            _ => {}
        }
    }

    /// Whether a heading that begins here can be the title: it is the first thing in the text.
    fn is_title(&self, level: u8) -> bool {
        level == 1 && self.builder.is_empty() && self.title.is_none()
    }

    fn text(&mut self, text: &str) {
        if let (true, Some(title)) = (self.title_open, &mut self.title) {
            title.push_str(text);
        }
        self.builder.text(text);
    }

    /// The parser leaves the mark of a footnote that has no definition in the text.
    fn find_undefined(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let mut from = 0;
        while let Some(found) = text[from..].find("[^") {
            let start = from + found;
            let Some(length) = text[start..].find(']') else { return };
            let mark = start..start + length + 1;
            let label = &text[mark.start + 2..mark.end - 1];
            let escaped = self.source[..range.start + start].ends_with('\\');
            if !escaped && !label.is_empty() && !label.contains(char::is_whitespace) {
                self.undefined.push(range.start + mark.start..range.start + mark.end);
            }
            from = mark.end;
        }
    }

    fn finish(self, problems: &mut Problems) -> Rendered {
        self.report_undefined(problems);
        let mut body = self.builder.finish();
        let title = self.title.map(|title| one_line(title.into())).filter(|title| !title.is_empty());
        let is_other = |known: &str| title.as_deref() != Some(known);
        if let (true, Some(block)) = (self.context.title.is_some_and(is_other), body.blocks.first_mut())
            && block.kind == BlockKind::Title
        {
            // The record has a title of its own: this is a heading like any other.
            block.kind = BlockKind::Heading(1);
        }
        Rendered { title, body, references: self.footnotes.into_references() }
    }

    fn report_undefined(&self, problems: &mut Problems) {
        if self.undefined.is_empty() {
            return;
        }
        let lines = Lines::new(self.source, self.context.line);
        for mark in &self.undefined {
            let line = if self.context.is_in_lines { lines.at(mark.start) } else { self.context.line };
            let message = format!("the footnote {} is cited but not defined", quote(&self.source[mark.clone()]));
            let help = "define it on a line of its own: the mark, a colon, and the source";
            problems.report(line, Flaw::new(message, help));
        }
    }
}

/// The footnotes of a text, numbered in the order of their first citation.
#[derive(Default)]
struct Footnotes {
    /// The number of each label, from 1.
    numbers: FxHashMap<String, NonZeroUsize>,
    /// The definition of each label, in the order of the file.
    definitions: Vec<(String, Definition)>,
    /// How many definitions around the current place.
    depth: usize,
}

/// The text of a footnote.
#[derive(Default)]
struct Definition {
    text: String,
    /// The address of the first link in it.
    link: Option<String>,
}

impl Footnotes {
    /// The number of a label; a new one if it has none yet.
    fn cite(&mut self, label: &str) -> NonZeroUsize {
        let next = NonZeroUsize::MIN.saturating_add(self.numbers.len());
        *self.numbers.entry(label.to_lowercase()).or_insert(next)
    }

    fn open(&mut self, label: &str) {
        self.depth += 1;
        self.definitions.push((label.to_lowercase(), Definition::default()));
    }

    fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Takes in what stands inside a definition: its words, whatever their shape.
    fn event(&mut self, event: Event<'_>) {
        let Some((_, definition)) = self.definitions.last_mut() else {
            return;
        };
        match event {
            Event::Text(text) | Event::Code(text) => definition.text.push_str(&text),
            Event::Start(Tag::Link { dest_url, .. }) => {
                definition.link.get_or_insert_with(|| dest_url.into_string());
            }
            Event::Start(Tag::FootnoteDefinition(label)) => self.open(&label),
            Event::End(TagEnd::FootnoteDefinition) => self.depth -= 1,
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph | Tag::Item) => definition.text.push(' '),
            _ => {}
        }
    }

    /// The cited ones by their numbers, then those that nobody cites.
    fn into_references(self) -> Vec<Reference> {
        let mut cited = vec![None; self.numbers.len()];
        let mut others = Vec::new();
        for (label, definition) in self.definitions {
            let reference = definition.into_reference(&label);
            match self.numbers.get(&label).map(|number| &mut cited[number.get() - 1]) {
                Some(place) => *place = place.take().or(Some(reference)),
                None => others.push(reference),
            }
        }
        // Every number keeps its place, so that no mark in the text can point to another's reference.
        cited.into_iter().map(Option::unwrap_or_default).chain(others).collect()
    }
}

impl Definition {
    fn into_reference(self, label: &str) -> Reference {
        let mut reference = reference::from_text(&one_line(self.text.into()));
        if reference.label.is_empty() {
            label.clone_into(&mut reference.label);
        }
        let is_web = |link: &String| link.starts_with("http://") || link.starts_with("https://");
        reference.url = reference.url.or(self.link.filter(is_web));
        reference
    }
}
