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

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;
use time::macros::date;
use wellspring::corpus::{Corpus, CorpusError, Vocabulary};
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

const MAGNESIUM: &str = r"---
title: Magnesium and sleep
summary: What magnesium may do.
categories: [sleep, Hair and nails]
tags: [magnesium, minerals]
published: 2026-11-03
reviewed: 2026-11-04T10:00:00Z
reviewed_by: The editors
url: https://example.org/magnesium
warnings:
  - kind: interaction
    text: Keep it apart from antibiotics.
attributes:
  level: [easy, short]
  pages: 2
---

Magnesium is a *mineral* with [real work](https://example.org) to do.[^nih]
It goes on here.

## What **magnesium** does

- needed by `enzymes`[^paper]
- nested:
  1. one
  2. two

| Food | Portion |
|---|---|
| Seeds | 28 g[^nih] |

<div>raw</div>

> Quoted words.

```
code  stays
```

![A picture](a.png)

[^paper]: A paper. PMID 123. <https://pubmed.ncbi.nlm.nih.gov/123/>
[^nih]: A fact sheet. <https://ods.example.org/>
";

#[test]
fn markdown_becomes_plain_text_in_blocks() {
    let article = read(&[("magnesium.md", MAGNESIUM)]).article();
    assert_eq!(
        blocks(&article.body),
        [
            "P Magnesium is a mineral with real work to do.[1] It goes on here.",
            "2 What magnesium does",
            "W - needed by enzymes[2]\n- nested:\n  1. one\n  2. two",
            "W Food | Portion\nSeeds | 28 g[1]",
            "W Quoted words.",
            "W code  stays",
            "P A picture",
        ]
    );
    let text = "Magnesium is a mineral with real work to do.[1] It goes on here.\n\nWhat magnesium does\n\n- needed by";
    assert!(article.body.text.starts_with(text));
}

#[test]
fn front_matter_fills_the_fields() {
    let article = read(&[("magnesium.md", MAGNESIUM)]).article();
    assert_eq!(article.id.as_str(), "magnesium");
    assert_eq!(article.title, "Magnesium and sleep");
    assert_eq!(article.summary.as_deref(), Some("What magnesium may do."));
    assert_eq!(article.categories.iter().map(Category::as_str).collect::<Vec<_>>(), ["sleep", "hair-and-nails"]);
    assert_eq!(article.tags, ["magnesium", "minerals"]);
    assert_eq!((article.published, article.reviewed), (Some(date!(2026 - 11 - 03)), Some(date!(2026 - 11 - 04))));
    assert_eq!(article.reviewed_by.as_deref(), Some("The editors"));
    assert_eq!(article.url.as_deref(), Some("https://example.org/magnesium"));
    assert_eq!(
        (article.warnings[0].kind, article.warnings[0].text.as_str()),
        (WarningKind::Interaction, "Keep it apart from antibiotics.")
    );
    let attributes = BTreeMap::from([
        ("level".to_owned(), vec!["easy".to_owned(), "short".to_owned()]),
        ("pages".to_owned(), vec!["2".to_owned()]),
    ]);
    assert_eq!(article.attributes, attributes);
}

#[test]
fn toml_front_matter_is_read_alike() {
    let source = "+++\ntitle = \"A\"\ntags = [\"x\", \"y\"]\npublished = 2026-11-03\n[attributes]\nlevel = \"easy\"\n+++\nWords.";
    let article = read(&[("a.md", source)]).article();
    assert_eq!((article.title.as_str(), article.tags.len()), ("A", 2));
    assert_eq!(article.published, Some(date!(2026 - 11 - 03)));
    assert_eq!(article.attributes["level"], ["easy"]);
}

#[test]
fn a_first_heading_is_the_title_unless_the_front_matter_has_another() {
    let article = read(&[("a.md", "# The *Title*\n\nWords.\n\n# Another\n\nMore.")]).article();
    assert_eq!(article.title, "The Title");
    assert_eq!(blocks(&article.body), ["T The Title", "P Words.", "1 Another", "P More."]);
    let article = read(&[("a.md", "---\ntitle: Other\n---\n# The Title\n\nWords.")]).article();
    assert_eq!(article.title, "Other");
    assert_eq!(blocks(&article.body), ["1 The Title", "P Words."]);
}

#[test]
fn crlf_and_byte_order_marks_do_no_harm_to_markdown() {
    let article = read(&[("a.md", "\u{feff}---\r\ntitle: A\r\n---\r\nOne.\r\n\r\nTwo\r\nlines.\r\n")]).article();
    assert_eq!(article.title, "A");
    assert_eq!(blocks(&article.body), ["P One.", "P Two lines."]);
}

// 2. Footnotes.

fn reference(label: &str, pmid: Option<&str>, url: Option<&str>) -> Reference {
    Reference { label: label.into(), pmid: pmid.map(Into::into), doi: None, url: url.map(Into::into) }
}

#[test]
fn footnotes_become_references_in_the_order_of_citation() {
    let article = read(&[("magnesium.md", MAGNESIUM)]).article();
    assert_eq!(
        article.references,
        [
            reference("A fact sheet.", None, Some("https://ods.example.org/")),
            reference("A paper.", Some("123"), Some("https://pubmed.ncbi.nlm.nih.gov/123/")),
        ]
    );
    let cited: Vec<usize> = article.body.citations.iter().map(|citation| citation.reference).collect();
    assert_eq!(cited, [0, 1, 0]);
}

#[test]
fn references_of_the_front_matter_come_first() {
    let source = "---\ntitle: A\nreferences:\n  - First. PMID 1\n  - {title: Second, doi: 10.1000/x}\n---\nWords[^a].\n\n[^a]: Third.\n[^b]: Never cited.";
    let article = read(&[("a.md", source)]).article();
    let labels: Vec<&str> = article.references.iter().map(|reference| reference.label.as_str()).collect();
    assert_eq!(labels, ["First.", "Second", "Third.", "Never cited."]);
    assert_eq!(article.references[0].pmid.as_deref(), Some("1"));
    assert_eq!(article.body.text, "Words[3].");
    assert_eq!(article.body.citations[0].reference, 2);
}

#[test]
fn a_footnote_without_a_definition_is_a_problem_at_its_line() {
    let read = read(&[("a.md", "---\ntitle: A\n---\nWords.\n\nMore[^gone] words, and \\[^escaped].")]);
    assert_eq!(
        read.problems,
        [
            "a.md:6: the footnote \"[^gone]\" is cited but not defined; define it on a line of its own: the mark, a colon, and the source"
        ]
    );
}

// 3. Text files.

#[test]
fn a_text_file_shows_its_structure_by_its_shape() {
    let source = fs::read_to_string(fixture("sleep-and-the-skin.txt")).expect("the fixture");
    let article = read(&[("sleep-and-the-skin.txt", &source)]).article();
    check_shape(&article, &source, "How Sleep and the Skin Belong Together");
    let headings = [
        "The role of deep sleep",
        "The role of the skin",
        "Mechanism of the sleep / skin axis",
        "Night + Rest Vitamins",
    ];
    assert_eq!(headings_of(&article), headings);
    assert!(article.references[3].label.starts_with("Nemo N."));
}

#[test]
fn the_shared_plain_text_article_reads_alike() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/input/gut-skin-connection.txt");
    let Ok(source) = fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is not there", path.display());
        return;
    };
    let article = read(&[("gut-skin-connection.txt", &source)]).article();
    check_shape(&article, &source, "The Gut/Skin Connection Explained");
    let headings = [
        "The role of the gut microbiome",
        "The role of the skin",
        "Mechanism of the gut / skin axis",
        "Skin + Digestion Vitamins",
    ];
    assert_eq!(headings_of(&article), headings);
    assert!(article.references[0].label.starts_with("Shah KR"));
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reading").join(name)
}

