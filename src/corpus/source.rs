//! The corpus as a list of files, and as a stream of documents.

use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use ignore::{DirEntry, WalkBuilder};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::Xxh3;

use super::format::{Fate, kind_of};
use super::language::{self, Language};
use super::ledger::Ledger;
use super::problem::Problem;
use super::unit::{Unit, units};
use super::vocabulary::Vocabulary;
use super::vocabulary_file::FOLDER;
use crate::document::{Document, Kind};

/// A batch has no more records than this, ...
const MAX_BATCH_RECORDS: usize = 256;
/// ... and ends with the record that brings it to this size.
const MAX_BATCH_BYTES: u64 = 4 << 20;

/// The files that a search engine is built from.
#[derive(Debug)]
pub struct Corpus {
    files: Vec<File>,
    vocabulary_folders: Vec<PathBuf>,
    default_kind: Option<Kind>,
}

/// A file of the corpus.
#[derive(Debug)]
pub(super) struct File {
    /// The path as given, or the given folder's path and the way from there.
    pub(super) path: Arc<Path>,
    /// The way from the given folder, or the name of a given file: the same wherever the corpus lies.
    relative: PathBuf,
    /// Its size.
    pub(super) bytes: u64,
    modified: SystemTime,
    /// How to read it.
    pub(super) fate: Fate,
    /// What its records are that do not say it themselves.
    pub(super) kind: Option<Kind>,
}

/// Some documents of the corpus, with the problems found on the way to them.
#[derive(Debug)]
pub struct Batch {
    /// Documents without a problem of their own.
    pub documents: Vec<Document>,
    /// Everything that is wrong with the files read.
    pub problems: Vec<Problem>,
    /// How much was read, of [`Corpus::bytes`].
    pub bytes: u64,
}

/// A corpus that cannot be listed.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A path leads nowhere.
    #[error("cannot read the corpus at {} (that is {}): {source}", given.display(), resolved.display())]
    Path {
        /// The path as given.
        given: PathBuf,
        /// The path from the root of the file system.
        resolved: PathBuf,
        /// What the file system says.
        source: io::Error,
    },
    /// A folder cannot be listed to its end.
    #[error("cannot list the corpus at {}: {source}", given.display())]
    Walk {
        /// The folder as given.
        given: PathBuf,
        /// Where and why.
        source: ignore::Error,
    },
}

impl Corpus {
    /// Lists the files of the given files and folders, sorted by path; a file that is named twice is listed once.
    ///
    /// `default_kind` is what a record is that does not say so itself; without it, a folder or file called `products`
    /// or `articles` decides, and in the end a record is an article.
    pub fn open(paths: &[PathBuf], default_kind: Option<Kind>) -> Result<Self, CorpusError> {
        let mut files = Vec::new();
        let mut vocabulary_folders = Vec::new();
        for given in paths {
            let is_folder = fs::metadata(given).map_err(|error| path_error(given, error))?.is_dir();
            if is_folder {
                walk(given, default_kind, &mut files)?;
                vocabulary_folders.push(given.join(FOLDER));
            } else {
                let name = given.file_name().map(PathBuf::from).unwrap_or_default();
                let folder = given.parent().unwrap_or(given);
                let file = File::read(given, folder, name, default_kind);
                files.extend(file.map_err(|error| path_error(given, error))?);
            }
        }
        vocabulary_folders.retain(|folder| folder.is_dir());
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen = FxHashSet::default();
        files.retain(|file| seen.insert(fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.to_path_buf())));
        Ok(Self { files, vocabulary_folders, default_kind })
    }

    /// How many files there are, readable or not.
    #[must_use]
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// The size of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// A number that changes when a file comes, goes, changes its size or is written, and when the default kind does:
    /// tells cheaply whether anything may have changed. It does not read the files.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::new();
        hash.update(self.default_kind.map_or("", Kind::name).as_bytes());
        for file in &self.files {
            let name = file.relative.as_os_str().as_encoded_bytes();
            let modified = file.modified.duration_since(UNIX_EPOCH).unwrap_or_default();
            hash.update(&name.len().to_le_bytes());
            hash.update(name);
            hash.update(&file.bytes.to_le_bytes());
            hash.update(&modified.as_nanos().to_le_bytes());
        }
        hash.digest()
    }

    /// What the corpus says that it is written in: the file `language.txt` of a folder `vocabulary` in a given folder.
    pub fn language(&self) -> Result<Option<Language>, Vec<Problem>> {
        language::said_in(&self.vocabulary_folders)
    }

    /// The vocabulary of the corpus: the files of a folder `vocabulary` in a given folder, each replaced by what is
    /// shipped for the language where it is missing.
    pub fn vocabulary(&self, language: Language) -> Result<Vocabulary, Vec<Problem>> {
        Vocabulary::read(&self.vocabulary_folders, language)
    }

    /// Reads everything, in an order that never changes, a bounded amount at a time on all threads.
    ///
    /// Every problem of every file is reported. The last batch may have problems only: those that need all documents.
    pub fn batches(&self) -> impl Iterator<Item = Batch> {
        Batches { units: self.files.iter().flat_map(units), ledger: Some(Ledger::default()) }
    }
}

