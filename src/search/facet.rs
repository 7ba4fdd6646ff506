//! Facets: how the matches divide into categories, forms and dietary marks. Counts are exact.

use std::collections::BTreeMap;

use tantivy::Searcher;
use tantivy::Term;
use tantivy::schema::Field;

use super::matches::{Bits, Matches, documents};
use crate::index::IndexError;

/// Values shown for one facet.
const MAX_VALUES: usize = 50;

/// How many matches have each value of one facet, most first and then by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Name of the facet.
    pub name: &'static str,
    /// Its values with at least one match.
    pub values: Vec<FacetValue>,
}

/// A value with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// Matches that have it.
    pub count: u64,
}

/// The documents that have each value of some facets, kept ready in memory.
pub struct FacetIndex {
    facets: Vec<(&'static str, BTreeMap<String, Vec<Holders>>)>,
}

/// The documents of one segment that have a value.
enum Holders {
    /// One bit a document, for a value that many have.
    Bits(Bits),
    /// Their numbers, for a value that few have.
    List(Vec<u32>),
}

impl FacetIndex {
    /// Reads the postings of every value of the facets' fields.
    pub fn read(searcher: &Searcher, fields: &[(&'static str, Field)]) -> Result<Self, IndexError> {
        let facets = fields
            .iter()
            .map(|&(name, field)| Ok((name, read_values(searcher, field)?)))
            .collect::<Result<_, IndexError>>()?;
        Ok(Self { facets })
    }

    /// Counts the matches of a query.
    #[must_use]
    pub fn count(&self, matches: &Matches) -> Vec<FacetCounts> {
        self.facets.iter().map(|(name, values)| FacetCounts { name, values: count_values(values, matches) }).collect()
    }
}

fn read_values(searcher: &Searcher, field: Field) -> Result<BTreeMap<String, Vec<Holders>>, IndexError> {
    let mut values: BTreeMap<String, Vec<Holders>> = BTreeMap::new();
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream().map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            let value = String::from_utf8_lossy(terms.key()).into_owned();
            let documents = documents(segment, &Term::from_field_text(field, &value))?;
            let holders = values.entry(value).or_default();
            // A value that the segments before do not have is held there by nobody.
            holders.resize_with(ordinal, || Holders::List(Vec::new()));
            holders.push(Holders::new(documents, segment.max_doc()));
        }
    }
    Ok(values)
}

fn count_values(values: &BTreeMap<String, Vec<Holders>>, matches: &Matches) -> Vec<FacetValue> {
    let count = |segments: &[Holders]| -> u64 {
        segments.iter().zip(&matches.segments).map(|(holders, bits)| holders.count(bits)).sum()
    };
    let mut counts: Vec<(u64, &String)> =
        values.iter().map(|(value, segments)| (count(segments), value)).filter(|&(count, _)| count > 0).collect();
    counts.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    counts.truncate(MAX_VALUES);
    counts.into_iter().map(|(count, value)| FacetValue { value: value.clone(), count }).collect()
}

impl Holders {
    /// Takes the form that is counted faster: a word of bits costs about as much as a number.
    fn new(documents: Vec<u32>, of: u32) -> Self {
        if documents.len() < of as usize / 64 {
            return Self::List(documents);
        }
        let mut bits = Bits::empty(of);
        bits.set_all(&documents);
        Self::Bits(bits)
    }

    fn count(&self, matches: &Bits) -> u64 {
        match self {
            Self::Bits(bits) => bits.count_shared(matches),
            Self::List(documents) => documents.iter().filter(|&&document| matches.has(document)).count() as u64,
        }
    }
}
