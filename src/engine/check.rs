//! Reading a corpus only to see what is wrong with it.

use std::path::PathBuf;

use super::{Error, Progress};
use crate::corpus::{Corpus, Language, Problem};
use crate::document::{Document, Kind};

/// What a corpus holds, and what is wrong with it.
#[derive(Debug)]
pub struct CheckReport {
    /// Files of content.
    pub files: u64,
    /// Articles without a mistake of their own.
    pub articles: u64,
    /// Products without a mistake of their own.
    pub products: u64,
    /// Every mistake: of the vocabulary first, then in the order of the files.
    pub problems: Vec<Problem>,
}

/// Reads everything and indexes nothing.
pub fn check(corpus: &[PathBuf], kind: Option<Kind>, progress: &mut dyn FnMut(Progress)) -> Result<CheckReport, Error> {
    let corpus = Corpus::open(corpus, kind)?;
    let language = corpus.language();
    let vocabulary = corpus.vocabulary(Language::default());
    let mut report = CheckReport {
        files: corpus.files() as u64,
        articles: 0,
        products: 0,
        problems: [language.err(), vocabulary.err()].into_iter().flatten().flatten().collect(),
    };
    let mut done = Progress { bytes: 0, total_bytes: corpus.bytes(), documents: 0 };
    for batch in corpus.batches() {
        report.count(&batch.documents);
        report.problems.extend(batch.problems);
        done.bytes += batch.bytes;
        done.documents += batch.documents.len() as u64;
        progress(done);
    }
    Ok(report)
}

impl CheckReport {
    fn count(&mut self, documents: &[Document]) {
        for document in documents {
            match document.kind() {
                Kind::Article => self.articles += 1,
                Kind::Product => self.products += 1,
            }
        }
    }
}
