//! Writing a generation.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use tantivy::directory::MmapDirectory;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::schema::{Field, Schema};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexSettings, IndexWriter, Searcher, TantivyError, Term};

use super::backlog::{Backlog, Waiting};
use super::directory::{Generation, IndexLock};
use super::ledger::{self, Change, Ledger};
use super::manifest::{Counts, Manifest, Source};
use super::phases::{Phases, timed};
use super::prepare::{Prepared, prepare};
use super::reader::open_searcher;
use super::schema::{CHAIN, PASSAGES, PRODUCTS, PassageFields, ProductFields};
use super::word_weights::GatheredWords;
use super::words::Words;
use super::{IndexError, acronyms, completions, files, space};
use crate::acronym::{self, Definition};
use crate::analysis::Analyzer;
use crate::document::{Document, DocumentId, Kind};

/// Tantivy wants at least this much for each of its threads, in bytes.
const MIN_THREAD_BYTES: usize = 15_000_000;

/// A small index becomes one segment: a query looks up its terms once instead of once a segment, for some milliseconds of
/// building, and BM25 counts nothing that is deleted. Larger ones are left to Tantivy's own policy.
const MERGE_ALL_BELOW: u64 = 10_000;

/// A segment of a larger index is written anew when more of it is deleted: BM25 goes on counting what is deleted until then.
const MAX_DELETED_SHARE: f32 = 0.1;

/// What writing may use.
#[derive(Debug, Clone, Copy)]
pub struct WriterOptions {
    /// Threads that make segments of passages, and as many for products.
    pub threads: usize,
    /// For all segments in the making, in bytes.
    pub memory: usize,
    /// Whether vectors are learned and written.
    pub vectors: bool,
}

/// A generation in the making: invisible until [`GenerationWriter::finish`], and gone if that is never reached.
pub struct GenerationWriter<'a> {
    lock: &'a IndexLock,
    passages: IndexWriter<Waiting>,
    products: IndexWriter<Waiting>,
    backlog: Backlog,
    passage_fields: PassageFields,
    product_fields: ProductFields,
    analyzer: Analyzer,
    words: GatheredWords,
    vectors: bool,
    /// Documents of the generation before that have not been seen yet.
    before: Ledger,
    /// The generation before that this one goes out from, by name.
    base: Option<(String, Manifest)>,
    ledger: Ledger,
    changes: u64,
    /// Last, because fields are dropped in their order: the writers' threads must be gone before the folder goes.
    folder: Folder,
}

/// What a build did.
#[derive(Debug)]
pub struct Finished {
    /// The generation's name.
    pub generation: String,
    /// Its manifest.
    pub manifest: Manifest,
    /// Documents that were indexed because they are new or have changed.
    pub changed: u64,
    /// Documents that are no longer there.
    pub removed: u64,
    /// How long each part took; nothing where nothing was written.
    pub phases: Phases,
}

impl<'a> GenerationWriter<'a> {
    /// Begins a generation: from the one in force if that is whole and of the same analysis, otherwise from nothing.
    pub fn begin(lock: &'a IndexLock, analyzer: &Analyzer, options: WriterOptions) -> Result<Self, IndexError> {
        let base = lock
            .directory()
            .generation()
            .ok()
            .filter(|generation| generation.manifest.source.analysis == analyzer.fingerprint());
        // A generation whose words cannot be read is no ground to build on.
        let words_before = base.as_ref().and_then(|generation| Words::open(&generation.path).ok());
        let base = base.filter(|_| words_before.is_some());
        let before = base.as_ref().map(Generation::ledger).transpose()?.unwrap_or_default();
        let (name, path) = lock.begin()?;
        let folder = Folder { name, path, keep: false };
        if let Some(base) = &base {
            // Not the ledger and the words: they are written anew, and a second name of an old one would be the old one.
            for kind in [PASSAGES, PRODUCTS] {
                files::link_files(&base.path.join(kind), &folder.path.join(kind))?;
            }
        }
        let (passage_schema, passage_fields) = PassageFields::schema();
        let (product_schema, product_fields) = ProductFields::schema();
        let words = GatheredWords::new(analyzer, words_before);
        let open = |kind: &str, schema| open_writer(&folder.path.join(kind), schema, words.chain(), options);
        Ok(Self {
            passages: open(PASSAGES, passage_schema)?,
            products: open(PRODUCTS, product_schema)?,
            backlog: Backlog::default(),
            analyzer: analyzer.clone(),
            words,
            vectors: options.vectors,
            lock,
            folder,
            passage_fields,
            product_fields,
            before,
            base: base.map(|generation| (generation.name, generation.manifest)),
            ledger: Ledger::default(),
            changes: 0,
        })
    }

