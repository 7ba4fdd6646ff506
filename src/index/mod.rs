//! The index on disk: the only code that touches `index/`.
//!
//! A *generation* is one directory with two Tantivy indexes, passages and products, because BM25 counts documents and
//! average lengths over all of an index and the two kinds must not share one. Beside them lie the *words* of all texts as
//! they are written, a *ledger* of what was indexed, a *space* of the vectors learned from them and, written last, a
//! *manifest*. `CURRENT` names the generation in force and is replaced by one atomic rename, so a
//! reader sees a whole generation or the one before it, never a mixture.

mod acronyms;
mod backlog;
mod completions;
mod directory;
mod disjunction;
mod facet;
mod files;
mod ledger;
mod manifest;
mod mapped;
mod phases;
mod prepare;
mod reader;
mod record;
mod schema;
mod space;
mod word_weights;
mod words;
mod writer;

use std::io;
use std::path::PathBuf;

use crate::corpus::Language;

pub use acronyms::Acronym;
pub use completions::{Completion, Completions, completion_key};
pub use directory::{IndexDirectory, IndexLock};
pub use disjunction::{Scored, disjunction, top};
pub use facet::read_facet;
pub use manifest::{Counts, Manifest, Source};
pub use phases::Phases;
pub use prepare::{Prepared, prepare};
pub use reader::Reader;
pub use record::{IndexedPassage, PassageOutline};
pub use schema::{CHAIN, PassageFields, ProductFields};
pub use space::{DocumentVectors, Learned, Space};
pub use words::Words;
pub use writer::{Finished, GenerationWriter, WriterOptions};

/// Why an index cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing has been built here.
    #[error("there is no index in {0}; build one with `wellspring index`")]
    Missing(PathBuf),
    /// Something has been built here, but the file that names it is not readable.
    #[error("the file CURRENT in {0} is damaged, and names no generation; rebuild the index with `wellspring index`")]
    Unnamed(PathBuf),
    /// Written by a version that lays things out differently.
    #[error("the index generation {generation} has format {found}, this program reads format {expected}; rebuild it")]
    OtherFormat {
        /// Its name.
        generation: String,
        /// The format it says it has.
        found: u32,
        /// The format of this program.
        expected: u32,
    },
    /// Its terms were made by other rules than a query's would be.
    #[error("the index generation {generation} was analysed by other rules; rebuild it")]
    OtherAnalysis {
        /// Its name.
        generation: String,
    },
    /// Its documents are written in another language than the one that is asked for.
    #[error("the index generation {generation} is in {found}, not in {expected}; rebuild it")]
    OtherLanguage {
        /// Its name.
        generation: String,
        /// The language it is in.
        found: Language,
        /// The language that was said.
        expected: Language,
    },
    /// A file is not what was written.
    #[error("the index generation {generation} is damaged: {file}: {what}; rebuild it")]
    Damaged {
        /// Its name.
        generation: String,
        /// Relative to the generation's directory.
        file: String,
        /// What is wrong with the file.
        what: String,
    },
    /// Somebody else is building.
    #[error("another process is building in {0}; wait until it has finished")]
    Locked(PathBuf),
    /// The operating system refused.
    #[error("{action} {path}: {source}")]
    Io {
        /// What was being done.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// The operating system's answer.
        source: io::Error,
    },
    /// Tantivy failed.
    #[error("the search library failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// A stored record is not readable.
    #[error("a stored record is not readable: {0}")]
    Record(#[from] postcard::Error),
}

impl IndexError {
    /// Whether building the index anew from its corpus mends it.
    #[must_use]
    pub fn is_mended_by_rebuilding(&self) -> bool {
        matches!(
            self,
            Self::Missing(_)
                | Self::Unnamed(_)
                | Self::OtherFormat { .. }
                | Self::OtherAnalysis { .. }
                | Self::OtherLanguage { .. }
                | Self::Damaged { .. }
        )
    }

    fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}
