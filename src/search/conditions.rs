//! What a filter says of the documents of one index, condition by condition.

use super::bits::Bits;
use crate::filter::{Field, Filter};

/// What has to hold of every document that is found.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    parts: Vec<Part>,
}

/// One of several things that all have to hold.
#[derive(Debug)]
pub(super) struct Part {
    filter: Filter,
    /// The documents of which it holds, segment by segment, deleted ones included.
    fulfilling: Vec<Bits>,
}

impl Part {
    pub(super) fn new(filter: Filter, fulfilling: Vec<Bits>) -> Self {
        Self { filter, fulfilling }
    }
}

impl Conditions {
    pub(super) fn new(parts: Vec<Part>) -> Self {
        Self { parts }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether any part is about one field alone.
    pub(super) fn refine(&self, field: Field) -> bool {
        self.parts.iter().any(|part| part.filter.only_field() == Some(field))
    }

    /// The documents that fulfil every part, but for those that are about one field alone; none if no part is left.
    pub(super) fn fulfilling(&self, except: Option<Field>) -> Option<Vec<Bits>> {
        let counts = |part: &&Part| except.is_none() || part.filter.only_field() != except;
        let mut parts = self.parts.iter().filter(counts);
        let mut all = parts.next()?.fulfilling.clone();
        for part in parts {
            all.iter_mut().zip(&part.fulfilling).for_each(|(bits, part)| bits.keep_shared(part));
        }
        Some(all)
    }

    /// The values and ranges of a field that were chosen, each once.
    pub(super) fn chosen(&self, field: Field) -> Vec<&Filter> {
        let parts = self.parts.iter().filter(|part| part.filter.only_field() == Some(field));
        let mut chosen: Vec<&Filter> = Vec::new();
        for choice in parts.flat_map(|part| part.filter.chosen()) {
            if !chosen.contains(&choice) {
                chosen.push(choice);
            }
        }
        chosen
    }
}
