//! Correcting one misspelt word among a hundred thousand, beside Tantivy's own tolerance: a fuzzy query of the same edits for
//! the ten best passages.
//!
//! With `../shared/data` the words are those of health questions, technical pages and supplement labels, without it those of
//! the shipped corpus.

mod support;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use fst::automaton::AlwaysMatch;
use support::{Built, repository};
use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::FuzzyTermQuery;
use wellspring::engine::Engine;
use wellspring::search::Spelling;

const TOP: usize = 10;
/// Words that are misspelt in turn.
const WORDS: usize = 500;
const SEED: u64 = 0x5eed;
/// Frequent enough to be typed by many, in documents.
const MIN_WEIGHT: u64 = 20;

/// The shipped corpus with everything there is to make its vocabulary large.
fn large_vocabulary() -> Built {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    for kind in ["articles", "products"] {
        support::copy_folder(&repository("corpus").join(kind), &corpus.join(kind));
    }
    for (from, to) in [
        ("medquad/corpus.jsonl", "articles/questions.jsonl"),
        ("scale/corpus.jsonl", "articles/pages.jsonl"),
        ("dsld/products.jsonl", "products/labels.jsonl"),
    ] {
        let shared = repository("../shared/data").join(from);
        if shared.exists() {
            fs::copy(shared, corpus.join(to)).expect("room on the disk");
        }
    }
    support::build(&corpus, folder)
}

/// Words of the index, each with a letter left out or two in each other's place.
fn misspelt(engine: &Engine) -> Vec<String> {
    let mut words = Vec::new();
    engine.reader().words().search(AlwaysMatch, "", |word, weight| {
        if weight >= MIN_WEIGHT && word.is_ascii() && word.len() > 5 {
            words.push(word.to_owned());
        }
    });
    let mut random = fastrand::Rng::with_seed(SEED);
    random.shuffle(&mut words);
    words.truncate(WORDS);
    for word in &mut words {
        let at = random.usize(1..word.len() - 1);
        let letter = word.remove(at);
        if random.bool() {
            word.insert(at + 1, letter);
        }
    }
    words
}

fn floor(engine: &Engine, word: &str) -> usize {
    let (searcher, fields) = engine.reader().passages();
    let query = FuzzyTermQuery::new(Term::from_field_text(fields.body, word), 2, true);
    searcher.search(&query, &TopDocs::with_limit(TOP).order_by_score()).expect("a readable index").len()
}

fn ours(engine: &Engine, query: &str) -> usize {
    Spelling::check(query, engine.reader(), engine.analyzer()).expect("a readable index").corrections.len()
}

fn spelling(criterion: &mut Criterion) {
    let built = large_vocabulary();
    let engine = &built.engine;
    let words = misspelt(engine);
    let corrected: usize = words.iter().map(|word| ours(engine, word)).sum();
    assert!(corrected > words.len() / 2, "{corrected} of {} words are corrected", words.len());
    let questions: Vec<String> = words.iter().map(|word| format!("what is the best treatment for {word}")).collect();
    let group_names = ["spelling of one word", "spelling in a question"].map(str::to_owned);
    for (group_name, queries) in group_names.iter().zip([&words, &questions]) {
        let mut group = criterion.benchmark_group(group_name);
        group.measurement_time(Duration::from_secs(3)).sample_size(20);
        group.bench_function("floor", |bencher| {
            let mut next = words.iter().cycle();
            bencher.iter(|| next.next().map(|word| black_box(floor(engine, word))));
        });
        group.bench_function("ours", |bencher| {
            let mut next = queries.iter().cycle();
            bencher.iter(|| next.next().map(|query| black_box(ours(engine, query))));
        });
        group.finish();
    }
    support::print_ratios(&group_names, &["ours"]);
    unneeded(criterion, engine);
}

/// What it costs a query in which every word is right.
fn unneeded(criterion: &mut Criterion, engine: &Engine) {
    let query = "what is the best treatment for high blood pressure";
    assert_eq!(ours(engine, query), 0);
    criterion.bench_function("spelling of a right question", |bencher| bencher.iter(|| black_box(ours(engine, query))));
}

criterion_group!(benches, spelling);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
