//! Reads web pages: what their head says becomes fields, and what a visitor reads becomes plain text.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};

use super::clean::{clean, one_line};
use super::problem::{Flaw, Problems};
use super::record::{Content, Field, Record, Value};
use super::text::{Container, Rendered, TextBuilder};
use crate::document::BlockKind;

/// Elements that frame an article or belong to a program, not to a reader.
const SKIPPED: [&str; 16] = [
    "script", "style", "nav", "header", "footer", "aside", "form", "template", "noscript", "head", "svg", "iframe",
    "button", "select", "object", "dialog",
];

/// Elements that begin a line of their own.
const BLOCKS: [&str; 15] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "body",
    "figure",
    "figcaption",
    "address",
    "details",
    "summary",
    "dt",
    "dd",
    "caption",
    "hr",
];

/// The deepest nesting of a page that is read. Browsers stop at 512; the parser's time grows with the square of it.
const MAX_DEPTH: usize = 1_024;

/// Elements that need no end tag, and so may begin any number of times without being inside of each other.
const UNENDED: [&str; 22] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "source", "td", "th", "tr", "track", "tbody", "wbr",
];

/// Reads a page. What it says of itself in its head are fields like those of any other format.
pub(super) fn read<'a>(text: &str, stem: &'a str, problems: &mut Problems) -> Option<Record<'a>> {
    let page = parse(text, 1, problems)?;
    let rendered = render_page(&page);
    let title = rendered.title.clone().or_else(|| content(page.root_element(), "title"));
    let canonical = attribute(&page, "link[rel=canonical]", "href");
    let published = attribute(&page, "meta[property='article:published_time']", "content");
    let fields = [
        ("title", title),
        ("summary", attribute(&page, "meta[name=description]", "content")),
        ("tags", attribute(&page, "meta[name=keywords]", "content")),
        ("url", canonical),
        ("published", published),
    ];
    let field = |(key, value): (&'static str, Option<String>)| {
        Some(Field { key: key.into(), value: Value::Text(value?.into()), line: 1 })
    };
    let fields = fields.into_iter().filter_map(field).collect();
    Some(Record { stem: Some(stem), content: Some(Content::Rendered(rendered)), ..Record::new(1, fields) })
}

/// Renders a page, or a piece of one, that stands in a field at a line.
pub(super) fn render(source: &str, line: usize, problems: &mut Problems) -> Rendered {
    parse(source, line, problems).map(|page| render_page(&page)).unwrap_or_default()
}

fn parse(source: &str, line: usize, problems: &mut Problems) -> Option<Html> {
    let source = clean(source.into());
    if depth(&source) > MAX_DEPTH {
        let message = format!("the page has more than {MAX_DEPTH} elements inside of each other");
        problems.report(line, Flaw::new(message, "close each element with its end tag"));
        return None;
    }
    Some(Html::parse_document(&source))
}

/// How deep elements are inside of each other, by their tags alone.
fn depth(source: &str) -> usize {
    let (mut depth, mut deepest, mut in_drawing) = (0_usize, 0, false);
    for tag in source.split('<').skip(1) {
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is = |other: &&str| other.eq_ignore_ascii_case(name);
        // Only in a drawing does `<path/>` end itself.
        let is_whole = in_drawing && tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if ["svg", "math"].iter().any(is) {
            in_drawing = !is_end;
        }
        if name.is_empty() || is_whole || UNENDED.iter().any(is) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The text of `<main>`, else of `<article>`, else of the whole body.
///
/// The walk goes from node to node without recursion: a page may be nested deeper than the stack.
fn render_page(page: &Html) -> Rendered {
    let main = ["main", "article", "body"].into_iter().find_map(|name| page.select(&selector(name)).next());
    let root = main.unwrap_or_else(|| page.root_element());
    let title = content(root, "h1").or_else(|| content(page.root_element(), "h1"));
    let mut renderer = Renderer::default();
    let mut node = *root;
    'walk: loop {
        let visible = node == *root || renderer.open(node.value());
        if visible && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        if visible {
            renderer.close(node.value());
        }
        while node != *root {
            if let Some(next) = node.next_sibling() {
                node = next;
                continue 'walk;
            }
            let Some(parent) = node.parent() else { break };
            node = parent;
            renderer.close(node.value());
        }
        break;
    }
    Rendered { title, body: renderer.builder.finish(), ..Rendered::default() }
}

/// Whether a visitor does not see an element.
fn is_hidden(element: &Element) -> bool {
    let style = || element.attr("style").unwrap_or_default().replace(char::is_whitespace, "").to_lowercase();
    SKIPPED.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || (element.attr("style").is_some()
            && ["display:none", "visibility:hidden"].iter().any(|rule| style().contains(rule)))
}

#[derive(Default)]
struct Renderer {
    builder: TextBuilder,
    /// How many `<pre>` are open.
    preformatted: usize,
    has_title: bool,
}

impl Renderer {
    /// Renders the beginning of a node, unless it and all inside of it are hidden: then says so.
    fn open(&mut self, node: &Node) -> bool {
        match node {
            Node::Element(element) if is_hidden(element) => return false,
            Node::Element(element) => self.open_element(element),
            Node::Text(text) => self.text(text),
            _ => {}
        }
        true
    }

    /// Renders the end of a node that was opened.
    fn close(&mut self, node: &Node) {
        if let Node::Element(element) = node {
            self.close_element(element.name());
        }
    }

    fn open_element(&mut self, element: &Element) {
        match element.name() {
            "h1" if !self.has_title && self.builder.is_empty() => {
                self.has_title = true;
                self.builder.begin(BlockKind::Title);
            }
            name if let Some(level) = heading_level(name) => self.builder.begin(BlockKind::Heading(level)),
            "ul" => self.builder.enter(Container::Bullets),
            "ol" => self.builder.enter(Container::Numbers(first_number(element))),
            "blockquote" | "dl" => self.builder.enter(Container::Lines),
            "pre" => {
                self.builder.enter(Container::Lines);
                self.builder.new_line();
                self.preformatted += 1;
            }
            "table" => self.builder.enter(Container::Table),
            "li" => self.builder.item(),
            "tr" => self.builder.new_line(),
            "td" | "th" => self.builder.cell(),
            "br" => self.text(if self.preformatted > 0 { "\n" } else { " " }),
            "img" => self.text(element.attr("alt").unwrap_or_default()),
            name if BLOCKS.contains(&name) => self.builder.break_text(),
            _ => {}
        }
    }

    fn close_element(&mut self, name: &str) {
        match name {
            "ul" | "ol" | "blockquote" | "dl" | "table" => self.builder.leave(),
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.builder.leave();
            }
            name if heading_level(name).is_some() || BLOCKS.contains(&name) => self.builder.break_text(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.builder.verbatim(text);
        } else {
            self.builder.text(text);
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

fn first_number(list: &Element) -> u64 {
    list.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1)
}

/// The words of the first element that a selector finds.
fn content(element: ElementRef<'_>, found_by: &str) -> Option<String> {
    let element = element.select(&selector(found_by)).next()?;
    let words: String = element.text().collect();
    Some(one_line(words.into())).filter(|words| !words.is_empty())
}

/// An attribute of the first element that a selector finds.
fn attribute(page: &Html, found_by: &str, name: &str) -> Option<String> {
    let value = page.select(&selector(found_by)).next()?.attr(name)?;
    Some(one_line(value.into())).filter(|value| !value.is_empty())
}

fn selector(selector: &str) -> Selector {
    Selector::parse(selector).expect("the selector is a constant")
}
