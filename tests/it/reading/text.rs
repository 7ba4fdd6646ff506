//! Plain text: property 3.

use super::*;

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
