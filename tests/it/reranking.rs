//! Texts that somebody gives, ranked for a query:
//!
//! 1. Every text stands there once, best first, with a score from 0 to 1; equals stay in the order in which they were given.
//! 2. A text without a word of the query has 0; more of its words count more, rare ones more than common ones.
//! 3. How often words stand in a text counts, how near each other, and how long the text is.
//! 4. Synonyms, other forms of a word and, where nothing else is found, corrections count.
//! 5. What comes after the words that are read does not count.
//! 6. On the judged topics, texts are brought into an order nine tenths as good as that of the index, which knows their headings and labels too.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use wellspring::engine::{Engine, RerankRequest, SearchRequest};
use wellspring::search::Stages;

use crate::site::Site;

/// The places of the texts and their scores.
fn rerank(query: &str, texts: &[&str]) -> Vec<(usize, f32)> {
    reranked(Site::shipped_once(), query, texts, usize::MAX)
}

fn reranked(engine: &Engine, query: &str, texts: &[&str], most_words: usize) -> Vec<(usize, f32)> {
    let texts = texts.iter().map(ToString::to_string).collect();
    let answer = engine.rerank(&RerankRequest { query: query.to_owned(), texts, most_words }).unwrap();
    answer.texts.iter().map(|text| (text.index, text.score)).collect()
}

fn order(query: &str, texts: &[&str]) -> Vec<usize> {
    rerank(query, texts).into_iter().map(|(index, _)| index).collect()
}

