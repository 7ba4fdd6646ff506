//! What a generation holds: each document's kind, content hash and the abbreviations it defines, so that an unchanged one is
//! neither indexed nor read again.

use std::collections::HashMap;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::IndexError;
use crate::acronym::Definition;
use crate::document::{Document, DocumentId, Kind};

/// The ledger's file name in a generation.
pub(super) const FILE: &str = "ledger";

/// Documents by id.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Ledger {
    entries: HashMap<DocumentId, Entry>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    kind: Kind,
    /// Of its content.
    hash: u64,
    acronyms: Vec<Definition>,
}

impl Ledger {
    /// Notes a document that is indexed, and the abbreviations it defines.
    pub(super) fn note(&mut self, document: &Document, acronyms: Vec<Definition>) {
        let entry = Entry { kind: document.kind(), hash: hash(document), acronyms };
        self.entries.insert(document.id().clone(), entry);
    }

    /// Takes over what the generation before knows of a document.
    pub(super) fn keep(&mut self, document: &Document, entry: Entry) {
        self.entries.insert(document.id().clone(), entry);
    }

    /// Takes out a document that is to be indexed, and says what is to be done with it.
    pub(super) fn take(&mut self, document: &Document) -> Change {
        match self.entries.remove(document.id()) {
            None => Change::New,
            Some(known) if known.kind == document.kind() && known.hash == hash(document) => Change::None(known),
            Some(known) => Change::Replaces(known.kind),
        }
    }

    /// The abbreviations that documents define, once for each document.
    pub(super) fn acronyms(&self) -> impl Iterator<Item = &Definition> {
        self.entries.values().flat_map(|entry| &entry.acronyms)
    }

    /// What is left, with its kind.
    pub(super) fn rest(&self) -> impl Iterator<Item = (&DocumentId, Kind)> {
        self.entries.iter().map(|(id, entry)| (id, entry.kind))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn count(&self, kind: Kind) -> u64 {
        self.entries.values().filter(|entry| entry.kind == kind).count() as u64
    }

    pub(super) fn read(path: &Path) -> Result<Self, IndexError> {
        let bytes = fs::read(path).map_err(IndexError::io("reading", path))?;
        Ok(postcard::from_bytes(&bytes)?)
    }

    /// Writes a file that must not be there yet, so that no other generation's ledger can be overwritten.
    pub(super) fn write(&self, path: &Path) -> Result<(), IndexError> {
        let bytes = postcard::to_stdvec(self)?;
        let written = File::create_new(path).and_then(|mut file| file.write_all(&bytes));
        written.map_err(IndexError::io("writing", path))
    }
}

/// What a document is to the documents of the generation before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It was not there.
    New,
    /// It was there with other content, as this kind.
    Replaces(Kind),
    /// It was there as it is.
    None(Entry),
}

fn hash(document: &Document) -> u64 {
    let mut hasher = Xxh3::new();
    document.hash(&mut hasher);
    if let Document::Product(product) = document {
        // Decimals are equal whatever their zeros, but a price of 12.5 is to become 12.50 when a shop writes it so.
        let amounts = product.ingredients.iter().map(|ingredient| ingredient.amount);
        for number in [product.price, product.rating].into_iter().chain(amounts) {
            number.map(|number| number.scale()).hash(&mut hasher);
        }
    }
    hasher.finish()
}
