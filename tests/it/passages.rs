//! Passages keep the article:
//!
//! 1. Passages and what stands between them, in order, are the article's text to the byte.
//! 2. Passages do not overlap, are not empty, and begin and end on character boundaries and on visible characters.
//! 3. A passage stays inside one section and knows the headings above it.
//! 4. Short paragraphs are joined, long ones cut at sentences; a passage has at most 300 words unless it is one list.
//! 5. Ids are unique, and name the article, the section and the place.
//! 6. However long a heading is, a passage has no more of it than a reader needs to know where he is.
//! 7. A passage has the references that it cites itself, each once.

use proptest::prelude::*;
use wellspring::document::{Article, Block, BlockKind, Body, Citation, DocumentId, Reference};
use wellspring::passage::{Passage, cut};

/// Builds an article from lines: `## heading`, `* list`, anything else a paragraph; blank lines between them.
fn article(blocks: &[&str]) -> Article {
    let mut body = Body::default();
    for text in blocks {
        let (kind, text) = match (text.strip_prefix("### "), text.strip_prefix("## ")) {
            (Some(heading), _) => (BlockKind::Heading(3), heading),
            (_, Some(heading)) => (BlockKind::Heading(2), heading),
            _ if text.starts_with("* ") => (BlockKind::Whole, *text),
            _ => (BlockKind::Paragraph, *text),
        };
        let start = body.text.len();
        body.text.push_str(text);
        body.blocks.push(Block { span: start..body.text.len(), kind });
        body.text.push_str("\n\n");
    }
    for number in 1..=9 {
        for (at, _) in body.text.match_indices(&format!("[{number}]")) {
            body.citations.push(Citation { at, reference: number - 1 });
        }
    }
    body.citations.sort_by_key(|citation| citation.at);
    Article {
        id: DocumentId::new("a").unwrap(),
        title: "T".to_owned(),
        url: None,
        summary: None,
        categories: Vec::new(),
        tags: Vec::new(),
        published: None,
        reviewed: None,
        reviewed_by: None,
        body,
        references: vec![Reference::default(); 9],
        products: Vec::new(),
        warnings: Vec::new(),
        attributes: std::collections::BTreeMap::default(),
    }
}

fn words(count: usize) -> String {
    vec!["word"; count].join(" ")
}

fn sentences(count: usize) -> String {
    vec!["This is a sentence of just eight words."; count].join(" ")
}

fn ids(passages: &[Passage]) -> Vec<&str> {
    passages.iter().map(|passage| passage.id.as_str()).collect()
}

#[test]
fn short_paragraphs_of_a_section_are_one_passage() {
    let article = article(&["Lead.", "## Sleep", "One.", "Two.", "## Stress", "Three."]);
    let passages = cut(&article);
    assert_eq!(ids(&passages), ["a#top.p1", "a#sleep.p1", "a#stress.p1"]);
    assert_eq!(&article.body.text[passages[1].span.clone()], "One.\n\nTwo.");
}

#[test]
fn headings_nest() {
    let passages = cut(&article(&["## Food", "x", "### Nuts", "y", "## Water", "z"]));
    let paths: Vec<&[String]> = passages.iter().map(|passage| passage.heading_path.as_slice()).collect();
    assert_eq!(paths, [&["Food".to_owned()][..], &["Food".to_owned(), "Nuts".to_owned()], &["Water".to_owned()]]);
}

#[test]
fn a_section_named_twice_keeps_its_ids_apart() {
    let passages = cut(&article(&["## Safety", "x", "## Safety", "y", "## Top", "z", "## !?", "w"]));
    assert_eq!(ids(&passages), ["a#safety.p1", "a#safety-2.p1", "a#top.p1", "a#top-2.p1"]);
}

#[test]
fn a_full_passage_takes_no_more_paragraphs() {
    let paragraph = words(120);
    let passages = cut(&article(&[&paragraph, &paragraph, &paragraph, &paragraph]));
    assert_eq!(ids(&passages), ["a#top.p1", "a#top.p2"]);
}

