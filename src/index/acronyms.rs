//! The abbreviations that the documents of a generation define, with how many documents define each.

use std::fs;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::IndexError;
use super::files::write_synced;
use crate::acronym::Definition;

/// The file's name in a generation.
pub(super) const FILE: &str = "acronyms";
/// Definitions that are kept, those of most documents first: opening a generation reads them all.
const MAX_DEFINITIONS: usize = 20_000;

/// A definition that documents agree on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acronym {
    /// What is short for what.
    pub definition: Definition,
    /// How many documents say so.
    pub documents: u32,
}

/// Counts definitions. One that a single document has is kept only when it can hardly be chance.
pub(super) fn count<'d>(definitions: impl Iterator<Item = &'d Definition>) -> Vec<Acronym> {
    let mut counts: FxHashMap<&Definition, u32> = FxHashMap::default();
    for definition in definitions {
        *counts.entry(definition).or_default() += 1;
    }
    let kept = counts.into_iter().filter(|(definition, documents)| *documents > 1 || definition.is_initialism());
    let mut acronyms: Vec<Acronym> =
        kept.map(|(definition, documents)| Acronym { definition: definition.clone(), documents }).collect();
    acronyms.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.definition.cmp(&b.definition)));
    acronyms.truncate(MAX_DEFINITIONS);
    acronyms
}

pub(super) fn write(path: &Path, acronyms: &[Acronym]) -> Result<(), IndexError> {
    write_synced(path, &postcard::to_stdvec(acronyms)?)
}

pub(super) fn read(path: &Path) -> Result<Vec<Acronym>, IndexError> {
    let bytes = fs::read(path).map_err(IndexError::io("reading", path))?;
    Ok(postcard::from_bytes(&bytes)?)
}
