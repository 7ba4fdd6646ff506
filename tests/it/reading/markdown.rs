//! Markdown with front matter: properties 1 and 2.

use super::*;

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
