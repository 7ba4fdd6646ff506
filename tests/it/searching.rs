//! What a search gives:
//!
//! 1. The shipped corpus answers its model question with the right passage and product.
//! 2. The span of a passage cuts exactly its text out of the document; for a text file, out of the file.
//! 3. A word of the title or of a heading lifts a passage above one that has it in the text alone.
//! 4. Stop words count only when there is nothing else.
//! 5. Pages follow each other without gap or overlap, and totals do not depend on the page.
//! 6. An explanation is a tree whose root is the score.
//! 7. A snippet is a part of its passage on one line, marks whole words whatever their ending, and escapes the text first.
//! 8. Articles group the same passages, best first.
//! 9. Nothing found is an empty answer, and so is an empty query.
//! 10. Facet counts and totals are exact.
//! 11. An article is found by its categories, tags and summary, and a tag lifts it above one that has the word in the text alone.
//! 12. Words of the query that stand near each other count more than the same words apart, in whatever order and spelling.

use std::collections::HashSet;

use proptest::prelude::*;
use wellspring::engine::{Engine, FoundDocument, SearchRequest};
use wellspring::search::FacetCounts;
use wellspring::search::Stages;

use crate::site::{Site, found, found_products, request, search};

fn text_of(engine: &Engine, id: &str) -> String {
    match engine.document(id).unwrap() {
        FoundDocument::Article(article, _) => article.body.text,
        FoundDocument::Product(product) => product.description,
    }
}

#[test]
fn the_model_question_is_answered() {
    let engine = Site::shipped().built();
    let answer = search(&engine, "can probiotics help acne");
    let first = &answer.passages[0].passage;
    assert_eq!(first.document.as_str(), "gut-skin-connection");
    assert!(first.heading_path[0].to_lowercase().contains("probiotics"), "{:?}", first.heading_path);
    let probiotic = answer.related.iter().find(|related| related.product.id.as_str() == "probiotic-plus").unwrap();
    assert!(probiotic.reasons[0].text.contains("The gut"), "{:?}", probiotic.reasons);
    for hit in &answer.passages {
        assert_eq!(&text_of(&engine, hit.passage.document.as_str())[hit.passage.span()], hit.passage.text);
    }
}

#[test]
fn the_span_of_a_text_file_cuts_the_file() {
    let site = Site::new();
    let file = "\u{feff}The gut\r\n\r\nHow it works\r\n\r\nShort chain fatty acids are made from fibre – é.\r\n\r\nThe end\r\n\r\nThat is all.\r\n";
    site.file("gut.txt", file);
    let engine = site.built();
    let hit = &search(&engine, "short chain fatty acids").passages[0];
    assert_eq!(hit.passage.heading_path.as_ref(), ["How it works"]);
    assert_eq!(&file[hit.passage.span()], hit.passage.text);
    assert_eq!(hit.passage.text, "Short chain fatty acids are made from fibre – é.");
}

#[test]
fn titles_and_headings_lift() {
    let site = Site::new();
    site.article("text", "Something", "Magnesium is in nuts and in seeds and greens.");
    site.article("title", "Magnesium", "It is in nuts and in seeds and also in greens.");
    site.article("heading", "Other", "## Magnesium\n\nIt is in nuts and in seeds and also greens.");
    let engine = site.built();
    let order = found(&engine, "magnesium");
    assert_eq!(order, ["title#top.p1", "heading#magnesium.p1", "text#top.p1"]);
}

#[test]
fn stop_words_count_only_alone() {
    let site = Site::new();
    site.article("a", "One", "The sleep of the just.").article("b", "Two", "To be or not to be.");
    let engine = site.built();
    let answer = search(&engine, "the sleep");
    assert_eq!(answer.query.ignored, ["the"]);
    assert_eq!(answer.total_passages, 1);
    assert_eq!(found(&engine, "to be"), ["b#top.p1"]);
}

#[test]
fn nutrients_are_found_as_typed() {
    let site = Site::new();
    site.article("b12", "One", "Vitamin B12 comes from animal foods.");
    site.article("omega", "Two", "Omega-3 fats come from fish.");
    site.article("d3", "Three", "Take vitamin D 3 with food.");
    site.article("htp", "Four", "5-HTP is made of tryptophan.");
    site.article("q10", "Five", "CoQ10 is in every cell.");
    site.article("cafe", "Six", "Meet at the café.");
    site.product("p", "Probiotic+", "", "Live bacteria.").product("q", "Something else", "", "For the gut.");
    let engine = site.built();
    for (query, id) in [
        ("b-12", "b12#top.p1"),
        ("omega 3", "omega#top.p1"),
        ("omega3", "omega#top.p1"),
        ("d3", "d3#top.p1"),
        ("5htp", "htp#top.p1"),
        ("coq-10", "q10#top.p1"),
        ("cafe", "cafe#top.p1"),
    ] {
        assert_eq!(found(&engine, query).first().map(String::as_str), Some(id), "{query}");
    }
    assert_eq!(found_products(&engine, "Probiotic+"), ["p"]);
}

