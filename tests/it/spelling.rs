//! Words are found though they are typed wrongly:
//!
//! 1. Misspelt words are taken for the words of the index that people mean, and found, and marked where they stand.
//! 2. Two neighbouring letters in each other's place are one mistake, and the commonest one.
//! 3. A word that a text has is left alone, whatever it resembles; so is the other spelling of a word that has two.
//! 4. Protected words, numbers, codes, short words, abbreviations, and words in quotes or after a minus are left alone.
//! 5. Words typed apart are joined, and words typed together are split.
//! 6. What is not sure is only suggested; what resembles nothing is nothing.
//! 7. The other words of the query decide between words that are equally alike.
//! 8. Who insists on what was typed gets what was typed.
//! 9. Words of texts that are gone are not offered; words of texts that did not change still are; and the weights of words
//!    do not add up from build to build.
//! 10. Damage to the words' file is named, and mended by the next build.
//! 11. Any text is fine, every span cuts what was typed, and the same text gives the same corrections.
//! 12. Edits are the same both ways, none between equal words, and never more than the letters.

use std::fs::{self, File};
use std::sync::LazyLock;

use fst::automaton::AlwaysMatch;
use proptest::prelude::*;
use wellspring::corpus::Vocabulary;
use wellspring::engine::{Engine, Error, SearchRequest};
use wellspring::index::IndexError;
use wellspring::search::{Correction, CorrectionKind, Spelling, Stages, edits};

use crate::site::{Site, found, request, search};

static SHIPPED: LazyLock<(Site, Engine)> = LazyLock::new(|| {
    let site = Site::shipped();
    let engine = site.built();
    (site, engine)
});

fn shipped() -> &'static Engine {
    &SHIPPED.1
}

fn corrections(engine: &Engine, query: &str) -> Vec<Correction> {
    search(engine, query).spelling.corrections
}

/// The text that is searched for in place of a query.
fn searched(engine: &Engine, query: &str) -> String {
    search(engine, query).spelling.searched()
}

fn assert_unchanged(engine: &Engine, query: &str) {
    assert_eq!(corrections(engine, query), [], "{query}");
}

#[test]
fn misspelt_words_are_found() {
    for (typed, meant) in [
        ("magnesum", "magnesium"),
        ("ashwaganda", "ashwagandha"),
        ("probitoics", "probiotics"),
        ("turmric", "turmeric"),
        ("collegen", "collagen"),
        ("psoriosis", "psoriasis"),
        ("insomia", "insomnia"),
        ("anxitey", "anxiety"),
        ("menapause", "menopause"),
        ("glucosomine", "glucosamine"),
        ("chondrotin", "chondroitin"),
        ("psylium", "psyllium"),
        ("diarrea", "diarrhoea"),
        ("inflamation", "inflammation"),
        ("Colesterol", "cholesterol"),
        ("gut helth", "gut health"),
        ("protien powder", "protein powder"),
        ("can probitoics help acen", "can probiotics help acne"),
        ("the inflamation's cause", "the inflammation cause"),
    ] {
        let answer = search(shipped(), typed);
        assert_eq!(answer.spelling.searched(), meant);
        assert_eq!(answer.spelling.corrected().as_deref(), Some(meant));
        assert!(answer.spelling.corrections.iter().all(|it| it.kind == CorrectionKind::Corrected && it.replaces));
        let same = search(shipped(), meant);
        assert_eq!(answer.total_passages, same.total_passages, "{typed}");
        assert_eq!(answer.passages[0].passage.id, same.passages[0].passage.id, "{typed}");
    }
}

#[test]
fn endings_need_no_correction() {
    // Their stems are those of words that the texts have.
    for query in ["melatonine", "biotine", "hormons", "creatin", "retinoll"] {
        assert_unchanged(shipped(), query);
        assert!(search(shipped(), query).total_passages > 0, "{query}");
    }
}

#[test]
fn corrected_words_are_marked_where_they_stand() {
    let snippet = &search(shipped(), "magnesum").passages[0].snippet;
    assert!(snippet.html.to_lowercase().contains("<mark>magnesium</mark>"), "{}", snippet.html);
}

#[test]
fn letters_in_each_others_place_are_the_commonest_mistake() {
    let site = Site::new();
    site.article("a", "One", "The causes are many.").article("b", "Two", "The cases are many.");
    site.article("c", "Three", "The cases are old.");
    assert_eq!(searched(&site.built(), "cuases"), "causes");
    assert!(edits("cuases", "causes") < edits("cuases", "cases"));
    assert!(edits("abdc", "abcd") < 1.0);
}

#[test]
fn a_word_that_a_text_has_is_left_alone() {
    let site = Site::new();
    for number in 0..40 {
        site.article(&format!("a{number}"), "Dairy", "Dairy and fibre, with fibers and fiber in it.");
    }
    site.article("b", "Log", "Keep a diary.");
    let engine = site.built();
    for query in ["diary", "dairy", "fibre", "fiber", "fibers"] {
        assert_unchanged(&engine, query);
    }
    assert_eq!(found(&engine, "diary"), ["b#top.p1"]);
}