fn check_shape(article: &Article, source: &str, title: &str) {
    assert_eq!(article.body.text, source, "a text file stays what it is");
    assert_eq!(article.title, title);
    assert_eq!(article.body.blocks[0].kind, BlockKind::Title);
    assert_eq!(article.references.len(), 4);
    let kinds = |kind| article.body.blocks.iter().filter(|block| block.kind == kind).count();
    assert_eq!((kinds(BlockKind::References), kinds(BlockKind::Title)), (4, 1));
    assert!(article.products.is_empty());
}

fn headings_of(article: &Article) -> Vec<&str> {
    let headings = article.body.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    headings.map(|block| &article.body.text[block.span.clone()]).collect()
}

#[test]
fn lists_hash_headings_and_numbered_references_of_text_files() {
    let source = "# Title\r\n\r\n### First part\r\nWords [2].\r\n- one\r\n- two\r\n\r\nReferences\r\n\r\n1. One. PMID 11\r\n2. Two. https://example.org/two\r\n";
    let article = read(&[("a.txt", &format!("\u{feff}{source}"))]).article();
    assert_eq!(
        blocks(&article.body),
        [
            "T Title",
            "3 First part",
            "P Words [2].",
            "W - one\r\n- two",
            "R References",
            "R One. PMID 11",
            "R Two. https://example.org/two",
        ]
    );
    assert_eq!(
        article.references,
        [reference("One.", Some("11"), None), reference("Two.", None, Some("https://example.org/two"))]
    );
    assert_eq!(article.body.citations.iter().map(|citation| citation.reference).collect::<Vec<_>>(), [1]);
    assert!(article.body.text.starts_with('\u{feff}'), "the file stays what it is");
}

#[test]
fn a_section_called_sources_is_no_list_of_references_when_others_follow() {
    let source = "Title\n\nWords.\n\n## Sources\n\nMilk has it.\n\n## Safety\n\nWords.";
    let article = read(&[("a.txt", source)]).article();
    assert_eq!(blocks(&article.body), ["T Title", "P Words.", "2 Sources", "P Milk has it.", "2 Safety", "P Words."]);
}

#[test]
fn a_text_file_of_one_line_has_no_body() {
    let read = read(&[("a.txt", "Only a title\n"), ("b.txt", "")]);
    assert_eq!(
        read.problems,
        [
            "a.txt:1: body: the body is empty; write what the article says",
            "b.txt:1: title: the article has no title; write a title",
            "b.txt:1: body: the body is empty; write what the article says",
        ]
    );
}

// 4. Web pages.

