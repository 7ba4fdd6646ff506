//! What the benches share: corpora grown from real text, queries by kind, and the table of ratios.
//!
//! With `../shared/data` beside the checkout the text is real health text; without it, that of the shipped corpus. Both are grown
//! as `wellspring bench growth` grows them. As tests (`cargo test --benches`) each bench runs once, on a little of the shipped
//! text, the same on every machine: counts are asserted, and nothing is measured.

// Each bench is a program of its own and uses a part of this.
#![allow(dead_code, unreachable_pub)]
// A bench reports to whoever runs it.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wellspring::bench::RealText;
use wellspring::corpus::Corpus;
use wellspring::document::Document;
use wellspring::engine::{self, BuildOptions, Engine};

/// The program's own allocator, for ours and for the floor.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a bench that is run as a test makes do with.
const SHORT: usize = 2_000;

/// Whether times are of no interest: cargo says so by leaving out `--bench`.
pub fn is_short() -> bool {
    !std::env::args().any(|argument| argument == "--bench")
}

/// So many passages, or a few.
pub fn passages(wanted: usize) -> usize {
    if is_short() { wanted.min(SHORT) } else { wanted }
}

/// Queries by kind, each with several so that no single one decides.
pub const QUERIES: [(&str, &[&str]); 8] = [
    ("one word", &["magnesium", "insomnia", "eczema", "cholesterol"]),
    ("two words", &["vitamin deficiency", "kidney stones", "dry skin", "iron tablets"]),
    ("three words", &["high blood pressure", "omega fatty acids", "children sleep problems"]),
    ("four words", &["vitamin d bone health", "food rich in fibre", "signs of heart disease"]),
    (
        "question",
        &[
            "can probiotics help acne",
            "what are the symptoms of iron deficiency in women",
            "how much magnesium should I take to sleep better at night",
        ],
    ),
    ("rare", &["psoriasis", "melatonin", "lutein"]),
    ("frequent", &["disease", "treatment", "health"]),
    ("no hit", &["xylophone qwertz", "zzzzyx"]),
];

/// An index in a folder that goes away with it.
pub struct Built {
    /// The open index.
    pub engine: Engine,
    /// What it was built from.
    pub corpus: PathBuf,
    _folder: TempDir,
}

/// A folder of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The shipped corpus as it is.
pub fn shipped() -> Built {
    build(&repository("corpus"), tempfile::tempdir().expect("a temporary folder"))
}

/// At least `passages` passages, and the shipped products.
pub fn grown(passages: usize) -> Built {
    let passages = self::passages(passages);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir_all(&corpus).expect("a new folder");
    write_grown(&corpus.join("articles.jsonl"), passages);
    copy_folder(&repository("corpus/products"), &corpus.join("products"));
    let built = build(&corpus, folder);
    let indexed = built.engine.manifest().counts.passages;
    assert!(indexed >= passages as u64, "{indexed} passages were indexed of {passages} wanted");
    built
}

/// The same passages beside a large shop: the shipped products and, with `../shared/data`, the 92,456 labels of the NIH Dietary
/// Supplement Label Database.
pub fn grown_with_labels(passages: usize) -> Built {
    let passages = self::passages(passages);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir_all(&corpus).expect("a new folder");
    write_grown(&corpus.join("articles.jsonl"), passages);
    copy_folder(&repository("corpus/products"), &corpus.join("products"));
    copy_labels(&corpus);
    build(&corpus, folder)
}

/// Adds a large catalogue to a corpus, if there is one and there is time.
pub fn copy_labels(corpus: &Path) {
    let labels = repository("../shared/data/dsld/products.jsonl");
    if labels.exists() && !is_short() {
        fs::copy(labels, corpus.join("products/labels.jsonl")).expect("room on the disk");
    }
}

/// Opens a freshly built index of a corpus.
pub fn build(corpus: &Path, folder: TempDir) -> Built {
    let options = options(corpus, &folder.path().join("index"));
    engine::build(&options, &mut |_| {}).expect("the corpus is valid");
    let engine = engine::open(&options.index, &options.corpus, None).expect("the index was just built");
    Built { engine, corpus: corpus.to_owned(), _folder: folder }
}

/// How benches build: two threads, the default memory.
pub fn options(corpus: &Path, index: &Path) -> BuildOptions {
    BuildOptions {
        index: index.to_owned(),
        corpus: vec![corpus.to_owned()],
        kind: None,
        language: None,
        skip_invalid: false,
        threads: 2,
        memory: 256_000_000,
        vectors: true,
    }
}

/// Every document of a corpus.
pub fn documents(source: &Path) -> Vec<Document> {
    let corpus = Corpus::open(&[source.to_owned()], None).expect("the corpus is there");
    corpus.batches().flat_map(|batch| batch.documents).collect()
}

/// The running text of the articles that there are to grow from.
pub fn text() -> String {
    let texts = documents(&real_articles()).into_iter().filter_map(|document| match document {
        Document::Article(article) => Some(article.body.text),
        Document::Product(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// Real health text, if there is any and there is time, or the shipped articles.
fn real_articles() -> PathBuf {
    let shared = repository("../shared/data/medquad/corpus.jsonl");
    if shared.exists() && !is_short() { shared } else { repository("corpus/articles") }
}

/// Writes articles of one passage each, grown from real text.
pub fn write_grown(path: &Path, passages: usize) {
    let corpus = Corpus::open(&[real_articles()], None).expect("the corpus is there");
    let text = RealText::of(&corpus).expect("the corpus has text");
    text.grow(passages, path, &|| ()).expect("room on the disk");
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("a readable folder").path();
        fs::copy(&path, to.join(path.file_name().expect("a file has a name"))).expect("room on the disk");
    }
}

/// Prints what criterion measured last in each group: the medians of the floor and of ours, with the ratio.
pub fn print_ratios(groups: &[String], ours: &[&str]) {
    if is_short() {
        return;
    }
    println!("\n{:<44} {:>12} {:>12} {:>12} {:>7}", "", "", "floor", "ours", "ratio");
    for group in groups {
        for name in ours {
            if let (Some(floor), Some(ours)) = (median(group, "floor"), median(group, name)) {
                println!("{group:<44} {name:>12} {:>9.1} µs {:>9.1} µs {:>7.2}", floor / 1e3, ours / 1e3, ours / floor);
            }
        }
    }
}

/// Criterion's last median in nanoseconds.
fn median(group: &str, function: &str) -> Option<f64> {
    let home = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository("target"), PathBuf::from);
    let name: String = group.chars().map(|c| if matches!(c, '?' | '"' | '/' | '\\' | '*') { '_' } else { c }).collect();
    let file = home.join("criterion").join(name).join(function).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}
