//! How a query is read and kept to:
//!
//! 1. Any text reads, the same each time, within bounds.
//! 2. Quotes make phrases, a minus before a word excludes; dashes in words, lone signs and quotes without a partner are text.
//! 3. Everything found has each quoted phrase, and whatever has it is found.
//! 4. Nothing found has an excluded word or phrase, and nothing else is lost.
//! 5. A quoted compound is found in every way in which it is written.
//! 6. Totals and facets respect phrases and exclusions exactly.
//! 7. A query that only excludes finds nothing, and says so.
//! 8. The best few are the first of the best many, whatever the query.

use proptest::prelude::*;
use wellspring::analysis::Analyzer;
use wellspring::corpus::Vocabulary;
use wellspring::engine::{Engine, SearchRequest};
use wellspring::search::{Query, Stages};

use crate::site::{Site, found, found_products, request, search};

fn read(text: &str) -> Query {
    Query::read(text, &Analyzer::new(&Vocabulary::shipped()))
}

fn words(query: &Query) -> Vec<&str> {
    query.typed().map(|typed| typed.text.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_reads(text in "(\\PC|[-\"“”«»+'’ \n]|omega-3|the ){0,60}") {
        let query = read(&text);
        prop_assert_eq!(&query, &read(&text));
        prop_assert!(query.clauses.len() <= 64 && query.required.len() <= 8 && query.excluded.len() <= 64);
        for clause in &query.clauses {
            prop_assert!(!text[clause.span.clone()].is_empty());
            prop_assert_eq!(&clause.alternatives[0].text, &text[clause.span.clone()]);
        }
        for phrase in query.required.iter().chain(&query.excluded) {
            prop_assert!(text.contains(&phrase.text));
            prop_assert!(phrase.readings.iter().all(|reading| !reading.is_empty()));
        }
    }
}

#[test]
fn long_queries_are_bounded() {
    let many: Vec<String> =
        (0..500).map(|number| format!("word{number} -not{number} \"some phrase{number}\"")).collect();
    let query = read(&many.join(" "));
    assert_eq!((query.clauses.len(), query.required.len(), query.excluded.len()), (64, 8, 64));
    for hostile in ["\"a ".repeat(50_000), "-".repeat(100_000), "\"".repeat(100_000), "-\"a".repeat(30_000)] {
        read(&hostile);
    }
}

/// A query with its words, its phrases and what it excludes.
type Case = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

#[test]
fn quotes_and_minus_have_their_meaning() {
    let cases: [Case; 22] = [
        ("sleep well", &["sleep", "well"], &[], &[]),
        ("\"vitamin c\" skin", &["vitamin", "c", "skin"], &["vitamin c"], &[]),
        ("“vitamin c” skin", &["vitamin", "c", "skin"], &["vitamin c"], &[]),
        ("„vitamin c“", &["vitamin", "c"], &["vitamin c"], &[]),
        ("«vitamin c»", &["vitamin", "c"], &["vitamin c"], &[]),
        ("\"sleep!\" and \"stress\"", &["sleep", "stress"], &["sleep!", "stress"], &[]),
        ("sleep -stress", &["sleep"], &[], &["stress"]),
        ("-stress sleep", &["sleep"], &[], &["stress"]),
        ("sleep -\"green tea\"", &["sleep"], &[], &["green tea"]),
        ("fish -omega-3", &["fish"], &[], &["omega-3"]),
        ("fish -omega-3, oil", &["fish", "oil"], &[], &["omega-3"]),
        ("omega-3", &["omega", "omega-3", "3"], &[], &[]),
        ("B-12", &["B", "B-12", "12"], &[], &[]),
        ("pain - what helps", &["pain", "helps"], &[], &[]),
        ("pain -- stress", &["pain", "stress"], &[], &[]),
        ("-", &[], &[], &[]),
        ("\"", &[], &[], &[]),
        ("\"sleep", &["sleep"], &[], &[]),
        ("sleep\"", &["sleep"], &[], &[]),
        ("2\" and 3\" pads", &["2", "3", "pads"], &[], &[]),
        ("\"\" \"!?\" sleep", &["sleep"], &[], &[]),
        ("sleep -the", &["sleep"], &[], &[]),
    ];
    for (text, typed, required, excluded) in cases {
        let query = read(text);
        let texts = |phrases: &[wellspring::search::Phrase]| -> Vec<String> {
            phrases.iter().map(|phrase| phrase.text.clone()).collect()
        };
        assert_eq!(words(&query), typed, "{text}");
        assert_eq!(texts(&query.required), required, "{text}");
        assert_eq!(texts(&query.excluded), excluded, "{text}");
    }
}

#[test]
fn stop_words_count_in_quotes() {
    let site = Site::new();
    site.article("a", "One", "To be or not to be.").article("b", "Two", "Be quick to rest.");
    let engine = site.built();
    assert_eq!(found(&engine, "\"to be\""), ["a#top.p1"]);
    assert_eq!(found(&engine, "\"be quick to rest\""), ["b#top.p1"]);
    assert!(found(&engine, "\"be quick and rest\"").is_empty());
}

#[test]
fn compounds_are_found_as_they_are_written() {
    let site = Site::new();
    site.article("a", "One", "Omega-3 fats come from fish.").article("b", "Two", "Take omega3 fats each day.");
    site.article("c", "Three", "The omega 3 fats of algae.").article("d", "Four", "Three fats of omega fame.");
    site.article("e", "Five", "Take vitamin D3 drops.").article("f", "Six", "Take vitamin D-3 drops.");
    site.article("g", "Seven", "Take vitamin D 3 drops.").article("h", "Eight", "D3 is a vitamin in drops.");
    site.product("p", "Probiotic+", "", "For the gut.").product("q", "Probiotic", "", "For the gut.");
    let engine = site.built();
    let sorted = |query: &str| {
        let mut ids: Vec<String> = found(&engine, query).iter().map(|id| id[..1].to_owned()).collect();
        ids.sort();
        ids.concat()
    };
    for query in ["\"omega-3\"", "\"omega3\"", "\"omega-3 fats\"", "\"omega 3 fats\"", "\"omega3 fats\""] {
        assert_eq!(sorted(query), "abc", "{query}");
    }
    for query in ["\"vitamin d3\"", "\"vitamin D-3\"", "\"vitamin d3 drops\"", "\"vitamin d-3 drops\""] {
        assert_eq!(sorted(query), "efg", "{query}");
    }
    assert_eq!(sorted("fats -omega-3"), "d");
    assert_eq!(found_products(&engine, "\"Probiotic+\""), ["p"]);
}

/// Words whose order makes phrases: few, so that most phrases are somewhere.
const WORDS: [&str; 5] = ["zinc", "skin", "sleep", "tea", "gut"];

fn small_corpus() -> (Engine, Vec<(String, String)>) {
    let site = Site::new();
    let mut random = fastrand::Rng::with_seed(7);
    let texts: Vec<(String, String)> = (0..60)
        .map(|number| {
            let words: Vec<&str> = (0..8).map(|_| WORDS[random.usize(..WORDS.len())]).collect();
            (format!("doc{number}#top.p1"), words.join(" "))
        })
        .collect();
    for (id, text) in &texts {
        site.article(&id[..id.len() - 7], "Title", text);
    }
    site.file("vocabulary/synonyms.txt", "gut, sleep\ntea => zinc skin\n");
    (site.built(), texts)
}

#[test]
fn phrases_and_exclusions_are_kept_to_exactly() {
    let (engine, texts) = small_corpus();
    let all = |query: &str| engine.search(&SearchRequest { limit: 1_000, ..request(query) }).unwrap();
    for first in WORDS {
        for second in WORDS {
            let phrase = format!("{first} {second}");
            for (query, wanted) in [
                (format!("\"{phrase}\""), [&phrase, ""]),
                (format!("{first} -{second}"), [first, second]),
                (format!("\"{first}\" -\"{phrase}\""), [first, &phrase]),
                (format!("\"{phrase}\" -\"{second} {first}\""), [&phrase, &format!("{second} {first}")]),
            ]
            .map(|(query, wanted)| (query, wanted.map(str::to_owned)))
            {
                let answer = all(&query);
                let is_quoted = query.starts_with('"');
                let has = |text: &str, words: &str| format!(" {text} ").contains(&format!(" {words} "));
                for hit in &answer.passages {
                    assert!(!is_quoted || has(&hit.passage.text, &wanted[0]), "{query}: {}", hit.passage.text);
                    assert!(
                        wanted[1].is_empty() || !has(&hit.passage.text, &wanted[1]),
                        "{query}: {}",
                        hit.passage.text
                    );
                }
                if is_quoted {
                    let right = |text: &str| has(text, &wanted[0]) && (wanted[1].is_empty() || !has(text, &wanted[1]));
                    let expected = texts.iter().filter(|(_, text)| right(text)).count();
                    assert_eq!(answer.passages.len(), expected, "{query}");
                }
                assert_eq!(answer.total_passages, answer.passages.len() as u64, "{query}");
            }
        }
    }
}

#[test]
fn facets_respect_phrases_and_exclusions() {
    let engine = Site::shipped().built();
    for query in ["\"vitamin d\"", "vitamin -children", "skin -\"vitamin c\"", "\"omega-3\" heart -pregnancy"] {
        // By words alone: what is found by meaning is more than what has the words.
        let wanted = SearchRequest { limit: 1_000, products: 1_000, stages: Stages::FAST, ..request(query) };
        let answer = engine.search(&wanted).unwrap();
        assert!(!answer.passages.is_empty() && !answer.products.is_empty(), "{query}");
        assert_eq!(answer.total_passages, answer.passages.len() as u64, "{query}");
        for value in &answer.product_facets[0].values {
            let holders =
                answer.products.iter().filter(|hit| hit.product.categories.iter().any(|it| it.as_str() == value.value));
            assert_eq!(value.count, holders.count() as u64, "{query} {value:?}");
        }
    }
}

#[test]
fn exclusions_alone_find_nothing() {
    let engine = Site::shipped().built();
    let answer = search(&engine, "-magnesium");
    assert_eq!((answer.total_passages, answer.total_products), (0, 0));
    assert!(answer.query.is_empty() && answer.query.excluded[0].text == "magnesium");
}

#[test]
fn the_best_few_are_the_first_of_the_best_many() {
    let engine = Site::shipped().built();
    let queries = [
        "acne",
        "high blood pressure",
        "vitamin c -skin",
        "tiredness and iron",
        "\"vitamin d\" kids",
        "ibs bloating gas",
    ];
    for query in queries {
        let best = |limit| {
            let answer = engine.search(&SearchRequest { limit, products: limit, ..request(query) }).unwrap();
            let passages = answer.passages.into_iter().map(|hit| (hit.passage.id.to_string(), hit.score.to_bits()));
            let products = answer.products.into_iter().map(|hit| (hit.product.id.to_string(), hit.score.to_bits()));
            (passages.collect::<Vec<_>>(), products.collect::<Vec<_>>())
        };
        let (passages, products) = best(1_000);
        assert!(passages.len() > 3, "{query}");
        for limit in [1, 2, 5, 13] {
            let expected =
                (passages.iter().take(limit).cloned().collect(), products.iter().take(limit).cloned().collect());
            assert_eq!(best(limit), expected, "{query} {limit}");
        }
    }
}
