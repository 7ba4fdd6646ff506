//! From files to an index in force, beside a bare Tantivy writer that is fed the same documents, already made, with the same
//! schema, analyzer, threads and memory.

mod support;

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group};
use support::options;
use wellspring::bench::{Builder, build_once};

/// Articles of one passage each.
const ARTICLES: usize = 10_000;

fn indexing(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("articles.jsonl");
    support::write_grown(&corpus, support::passages(ARTICLES));
    let bytes = std::fs::metadata(&corpus).expect("a file").len();
    let passages = support::passages(ARTICLES) as u64;

    let mut group = criterion.benchmark_group("indexing");
    group.sample_size(10).throughput(Throughput::Bytes(bytes));
    for builder in Builder::ALL {
        // Only what the builder itself says is its time: the floor's documents are made beforehand.
        group.bench_function(builder.name(), |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| time(builder, &corpus, passages)).sum());
        });
    }
    group.finish();
    support::print_ratios(&["indexing".to_owned()], &["without vectors", "with vectors"]);
}

fn time(builder: Builder, corpus: &Path, passages: u64) -> Duration {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let built = build_once(builder, &options(corpus, &folder.path().join("index"))).expect("a valid corpus");
    // Of grown text, an article is one passage.
    assert_eq!(built.documents, passages);
    built.took
}

criterion_group!(benches, indexing);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