#[test]
fn a_web_page_is_read_as_a_visitor_sees_it() {
    let page = r#"<!doctype html><html><head><title>Site</title>
        <meta name="description" content="In short."><meta name="keywords" content="gut, skin">
        <meta property="article:published_time" content="2026-03-09T10:00:00+01:00">
        <link rel="canonical" href="https://example.org/a"><style>p {}</style></head>
        <body><nav>Home</nav><main><h1>The  gut</h1><p>Some <b>bold</b>
        words.<script>evil()</script></p><p hidden>hidden</p><p style="display: none">hidden</p>
        <div aria-hidden="true">hidden</div><h2>A part</h2><div>Loose <em>text</em><p>A paragraph</p> tail</div>
        <ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul>
        <table><tr><th>Food</th><th>Amount</th></tr><tr><td>Seeds</td><td>28&nbsp;g</td></tr></table>
        <pre>a  b
c</pre><img alt="A picture"></main><footer>Legal</footer></body></html>"#;
    let article = read(&[("page.html", page)]).article();
    assert_eq!(
        blocks(&article.body),
        [
            "T The gut",
            "P Some bold words.",
            "2 A part",
            "P Loose text",
            "P A paragraph",
            "P tail",
            "W - one\n- two\n  1. inner",
            "W Food | Amount\nSeeds | 28 g",
            "W a  b\nc",
            "P A picture",
        ]
    );
    assert_eq!((article.title.as_str(), article.id.as_str()), ("The gut", "page"));
    assert_eq!(article.summary.as_deref(), Some("In short."));
    assert_eq!(article.tags, ["gut", "skin"]);
    assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(article.published, Some(date!(2026 - 03 - 09)));
}

#[test]
fn a_page_that_never_closes_its_elements_is_a_problem_and_icons_are_none() {
    let icons = "<svg><path d='M0 0'/><g></g></svg>".repeat(2_000);
    let article = read(&[("a.html", &format!("<h1>T</h1>{icons}<p>Words.<br>"))]).article();
    assert_eq!(blocks(&article.body), ["T T", "P Words."]);
    let read = read(&[("a.html", &"<div><p>Words.</p>".repeat(2_000))]);
    let problem =
        "a.html:1: the page has more than 1024 elements inside of each other; close each element with its end tag";
    assert_eq!(read.problems, [problem]);
}

#[test]
fn a_page_without_a_heading_takes_the_title_of_its_head() {
    let article = read(&[("a.htm", "<title>The title</title><p>Words.")]).article();
    assert_eq!(article.title, "The title");
    assert_eq!(blocks(&article.body), ["P Words."]);
}

// 5. JSON and CSV.

const PRODUCT: &str = r#"{"id": "p1", "kind": "product", "name": "Night", "description": "Capsules.", "price": 12.50,
    "currency": "EUR", "availability": "OutOfStock", "brand": "Fernwell", "form": "capsule", "categories": "sleep|stress",
    "concerns": ["cannot sleep"], "benefits": ["Contributes to sleep, and more"], "ingredients": ["Magnesium 200 mg",
    {"name": "Lemon balm", "amount": "1.5", "unit": "g"}], "dietary": ["vegan"], "warnings": {"pregnancy": "Ask first."},
    "rating": 4.5, "variant_group": "night", "attributes": {"size": "60", "flavours": ["a", "b"]}}"#;

fn check_product(product: &Product) {
    assert_eq!(
        (product.id.as_str(), product.name.as_str(), product.description.as_str()),
        ("p1", "Night", "Capsules.")
    );
    assert_eq!(product.price.map(|price| price.normalize().to_string()).as_deref(), Some("12.5"));
    assert_eq!((product.currency.as_deref(), product.availability), (Some("EUR"), Availability::OutOfStock));
    assert_eq!((product.brand.as_deref(), product.form.as_deref()), (Some("Fernwell"), Some("capsule")));
    assert_eq!(product.categories.iter().map(Category::as_str).collect::<Vec<_>>(), ["sleep", "stress"]);
    assert_eq!(
        (product.concerns.as_slice(), product.benefits.as_slice()),
        (&["cannot sleep".to_owned()][..], &["Contributes to sleep, and more".to_owned()][..])
    );
    let ingredients: Vec<_> = product
        .ingredients
        .iter()
        .map(|i| (i.name.as_str(), i.amount.map(|amount| amount.to_string()), i.unit.as_deref()))
        .collect();
    assert_eq!(
        ingredients,
        [("Magnesium", Some("200".into()), Some("mg")), ("Lemon balm", Some("1.5".into()), Some("g"))]
    );
    assert_eq!(product.dietary, ["vegan"]);
    assert_eq!(product.rating.map(|rating| rating.to_string()).as_deref(), Some("4.5"));
    assert_eq!(product.variant_group.as_deref(), Some("night"));
}