#[test]
fn a_word_that_one_text_has_is_doubted_where_thousands_have_another() {
    let site = Site::new();
    let line = |number: usize, word: &str| {
        let cause =
            ["sleep", "skin", "stress", "iron", "zinc", "gut", "heart", "bone", "brain", "liver", "joint", "age"]
                [number % 12];
        format!(
            "{{\"kind\": \"article\", \"id\": \"a{number}\", \"title\": \"T\", \"text\": \"The {word} of {cause}.\"}}\n"
        )
    };
    let mut articles: String = (1..2_200).map(|number| line(number, "symptoms")).collect();
    articles.push_str(&line(0, "symtoms"));
    site.file("articles.jsonl", &articles);
    let engine = site.built();
    assert_eq!(searched(&engine, "symtoms"), "symptoms");
    assert_unchanged(&engine, "symptoms");
}

#[test]
fn what_must_stay_as_it_is_stays() {
    for query in [
        "\"probitoics\" acne",
        "acne -probitoics",
        "acne -\"probitoics\"",
        "hba1d",
        "coq11",
        "AB1234",
        "20000",
        "zin",
        "NADH acne",
        "5-mthf",
        "ubiqu1nol",
    ] {
        assert_unchanged(shipped(), query);
    }
    let vocabulary = Vocabulary::shipped();
    for word in vocabulary.protected() {
        assert_unchanged(shipped(), word);
    }
}

#[test]
fn words_are_joined_and_split() {
    for (typed, meant, kind) in [
        ("multi vitamin", "multivitamin", CorrectionKind::Joined),
        ("sun screen for the face", "sunscreen for the face", CorrectionKind::Joined),
        ("anti oxidants", "antioxidants", CorrectionKind::Joined),
        ("heart burn", "heartburn", CorrectionKind::Joined),
        ("vitaminc", "vitamin c", CorrectionKind::Split),
        ("vitamind3", "vitamin d3", CorrectionKind::Split),
        ("magnesiumcitrate", "magnesium citrate", CorrectionKind::Split),
        ("skincare", "skin care", CorrectionKind::Split),
    ] {
        assert_eq!(searched(shipped(), typed), meant);
        assert_eq!(corrections(shipped(), typed)[0].kind, kind);
    }
    for query in ["omega3", "omega 3", "vitamin-d", "b-12", "skin care", "fish oil", "blood pressure"] {
        assert_unchanged(shipped(), query);
    }
}

#[test]
fn two_words_that_the_texts_have_both_ways_are_looked_for_both_ways() {
    let site = Site::new();
    site.article("a", "One", "A kiwi fruit.").article("b", "Two", "A kiwifruit.").article(
        "c",
        "Three",
        "The kiwifruit.",
    );
    let engine = site.built();
    let answer = search(&engine, "kiwi fruit");
    let correction = &answer.spelling.corrections[0];
    assert_eq!((correction.kind, correction.replaces), (CorrectionKind::Joined, false));
    assert_eq!((answer.spelling.corrected(), answer.spelling.did_you_mean()), (None, None));
    assert_eq!(answer.total_passages, 3);
}

#[test]
fn what_is_not_sure_is_suggested() {
    let site = Site::new();
    site.article("a", "One", "Fresh mint.").article("b", "Two", "A calm mind.");
    let engine = site.built();
    let answer = search(&engine, "minx tea");
    let correction = &answer.spelling.corrections[0];
    assert_eq!((correction.kind, correction.replaces), (CorrectionKind::Suggested, false));
    assert!((0.1..0.8).contains(&correction.confidence), "{correction:?}");
    assert_eq!(answer.spelling.did_you_mean(), Some(format!("{} tea", correction.to)));
    assert_eq!(answer.spelling.searched(), "minx tea");
    assert_eq!(answer.spelling.corrected(), None);
    // The stemmer takes it for a form of "aside", which stands in one text.
    let answer = search(shipped(), "hyaluronic asid");
    assert_eq!(answer.spelling.did_you_mean().as_deref(), Some("hyaluronic acid"));
    for query in ["xylophonequartet", "kubernetes", "bitcoin", "javascript", "vaseline"] {
        assert_unchanged(shipped(), query);
        assert_eq!(search(shipped(), query).total_passages, 0, "{query}");
    }
}

#[test]
fn the_other_words_decide() {
    let site = Site::new();
    for number in 0..6 {
        site.article(&format!("a{number}"), "One", "Eat plant protein.");
        site.article(&format!("b{number}"), "Two", "Book a plane ticket.");
    }
    let engine = site.built();
    assert_eq!(searched(&engine, "planx protein"), "plant protein");
    assert_eq!(searched(&engine, "planx ticket"), "plane ticket");
}

