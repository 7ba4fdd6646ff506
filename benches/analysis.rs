//! Text to terms: the whole chain, and Tantivy's plain tokenizer as its floor.

mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group};
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer, TokenStream};
use wellspring::analysis::Analyzer;
use wellspring::corpus::Vocabulary;

fn count(chain: &mut TextAnalyzer, text: &str) -> usize {
    let mut stream = chain.token_stream(text);
    let mut terms = 0;
    while stream.advance() {
        black_box(stream.token());
        terms += 1;
    }
    terms
}

fn analysis(criterion: &mut Criterion) {
    let text = support::text();
    let text = &text[..text.floor_char_boundary(1_000_000)];
    let mut floor = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build();
    let mut ours = Analyzer::new(&Vocabulary::shipped()).chain();
    let (plain, whole) = (count(&mut floor, text), count(&mut ours, text));
    assert!(whole > plain / 2 && whole < plain * 2, "{whole} terms, {plain} plain words");
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("floor", |bencher| bencher.iter(|| assert_eq!(count(&mut floor, text), plain)));
    group.bench_function("ours", |bencher| bencher.iter(|| assert_eq!(count(&mut ours, text), whole)));
    group.finish();
    support::print_ratios(&["analysis".to_owned()], &["ours"]);
}

criterion_group!(benches, analysis);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
}
