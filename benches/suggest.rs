//! What a keystroke costs: an answer while somebody types, beside Tantivy's own ten best passages and products for the same
//! words, the last of them in each form that it may become.
//!
//! `cargo bench --bench suggest`: 100,000 passages grown from real text beside the labels of 92,456 products, or
//! without `../shared/data` beside the shipped shop.

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use support::Built;
use tantivy::collector::TopDocs;
use tantivy::query::BooleanQuery;
use wellspring::engine::{Engine, SearchRequest, SuggestRequest};
use wellspring::index::disjunction;
use wellspring::search::{Query, Stages};

const TOP: usize = 10;

/// What was typed so far, by kind.
const TYPED: [(&str, &[&str]); 6] = [
    ("one letter", &["m", "s", "v", "c"]),
    ("two letters", &["ma", "sl", "vi", "ch"]),
    ("four letters", &["magn", "slee", "vita", "chol"]),
    ("two words", &["vitamin d", "high blo", "dry sk", "fish oi"]),
    ("three words", &["signs of hea", "omega fatty ac", "vitamin d bon"]),
    ("misspelt", &["magnesum slee", "vitamn defic", "cholestrol lev"]),
];

/// A query as it is looked for while it is typed: corrected, and with everything that its last word may become.
fn read(engine: &Engine, typed: &str) -> Query {
    let request =
        SearchRequest { query: typed.to_owned(), stages: Stages::FAST, prefix: true, ..SearchRequest::default() };
    engine.search(&request).expect("a readable index").query
}

fn floor(engine: &Engine, query: &Query) -> usize {
    let (passages, of_passages) = engine.reader().passages();
    let (products, of_products) = engine.reader().products();
    let mut found = 0;
    for (searcher, field) in [(passages, of_passages.body), (products, of_products.body)] {
        let terms = query.alternatives().filter_map(|alternative| alternative.term());
        let bare: BooleanQuery = disjunction(terms.map(|term| (field, term, 1.0)));
        let collector = TopDocs::with_limit(TOP).order_by_score();
        found += searcher.search(&bare, &collector).expect("a readable index").len();
    }
    found
}

fn suggest(engine: &Engine, typed: &str) -> usize {
    let request = SuggestRequest { typed: typed.to_owned(), ..SuggestRequest::default() };
    let answer = engine.suggest(&request).expect("a readable index");
    answer.articles.len() + answer.products.len()
}

fn search(engine: &Engine, typed: &str) -> usize {
    let request = SearchRequest {
        query: typed.to_owned(),
        stages: Stages::FAST,
        prefix: true,
        related: 0,
        ..SearchRequest::default()
    };
    engine.search(&request).expect("a readable index").passages.len()
}

fn compare(criterion: &mut Criterion) {
    let Built { engine, .. } = &support::grown_with_labels(100_000);
    let mut groups = Vec::new();
    for (kind, typed) in TYPED {
        let read: Vec<Query> = typed.iter().map(|typed| read(engine, typed)).collect();
        for typed in typed {
            assert!(suggest(engine, typed) > 0 && search(engine, typed) > 0, "{typed:?} finds something");
        }
        let group_name = format!("suggest {kind}");
        let mut group = criterion.benchmark_group(&group_name);
        group.bench_function("floor", |bencher| {
            let mut next = read.iter().cycle();
            bencher.iter(|| next.next().map(|query| black_box(floor(engine, query))));
        });
        group.bench_function("suggest", |bencher| {
            let mut next = typed.iter().cycle();
            bencher.iter(|| next.next().map(|typed| black_box(suggest(engine, typed))));
        });
        group.bench_function("search", |bencher| {
            let mut next = typed.iter().cycle();
            bencher.iter(|| next.next().map(|typed| black_box(search(engine, typed))));
        });
        group.finish();
        groups.push(group_name);
    }
    support::print_ratios(&groups, &["suggest", "search"]);
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20);
    targets = compare
}

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
