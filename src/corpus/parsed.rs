//! From a record to a document: which kind it is, what its body says, and whether it is sound.

use super::beir;
use super::clean::clean;
use super::fields::Fields;
use super::markdown::{self, Context};
use super::problem::{Flaw, Problems};
use super::record::{Content, Markup, Record};
use super::text::Rendered;
use super::{article, html, plain, product, scalar};
use crate::document::{Block, BlockKind, Document, DocumentId, Kind};

/// A record that has been read, with what the whole corpus must know of it.
#[derive(Debug)]
pub(super) struct Parsed {
    /// Its id, if it has a good one: known even if the rest is not sound.
    pub(super) id: Option<DocumentId>,
    /// Article or product.
    pub(super) kind: Kind,
    /// Where it begins.
    pub(super) line: usize,
    /// Where it names its products.
    pub(super) products_line: usize,
    /// The products that it names, whether the rest of it is sound or not.
    pub(super) products: Vec<DocumentId>,
    /// The document, if no problem was found in it.
    pub(super) document: Option<Document>,
}

/// Turns a record into a document and notes every problem. `kind` is what the file's place or the caller says; the
/// record's own word counts more.
pub(super) fn parse(record: Record<'_>, kind: Option<Kind>, problems: &mut Problems) -> Parsed {
    let before = problems.count();
    let mut record = if beir::is_beir(&record) { beir::translate(record, kind, problems) } else { record };
    let line = record.line;
    let mut fields = Fields::new(line, std::mem::take(&mut record.fields), record.separators, problems);
    let (own_kind, kind_is_sound) = fields.soundly(|fields| fields.parsed("kind", scalar::kind));
    let kind = own_kind.or(kind).unwrap_or(Kind::Article);
    let products_line = fields.line_of("products");
    let id = id(&record, &mut fields);
    let document = match kind {
        Kind::Article => {
            article::read(&mut fields, id.as_ref(), record.content).map(|article| Document::Article(Box::new(article)))
        }
        Kind::Product => {
            let product = product::read(&mut fields, id.as_ref(), record.content, record.separators);
            product.map(|product| Document::Product(Box::new(product)))
        }
    };
    // Which fields are known depends on the kind.
    if kind_is_sound {
        fields.finish(known_fields(kind));
    }
    let products = document.as_ref().map(|document| document.products().to_vec()).unwrap_or_default();
    let document = document.filter(|_| problems.count() == before);
    Parsed { id, kind, line, products_line, products, document }
}

/// The names that a record of a kind may use.
pub(super) fn known_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Article => &article::FIELDS,
        Kind::Product => &product::FIELDS,
    }
}

fn id(record: &Record<'_>, fields: &mut Fields<'_, '_>) -> Option<DocumentId> {
    let (given, is_sound) = fields.soundly(|fields| fields.parsed("id", scalar::id));
    if given.is_some() || !is_sound {
        return given;
    }
    let Some(stem) = record.stem else {
        fields.missing("id", Flaw::new("the record has no id", "write an id such as magnesium-and-sleep"));
        return None;
    };
    let flaw = match scalar::id(stem) {
        Ok(id) => return Some(id),
        Err(flaw) => Flaw::new(
            format!("the file's name cannot be an id: {}", flaw.message),
            "rename the file, or write an id in it",
        ),
    };
    fields.missing("id", flaw);
    None
}

/// Takes the body of a record, from beside its fields or from one of the fields `names`, and renders it.
/// `title` and `references` are what the fields have said already.
pub(super) fn body(
    fields: &mut Fields<'_, '_>,
    names: &[&str],
    content: Option<Content<'_>>,
    title: Option<&str>,
    references: usize,
) -> Rendered {
    let markup = fields.parsed("format", scalar::markup).unwrap_or(Markup::Text);
    let is_in_lines = content.is_some();
    let in_field = |(line, source)| Content::Source { markup, source, line };
    let (markup, source, line) = match content.or_else(|| fields.raw(names).map(in_field)) {
        None => return Rendered::default(),
        Some(Content::Rendered(rendered)) => return rendered,
        Some(Content::Source { markup, source, line }) => (markup, source, line),
    };
    let around = Context { title, references, line, is_in_lines };
    match markup {
        Markup::Text => plain::read(clean(source).into_owned(), references),
        Markup::TextFile => plain::read_file(source.into_owned()),
        Markup::Markdown => markdown::render(&source, &around, fields.problems()),
        Markup::Html => html::render(&source, line, fields.problems()),
    }
}

/// Whether a body has anything to read besides its title, headings and references.
pub(super) fn has_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Whole))
}