#[test]
fn every_text_has_its_place_once() {
    let texts = ["", "zinc", "nothing of it", "zinc zinc for the skin", "zinc", "ZINC for skin!"];
    let ranked = rerank("zinc for skin", &texts);
    let mut places: Vec<usize> = ranked.iter().map(|&(index, _)| index).collect();
    assert!(ranked.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{ranked:?}");
    assert!(ranked.iter().all(|&(_, score)| (0.0..=1.0).contains(&score)), "{ranked:?}");
    let place = |index| places.iter().position(|&other| other == index).unwrap();
    assert!(place(1) < place(4) && place(0) < place(2));
    places.sort_unstable();
    assert_eq!(places, [0, 1, 2, 3, 4, 5]);
}

#[test]
fn what_has_no_word_has_nothing() {
    for query in ["magnesium", "the of and", "", "\"\" -", "🙂"] {
        for (_, score) in rerank(query, &["", "An unrelated sentence.", "..."]) {
            assert_eq!(score.to_bits(), 0.0_f32.to_bits(), "{query}");
        }
    }
}

#[test]
fn more_words_and_rarer_ones_count_more() {
    assert_eq!(order("zinc acne", &["zinc here", "acne and zinc", "neither one"]), [1, 0, 2]);
    // Of the words that the index knows, "supplement" is everywhere and "ashwagandha" is not.
    assert_eq!(order("ashwagandha supplement", &["a supplement", "some ashwagandha"]), [1, 0]);
    // Of words that the index does not know, the texts say which is rare.
    let carbon: Vec<&str> = [&["a carbon quark"], ["a carbon footnote"; 30].as_slice(), &["a tax gluon"]].concat();
    assert_eq!(order("carbon gluon", &carbon)[0], 31);
}

#[test]
fn frequency_nearness_and_length_count() {
    let once = "zinc is one of the many things that are written about in here";
    let twice = "zinc is one of the many things that zinc is written about in here";
    assert_eq!(order("zinc", &[once, twice]), [1, 0]);
    let apart = "zinc is a metal that many plants and animals have to take in, and some people look after their skin";
    let together = "many plants and animals have to take in metals, and some people look after their skin by zinc";
    assert_eq!(order("zinc skin", &[apart, together]), [1, 0]);
    let long = format!("{once}{}", " and so on and so forth".repeat(20));
    assert_eq!(order("zinc", &[&long, once]), [1, 0]);
}

#[test]
fn other_words_for_the_same_count() {
    assert_eq!(order("pimples", &["nails", "a pimple"])[0], 1);
    let synonyms = rerank("acne", &["nothing", "help for pimples", "help for acne"]);
    assert_eq!(synonyms.iter().map(|&(index, _)| index).collect::<Vec<_>>(), [2, 1, 0]);
    assert!(synonyms[1].1 > 0.3, "{synonyms:?}");
    let corrected = rerank("magnesum", &["iron", "magnesium"]);
    assert!(corrected[0] == (1, corrected[0].1) && corrected[0].1 > 0.3, "{corrected:?}");
    // Somebody else's words are not ours to correct.
    let foreign = rerank("magnesum", &["magnesium", "the magnesum of old maps"]);
    assert!(foreign[0].0 == 1 && foreign[1].1 == 0.0, "{foreign:?}");
}

#[test]
fn words_beyond_the_limit_do_not_count() {
    let scores = |most_words| reranked(Site::shipped_once(), "zinc", &["one two zinc"], most_words);
    assert_eq!(scores(2)[0].1.to_bits(), 0.0_f32.to_bits());
    assert!(scores(3)[0].1 > 0.0);
}

#[test]
fn judged_texts_come_into_good_order() {
    let engine = Site::shipped_once();
    let (mut of_search, mut of_rerank) = (0.0, 0.0);
    for (query, judged) in topics() {
        let request =
            SearchRequest { query: query.clone(), limit: 20, stages: Stages::FAST, ..SearchRequest::default() };
        let found = engine.search(&request).unwrap().passages;
        let documents: Vec<String> = found.iter().map(|hit| hit.passage.document.to_string()).collect();
        // From behind, so that nothing is won by leaving them as they are; with what the index has of them beside their text.
        let texts = found.iter().rev().map(|hit| format!("{}. {}", hit.passage.title, hit.passage.text)).collect();
        let answer = engine.rerank(&RerankRequest { query, texts, most_words: usize::MAX }).unwrap();
        if documents.is_empty() {
            continue;
        }
        let last = documents.len() - 1;
        let graded = |order: Vec<usize>| -> Vec<f64> {
            let mut seen = HashSet::new();
            let once =
                order.into_iter().map(|index| &documents[index]).filter(|document| seen.insert(document.as_str()));
            once.map(|document| judged.get(document).copied().unwrap_or_default()).collect()
        };
        let ideal = gain(sorted(judged.values().copied().collect()));
        if ideal > 0.0 {
            of_search += gain(graded((0..documents.len()).collect())) / ideal;
            of_rerank += gain(graded(answer.texts.iter().map(|text| last - text.index).collect())) / ideal;
        }
    }
    assert!(of_rerank > 0.9 * of_search, "{of_rerank} of {of_search}");
}

/// The gain of the first ten, the first counting most.
fn gain(grades: impl IntoIterator<Item = f64>) -> f64 {
    grades.into_iter().take(10).enumerate().map(|(rank, grade)| grade / (rank as f64 + 2.0).log2()).sum()
}

fn sorted(mut grades: Vec<f64>) -> Vec<f64> {
    grades.sort_by(|one, other| other.total_cmp(one));
    grades
}

/// The judged queries with the grades of documents.
fn topics() -> Vec<(String, HashMap<String, f64>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance");
    let mut judged: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in fs::read_to_string(folder.join("qrels/test.tsv")).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let of_topic = judged.entry(fields[0].to_owned()).or_default();
        of_topic.insert(fields[1].to_owned(), fields[2].parse().unwrap());
    }
    let queries = fs::read_to_string(folder.join("queries.jsonl")).unwrap();
    let topics = queries.lines().map(|line| {
        let topic: Value = serde_json::from_str(line).unwrap();
        let judged = judged.get(topic["_id"].as_str().unwrap()).cloned().unwrap_or_default();
        (topic["text"].as_str().unwrap().to_owned(), judged)
    });
    topics.collect()
}