#[test]
fn a_product_reads_the_same_from_every_format() {
    let one_line = PRODUCT.replace('\n', " ");
    let list = format!("[{PRODUCT}]");
    let wrapped = format!(r#"{{"documents": [{PRODUCT}]}}"#);
    for (name, source) in
        [("a.json", PRODUCT), ("a.json", &list), ("a.json", &wrapped), ("a.jsonl", &one_line), ("a.ndjson", &one_line)]
    {
        let product = read(&[(name, source)]).product();
        check_product(&product);
        assert_eq!(
            (product.warnings[0].kind, product.warnings[0].text.as_str()),
            (WarningKind::Pregnancy, "Ask first.")
        );
        assert_eq!(product.attributes["flavours"], ["a", "b"]);
    }
    let csv = "id,kind,name,description,price,currency,availability,brand,form,categories,concerns,benefits,ingredients,dietary,warnings,rating,variant_group\n\
        p1,product,Night,Capsules.,12.50,EUR,out of stock,Fernwell,capsule,sleep;stress,cannot sleep,\"Contributes to sleep, and more\",Magnesium 200 mg|Lemon balm 1.5 g,vegan,,4.5,night\n";
    check_product(&read(&[("a.csv", csv)]).product());
}

#[test]
fn a_product_in_markdown_keeps_its_price_as_written() {
    let source = "---\nprice: 12.50\ncurrency: EUR\ningredients:\n  - {name: Zinc, amount: 15.0, unit: mg}\n---\n# Zinc\n\n*Small* tablets.";
    let product = read(&[("products/zinc.md", source)]).product();
    assert_eq!((product.id.as_str(), product.name.as_str()), ("zinc", "Zinc"));
    assert_eq!(product.description, "Small tablets.");
    assert_eq!(product.price.map(|price| price.to_string()).as_deref(), Some("12.50"));
    assert_eq!(product.ingredients[0].amount.map(|amount| amount.to_string()).as_deref(), Some("15.0"));
}

#[test]
fn byte_order_marks_and_crlf_do_no_harm_to_records() {
    let json = "\u{feff}{\"id\": \"a\", \"title\": \"A\", \"body\": \"Words.\"}\r\n\r\n{\"id\": \"b\", \"title\": \"B\", \"body\": \"Words.\"}\r\n";
    let csv = "\u{feff}id,title,body\r\nc,C,Words.\r\n";
    let list = "\u{feff}[{\"id\": \"d\", \"title\": \"D\", \"body\": \"Words.\"}]";
    let read = read(&[("a.jsonl", json), ("b.csv", csv), ("c.json", list)]).no_problems();
    assert_eq!(read.ids(), ["a", "b", "c", "d"]);
}

#[test]
fn a_body_in_a_field_is_read_as_its_format_says() {
    let record =
        |format: &str, body: &str| format!(r#"{{"id": "a", "title": "A", "format": "{format}", "body": "{body}"}}"#);
    let article = read(&[("a.jsonl", &record("markdown", "*Words*.\\n\\n- x"))]).article();
    assert_eq!(blocks(&article.body), ["P Words.", "W - x"]);
    let article = read(&[("a.jsonl", &record("html", "<p>Words.</p><ul><li>x</ul>"))]).article();
    assert_eq!(blocks(&article.body), ["P Words.", "W - x"]);
    let problems = problems_of(&record("markdown", "One.\\n\\nTwo[^x]."));
    assert!(problems[0].starts_with("the footnote \"[^x]\" is cited but not defined"), "{problems:?}");
    let article = read(&[("a.jsonl", &record("text", "*Words*."))]).article();
    assert_eq!(blocks(&article.body), ["P *Words*."]);
}

#[test]
fn fields_of_json_files_and_rows_of_tables_keep_their_lines() {
    let json =
        "[\n  {\"id\": \"a\",\n   \"title\": \"A\",\n   \"body\": \"Words.\",\n   \"published\":\n     \"soon\"}\n]";
    for table in ["id;title;body\nc;C;One, two.\n", "id\ttitle\tbody\nc\tC\tOne, two.\n"] {
        assert_eq!(read(&[("a.csv", table)]).no_problems().article().body.text, "One, two.");
    }
    let csv = "id,title,body,published\nc,C,\"Two\nlines\",2026-01-01\nb,B,Words.,soon\nd,D\n";
    let read = read(&[("a.json", json), ("b.csv", csv)]);
    let problem = "published: \"soon\" is not a date; write YYYY-MM-DD, such as 2026-03-09";
    assert_eq!(
        read.problems,
        [
            format!("a.json:6: {problem}"),
            format!("b.csv:4: {problem}"),
            "b.csv:5: the row has 2 cells, but there are 4 field names; put a cell that has the separator in it between quotation marks".into(),
        ]
    );
    assert_eq!(read.ids(), ["c"]);
}

// 6. BEIR.

#[test]
fn metadata_fill_known_fields_and_become_attributes_otherwise() {
    let line = r#"{"_id": "s1", "title": "Creatine", "text": "Words.", "metadata": {"kind": "supplement", "price": 9.5, "rating": "n/a",
        "tags": ["a", "b"], "scores": {"e": 5, "deep": {"x": true}}, "url": "https://example.org"}}"#.replace('\n', " ");
    let product = read(&[("corpus.jsonl", &line)]).product();
    assert_eq!((product.name.as_str(), product.url.as_deref()), ("Creatine", Some("https://example.org")));
    assert_eq!(product.price.map(|price| price.to_string()).as_deref(), Some("9.5"));
    let names: Vec<&str> = product.attributes.keys().map(String::as_str).collect();
    assert_eq!(names, ["kind", "rating", "scores.deep.x", "scores.e", "tags"]);
    assert_eq!(product.attributes["tags"], ["a", "b"]);
}

#[test]
fn another_kind_is_an_article_and_stays_an_attribute() {
    let line = r#"{"_id": "c1", "title": "Acne", "text": "Words.", "metadata": {"kind": "condition"}}"#;
    let folder = folder(&[("products.jsonl", line.as_bytes())]);
    let article = read_folder(folder.path(), None).article();
    assert_eq!(article.attributes["kind"], ["condition"]);
}

