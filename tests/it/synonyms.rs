//! What else the words of a query stand for:
//!
//! 1. A group finds each of its members by each other, in every form of the words.
//! 2. A one-way rule goes one way.
//! 3. Rules of several words need the words side by side, and the longest rule wins.
//! 4. A synonym counts less than the typed word, and never on top of it.
//! 5. The explanation of a score holds what counted, and its root is the score.
//! 6. Words in quotes are meant to the letter.
//! 7. The answer says what was looked for, in place of which words, and why.

use wellspring::engine::SearchRequest;
use wellspring::search::Origin;

use crate::site::{Site, found, request, search};

fn site(rules: &str) -> Site {
    let site = Site::new();
    site.file("vocabulary/synonyms.txt", rules);
    site
}

#[test]
fn groups_find_their_members() {
    let site = site("acne, pimples, breakouts\nvitamin c, ascorbic acid\n");
    site.article("a", "One", "Acne comes and goes.").article("b", "Two", "A pimple on the nose.");
    site.article("c", "Three", "Oranges have vitamin C in them.").article("d", "Four", "Ascorbic acid is a powder.");
    site.article("e", "Five", "A breakout of flu.");
    let engine = site.built();
    assert_eq!(found(&engine, "acne")[0], "a#top.p1");
    assert_eq!(found(&engine, "acne").len(), 3);
    assert_eq!(found(&engine, "pimples")[0], "b#top.p1");
    assert_eq!(found(&engine, "pimple").len(), 3);
    assert_eq!(found(&engine, "vitamin c"), ["c#top.p1", "d#top.p1"]);
    assert_eq!(found(&engine, "ascorbic acid"), ["d#top.p1", "c#top.p1"]);
}

#[test]
fn one_way_rules_go_one_way() {
    let site = site("warfarin => blood thinners\n");
    site.article("a", "One", "Warfarin needs care.").article("b", "Two", "Blood thinners need care.");
    let engine = site.built();
    assert_eq!(found(&engine, "warfarin"), ["a#top.p1", "b#top.p1"]);
    assert_eq!(found(&engine, "blood thinners"), ["b#top.p1"]);
}

#[test]
fn several_words_stand_side_by_side() {
    let site = site("low iron, iron deficiency\niron, ferrum\nst john's wort, hypericum\n");
    site.article("a", "One", "Ferrum of old.").article("b", "Two", "Iron deficiency is common.");
    site.article("c", "Three", "Deficiency of sleep, and iron.").article("d", "Four", "Hypericum is a herb.");
    let engine = site.built();
    let added = |query: &str| -> Vec<String> {
        let answer = search(&engine, query);
        answer.query.alternatives().filter(|it| it.origin != Origin::Typed).map(|it| it.text.clone()).collect()
    };
    assert_eq!(added("low iron"), ["iron deficiency"]);
    assert_eq!(added("low in iron"), ["ferrum"]);
    assert_eq!(added("iron low"), ["ferrum"]);
    assert_eq!(added("is iron, or low iron, a worry"), ["iron deficiency", "ferrum"]);
    assert_eq!(found(&engine, "low iron")[0], "b#top.p1");
    assert_eq!(found(&engine, "St. John’s wort"), ["d#top.p1"]);
}

#[test]
fn a_synonym_counts_instead_of_the_word() {
    let site = site("acne, pimples, breakouts, deep red spots\n");
    // As long as each other, so that length changes no score.
    site.article("word", "One", "acne filler filler filler filler").article(
        "synonym",
        "Two",
        "pimples filler filler filler filler",
    );
    site.article("all", "Three", "acne pimples deep red spots").article(
        "none",
        "Four",
        "filler filler filler filler filler",
    );
    let engine = site.built();
    let answer = search(&engine, "acne");
    let score = |id: &str| answer.passages.iter().find(|hit| hit.passage.document.as_str() == id).unwrap().score;
    assert!(score("synonym") < score("word"));
    assert!((score("all") - score("word")).abs() < 1e-4, "{} {}", score("all"), score("word"));
    assert_eq!(answer.total_passages, 3);
}

#[test]
fn explanations_hold_what_counted() {
    let engine = Site::shipped().built();
    for query in ["acne", "high blood pressure", "scfa gut -children", "tiredness after low iron"] {
        let answer =
            engine.search(&SearchRequest { explain: true, limit: 30, products: 30, ..request(query) }).unwrap();
        assert!(answer.query.alternatives().any(|alternative| alternative.origin != Origin::Typed), "{query}");
        assert!(answer.passages.len() > 3, "{query}");
        for hit in &answer.passages {
            let value = hit.explanation.as_ref().unwrap().value;
            assert!((value - f64::from(hit.score)).abs() < 1e-3, "{query}: {value} {}", hit.score);
        }
    }
}

#[test]
fn quoted_words_have_no_synonyms() {
    let site = site("acne, pimples\n");
    site.article("a", "One", "Acne comes and goes.").article("b", "Two", "A pimple on the nose.");
    let engine = site.built();
    assert_eq!(found(&engine, "\"acne\""), ["a#top.p1"]);
    assert_eq!(found(&engine, "acne -\"pimple\""), ["a#top.p1"]);
}

#[test]
fn the_answer_says_what_was_looked_for() {
    let site = site("high blood pressure, hypertension\n");
    site.article("a", "One", "Hypertension and salt.");
    let answer = search(&site.built(), "high blood pressure and salt");
    let added: Vec<_> = answer.query.alternatives().filter(|it| it.origin != Origin::Typed).collect();
    assert_eq!((added.len(), added[0].text.as_str(), added[0].origin), (1, "hypertension", Origin::Synonym));
    assert_eq!(added[0].clauses, [0, 1, 2]);
    assert!(added[0].weight < 1.0);
}