    /// Indexes documents, in parallel; those that the generation before already has cost nothing.
    pub fn add(&mut self, documents: &[Document]) -> Result<(), IndexError> {
        let mut changed = Vec::new();
        for document in documents {
            match self.before.take(document) {
                Change::None(entry) => self.ledger.keep(document, entry),
                Change::New => changed.push(document),
                Change::Replaces(kind) => {
                    self.remove(document.id(), kind);
                    changed.push(document);
                }
            }
        }
        self.changes += changed.len() as u64;
        let (passage_fields, product_fields) = (self.passage_fields, self.product_fields);
        let prepared: Vec<(Prepared, Vec<Definition>)> = changed
            .par_iter()
            .map(|document| {
                Ok((prepare(document, &passage_fields, &product_fields)?, acronym::definitions(text(document))))
            })
            .collect::<Result<_, IndexError>>()?;
        for (document, (prepared, acronyms)) in changed.into_iter().zip(prepared) {
            self.ledger.note(document, acronyms);
            self.write(prepared)?;
        }
        Ok(())
    }

    /// Whether the generation before has documents and this one would have none.
    #[must_use]
    pub fn loses_everything(&self) -> bool {
        self.ledger.is_empty() && !self.before.is_empty()
    }

    /// The generation before, if it has the same documents from the same source: then nothing need be written.
    #[must_use]
    pub fn unchanged(&self, source: Source) -> Option<Finished> {
        let (generation, manifest) = self.base.as_ref()?;
        let is_same = self.changes == 0 && self.before.is_empty() && manifest.source == source;
        is_same.then(|| Finished {
            generation: generation.clone(),
            manifest: manifest.clone(),
            changed: 0,
            removed: 0,
            phases: Phases::default(),
        })
    }

    /// Drops what was not seen, writes everything to disk and puts the generation in force.
    pub fn finish(mut self, source: Source) -> Result<Finished, IndexError> {
        let mut phases = Phases::default();
        let removed = self.remove_unseen();
        let changed = self.changes + removed;
        // Both kinds count their documents only when they are at rest: a finished generation never changes again.
        let (passages, products) =
            phases.time("commit", || rayon::join(|| settle(self.passages), || settle(self.products)));
        let counts = Counts { articles: self.ledger.count(Kind::Article), passages: passages?, products: products? };
        let [passages, products] = open_at_rest(&self.folder.path)?;
        let indexes = [(&passages, self.passage_fields.body), (&products, self.product_fields.body)];
        let base = self.base.as_ref().map(|(name, manifest)| (self.lock.directory().path().join(name), manifest));
        let texts = completions::Texts {
            passages: (&passages, &self.passage_fields),
            products: (&products, &self.product_fields),
        };
        let (learned, (words, completions)) = rayon::join(
            || timed(|| if self.vectors { learn(&self.folder.path, indexes, base, changed) } else { Ok(None) }),
            || {
                rayon::join(
                    || timed(|| self.words.write(&self.folder.path, indexes)),
                    || timed(|| completions::write(&self.folder.path, &self.analyzer, &texts)),
                )
            },
        );
        words.0?;
        completions.0?;
        for (name, took) in [("vectors", learned.1), ("words", words.1), ("completions", completions.1)] {
            phases.note(name, took);
        }
        acronyms::write(&self.folder.path.join(acronyms::FILE), &acronyms::count(self.ledger.acronyms()))?;
        let started = Instant::now();
        let ledger_path = self.folder.path.join(ledger::FILE);
        self.ledger.write(&ledger_path)?;
        files::sync(&ledger_path)?;
        for kind in [PASSAGES, PRODUCTS] {
            files::sync(&self.folder.path.join(kind))?;
        }
        let before = self.base.as_ref().map(|(_, manifest)| manifest);
        let manifest = Manifest::of(&self.folder.path, source, counts, learned.0?, before)?;
        // Before the switch: if that fails after its rename, the folder is in force already.
        self.folder.keep = true;
        self.lock.switch(&self.folder.name, &manifest)?;
        phases.note("switch", started.elapsed());
        Ok(Finished { generation: self.folder.name.clone(), manifest, changed: self.changes, removed, phases })
    }

    /// Removes what the generation before has and nobody has seen since, and says how much that was.
    fn remove_unseen(&mut self) -> u64 {
        let unseen: Vec<(DocumentId, Kind)> = self.before.rest().map(|(id, kind)| (id.clone(), kind)).collect();
        for (id, kind) in &unseen {
            self.remove(id, *kind);
        }
        unseen.len() as u64
    }

