//! What each stage before the index takes when nothing else runs.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::analysis::Analyzer;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::engine::{self, BuildOptions, Error};
use crate::index::{PassageFields, ProductFields, prepare};
use crate::passage;

/// A stage on the way to the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// What all documents took on one thread; `parse` takes all threads.
    pub took: Duration,
    /// Documents that went through it.
    pub documents: u64,
}

/// Sends all documents of a corpus through one stage after the other: the bytes of the files are read, parsed to documents, cut to
/// passages, analysed to terms, and prepared with what is stored of them.
pub fn stages(options: &BuildOptions) -> Result<Vec<Stage>, Error> {
    let corpus = Corpus::open(&options.corpus, options.kind)?;
    let analyzer = Analyzer::new(&engine::vocabulary(options, &corpus)?);
    let mut clock = Clock { stages: Vec::new() };
    clock.time("read", || {
        files(&options.corpus).iter().filter_map(|file| fs::read(file).ok()).map(|bytes| bytes.len()).sum::<usize>()
    });
    let documents: Vec<Document> = clock.time("parse", || corpus.batches().flat_map(|batch| batch.documents).collect());
    clock.time("passages", || documents.iter().map(cut).sum::<usize>());
    clock.time("analysis", || documents.iter().map(|document| analyse(document, &analyzer)).sum::<usize>());
    let (passages, products) = (PassageFields::schema().1, ProductFields::schema().1);
    clock.time("prepare", || {
        documents.iter().filter(|document| prepare(document, &passages, &products).is_ok()).count()
    });
    let count = documents.len() as u64;
    clock.stages.iter_mut().for_each(|stage| stage.documents = count);
    Ok(clock.stages)
}

struct Clock {
    stages: Vec<Stage>,
}

impl Clock {
    fn time<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = black_box(work());
        self.stages.push(Stage { name: name.to_owned(), took: started.elapsed(), documents: 0 });
        done
    }
}

fn cut(document: &Document) -> usize {
    match document {
        Document::Article(article) => passage::cut(article).len(),
        Document::Product(_) => 0,
    }
}

fn analyse(document: &Document, analyzer: &Analyzer) -> usize {
    let text = match document {
        Document::Article(article) => &article.body.text,
        Document::Product(product) => &product.description,
    };
    let mut terms = 0;
    analyzer.each_term(text, |_, _, _| terms += 1);
    terms
}

/// The files of some paths and of the folders among them.
fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match fs::read_dir(path) {
            Ok(entries) => {
                let below: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                files.extend(self::files(&below));
            }
            Err(_) => files.push(path.clone()),
        }
    }
    files
}