#[test]
fn a_short_rest_joins_the_passage_before_it() {
    let (long, short) = (words(200), words(20));
    assert_eq!(cut(&article(&[&long, &short])).len(), 1);
    let (long, short) = (words(290), words(20));
    assert_eq!(cut(&article(&[&long, &short])).len(), 2, "together they would be too long");
}

#[test]
fn a_long_paragraph_is_cut_between_sentences() {
    let article = article(&[&sentences(100)]);
    let passages = cut(&article);
    assert!(passages.len() >= 3);
    for passage in &passages {
        let text = &article.body.text[passage.span.clone()];
        assert!(text.starts_with("This") && text.ends_with("words."), "{text:?}");
        assert!((150..=300).contains(&text.split_whitespace().count()), "{text:?}");
    }
}

#[test]
fn a_list_stays_whole_until_it_is_far_too_long() {
    let list = |items: usize| vec!["* item of four words"; items].join("\n");
    assert_eq!(cut(&article(&[&list(100)])).len(), 1);
    let article = article(&[&list(400)]);
    let passages = cut(&article);
    assert!(passages.len() > 1);
    assert!(passages.iter().all(|passage| article.body.text[passage.span.clone()].starts_with("* item")));
}

#[test]
fn text_without_any_border_is_cut_all_the_same() {
    let (letters, many_words) = ("é".repeat(40_000), words(5_000));
    for text in [letters.as_str(), many_words.as_str()] {
        let article = article(&[text]);
        let passages = cut(&article);
        assert!(passages.len() > 4);
        assert_eq!(rebuilt(&article, &passages), article.body.text);
    }
}

#[test]
fn a_passage_has_its_own_references_only() {
    let passages = cut(&article(&["A.[2] B.[1] C.[2]", "## More", "D.[3]"]));
    assert_eq!(passages[0].references, [1, 0]);
    assert_eq!(passages[1].references, [2]);
}

/// The passages with what stands between them.
fn rebuilt(article: &Article, passages: &[Passage]) -> String {
    let text = &article.body.text;
    let mut rebuilt = String::new();
    let mut before = 0;
    for passage in passages {
        rebuilt.push_str(&text[before..passage.span.start]);
        rebuilt.push_str(&text[passage.span.clone()]);
        before = passage.span.end;
    }
    rebuilt + &text[before..]
}

proptest! {
    #[test]
    fn passages_give_the_article_back(
        blocks in prop::collection::vec("(## |### |\\* )?[ -~é“”\n.]{1,400}", 0..12),
        repeat in 1_usize..40,
    ) {
        let blocks: Vec<String> = blocks.iter().map(|block| block.repeat(repeat).trim().to_owned()).collect();
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).filter(|block| !block.is_empty()).collect();
        let article = article(&blocks);
        let passages = cut(&article);
        prop_assert_eq!(rebuilt(&article, &passages), article.body.text.clone());
        let mut before = 0;
        for passage in &passages {
            prop_assert!(before <= passage.span.start && passage.span.start < passage.span.end);
            let text = &article.body.text[passage.span.clone()];
            prop_assert_eq!(text.trim(), text);
            before = passage.span.end;
        }
        let mut ids = ids(&passages);
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), passages.len());
    }
}

#[test]
fn a_heading_of_a_chapters_length_is_cut() {
    let heading = format!("## {}", "é word ".repeat(20_000));
    let article = article(&[&heading, "One.", "### More", "Two."]);
    let passages = cut(&article);
    for passage in &passages {
        assert!(passage.heading_path.iter().map(String::len).sum::<usize>() < 1_000);
        assert!(passage.heading_path[0].starts_with("é word é word") && passage.id.as_str().len() < 1_000);
    }
    assert_eq!(passages.len(), 2);
}