#[test]
fn a_text_without_a_title_lends_it_its_first_words() {
    let text = "Each of these words is short enough that the title can end between two of them without harm.";
    let article = read(&[("corpus.jsonl", &format!(r#"{{"_id": "a", "title": "", "text": "{text}"}}"#))]).article();
    assert_eq!(article.title, "Each of these words is short enough that the title can end between two of them");
    let problems = problems_of(r#"{"_id": "a", "title": "Only a title", "text": " ", "colour": "red"}"#);
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0], "body: the body is empty; write what the article says");
    assert!(
        problems[1].starts_with("colour: is not a known field; the known fields are id, kind, title,"),
        "{problems:?}"
    );
}

#[test]
fn every_shared_collection_reads_without_a_problem() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let files = [("nfcorpus/corpus.jsonl", 3633), ("supplements/corpus.jsonl", 1070), ("medquad/corpus.jsonl", 16350)];
    for (name, count) in files {
        let path = data.join(name);
        if !path.exists() {
            eprintln!("SKIPPED: {} is not there", path.display());
            continue;
        }
        let corpus = Corpus::open(&[path], None).expect("it exists");
        let mut documents = 0;
        for batch in corpus.batches() {
            assert_eq!(batch.problems, [], "{name}");
            documents += batch.documents.len();
        }
        assert_eq!(documents, count, "{name}");
    }
}

// 7. Problems.

#[test]
fn every_wrong_value_says_what_is_right() {
    check_problem(
        r#""published": "2026-13-01""#,
        r#"published: "2026-13-01" is not a date; write YYYY-MM-DD, such as 2026-03-09"#,
    );
    check_problem(r#""price": "12,50""#, r#"price: "12,50" is not a price; write a point before the cents: 12.50"#);
    check_problem(
        r#""price": "12.50 EUR""#,
        r#"price: "12.50 EUR" is not a price; write 12.50 here and put the currency in `currency`, such as EUR"#,
    );
    check_problem(r#""price": "free""#, r#"price: "free" is not a price; write a number such as 12.50"#);
    check_problem(r#""price": -1"#, r#"price: "-1" is less than nothing; write a price of 0 or more"#);
    check_problem(r#""price": [1]"#, "price: is a list, not a text; write one text here");
    check_problem(
        r#""currency": "eur""#,
        r#"currency: "eur" is not a currency code; write three upper-case letters, such as EUR"#,
    );
    check_problem(
        r#""availability": "in_stok""#,
        r#"availability: "in_stok" is not an availability; did you mean "in_stock"?"#,
    );
    check_problem(r#""rating": 6"#, r#"rating: "6" is not a rating; write a number from 0 to 5, such as 4.5"#);
    check_problem(
        r#""ingredients": [{"amount": 2}]"#,
        "ingredients.name: the ingredient has no name; write it as on the label",
    );
    check_problem(
        r#""warnings": [{"kind": "pregnant", "text": "Ask."}]"#,
        r#"warnings.kind: "pregnant" is not a kind of warning; did you mean "pregnancy"?"#,
    );
    check_problem(
        r#""warnings": [{"kind": "age"}]"#,
        "warnings.text: the warning says nothing; write what the reader must know",
    );
    check_problem(
        r#""references": [{"pmid": "1"}]"#,
        "references.label: the reference has no label; write the citation as a reader sees it",
    );
    check_problem(
        r#""references": [{"label": "A", "pmid": "PMC1"}]"#,
        r#"references.pmid: "PMC1" is not a PubMed id; write its digits only"#,
    );
    check_problem(r#""category": "sleep""#, r#"category: is not a known field; did you mean "categories"?"#);
    check_problem(r#""name": "Y""#, "name: is given twice, maybe under another name; keep one of the two");
    check_problem(r#""url": true"#, "url: is true or false, not a text; write one text here");
    check_problem(
        r#""attributes": "x""#,
        "attributes: is a text, not a map; write a name and a value for each attribute",
    );
    check_problem(
        r#""format": "markdwon""#,
        r#"format: "markdwon" is not a format of a body; did you mean "markdown"?"#,
    );
}

#[test]
fn what_every_document_has_is_missed() {
    assert_eq!(
        problems_of("{}"),
        [
            "id: the record has no id; write an id such as magnesium-and-sleep",
            "title: the article has no title; write a title",
            "body: the body is empty; write what the article says",
        ]
    );
    assert_eq!(
        problems_of(r#"{"kind": "product", "id": "a b"}"#),
        [
            "id: the id has the character ' ', which an id cannot have; write it without white space and #, such as a-b",
            "name: the product has no name; write a name",
            "description: the description is empty; write what the product is",
        ]
    );
    assert_eq!(
        problems_of(r#"{"kind": "prodcut", "id": "a", "title": "A", "body": "Words."}"#),
        [r#"kind: "prodcut" is not a kind of document; did you mean "product"?"#]
    );
}

#[test]
fn one_problem_never_hides_another() {
    let good = r#"{"id": "good", "title": "A", "body": "Words."}"#;
    let lines = format!(
        "{{\"id\": \"x\"\n[1]\n\n{good}\n{{\"id\": \"y\", \"title\": \"A\", \"body\": \"B.\", \"tag\": 1, \"published\": 5}}\n"
    );
    let mut bytes = lines.into_bytes();
    bytes.extend_from_slice(b"{\"id\": \"z\", \"title\": \"caf\xe9\"}\n");
    let folder = folder(&[
        ("a.jsonl", &bytes),
        ("b.md", b"---\ntitle: A\nno colon\n---\nWords."),
        ("c.md", b"---\ntitle: A\n"),
        ("d.txt", b"Title\n\ncaf\xe9"),
    ]);
    let read = read_folder(folder.path(), None);
    assert_eq!(read.ids(), ["good"]);
    assert_eq!(
        read.problems[0],
        "a.jsonl:1: the line is not JSON: EOF while parsing an object at column 10; write one JSON object on each line"
    );
    assert_eq!(read.problems[1], "a.jsonl:2: the line is a list, not an object; write one JSON object on each line");
    assert_eq!(read.problems[2], "a.jsonl:5: published: \"5\" is not a date; write YYYY-MM-DD, such as 2026-03-09");
    assert_eq!(read.problems[3], "a.jsonl:5: tag: is not a known field; did you mean \"tags\"?");
    assert_eq!(read.problems[4], "a.jsonl:6: the byte 0xE9 is not UTF-8; save the file as UTF-8");
    assert!(read.problems[5].starts_with("b.md:3: the front matter is not YAML: "), "{}", read.problems[5]);
    assert_eq!(
        read.problems[6],
        "c.md:1: the front matter has no closing ---; write a line of --- after its last field"
    );
    assert_eq!(read.problems[7], "d.txt:3: the byte 0xE9 is not UTF-8; save the file as UTF-8");
    assert_eq!(read.problems.len(), 8);
}

#[test]
fn front_matter_problems_have_their_lines() {
    let read = read(&[(
        "a.md",
        "---\ntitle: A\npublished: 2026-13-01\nwarnings:\n  - kind: pregnant\n    text: Ask.\n---\nWords.",
    )]);
    assert_eq!(
        read.problems,
        [
            "a.md:3: published: \"2026-13-01\" is not a date; write YYYY-MM-DD, such as 2026-03-09",
            "a.md:4: warnings.kind: \"pregnant\" is not a kind of warning; did you mean \"pregnancy\"?",
        ]
    );
}

// 8. The whole corpus.

#[test]
fn an_id_is_taken_once() {
    let read = read(&[
        ("a.md", "# A\n\nWords."),
        (
            "b.jsonl",
            "{\"id\": \"b\", \"title\": \"B\", \"body\": \"Words.\"}\n{\"id\": \"a\", \"title\": \"C\", \"body\": \"Words.\"}",
        ),
    ]);
    assert_eq!(read.ids(), ["a", "b"]);
    assert_eq!(read.problems.len(), 1);
    assert!(read.problems[0].starts_with("b.jsonl:2: id: \"a\" is the id of "), "{}", read.problems[0]);
    assert!(read.problems[0].ends_with("a.md:1 too; give one of the two another id"), "{}", read.problems[0]);
}

#[test]
fn links_lead_to_products() {
    let article = "---\ntitle: A\nproducts: [night, nigth-caps, other, broken]\n---\nWords.";
    let products = "{\"id\": \"night\", \"name\": \"N\", \"text\": \"T.\"}\n{\"id\": \"night-caps\", \"name\": \"N\", \"text\": \"T.\"}\n{\"id\": \"broken\"}";
    let read =
        read(&[("articles/a.md", article), ("articles/other.md", "# O\n\nWords."), ("products.jsonl", products)]);
    assert_eq!(read.ids(), ["a", "other", "night", "night-caps"], "an article with a dangling link stays");
    assert_eq!(
        read.problems[2..],
        [
            "articles/a.md:3: products: no product has the id \"nigth-caps\"; did you mean \"night-caps\"?",
            "articles/a.md:3: products: \"other\" is an article, not a product; write the id of a product of this corpus, or take it out",
        ]
    );
}

#[test]
fn a_dangling_link_is_told_beside_other_problems() {
    let read = read(&[
        ("a.md", "---\ntitle: A\npublished: soon\nproducts: [nowhere]\n---\nWords."),
        ("b.jsonl", "{\"id\": \"a\", \"title\": \"B\", \"body\": \"Words.\", \"products\": [\"lost\"]}"),
    ]);
    let has = |part: &str| read.problems.iter().any(|problem| problem.contains(part));
    assert!(has("\"soon\" is not a date") && has("\"a\" is the id of"), "{:?}", read.problems);
    assert!(has("no product has the id \"nowhere\"") && has("no product has the id \"lost\""), "{:?}", read.problems);
}

// 9. Kinds.

#[test]
fn the_own_kind_wins_over_the_callers_and_that_over_the_folders() {
    let plain: &[u8] = br#"{"id": "plain", "title": "A", "text": "Words."}"#;
    let own: &[u8] = br#"{"id": "own", "kind": "article", "title": "A", "text": "Words."}"#;
    let folder = folder(&[("products/a.jsonl", plain), ("products/b.jsonl", own)]);
    let kinds = |kind| -> Vec<Kind> {
        read_folder(folder.path(), kind).no_problems().documents.iter().map(Document::kind).collect()
    };
    assert_eq!(kinds(None), [Kind::Product, Kind::Article]);
    assert_eq!(kinds(Some(Kind::Article)), [Kind::Article, Kind::Article]);
    assert_eq!(kinds(Some(Kind::Product)), [Kind::Product, Kind::Article]);
}

// 10. Batches.

#[test]
fn batches_are_bounded_and_account_for_their_bytes() {
    use std::fmt::Write;
    let mut lines = String::new();
    for number in 0..1000 {
        writeln!(lines, r#"{{"id": "n{number}", "title": "A", "body": "Words."}}"#).expect("a string takes all");
    }
    let folder = folder(&[("a.jsonl", lines.as_bytes()), ("b.md", b"# B\n\nWords.")]);
    let corpus = Corpus::open(&[folder.path().to_path_buf()], None).expect("it exists");
    let batches: Vec<_> = corpus.batches().collect();
    assert_eq!(corpus.files(), 2);
    assert_eq!(batches.iter().map(|batch| batch.bytes).sum::<u64>(), corpus.bytes());
    assert!(batches.iter().all(|batch| batch.documents.len() <= 256));
    let ids: Vec<String> =
        batches.iter().flat_map(|batch| &batch.documents).map(|document| document.id().to_string()).collect();
    let expected: Vec<String> = (0..1000).map(|number| format!("n{number}")).chain(["b".to_owned()]).collect();
    assert_eq!(ids, expected);
}

// 11. Files.

#[test]
fn assets_are_passed_over_and_strangers_are_not() {
    let article = "# A\n\nWords.";
    let read = read(&[
        ("a.md", article),
        (".hidden.md", article),
        ("README.md", article),
        ("LICENSE", "x"),
        ("img/a.png", "x"),
        ("vocabulary/a.md", article),
        ("ignored.docx", "x"),
        (".ignore", "ignored.docx"),
        ("b.docx", "x"),
    ]);
    assert_eq!(read.ids(), ["a"]);
    assert_eq!(
        read.problems,
        [
            "b.docx:1: cannot read .docx files; make it one of .md, .markdown, .txt, .html, .htm, .json, .jsonl, .ndjson, .csv, or name it in a .ignore file"
        ]
    );
}

#[test]
fn a_missing_path_is_named_as_given_and_as_resolved() {
    let error = Corpus::open(&[PathBuf::from("no/such/folder")], None).expect_err("it is not there");
    assert!(matches!(&error, CorpusError::Path { given, .. } if given == Path::new("no/such/folder")));
    let message = error.to_string();
    assert!(message.starts_with("cannot read the corpus at no/such/folder (that is /"), "{message}");
}

#[test]
fn a_file_named_twice_is_read_once() {
    let folder = folder(&[("a.md", b"# A\n\nWords.")]);
    let corpus = Corpus::open(&[folder.path().to_path_buf(), folder.path().join("a.md")], None).expect("it exists");
    assert_eq!(corpus.files(), 1);
}

// 12. Anything at all. (Named files first: inputs that are hostile on purpose.)

#[test]
fn hostile_nesting_does_not_overflow_the_stack() {
    let deep = 100_000;
    let json = format!("{{\"id\": \"a\", \"title\": {}", "[".repeat(deep));
    let html = "<div>".repeat(20_000) + "Words.";
    let files = [
        ("a.jsonl", json.clone()),
        ("b.json", json),
        ("c.html", html),
        ("d.md", format!("# T\n\n{}x", "> ".repeat(2_000))),
        ("e.md", format!("# T\n\n{}x", "- ".repeat(2_000))),
        ("f.md", format!("---\na: {}\n---\nx", "[".repeat(deep))),
        ("g.md", format!("---\n{}\n---\nx", "- ".repeat(deep))),
        ("h.md", format!("+++\na = {}\n+++\nx", "[".repeat(deep))),
        ("i.md", format!("# T\n\n{}x{}", "*".repeat(5_000), "*".repeat(5_000))),
        ("j.md", format!("# T\n\n{}x", "[".repeat(5_000))),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, content)| (*name, content.as_str())).collect();
    read(&files);
}

const FORMATS: [&str; 7] = ["a.md", "a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "b.md"];

/// Text that looks like what the readers look for.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("---\n".to_owned()),
        Just("+++\n".to_owned()),
        Just("title: A\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("# Heading\n".to_owned()),
        Just("- item\n".to_owned()),
        Just("1. item\n  - inner\n".to_owned()),
        Just("| a | b |\n|---|---|\n| | d[^1] |\n".to_owned()),
        Just("word[^1] and [2]".to_owned()),
        Just("\n[^1]: Note. PMID 12. <https://x.org>\n".to_owned()),
        Just("References\n\n".to_owned()),
        Just("A. J Test. 2013 Feb;68(2):189.\n\n".to_owned()),
        Just("> quote\n".to_owned()),
        Just("```\ncode\n```\n".to_owned()),
        Just("<ul><li>x<table><tr><td>y</ul>".to_owned()),
        Just("<h1>t</h1><p>p<pre> q\n</pre>".to_owned()),
        Just("{\"id\": \"x\", \"title\": \"t\", \"body\": \"b\"}\n".to_owned()),
        Just("id,title,body\nx,\"t\n\",b\n".to_owned()),
        Just("\u{feff}é\u{200b}👩\u{200d}🔬\r\n".to_owned()),
        "\\PC{0,12}",
    ];
    prop::collection::vec(fragment, 0..24).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let files = FORMATS.map(|name| (name, bytes.as_slice()));
        read_folder(folder(&files).path(), None);
    }

    #[test]
    fn every_body_keeps_its_promises(text in fragments()) {
        let titled = format!("---\ntitle: A\n---\n{text}");
        let mut files = FORMATS.map(|name| (name, text.as_bytes()));
        files[6].1 = titled.as_bytes();
        read_folder(folder(&files).path(), None);
    }

    #[test]
    fn a_field_takes_any_text_in_any_format(text in fragments(), format in prop::sample::select(vec!["text", "markdown", "html"])) {
        let record = serde_json::json!({"id": "a", "title": "A", "format": format, "body": text}).to_string();
        read(&[("a.jsonl", &record)]);
    }
}

// 13. Invisible characters.

#[test]
fn invisible_characters_are_taken_out_except_from_text_files() {
    let markdown = read(&[("a.md", "# A\u{200b}B\n\nwo\u{202e}rd\u{e0041}s&#x200b;.")]).article();
    assert_eq!((markdown.title.as_str(), markdown.body.text.as_str()), ("AB", "AB\n\nwords."));
    let json = read(&[("a.jsonl", r#"{"id": "a", "title": "A\u0000B", "body": "wo\u200brds."}"#)]).article();
    assert_eq!((json.title.as_str(), json.body.text.as_str()), ("AB", "words."));
    let text = read(&[("a.txt", "A\u{200b}B\n\nwo\u{0}rds.")]).article();
    assert_eq!(text.body.text, "A\u{200b}B\n\nwo\u{0}rds.");
}

// 14. The fingerprint.

#[test]
fn the_fingerprint_follows_the_files() {
    let folder = folder(&[("a.md", b"# A\n\nWords.")]);
    let fingerprint = |kind| Corpus::open(&[folder.path().to_path_buf()], kind).expect("it exists").fingerprint();
    let before = fingerprint(None);
    assert_eq!(before, fingerprint(None));
    assert_ne!(before, fingerprint(Some(Kind::Product)));
    fs::write(folder.path().join("a.md"), "# A\n\nMore words.").expect("written");
    assert_ne!(before, fingerprint(None));
}

#[test]
fn the_fingerprint_stays_when_the_corpus_moves() {
    let folder = folder(&[("old/a.md", b"# A\n\nWords.")]);
    let fingerprint = |name| Corpus::open(&[folder.path().join(name)], None).expect("it exists").fingerprint();
    let before = fingerprint("old");
    fs::rename(folder.path().join("old"), folder.path().join("new")).expect("renamed");
    assert_eq!(before, fingerprint("new"));
}

#[test]
fn a_record_without_an_id_has_its_other_fields_checked() {
    assert_eq!(
        problems_of(r#"{"title": "A", "body": "Words.", "tags": ["a"], "published": "soon"}"#),
        [
            "id: the record has no id; write an id such as magnesium-and-sleep",
            "published: \"soon\" is not a date; write YYYY-MM-DD, such as 2026-03-09",
        ]
    );
}

// 15. The vocabulary.

#[test]
fn the_shipped_vocabulary_is_sound() {
    let vocabulary = Vocabulary::shipped();
    assert!(vocabulary.synonyms().iter().any(|rule| rule.from.contains(&"acne".to_owned()) && rule.from == rule.to));
    assert!(vocabulary.stop_words().contains("the") && vocabulary.protected().contains("b12"));
    assert_eq!(vocabulary.digest(), Vocabulary::shipped().digest());
}

#[test]
fn a_corpus_brings_its_own_vocabulary_file_by_file() {
    let folder = folder(&[("vocabulary/synonyms.txt", b"# mine\nTummy,  Belly ache\nspots => acne, skin\n")]);
    let vocabulary =
        Corpus::open(&[folder.path().to_path_buf()], None).expect("it exists").vocabulary().expect("sound");
    let rules: Vec<_> = vocabulary.synonyms().iter().map(|rule| (rule.from.join("+"), rule.to.join("+"))).collect();
    assert_eq!(
        rules,
        [("tummy+belly ache".into(), "tummy+belly ache".into()), ("spots".into(), "acne+skin".to_owned())]
    );
    assert_eq!(vocabulary.stop_words(), Vocabulary::shipped().stop_words());
    assert_ne!(vocabulary.digest(), Vocabulary::shipped().digest());
}

#[test]
fn problems_of_a_vocabulary_name_file_and_line() {
    let folder =
        folder(&[("vocabulary/synonyms.txt", b"alone\n=> x\na => b => c"), ("vocabulary/stopwords.txt", b"a")]);
    let problems =
        Corpus::open(&[folder.path().to_path_buf()], None).expect("it exists").vocabulary().expect_err("not sound");
    let shown: Vec<String> =
        problems.iter().map(|problem| problem.to_string().rsplit('/').next().unwrap_or_default().to_owned()).collect();
    let help = "write a group such as acne, pimples, or one way such as blackheads => comedones";
    assert_eq!(
        shown,
        [
            format!("synonyms.txt:1: \"alone\" has no synonym; {help}"),
            format!("synonyms.txt:2: \"=> x\" has nothing on one side; {help}"),
            format!("synonyms.txt:3: \"a => b => c\" has more than one =>; {help}"),
            "stopwords.txt:1: is not a file of the vocabulary; did you mean \"stop-words.txt\"?".to_owned(),
        ]
    );
}
