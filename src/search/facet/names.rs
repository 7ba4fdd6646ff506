//! The documents that have each name of a facet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use tantivy::SegmentReader;
use tantivy::schema::{Field as IndexField, IndexRecordOption};

use super::FacetValue;
use super::part::begins_a_word;
use crate::filter::{Field, Filter};
use crate::index::{IndexError, read_facet};
use crate::search::bits::Bits;

/// What it costs to count one name of one document on the way from documents to names, beside one document of a list.
const FORWARD_COST: u64 = 3;

/// The names of one facet, in the order of their keys.
pub(super) struct Names {
    sorted: Vec<Name>,
    /// Segment by segment, the names of each document.
    by_document: Vec<NamesOfDocuments>,
    /// Documents, and words of bits, that are looked at to count all names by their holders.
    cost: u64,
    /// Names in all, each as often as it has documents.
    postings: u64,
}

struct Name {
    key: String,
    display: String,
    /// Segment by segment; a segment behind the last of these has none.
    holders: Vec<Holders>,
}

/// The documents of one segment that have a name, deleted ones included.
enum Holders {
    /// One bit a document, for a name that many have.
    Bits(Bits),
    /// Their numbers, for a name that few have.
    List(Vec<u32>),
}

/// The names of each document of a segment: those of one document stand from its start to the start of the next.
struct NamesOfDocuments {
    starts: Vec<u32>,
    names: Vec<u32>,
}

/// Reads the names of all facets, segment by segment.
#[derive(Default)]
pub(super) struct NamesReader {
    facets: BTreeMap<Field, BTreeMap<String, ReadName>>,
    /// The number of documents of each segment.
    sizes: Vec<u32>,
}

#[derive(Default)]
struct ReadName {
    /// Each form in which it is written, with the number of documents that write it so.
    written: BTreeMap<String, usize>,
    segments: Vec<Vec<u32>>,
}

impl NamesReader {
    pub(super) fn read(
        &mut self,
        ordinal: usize,
        segment: &SegmentReader,
        field: IndexField,
    ) -> Result<(), IndexError> {
        self.sizes.push(segment.max_doc());
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().stream().map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            let term = String::from_utf8_lossy(terms.key());
            let Some((facet, key, display)) = read_facet(&term) else { continue };
            let info = terms.value();
            let postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
            let mut postings = postings.map_err(tantivy::TantivyError::from)?;
            let name = self.facets.entry(facet).or_default().entry(key.to_owned()).or_default();
            *name.written.entry(display.to_owned()).or_default() += info.doc_freq as usize;
            name.segments.resize_with(ordinal + 1, Vec::new);
            let documents = &mut name.segments[ordinal];
            while postings.block_len() > 0 {
                documents.extend_from_slice(postings.docs());
                postings.advance();
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> BTreeMap<Field, Names> {
        let sizes = self.sizes;
        self.facets.into_iter().map(|(field, names)| (field, Names::new(names, &sizes))).collect()
    }
}

impl Names {
    fn new(mut read: BTreeMap<String, ReadName>, sizes: &[u32]) -> Self {
        for documents in read.values_mut().flat_map(|name| &mut name.segments) {
            // A document may write one name in two ways.
            documents.sort_unstable();
            documents.dedup();
        }
        let by_document =
            (0..sizes.len()).map(|segment| NamesOfDocuments::new(&read, segment, sizes[segment])).collect();
        let postings = read.values().flat_map(|name| &name.segments).map(|documents| documents.len() as u64).sum();
        let names: Vec<Name> = read.into_iter().map(|(key, name)| Name::new(key, name, sizes)).collect();
        let cost = names.iter().flat_map(|name| &name.holders).map(Holders::cost).sum();
        Self { sorted: names, by_document, cost, postings }
    }

    /// Counts the documents by name: the chosen names, and those of most documents.
    pub(super) fn count(&self, segments: &[Bits], chosen: &[&Filter], most: usize) -> Vec<FacetValue> {
        let documents: u64 = segments.iter().map(Bits::count).sum();
        let all: u64 = self.by_document.iter().map(NamesOfDocuments::documents).sum();
        let forward = documents * self.postings / all.max(1) * FORWARD_COST;
        let counts = if forward < self.cost { self.count_forward(segments) } else { self.count_holders(segments) };
        self.values((0..self.sorted.len()).zip(counts), chosen, most)
    }

    /// Counts the documents by the names of which a word begins with a text.
    pub(super) fn find(&self, beginning: &str, segments: &[Bits], chosen: &[&Filter], most: usize) -> Vec<FacetValue> {
        let found = self.sorted.iter().enumerate().filter(|(_, name)| begins_a_word(&name.key, beginning));
        let counts = found.map(|(at, name)| (at, name.count(segments)));
        let chosen: Vec<&Filter> = chosen.iter().copied().filter(|choice| is_about(choice, beginning)).collect();
        self.values(counts, &chosen, most)
    }

    /// All names, as they are written most often.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.sorted.iter().map(|name| name.display.as_str())
    }

    /// Adds the documents of a segment that have a name.
    pub(super) fn add_holders(&self, key: &str, segment: usize, bits: &mut Bits) {
        let Ok(at) = self.sorted.binary_search_by(|name| name.key.as_str().cmp(key)) else { return };
        match self.sorted[at].holders.get(segment) {
            Some(Holders::Bits(holders)) => bits.add_all(holders),
            Some(Holders::List(holders)) => bits.set_all(holders),
            None => {}
        }
    }

    fn count_holders(&self, segments: &[Bits]) -> Vec<u64> {
        self.sorted.iter().map(|name| name.count(segments)).collect()
    }

    fn count_forward(&self, segments: &[Bits]) -> Vec<u64> {
        let mut counts = vec![0; self.sorted.len()];
        for (bits, names) in segments.iter().zip(&self.by_document) {
            for name in bits.iter().flat_map(|document| names.of(document)) {
                counts[*name as usize] += 1;
            }
        }
        counts
    }

    fn values(&self, counts: impl Iterator<Item = (usize, u64)>, chosen: &[&Filter], most: usize) -> Vec<FacetValue> {
        let keys: HashSet<String> = chosen.iter().filter_map(|choice| key(choice)).collect();
        let mut counted: Vec<(Reverse<u64>, &Name, bool)> = counts
            .map(|(at, count)| (Reverse(count), &self.sorted[at], keys.contains(&self.sorted[at].key)))
            .filter(|(count, _, is_chosen)| count.0 > 0 || *is_chosen)
            .collect();
        counted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.display.cmp(&b.1.display)));
        let mut listed = 0;
        counted.retain(|(_, _, is_chosen)| {
            listed += 1;
            listed <= most || *is_chosen
        });
        let value = |(count, name, is_chosen): (Reverse<u64>, &Name, bool)| FacetValue {
            value: name.display.clone(),
            count: count.0,
            is_chosen,
        };
        let unknown = chosen.iter().copied().filter(|choice| {
            key(choice).is_some_and(|key| self.sorted.binary_search_by(|name| name.key.cmp(&key)).is_err())
        });
        let unknown = unheld(&unknown.collect::<Vec<_>>());
        counted.into_iter().map(value).chain(unknown).collect()
    }
}