#[test]
fn pages_follow_each_other() {
    let engine = Site::shipped().built();
    let page = |offset, limit| engine.search(&SearchRequest { offset, limit, ..request("vitamin") }).unwrap();
    let ids = |offset, limit| -> Vec<String> {
        page(offset, limit).passages.into_iter().map(|hit| hit.passage.id.into_owned()).collect()
    };
    let all = ids(0, 40);
    assert_eq!([ids(0, 15), ids(15, 15), ids(30, 10)].concat(), all);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), 40);
    assert_eq!(page(0, 5).total_passages, page(500, 5).total_passages);
    assert!(page(1000, 5).passages.is_empty());
    let related = |offset, limit| -> Vec<String> {
        page(offset, limit).related.into_iter().map(|related| related.product.id.to_string()).collect()
    };
    assert_eq!(related(0, 0), related(40, 5), "what belongs to the query does not depend on the page");
}

#[test]
fn the_root_of_an_explanation_is_the_score() {
    let engine = Site::shipped().built();
    let answer = engine.search(&SearchRequest { explain: true, ..request("iron tiredness") }).unwrap();
    for hit in &answer.passages {
        let explanation = hit.explanation.as_ref().unwrap();
        assert!((explanation.value - f64::from(hit.score)).abs() < 1e-3, "{explanation:?} {}", hit.score);
        assert!(!explanation.details.is_empty());
    }
    for hit in &answer.products {
        assert!((hit.explanation.as_ref().unwrap().value - f64::from(hit.score)).abs() < 1e-3);
    }
    assert!(search(&engine, "iron").passages[0].explanation.is_none());
}

#[test]
fn categories_tags_and_the_summary_are_searched() {
    let site = Site::new();
    let front = "title: Zinc\nsummary: What helps an oddity.\ncategories: [complexion]\ntags: [pimples, oily hair]";
    site.file(
        "articles/tagged.md",
        &format!("---\n{front}\n---\n\nNuts have it.\n\n## Seeds\n\nSeeds have it as well.\n"),
    );
    site.article("text", "Copper", "It has to do with pimples and little else in a text of some words.");
    let engine = site.built();
    for (query, total) in [("oddity", 1), ("complexion", 2), ("oily hair", 2), ("pimples", 3)] {
        let answer = search(&engine, query);
        assert_eq!(answer.passages[0].passage.document.as_str(), "tagged", "{query}");
        assert_eq!(answer.total_passages, total, "{query}");
    }
    assert_eq!(found(&engine, "oddity")[0], "tagged#top.p1", "the summary belongs to the beginning");
}

#[test]
fn words_near_each_other_count_more() {
    let site = Site::new();
    let filler = "and so on with one thing after another in a long row of words that say little ".repeat(2);
    site.article("apart", "One", &format!("Iron comes first, {filler}then a deficiency."));
    site.article("near", "Two", &format!("First {filler}of a deficiency of iron."));
    let engine = site.built();
    for query in ["iron deficiency", "deficiency iron", "iron deficency"] {
        let answer = engine.search(&SearchRequest { explain: true, ..request(query) }).unwrap();
        let ids: Vec<&str> = answer.passages.iter().map(|hit| hit.passage.id.as_ref()).collect();
        assert_eq!(ids, ["near#top.p1", "apart#top.p1"], "{query}");
        let explained = |hit: usize| format!("{:?}", answer.passages[hit].explanation).contains("near each other");
        assert!(explained(0) && !explained(1), "{query}");
    }
    let stages = Stages::FULL - Stages::PROXIMITY;
    let answer = engine.search(&SearchRequest { stages, ..request("iron deficiency") }).unwrap();
    assert!((answer.passages[0].score - answer.passages[1].score).abs() < 1e-3, "nothing else tells them apart");
}

#[test]
fn snippets_mark_endings_and_escape() {
    let site = Site::new();
    site.file("hostile.txt", "Title\n\nSleeping <script>alert(1)</script> & \"sleeps\" of the omega-3.\n");
    let engine = site.built();
    let snippet = &search(&engine, "sleep omega-3").passages[0].snippet;
    assert_eq!(
        snippet.html,
        "<mark>Sleeping</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;<mark>sleeps</mark>&quot; of the <mark>omega-3</mark>."
    );
}

