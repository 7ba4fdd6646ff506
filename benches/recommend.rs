//! Related products of an article, of a product, of a cart of five and of a text, beside a bare Tantivy query on the
//! product index for the terms that stand for them, at most 25.
//!
//! With `../shared/data` the catalogue is the 92,456 labels of the NIH Dietary Supplement Label Database, without it the
//! shipped shop.

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use support::{Built, repository};
use tantivy::collector::TopDocs;
use wellspring::engine::{Engine, RelatedRequest};
use wellspring::index::{IndexedPassage, disjunction};
use wellspring::recommend::Wanted;

const TOP: usize = 10;

fn catalogue() -> Built {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    std::fs::create_dir_all(corpus.join("products")).expect("a new folder");
    support::copy_folder(&repository("corpus/articles"), &corpus.join("articles"));
    support::copy_folder(&repository("corpus/products"), &corpus.join("products"));
    support::copy_labels(&corpus);
    support::build(&corpus, folder)
}

fn floor(engine: &Engine, terms: &[String]) -> usize {
    let (searcher, fields) = engine.reader().products();
    let query = disjunction(terms.iter().map(|term| (fields.body, term.as_str(), 1.0)));
    searcher.search(&query, &TopDocs::with_limit(TOP).order_by_score()).expect("a readable index").len()
}

fn ours(engine: &Engine, request: &RelatedRequest) -> usize {
    engine.related(request).expect("a known document").products.len()
}

fn recommend(criterion: &mut Criterion) {
    let built = catalogue();
    let engine = &built.engine;
    let (_, passages) = engine.reader().article_by_id("magnesium-and-sleep").expect("readable").expect("shipped");
    let text = passage_text(engine, &passages[1].id);
    let of = |ids: &[&str]| RelatedRequest {
        ids: ids.iter().map(|&id| id.to_owned()).collect(),
        wanted: Wanted { limit: TOP, ..Wanted::default() },
        ..RelatedRequest::default()
    };
    let requests = [
        ("article", of(&["magnesium-and-sleep"])),
        ("product", of(&["zinc-picolinate-15"])),
        ("cart", of(&["zinc-picolinate-15", "gentle-iron", "melatonin-1mg", "omega-3-fish-oil", "vitamin-c-1000"])),
        (
            "text",
            RelatedRequest {
                text: Some(text),
                wanted: Wanted { limit: TOP, ..Wanted::default() },
                ..RelatedRequest::default()
            },
        ),
    ];
    let mut groups = Vec::new();
    for (name, request) in &requests {
        assert_eq!(ours(engine, request), TOP);
        let terms = engine.seed_terms(request).expect("a known document");
        assert!(terms.len() > 10 && floor(engine, &terms) == TOP);
        let group_name = format!("related {name}");
        let mut group = criterion.benchmark_group(&group_name);
        group.measurement_time(Duration::from_secs(2)).sample_size(20);
        group.bench_function("floor", |bencher| bencher.iter(|| black_box(floor(engine, &terms))));
        group.bench_function("ours", |bencher| bencher.iter(|| black_box(ours(engine, request))));
        group.finish();
        groups.push(group_name);
    }
    support::print_ratios(&groups, &["ours"]);
}

fn passage_text(engine: &Engine, id: &str) -> String {
    let answer = engine.search(&wellspring::engine::SearchRequest {
        query: "magnesium sleep".to_owned(),
        limit: 100,
        offset: 0,
        products: 0,
        products_offset: 0,
        related: 0,
        stages: wellspring::search::Stages::FULL,
        fragments: 1,
        explain: false,
        ..wellspring::engine::SearchRequest::default()
    });
    let passages = answer.expect("a readable index").passages;
    let passage: Option<IndexedPassage<'_>> =
        passages.into_iter().map(|hit| hit.passage).find(|passage| passage.id == id);
    passage.expect("the passage speaks of magnesium").text.into_owned()
}

criterion_group!(benches, recommend);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