    fn write(&self, document: Prepared) -> Result<(), IndexError> {
        self.backlog.wait();
        match document {
            Prepared::Product(product) => self.products.add_document(self.backlog.add(product))?,
            // In one batch: an article's passages stay together in one segment, in their order.
            Prepared::Passages(passages) => {
                self.passages.run(passages.into_iter().map(|passage| UserOperation::Add(self.backlog.add(passage))))?
            }
        };
        Ok(())
    }

    fn remove(&self, id: &DocumentId, kind: Kind) {
        match kind {
            Kind::Article => {
                self.passages.delete_term(Term::from_field_text(self.passage_fields.document, id.as_str()))
            }
            Kind::Product => {
                self.products.delete_term(Term::from_field_text(self.product_fields.document, id.as_str()))
            }
        };
    }
}

/// The folder of an unfinished generation, taken away when the build fails.
struct Folder {
    name: String,
    path: PathBuf,
    keep: bool,
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.keep {
            // What cannot be removed now is removed by the next build.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

fn open_writer(
    path: &Path,
    schema: Schema,
    chain: TextAnalyzer,
    options: WriterOptions,
) -> Result<IndexWriter<Waiting>, IndexError> {
    fs::create_dir_all(path).map_err(IndexError::io("creating", path))?;
    let directory = MmapDirectory::open(path).map_err(TantivyError::from)?;
    let index = Index::builder().schema(schema).settings(IndexSettings::default()).open_or_create(directory)?;
    index.tokenizers().register(CHAIN, chain);
    let memory = (options.memory / 2).max(options.threads * MIN_THREAD_BYTES);
    let writer = new_writer(&index, options.threads, memory)?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(MAX_DELETED_SHARE);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

fn new_writer(index: &Index, threads: usize, memory: usize) -> Result<IndexWriter<Waiting>, TantivyError> {
    let is_busy = |error: &TantivyError| matches!(error, TantivyError::LockFailure(..));
    files::patiently(|| index.writer_with_num_threads(threads, memory), is_busy)
}

/// The passages and products of a generation at rest.
fn open_at_rest(generation: &Path) -> Result<[Searcher; 2], IndexError> {
    let passages = open_searcher(&generation.join(PASSAGES), &PassageFields::schema().0)?;
    let products = open_searcher(&generation.join(PRODUCTS), &ProductFields::schema().0)?;
    Ok([passages, products])
}

/// Learns the vectors of a generation at rest, or takes over those of the generation before.
fn learn(
    generation: &Path,
    [passages, products]: [(&Searcher, Field); 2],
    base: Option<(PathBuf, &Manifest)>,
    changed: u64,
) -> Result<Option<space::Learned>, IndexError> {
    let base = base
        .and_then(|(path, before)| Some(space::Base { folder: path.join(space::FOLDER), learned: before.learned? }));
    space::write(generation, passages, products, base, changed)
}

/// Commits, waits until everything is merged that is worth it, and counts the documents.
fn settle(mut writer: IndexWriter<Waiting>) -> Result<u64, IndexError> {
    writer.commit()?;
    let index = writer.index().clone();
    // The writer's own merges come to their end first: two merges of one segment get in each other's way, and one fails.
    writer.wait_merging_threads()?;
    let segments = index.searchable_segment_metas()?;
    let is_scattered = segments.len() > 1 || segments.iter().any(SegmentMeta::has_deletes);
    if is_scattered && live_documents(&segments) <= MERGE_ALL_BELOW {
        merge_all(&index, &segments)?;
    }
    Ok(live_documents(&index.searchable_segment_metas()?))
}

/// Makes one segment of all, without the documents that are deleted.
fn merge_all(index: &Index, segments: &[SegmentMeta]) -> Result<(), IndexError> {
    let mut writer = new_writer(index, 1, MIN_THREAD_BYTES)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let ids: Vec<SegmentId> = segments.iter().map(SegmentMeta::id).collect();
    writer.merge(&ids).wait()?;
    Ok(writer.wait_merging_threads()?)
}

fn live_documents(segments: &[SegmentMeta]) -> u64 {
    segments.iter().map(|segment| u64::from(segment.num_docs())).sum()
}

/// The running text of a document.
fn text(document: &Document) -> &str {
    match document {
        Document::Article(article) => &article.body.text,
        Document::Product(product) => &product.description,
    }
}