#[test]
fn a_snippet_is_the_part_that_has_the_most_of_the_query() {
    let site = Site::new();
    let filler = "Nothing of interest stands in this sentence about the weather. ".repeat(12);
    site.article("a", "T", &format!("Zinc first. {filler}Zinc helps the skin to heal. {filler}"));
    let engine = site.built();
    let snippet = &search(&engine, "zinc skin").passages[0].snippet;
    assert!(snippet.html.contains("<mark>Zinc</mark> helps the <mark>skin</mark> to heal."), "{}", snippet.html);
    assert!(snippet.html.starts_with("… ") && snippet.html.ends_with(" …"), "{}", snippet.html);
}

#[test]
fn articles_group_the_passages() {
    let engine = Site::shipped().built();
    let answer = search(&engine, "magnesium sleep");
    let grouped: Vec<usize> = answer.articles.iter().flat_map(|group| group.passages.clone()).collect();
    assert_eq!(grouped.iter().collect::<HashSet<_>>().len(), answer.passages.len());
    assert_eq!(grouped[0], 0);
    for group in &answer.articles {
        assert!(group.passages.is_sorted());
        let documents: HashSet<_> = group.passages.iter().map(|&at| &answer.passages[at].passage.document).collect();
        assert_eq!(documents.len(), 1);
    }
}

#[test]
fn nothing_found_is_an_empty_answer() {
    let engine = Site::shipped().built();
    for query in ["", "   ", "?!", "xylophonequartet"] {
        let answer = search(&engine, query);
        assert!(answer.passages.is_empty() && answer.products.is_empty() && answer.related.is_empty(), "{query:?}");
        assert_eq!((answer.total_passages, answer.total_products), (0, 0));
    }
    let empty = Site::new().built();
    assert!(search(&empty, "sleep").passages.is_empty());
}

#[test]
fn facet_counts_are_exact() {
    let engine = Site::shipped().built();
    for query in ["vitamin", "skin", "sleep stress magnesium", "psoriasis"] {
        // Ranking by meaning adds to the list what has no word of the query, and counts it nowhere.
        let wanted = SearchRequest { limit: 1_000, products: 1_000, stages: Stages::FAST, ..request(query) };
        let answer = engine.search(&wanted).unwrap();
        assert_eq!(answer.total_passages, answer.passages.len() as u64);
        assert_eq!(answer.total_products, answer.products.len() as u64);
        let category = &answer.product_facets[0];
        for value in &category.values {
            let holders = answer
                .products
                .iter()
                .filter(|hit| hit.product.categories.iter().any(|category| category.as_str() == value.value));
            assert_eq!(value.count, holders.count() as u64, "{query} {value:?}");
        }
        check_passage_facet(&engine, &answer.passage_facets[0], &wanted);
    }
}

fn check_passage_facet(engine: &Engine, facet: &FacetCounts, wanted: &SearchRequest) {
    let answer = engine.search(wanted).unwrap();
    for value in &facet.values {
        let has = |id: &str| match engine.document(id).unwrap() {
            FoundDocument::Article(article, _) => article.categories.iter().any(|it| it.as_str() == value.value),
            FoundDocument::Product(_) => false,
        };
        let holders = answer.passages.iter().filter(|hit| has(hit.passage.document.as_str())).count();
        assert_eq!(value.count, holders as u64, "{value:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_snippet_is_part_of_its_text(text in "[a-zé<&.\n ]{0,900}", query in "[a-zé ]{1,12}") {
        let analyzer = wellspring::analysis::Analyzer::new(&wellspring::corpus::Vocabulary::shipped());
        let query = wellspring::search::Query::read(&query, &analyzer);
        let snippet = wellspring::search::Highlighter::new(&query, &analyzer).snippet(&text, &vec![1.0; query.clauses.len()], 1);
        let fragment = snippet.fragments[0].clone();
        let inside = |span: &std::ops::Range<usize>| {
            fragment.start <= span.start && span.end <= fragment.end && !text[span.clone()].is_empty()
        };
        prop_assert!(snippet.spans.iter().all(inside));
        prop_assert!(snippet.spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let bare = snippet.html.replace("<mark>", "").replace("</mark>", "").replace("&lt;", "<").replace("&amp;", "&");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(bare.trim_start_matches("… ").trim_end_matches(" …")), words(&text[fragment.clone()]));
        prop_assert!(!snippet.html.contains('\n'));
        prop_assert_eq!(snippet.html.matches("<mark>").count(), snippet.spans.len());
    }
}

#[test]
fn any_number_of_hits_may_be_wanted() {
    let site = Site::new();
    site.article("a", "One", "Some text.").product("p", "Two", "", "More text.");
    let engine = site.built();
    let all = SearchRequest { limit: usize::MAX, products: usize::MAX, related: usize::MAX, ..request("text") };
    let answer = engine.search(&all).unwrap();
    assert_eq!((answer.passages.len(), answer.products.len()), (1, 1));
    let beyond = SearchRequest { offset: usize::MAX, products_offset: usize::MAX, ..request("text") };
    assert!(engine.search(&beyond).unwrap().passages.is_empty());
}
