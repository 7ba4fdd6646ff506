//! The manifest: what a generation is made of, written last.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use xxhash_rust::xxh3::Xxh3;

use super::IndexError;
use super::files::files_below;
use super::space::Learned;
use crate::corpus::Language;

/// Raise it with every change of the schemas, the records or the layout of the directory.
pub(super) const FORMAT: u32 = 6;
/// The manifest's file name in a generation.
pub(super) const FILE: &str = "manifest.json";
/// How much of a file is read at a time.
const BUFFER_BYTES: usize = 1 << 20;

/// What a generation was built from; another one means that it may be out of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What the documents are written in. A manifest that does not say it is of an English index.
    #[serde(default)]
    pub language: Language,
    /// Of the analyzer.
    pub analysis: u64,
    /// Of the corpus files: names, sizes and times.
    pub corpus: u64,
}

/// How much a generation holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles.
    pub articles: u64,
    /// Passages of these articles.
    pub passages: u64,
    /// Products.
    pub products: u64,
}

/// The last file of a generation to be written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that wrote it.
    pub(super) format: u32,
    /// What it was built from.
    pub source: Source,
    /// How much it holds.
    pub counts: Counts,
    /// What its vectors were learned from; none if it holds too little to learn from.
    pub learned: Option<Learned>,
    /// When it was written.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at: OffsetDateTime,
    /// Every file, relative to the generation's directory.
    files: BTreeMap<String, FileStamp>,
}

/// What a file looked like when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct FileStamp {
    bytes: u64,
    /// Nanoseconds since 1970.
    modified_ns: u128,
    xxh3: u64,
}

impl Manifest {
    /// Describes a directory; a file that a former manifest knows by size and time is not read again.
    pub(super) fn of(
        directory: &Path,
        source: Source,
        counts: Counts,
        learned: Option<Learned>,
        before: Option<&Self>,
    ) -> Result<Self, IndexError> {
        let mut files = BTreeMap::new();
        for (name, path) in files_below(directory)?.into_iter().filter(|(name, _)| name != FILE) {
            let known = before.and_then(|manifest| manifest.files.get(&name)).copied();
            files.insert(name, stamp(&path, known)?);
        }
        Ok(Self { format: FORMAT, source, counts, learned, built_at: OffsetDateTime::now_utc(), files })
    }

    /// Checks each file: its size always, its content where its time is not the one it was written at.
    ///
    /// So opening costs no reading of the index, but for files that were copied, restored or tampered with.
    pub(super) fn verify(&self, directory: &Path, generation: &str) -> Result<(), IndexError> {
        for (name, expected) in &self.files {
            let damaged = |what: &str| IndexError::Damaged {
                generation: generation.to_owned(),
                file: name.clone(),
                what: what.to_owned(),
            };
            let path = directory.join(name);
            let found = size_and_time(&path).map_err(|error| damaged(&error.to_string()))?;
            if found.0 != expected.bytes {
                return Err(damaged("its size is not the one it was written with"));
            }
            if found.1 != expected.modified_ns && stamp(&path, None)?.xxh3 != expected.xxh3 {
                return Err(damaged("its content is not what was written"));
            }
        }
        Ok(())
    }

    /// Bytes on disk of all its files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.bytes).sum()
    }
}

fn stamp(path: &Path, known: Option<FileStamp>) -> Result<FileStamp, IndexError> {
    let (bytes, modified_ns) = size_and_time(path).map_err(IndexError::io("reading", path))?;
    if let Some(known) = known
        && (known.bytes, known.modified_ns) == (bytes, modified_ns)
    {
        return Ok(known);
    }
    let xxh3 = digest(path).map_err(IndexError::io("reading", path))?;
    Ok(FileStamp { bytes, modified_ns, xxh3 })
}

/// The digest of a file's content, read piece by piece: a segment may be larger than what memory is free.
fn digest(path: &Path) -> io::Result<u64> {
    let mut file = BufReader::with_capacity(BUFFER_BYTES, File::open(path)?);
    let mut hasher = Xxh3::new();
    loop {
        let read = file.fill_buf()?;
        if read.is_empty() {
            return Ok(hasher.digest());
        }
        hasher.update(read);
        let length = read.len();
        file.consume(length);
    }
}

fn size_and_time(path: &Path) -> io::Result<(u64, u128)> {
    let metadata = fs::metadata(path)?;
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok((metadata.len(), modified.as_nanos()))
}
