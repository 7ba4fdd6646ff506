//! What a whole answer costs beside Tantivy's own ten best for the same words on the same index.
//!
//! `cargo bench --bench search`: the shipped corpus, then 10,000 and 100,000 passages grown from real text.

mod support;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use support::{Built, QUERIES};
use tantivy::collector::TopDocs;
use wellspring::engine::{Engine, SearchRequest, USUAL_FACETS};
use wellspring::filter::Field;
use wellspring::search::{Query, Stages, bare_query};

const TOP: usize = 10;
const MODES: [(&str, Stages); 2] = [("fast", Stages::FAST), ("full", Stages::FULL)];

fn request(query: &str, stages: Stages) -> SearchRequest {
    SearchRequest {
        query: query.to_owned(),
        limit: TOP,
        offset: 0,
        products: TOP,
        products_offset: 0,
        related: if stages == Stages::FULL { 4 } else { 0 },
        stages,
        fragments: 1,
        explain: false,
        facets: match stages {
            Stages::FAST => USUAL_FACETS.to_vec(),
            _ => Field::ALL.into_iter().filter(|field| field.is_facet()).collect(),
        },
        ..SearchRequest::default()
    }
}

/// Tantivy's ten best passages, as a program without Wellspring would ask for them.
fn floor(engine: &Engine, query: &Query) -> usize {
    let (searcher, fields) = engine.reader().passages();
    let collector = TopDocs::with_limit(TOP).order_by_score();
    searcher.search(&bare_query(fields.body, query), &collector).expect("a readable index").len()
}

fn ours(engine: &Engine, query: &str, stages: Stages) -> usize {
    engine.search(&request(query, stages)).expect("a readable index").passages.len()
}

fn compare(criterion: &mut Criterion, name: &str, built: &Built, groups: &mut Vec<String>) {
    for (kind, queries) in QUERIES {
        let read: Vec<Query> = queries.iter().map(|query| Query::read(query, built.engine.analyzer())).collect();
        for (query, text) in read.iter().zip(queries) {
            let found = ours(&built.engine, text, Stages::FAST);
            // Synonyms may find more.
            assert!(found >= floor(&built.engine, query), "what the bare words find is found for {text:?}");
            assert_eq!(found == 0, kind == "no hit", "{text:?} finds {found} passages");
        }
        let group_name = format!("search {name} {kind}");
        let mut group = criterion.benchmark_group(&group_name);
        group.bench_function("floor", |bencher| {
            let mut next = read.iter().cycle();
            bencher.iter(|| next.next().map(|query| black_box(floor(&built.engine, query))));
        });
        for (mode, stages) in MODES {
            group.bench_function(mode, |bencher| {
                let mut next = queries.iter().cycle();
                bencher.iter(|| next.next().map(|query| black_box(ours(&built.engine, query, stages))));
            });
        }
        group.finish();
        groups.push(group_name);
    }
}

fn search(criterion: &mut Criterion) {
    let mut groups = Vec::new();
    compare(criterion, "shipped", &support::shipped(), &mut groups);
    compare(criterion, "10000", &support::grown(10_000), &mut groups);
    compare(criterion, "100000", &support::grown(100_000), &mut groups);
    support::print_ratios(&groups, &MODES.map(|(mode, _)| mode));
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20);
    targets = search
}

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