/// See [`Corpus::batches`].
struct Batches<U> {
    units: U,
    /// Gone when the last batch is out.
    ledger: Option<Ledger>,
}

impl<U: Iterator<Item = Unit>> Iterator for Batches<U> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let (units, bytes) = self.gather();
        if units.is_empty() {
            let problems = self.ledger.take()?.close();
            return (!problems.is_empty()).then(|| Batch { documents: Vec::new(), problems, bytes: 0 });
        }
        let ledger = self.ledger.as_mut()?;
        let outcomes: Vec<_> = units.into_par_iter().map(Unit::parse).collect();
        let mut batch = Batch { documents: Vec::with_capacity(outcomes.len()), problems: Vec::new(), bytes };
        for outcome in outcomes {
            batch.problems.extend(outcome.problems);
            if let Some(parsed) = outcome.parsed {
                batch.documents.extend(ledger.enter(parsed, &outcome.path, &mut batch.problems));
            }
        }
        Some(batch)
    }
}

impl<U: Iterator<Item = Unit>> Batches<U> {
    /// The units of the next batch and their size.
    fn gather(&mut self) -> (Vec<Unit>, u64) {
        let mut units = Vec::new();
        let mut bytes = 0;
        while units.len() < MAX_BATCH_RECORDS && bytes < MAX_BATCH_BYTES {
            let Some(unit) = self.units.next() else { break };
            bytes += unit.bytes;
            units.push(unit);
        }
        (units, bytes)
    }
}

impl File {
    /// Looks a file up; none if it is passed over.
    fn read(path: &Path, root: &Path, relative: PathBuf, default_kind: Option<Kind>) -> io::Result<Option<Self>> {
        let fate = Fate::of(path);
        if fate == Fate::Skip {
            return Ok(None);
        }
        let metadata = fs::metadata(path)?;
        Ok(Some(Self {
            path: Arc::from(path),
            relative,
            bytes: metadata.len(),
            modified: metadata.modified().unwrap_or(UNIX_EPOCH),
            fate,
            kind: default_kind.or_else(|| kind_of(below(path, root))),
        }))
    }
}

/// A path from the folder on that was given, that folder's own name included: what lies above it is the machine's affair.
fn below<'a>(path: &'a Path, root: &Path) -> &'a Path {
    root.parent().and_then(|above| path.strip_prefix(above).ok()).unwrap_or(path)
}

fn walk(folder: &Path, default_kind: Option<Kind>, files: &mut Vec<File>) -> Result<(), CorpusError> {
    let walk_error = |source| CorpusError::Walk { given: folder.to_path_buf(), source };
    let is_content = |entry: &DirEntry| entry.depth() == 0 || entry.file_name() != FOLDER;
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).hidden(true).ignore(true).follow_links(true).filter_entry(is_content);
    for entry in walk.build() {
        let entry = entry.map_err(walk_error)?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_path_buf();
            let file = File::read(entry.path(), folder, relative, default_kind);
            files.extend(file.map_err(|error| path_error(entry.path(), error))?);
        }
    }
    Ok(())
}

fn path_error(given: &Path, source: io::Error) -> CorpusError {
    let resolved = absolute(given).unwrap_or_else(|_| given.to_path_buf());
    CorpusError::Path { given: given.to_path_buf(), resolved, source }
}
