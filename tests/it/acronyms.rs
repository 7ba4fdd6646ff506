//! Abbreviations that the content defines itself:
//!
//! 1. Definitions are read from real sentences, in both orders, and what is none is left alone.
//! 2. Any text is read.
//! 3. The short form finds the long one, and the other way round.
//! 4. A short form with several meanings is left alone; so is a common word that is defined once.
//! 5. Definitions come and go with their documents, without reading the others again.

use std::fs;

use proptest::prelude::*;
use wellspring::acronym::definitions;
use wellspring::search::Origin;

use crate::site::{Site, found, search};

#[test]
fn real_sentences_are_understood() {
    let cases = [
        (
            "Fibre is turned into short chain fatty acids (SCFA) by bacteria.",
            &[("SCFA", "short chain fatty acids")][..],
        ),
        ("They make short-chain fatty acids (SCFAs), which feed the gut.", &[("SCFA", "short-chain fatty acids")]),
        ("SCFA (short chain fatty acids) are made from fibre.", &[("SCFA", "short chain fatty acids")]),
        (
            "Women with polycystic ovary syndrome (PCOS) and irritable bowel syndrome (IBS; see below).",
            &[("IBS", "irritable bowel syndrome"), ("PCOS", "polycystic ovary syndrome")],
        ),
        ("Fish has docosahexaenoic acid (DHA).", &[("DHA", "docosahexaenoic acid")]),
        ("The heart needs coenzyme Q10 (CoQ10).", &[("CoQ10", "coenzyme q10")]),
        ("Plants have alpha-linolenic acid (ALA).", &[("ALA", "alpha-linolenic acid")]),
        ("A reference nutrient intake (RNI, in the United Kingdom) is given.", &[("RNI", "reference nutrient intake")]),
        ("5-HTP (5-hydroxytryptophan) is made of tryptophan.", &[("5-HTP", "5-hydroxytryptophan")]),
        ("Take it with food (see Table 2) or (rarely) without (400 mg).", &[]),
        ("Many adults (18 to 64 years) take it (N = 120).", &[]),
        ("The World Health Organization\n\n(WHO)", &[]),
        ("(SCFA)", &[]),
        ("It is (", &[]),
        ("Vitamin D (Vitamin D3) is better.", &[]),
    ];
    for (text, expected) in cases {
        let found = definitions(text);
        let found: Vec<(&str, &str)> = found.iter().map(|it| (it.short.as_str(), it.long.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|[A-Z(), \n-]|\\(SCFA\\)|é){0,80}") {
        for definition in definitions(&text) {
            prop_assert!((2..=10).contains(&definition.short.chars().count()), "{:?}", definition);
            prop_assert!(definition.long.chars().count() > definition.short.chars().count());
        }
    }
}

fn site() -> Site {
    let site = Site::new();
    // No vocabulary of synonyms: what is found is learned.
    site.file("vocabulary/synonyms.txt", "\n");
    site.article("defined", "One", "Bulk is turned into medium gut fatty acids (MGFA) in the gut.");
    site.article("short", "Two", "MGFA feed the lining.");
    site.article("long", "Three", "Some medium gut fatty acids feed the lining.");
    site.article("other", "Four", "Acids of medium strength.");
    site
}

#[test]
fn both_forms_find_each_other() {
    let engine = site().built();
    let mut by_short = found(&engine, "mgfa");
    by_short.sort();
    assert_eq!(by_short, ["defined#top.p1", "long#top.p1", "short#top.p1"]);
    let by_long = found(&engine, "medium gut fatty acids");
    assert!(by_long.contains(&"short#top.p1".to_owned()), "{by_long:?}");
    let answer = search(&engine, "MGFA and fibre");
    let added: Vec<_> = answer.query.alternatives().filter(|it| it.origin == Origin::Acronym).collect();
    assert_eq!((added.len(), added[0].text.as_str()), (1, "medium gut fatty acids"));
}

#[test]
fn what_is_not_clear_is_left_alone() {
    let site = site();
    site.article("rival", "Five", "The many green fig atolls (MGFA) are far away.");
    for number in 0..60 {
        site.article(&format!("fat{number}"), "Fat", "Fat is in food.");
    }
    site.article("fat", "Six", "The functional acuity test (FAT) was used.");
    let engine = site.built();
    for query in ["mgfa", "fat"] {
        assert!(search(&engine, query).query.alternatives().all(|it| it.origin == Origin::Typed), "{query}");
    }
}

#[test]
fn definitions_come_and_go_with_their_documents() {
    let site = site();
    site.build().unwrap();
    site.article("more", "Seven", "Something else altogether.");
    assert_eq!(site.build().unwrap().changed, 1);
    assert_eq!(found(&site.open(), "mgfa").len(), 3, "carried over");
    fs::remove_file(site.corpus().join("articles/defined.md")).unwrap();
    site.build().unwrap();
    assert_eq!(found(&site.open(), "mgfa"), ["short#top.p1"], "forgotten");
}
