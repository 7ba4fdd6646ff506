//! The words of a generation as they are written, beside the terms that the indexes have: what a misspelt word can be
//! corrected to, and shown as.
//!
//! A finite-state map from word to weight, mapped from disk: about 7 bytes a word (130,000 words of health, shop and
//! technical text take 0.9 MB), of which a look-up touches a few pages. The weights of all words with one term add up to the
//! number of passages and products that have the term, so they stay right however often a document is indexed again.

use std::path::Path;

use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use tantivy::Directory;
use tantivy::directory::{MmapDirectory, OwnedBytes};

use super::{IndexError, files};

/// The file's name in a generation.
pub(super) const FILE: &str = "words";

/// Every word of a generation with its weight.
pub struct Words {
    map: Map<OwnedBytes>,
}

impl Words {
    /// Maps the file of a generation, or says what is wrong with it. Its checksum is computed, because a look-up in a damaged
    /// map may panic: a millisecond for a million bytes.
    pub(super) fn open(generation: &Path) -> Result<Self, String> {
        let directory = MmapDirectory::open(generation).map_err(|error| error.to_string())?;
        let file = directory.open_read(Path::new(FILE)).map_err(|error| error.to_string())?;
        let bytes = file.read_bytes().map_err(|error| error.to_string())?;
        let map = Map::new(bytes).map_err(|error| error.to_string())?;
        map.as_fst().verify().map_err(|error| error.to_string())?;
        Ok(Self { map })
    }

    /// How many passages and products have a word, by its share in its term; none if no text has it.
    #[must_use]
    pub fn weight(&self, word: &str) -> Option<u64> {
        self.map.get(word)
    }

    /// Calls `visit` with each word that begins with `prefix` and that an automaton accepts, in their order, and its weight.
    pub fn search(&self, automaton: impl Automaton, prefix: &str, mut visit: impl FnMut(&str, u64)) {
        let mut range = self.map.search(automaton).ge(prefix);
        if let Some(end) = after(prefix) {
            range = range.lt(end);
        }
        let mut found = range.into_stream();
        while let Some((word, weight)) = found.next() {
            if let Ok(word) = str::from_utf8(word) {
                visit(word, weight);
            }
        }
    }

    /// Calls `visit` with each word that begins with `prefix`, in their order, and its weight.
    pub fn beginning(&self, prefix: &str, visit: impl FnMut(&str, u64)) {
        self.search(fst::automaton::AlwaysMatch, prefix, visit);
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Calls `visit` with each word and its weight.
    pub(super) fn each(&self, mut visit: impl FnMut(&str, u64)) {
        self.beginning("", &mut visit);
    }
}

/// The first text after all that begin with a prefix; none for the empty prefix.
fn after(prefix: &str) -> Option<Vec<u8>> {
    let mut end = prefix.as_bytes().to_vec();
    // No byte of UTF-8 is the largest.
    *end.last_mut()? += 1;
    Some(end)
}

/// Writes the file of a generation: words in their order, each once.
pub(super) fn write(generation: &Path, words: &[(&str, u64)]) -> Result<(), IndexError> {
    let path = generation.join(FILE);
    let map = || -> Result<Vec<u8>, fst::Error> {
        let mut builder = MapBuilder::memory();
        for (word, weight) in words {
            builder.insert(word, *weight)?;
        }
        builder.into_inner()
    };
    // A map of bytes fails only by its order.
    let bytes = map().expect("words in their order, each once");
    files::write_synced(&path, &bytes)
}
