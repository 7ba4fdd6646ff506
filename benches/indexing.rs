//! From files to an index in force, beside a bare Tantivy writer that is fed the same documents, already made, with the same
//! schema, analyzer, threads and memory.

mod support;

use criterion::{BatchSize, Criterion, Throughput, criterion_group};
use support::{documents, options};
use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexWriter, TantivyDocument};
use wellspring::analysis::Analyzer;
use wellspring::corpus::Vocabulary;
use wellspring::engine;
use wellspring::index::{CHAIN, PassageFields, Prepared, ProductFields, prepare};

/// Articles of one passage each.
const ARTICLES: usize = 10_000;

/// What Tantivy is fed, made beforehand.
fn prepared(corpus: &std::path::Path) -> Vec<TantivyDocument> {
    let (passages, products) = (PassageFields::schema().1, ProductFields::schema().1);
    let prepared = documents(corpus).into_iter().map(|document| prepare(&document, &passages, &products));
    prepared
        .flat_map(|document| match document.expect("a valid document") {
            Prepared::Passages(passages) => passages,
            Prepared::Product(product) => vec![product],
        })
        .collect()
}

fn floor(documents: Vec<TantivyDocument>, analyzer: &Analyzer) -> u64 {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = options(folder.path(), folder.path());
    let directory = MmapDirectory::open(folder.path()).expect("a folder");
    let index = Index::open_or_create(directory, PassageFields::schema().0).expect("an empty folder");
    index.tokenizers().register(CHAIN, analyzer.chain());
    let mut writer: IndexWriter =
        index.writer_with_num_threads(options.threads, options.memory / 2).expect("memory enough");
    for document in documents {
        writer.add_document(document).expect("a running writer");
    }
    writer.commit().expect("room on the disk");
    writer.wait_merging_threads().expect("room on the disk");
    index.reader().expect("an index").searcher().num_docs()
}

fn ours(corpus: &std::path::Path) -> u64 {
    let folder = tempfile::tempdir().expect("a temporary folder");
    engine::build(&options(corpus, folder.path()), &mut |_| {}).expect("a valid corpus").counts.passages
}

fn indexing(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("articles.jsonl");
    support::write_grown(&corpus, ARTICLES);
    let prepared = prepared(&corpus);
    let analyzer = Analyzer::new(&Vocabulary::shipped());
    let bytes = std::fs::metadata(&corpus).expect("a file").len();
    let passages = prepared.len() as u64;
    assert!(passages >= ARTICLES as u64);

    let mut group = criterion.benchmark_group("indexing");
    group.sample_size(10).throughput(Throughput::Bytes(bytes));
    group.bench_function("floor", |bencher| {
        let run = |documents| assert_eq!(floor(documents, &analyzer), passages);
        bencher.iter_batched(|| prepared.clone(), run, BatchSize::PerIteration);
    });
    group.bench_function("ours", |bencher| bencher.iter(|| assert_eq!(ours(&corpus), passages)));
    group.finish();
    support::print_ratios(&["indexing".to_owned()], &["ours"]);
}

criterion_group!(benches, indexing);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
