//! Building a generation from a corpus.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{Error, language};
use crate::analysis::Analyzer;
use crate::corpus::{Corpus, Language, Problem, Vocabulary};
use crate::document::Kind;
use crate::index::{Counts, GenerationWriter, IndexDirectory, IndexLock, Phases, Reader, Source, WriterOptions};

/// What to build from and to.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// The index directory.
    pub index: PathBuf,
    /// Files and folders of content.
    pub corpus: Vec<PathBuf>,
    /// What documents are that do not say it themselves.
    pub kind: Option<Kind>,
    /// What the content is written in, where the corpus does not say it itself.
    pub language: Option<Language>,
    /// Whether to index what is valid and leave out the rest.
    pub skip_invalid: bool,
    /// Threads that make segments.
    pub threads: usize,
    /// For segments in the making, in bytes.
    pub memory: usize,
    /// Whether vectors are learned: without them nothing is ranked by meaning.
    pub vectors: bool,
}

/// How far a build is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes of the corpus read.
    pub bytes: u64,
    /// Bytes of the corpus in all.
    pub total_bytes: u64,
    /// Documents read.
    pub documents: u64,
}

/// What a build did.
#[derive(Debug)]
pub struct BuildReport {
    /// The generation now in force.
    pub generation: String,
    /// What it is written in.
    pub language: Language,
    /// What it holds.
    pub counts: Counts,
    /// Documents that were indexed because they are new or have changed.
    pub changed: u64,
    /// Documents that are no longer there.
    pub removed: u64,
    /// What was left out because it is invalid.
    pub skipped: Vec<Problem>,
    /// Bytes of the corpus.
    pub corpus_bytes: u64,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// How long it took.
    pub took: Duration,
    /// How long each part of it took.
    pub phases: Phases,
}

/// Builds a generation and puts it in force. Whatever goes wrong, the generation before stays as it is.
pub fn build(options: &BuildOptions, progress: &mut dyn FnMut(Progress)) -> Result<BuildReport, Error> {
    let started = Instant::now();
    let corpus = Corpus::open(&options.corpus, options.kind)?;
    let vocabulary = vocabulary(options, &corpus)?;
    let analyzer = Analyzer::new(&vocabulary);
    let source = source(&corpus, &analyzer);
    let lock = IndexDirectory::new(&options.index).lock()?;
    let mut writer = begin(&lock, &analyzer, options)?;
    let mut phases = Phases::default();
    let skipped = phases.time("documents", || write(&corpus, &mut writer, progress))?;
    if !skipped.is_empty() && !options.skip_invalid {
        return Err(Error::InvalidCorpus(skipped));
    }
    if writer.loses_everything() {
        return Err(Error::EmptyCorpus(options.corpus.clone()));
    }
    let finished = match writer.unchanged(source) {
        Some(before) => before,
        None => writer.finish(source)?,
    };
    phases.extend(&finished.phases);
    Ok(BuildReport {
        phases,
        generation: finished.generation,
        language: finished.manifest.source.language,
        counts: finished.manifest.counts,
        changed: finished.changed,
        removed: finished.removed,
        skipped,
        corpus_bytes: corpus.bytes(),
        index_bytes: finished.manifest.bytes(),
        took: started.elapsed(),
    })
}

/// Whether the generation in force is whole and was built from the corpus as its files are now.
pub fn is_up_to_date(options: &BuildOptions) -> Result<bool, Error> {
    let corpus = Corpus::open(&options.corpus, options.kind)?;
    let vocabulary = vocabulary(options, &corpus)?;
    let analyzer = Analyzer::new(&vocabulary);
    match Reader::open(&IndexDirectory::new(&options.index), &analyzer) {
        Ok(reader) => Ok(reader.manifest().source == source(&corpus, &analyzer)),
        Err(error) if error.is_mended_by_rebuilding() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The vocabulary with which a corpus is built.
pub fn vocabulary(options: &BuildOptions, corpus: &Corpus) -> Result<Vocabulary, Error> {
    let language = language::to_build_in(options, corpus)?;
    corpus.vocabulary(language).map_err(Error::InvalidCorpus)
}

fn source(corpus: &Corpus, analyzer: &Analyzer) -> Source {
    Source { language: analyzer.language(), analysis: analyzer.fingerprint(), corpus: corpus.fingerprint() }
}

fn begin<'a>(lock: &'a IndexLock, analyzer: &Analyzer, options: &BuildOptions) -> Result<GenerationWriter<'a>, Error> {
    let writer_options =
        WriterOptions { threads: options.threads.max(1), memory: options.memory, vectors: options.vectors };
    Ok(GenerationWriter::begin(lock, analyzer, writer_options)?)
}

/// Feeds the whole corpus to the writer and gives back the problems that were met.
fn write(
    corpus: &Corpus,
    writer: &mut GenerationWriter<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    let mut done = Progress { bytes: 0, total_bytes: corpus.bytes(), documents: 0 };
    for batch in corpus.batches() {
        writer.add(&batch.documents)?;
        problems.extend(batch.problems);
        done.bytes += batch.bytes;
        done.documents += batch.documents.len() as u64;
        progress(done);
    }
    Ok(problems)
}
