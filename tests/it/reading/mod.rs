//! Reading a corpus: what an editor writes becomes documents, and what an editor gets wrong becomes problems.
//!
//!  1. Markdown becomes plain text in blocks: headings, paragraphs, lists, tables; markup is not in the text.
//!  2. Footnotes become references in the order of their first citation, each mark a citation of its own reference.
//!  3. A text file stays what it is, byte by byte; its title, headings and references are found by their shape.
//!  4. A web page is read as a visitor sees it: frame, scripts and hidden parts are no text.
//!  5. JSON, JSON Lines and CSV give the same documents for the same fields.
//!  6. BEIR collections are read as they are: metadata fills known fields, the rest becomes attributes.
//!  7. Every problem has a file, a line, a field where there is one, and help; one problem never hides another.
//!  8. An id is taken once; a link to a product leads to a product; both are checked over the whole corpus.
//!  9. A record's own kind counts more than the caller's, which counts more than the folder's name.
//! 10. Batches come in one order, bounded in size, and account for the bytes read.
//! 11. Assets, hidden files and files about the corpus are passed over; other endings are a problem.
//! 12. No input whatever makes a reader panic, and every body keeps its promises.
//! 13. Invisible characters are taken out, except from text files.
//! 14. The fingerprint changes when a file does, and not when the corpus moves.
//! 15. The vocabulary is the corpus' own, file by file, or the shipped one.

mod html;
mod markdown;
mod problems;
mod records;
mod text;
mod whole_corpus;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;
use time::macros::date;
use wellspring::corpus::{Corpus, CorpusError, Language, Problem, Vocabulary};
use wellspring::document::{
    Article, Availability, BlockKind, Body, Category, Document, Kind, Product, Reference, WarningKind,
};

/// What reading a corpus gave; problems as an editor sees them, with paths from the corpus' folder.
struct Read {
    documents: Vec<Document>,
    problems: Vec<String>,
}

impl Read {
    #[track_caller]
    fn no_problems(self) -> Self {
        assert_eq!(self.problems, Vec::<String>::new());
        self
    }

    #[track_caller]
    fn article(self) -> Article {
        let mut read = self.no_problems();
        match read.documents.pop() {
            Some(Document::Article(article)) => *article,
            other => panic!("not an article: {other:?}"),
        }
    }

    #[track_caller]
    fn product(self) -> Product {
        let mut read = self.no_problems();
        match read.documents.pop() {
            Some(Document::Product(product)) => *product,
            other => panic!("not a product: {other:?}"),
        }
    }

    fn ids(&self) -> Vec<&str> {
        self.documents.iter().map(|document| document.id().as_str()).collect()
    }
}

/// Writes files into a fresh folder.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    folder
}

fn read_folder(folder: &Path, kind: Option<Kind>) -> Read {
    let corpus = Corpus::open(&[folder.to_path_buf()], kind).expect("the folder exists");
    let mut read = Read { documents: Vec::new(), problems: Vec::new() };
    let prefix = format!("{}/", folder.display());
    for batch in corpus.batches() {
        read.documents.extend(batch.documents);
        read.problems.extend(batch.problems.iter().map(|problem| problem.to_string().replace(&prefix, "")));
    }
    for document in &read.documents {
        if let Document::Article(article) = document {
            check_body(&article.body, article.references.len());
        }
    }
    read
}

/// Reads files in a fresh folder.
fn read(files: &[(&str, &str)]) -> Read {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
    read_folder(folder(&files).path(), None)
}

/// The promises of [`Body`].
fn check_body(body: &Body, references: usize) {
    let mut end = 0;
    for block in &body.blocks {
        assert!(block.span.start >= end, "blocks overlap or are out of order: {body:?}");
        assert!(block.span.start < block.span.end, "empty block: {body:?}");
        let text = body.text.get(block.span.clone()).expect("spans lie on character boundaries inside the text");
        assert!(!text.trim().is_empty(), "blank block: {body:?}");
        end = block.span.end;
    }
    for citation in &body.citations {
        let inside = body.blocks.iter().any(|block| block.span.contains(&citation.at));
        assert!(inside, "a citation outside of all blocks: {body:?}");
        assert!(citation.reference < references, "a citation of nothing: {body:?}");
        assert!(body.text[citation.at..].starts_with('['), "a citation is not at its mark: {body:?}");
    }
}

/// The blocks of a body as a reader of this file sees them: a letter for the kind, and the text.
fn blocks(body: &Body) -> Vec<String> {
    let show = |block: &wellspring::document::Block| {
        let text = &body.text[block.span.clone()];
        match block.kind {
            BlockKind::Title => format!("T {text}"),
            BlockKind::Heading(level) => format!("{level} {text}"),
            BlockKind::Paragraph => format!("P {text}"),
            BlockKind::Whole => format!("W {text}"),
            BlockKind::References => format!("R {text}"),
        }
    };
    body.blocks.iter().map(show).collect()
}

/// Reads one record that has a problem, as a line of `a.jsonl`, and returns the problems without `a.jsonl:1: `.
fn problems_of(record: &str) -> Vec<String> {
    let read = read(&[("a.jsonl", record)]);
    assert!(read.documents.is_empty(), "a document with a problem is left out");
    read.problems.iter().map(|problem| problem.strip_prefix("a.jsonl:1: ").expect("line 1").to_owned()).collect()
}

#[track_caller]
fn check_problem(fields: &str, problem: &str) {
    let with = |kind: &str, text: &str| {
        format!(r#"{{"id": "x", "kind": "{kind}", "title": "X", "{text}": "Words.", {fields}}}"#)
    };
    let product_only = ["price", "currency", "availability", "rating", "ingredients"];
    let is_product = product_only.iter().any(|name| problem.starts_with(name));
    let record = if is_product { with("product", "description") } else { with("article", "body") };
    assert_eq!(problems_of(&record), [problem]);
}

// 1. Markdown.

fn reference(label: &str, pmid: Option<&str>, url: Option<&str>) -> Reference {
    Reference { label: label.into(), pmid: pmid.map(Into::into), doi: None, url: url.map(Into::into) }
}