/// Chosen names that nothing has, each key once.
pub(super) fn unheld(chosen: &[&Filter]) -> Vec<FacetValue> {
    let mut known = HashSet::new();
    let unheld = chosen.iter().filter(|choice| known.insert(key(choice))).filter_map(|choice| match choice {
        Filter::Is { value, .. } => Some(FacetValue { value: value.clone(), count: 0, is_chosen: true }),
        _ => None,
    });
    unheld.collect()
}

fn key(choice: &Filter) -> Option<String> {
    match choice {
        Filter::Is { field, value } => Some(field.key(value)),
        _ => None,
    }
}

fn is_about(choice: &Filter, beginning: &str) -> bool {
    key(choice).is_some_and(|key| begins_a_word(&key, beginning))
}

impl Name {
    fn new(key: String, read: ReadName, sizes: &[u32]) -> Self {
        let mut written: Vec<(String, usize)> = read.written.into_iter().collect();
        written.sort_by_key(|&(_, documents)| Reverse(documents));
        let display = written.into_iter().next().map_or_else(|| key.clone(), |(display, _)| display);
        let holders =
            read.segments.into_iter().zip(sizes).map(|(documents, &of)| Holders::new(documents, of)).collect();
        Self { key, display, holders }
    }

    fn count(&self, segments: &[Bits]) -> u64 {
        self.holders.iter().zip(segments).map(|(holders, bits)| holders.count(bits)).sum()
    }
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

    fn cost(&self) -> u64 {
        match self {
            Self::Bits(bits) => bits.size(),
            Self::List(documents) => documents.len() as u64,
        }
    }
}

impl NamesOfDocuments {
    fn new(read: &BTreeMap<String, ReadName>, segment: usize, documents: u32) -> Self {
        let holders = || {
            (0_u32..).zip(read.values().map(|name| name.segments.get(segment).map(Vec::as_slice).unwrap_or_default()))
        };
        let mut starts = vec![0_u32; documents as usize + 1];
        for &document in holders().flat_map(|(_, documents)| documents) {
            starts[document as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut names = vec![0; starts.last().map_or(0, |&end| end as usize)];
        let mut next = starts.clone();
        for (name, documents) in holders() {
            for &document in documents {
                names[next[document as usize] as usize] = name;
                next[document as usize] += 1;
            }
        }
        Self { starts, names }
    }

    fn of(&self, document: u32) -> &[u32] {
        let at = document as usize;
        &self.names[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn documents(&self) -> u64 {
        self.starts.len() as u64 - 1
    }
}