#[test]
fn who_insists_gets_what_was_typed() {
    let answer = shipped()
        .search(&SearchRequest { stages: Stages::FULL - Stages::SPELLING, ..request("magnesum sun screen") })
        .unwrap();
    assert_eq!(answer.spelling, Spelling::unchecked("magnesum sun screen"));
    assert_eq!(
        shipped()
            .search(&SearchRequest { stages: Stages::FULL - Stages::SPELLING, ..request("magnesum") })
            .unwrap()
            .total_passages,
        0
    );
}

#[test]
fn words_come_and_go_with_their_texts() {
    let site = Site::new();
    site.article("a", "One", "Take magnesium.").article("b", "Two", "Take ashwagandha with magnesium.");
    site.product("p", "Turmeric", "", "For all.");
    let engine = site.built();
    for (typed, meant) in [("ashwaganda", "ashwagandha"), ("magnesum", "magnesium"), ("turmric", "turmeric")] {
        assert_eq!(searched(&engine, typed), meant);
    }
    fs::remove_file(site.corpus().join("articles/b.md")).unwrap();
    let engine = site.built();
    assert_unchanged(&engine, "ashwaganda");
    assert_eq!(engine.reader().words().weight("ashwagandha"), None);
    assert_eq!(searched(&engine, "magnesum"), "magnesium");
    assert_eq!(searched(&engine, "turmric"), "turmeric");
}

#[test]
fn weights_do_not_add_up() {
    let site = Site::new();
    site.article("a", "One", "Take magnesium.").article("b", "Two", "Vitamins and a vitamin.");
    for round in 0..4 {
        site.article("b", "Two", &format!("Vitamins and a vitamin, {round}. Vitamins."));
        let engine = site.built();
        let weight = |word| engine.reader().words().weight(word);
        assert_eq!(weight("magnesium"), Some(1), "{round}");
        assert_eq!(weight("take"), Some(1), "{round}");
        assert_eq!(weight("vitamins"), Some(1), "{round}");
    }
}

#[test]
fn damage_is_named_and_mended() {
    let site = Site::new();
    site.article("a", "One", "Take magnesium for sleep.");
    let engine = site.built();
    let path = site.options.index.join(engine.generation()).join("words");
    drop(engine);
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&path, bytes).unwrap();
    // With its size and time, so that only the file itself can tell.
    File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
    match Engine::open(&site.options.index, &Vocabulary::shipped()) {
        Err(Error::Index(IndexError::Damaged { file, .. })) => assert_eq!(file, "words"),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it should not open"),
    }
    assert_eq!(searched(&site.built(), "magnesum"), "magnesium");
}

#[test]
fn words_are_listed_by_prefix() {
    let mut found = Vec::new();
    shipped().reader().words().search(AlwaysMatch, "magnes", |word, weight| found.push((word.to_owned(), weight)));
    assert!(found.iter().any(|(word, weight)| word == "magnesium" && *weight > 10), "{found:?}");
    assert!(found.iter().all(|(word, _)| word.starts_with("magnes")), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_fine(
        text in "(magnesum|probitoics|sun screen|vitaminc|\"acen\"|-acen|CoQ10|B-12|éczema|\\PC|[a-zé]{4,12}|[ \"'-]){0,12}",
    ) {
        let (reader, analyzer) = (shipped().reader(), shipped().analyzer());
        let spelling = Spelling::check(&text, reader, analyzer).unwrap();
        prop_assert_eq!(&spelling, &Spelling::check(&text, reader, analyzer).unwrap());
        let mut end = 0;
        for correction in &spelling.corrections {
            prop_assert!(correction.span.start >= end);
            prop_assert_eq!(&text[correction.span.clone()], &correction.from);
            prop_assert!((0.0..=1.0).contains(&correction.confidence), "{:?}", correction);
            prop_assert_eq!(correction.kind == CorrectionKind::Suggested && correction.replaces, false);
            end = correction.span.end;
        }
        if spelling.corrections.is_empty() {
            prop_assert_eq!(spelling.searched(), text);
        }
    }

    #[test]
    fn a_word_of_the_shipped_texts_is_never_corrected(at in 0..4_000_usize) {
        let mut words = Vec::new();
        shipped().reader().words().search(AlwaysMatch, "", |word, _| words.push(word.to_owned()));
        let word = &words[at % words.len()];
        prop_assert_eq!(corrections(shipped(), word), []);
    }

    #[test]
    fn edits_are_the_same_both_ways(one in "[a-eé]{0,9}", other in "[a-eé]{0,9}") {
        let there = edits(&one, &other);
        prop_assert!((there - edits(&other, &one)).abs() < 1e-4);
        prop_assert_eq!(there == 0.0, wellspring::analysis::fold(&one) == wellspring::analysis::fold(&other));
        prop_assert!(there <= one.chars().count().max(other.chars().count()) as f32 + 0.5);
    }

    #[test]
    fn swapping_two_neighbours_is_less_than_an_edit(word in "[a-z]{4,12}", at in 1..3_usize) {
        let mut letters: Vec<char> = word.chars().collect();
        letters.swap(at, at + 1);
        let swapped: String = letters.into_iter().collect();
        prop_assert!(edits(&word, &swapped) < 1.0);
    }
}
