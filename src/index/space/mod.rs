//! The vector space of a generation on disk: the vectors of its terms, passages and products, mapped.
//!
//! Memory while serving is what queries touch of it: 24 bytes a passage for the signatures, which every search reads, and
//! 192 a passage for the vectors, of which it reads some hundred. A corpus that is too small to learn from has no space.

mod build;
mod dictionary;
mod rows;

use std::ops::Deref;
use std::path::Path;

use fst::Map;
use serde::{Deserialize, Serialize};
use tantivy::directory::{MmapDirectory, OwnedBytes};
use tantivy::{Directory, DocAddress, Searcher};

use super::disjunction::Scored;
use crate::semantics::{
    DIMENSIONS, Probe, Quantized, Rows, SIGNATURE_WORDS, TermVectors, Vector, cosine, nearest, term_weight,
};

pub use build::Learned;
pub(super) use build::{Base, write};

/// The folder of the space in a generation.
pub(super) const FOLDER: &str = "space";

const HEADER: &str = "header";
const TERMS: &str = "terms";
const STEPS: &str = "steps";
const TERM_VECTORS: &str = "term-vectors";

/// What the other files of the folder hold.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Header {
    /// The average vector.
    mean: Vec<i8>,
    passages: Vec<SegmentRows>,
    products: Vec<SegmentRows>,
}

/// The rows of one segment, deleted documents included: a row a document, in their order.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SegmentRows {
    segment: String,
    rows: u32,
}

/// The files of one kind's rows.
struct RowFiles {
    signatures: &'static str,
    vectors: &'static str,
}

const PASSAGE_FILES: RowFiles = RowFiles { signatures: "passage-signatures", vectors: "passage-vectors" };
const PRODUCT_FILES: RowFiles = RowFiles { signatures: "product-signatures", vectors: "product-vectors" };

/// The vectors of a generation.
pub struct Space {
    terms: Map<OwnedBytes>,
    steps: OwnedBytes,
    term_vectors: OwnedBytes,
    mean: Quantized,
    /// The vectors of the passages.
    pub passages: DocumentVectors,
    /// The vectors of the products.
    pub products: DocumentVectors,
}

/// The vectors of the documents of one index.
pub struct DocumentVectors {
    signatures: OwnedBytes,
    vectors: OwnedBytes,
    /// The first row of each segment, in the searcher's order.
    starts: Vec<u32>,
}

impl Space {
    /// Maps the space of a generation; an error says which file is wrong and how.
    pub(super) fn open(folder: &Path, passages: &Searcher, products: &Searcher) -> Result<Self, (String, String)> {
        let directory = MmapDirectory::open(folder).map_err(|error| (FOLDER.to_owned(), error.to_string()))?;
        let files = Files(directory);
        let (header, mean) = files.header()?;
        let space = Self {
            terms: files.terms()?,
            steps: files.map(STEPS)?,
            term_vectors: files.map(TERM_VECTORS)?,
            mean,
            passages: files.documents(&PASSAGE_FILES, &header.passages, passages)?,
            products: files.documents(&PRODUCT_FILES, &header.products, products)?,
        };
        match space.vectors() {
            Some(vectors) if vectors.len() == space.terms.len() => Ok(space),
            _ => Err(wrong(TERM_VECTORS, "it does not belong to the terms")),
        }
    }

    /// The vector of weighted terms. Unknown ones say nothing; zero if all are.
    #[must_use]
    pub fn fold_in<'t>(&self, terms: impl Iterator<Item = (&'t str, f32)>) -> Vector {
        let known: Vec<(u32, f32)> =
            terms.filter_map(|(term, weight)| Some((self.terms.get(term)? as u32, weight * term_weight(1)))).collect();
        self.vectors().map_or([0.0; DIMENSIONS], |vectors| vectors.fold_in(&known))
    }

    /// What is looked for: a query's own vector and those of documents that answer it well.
    #[must_use]
    pub fn probe<'v>(
        &self,
        own: &Vector,
        own_weight: f32,
        feedback: impl IntoIterator<Item = (f32, &'v [i8])>,
    ) -> Option<Probe> {
        Probe::new(own, own_weight, feedback, &self.mean)
    }

    fn vectors(&self) -> Option<TermVectors<'_>> {
        TermVectors::from_parts(bytemuck::try_cast_slice(&self.steps).ok()?, bytemuck::cast_slice(&self.term_vectors))
    }
}

impl DocumentVectors {
    /// The `limit` live documents that are nearest, their cosines as scores; `among` some, if these are
    /// given.
    #[must_use]
    pub fn nearest(
        &self,
        searcher: &Searcher,
        probe: &Probe,
        limit: usize,
        among: Option<&mut dyn Iterator<Item = DocAddress>>,
    ) -> Vec<Scored> {
        let is_alive = |row| {
            let address = self.address(row);
            let segment = searcher.segment_reader(address.segment_ord);
            segment.alive_bitset().is_none_or(|alive| alive.is_alive(address.doc_id))
        };
        let row = |address: DocAddress| self.starts[address.segment_ord as usize] + address.doc_id;
        let mut rows = among.map(|among| among.map(row));
        let among = rows.as_mut().map(|rows| -> &mut dyn Iterator<Item = u32> { rows });
        let near = nearest(self.rows(), probe, limit, among, is_alive).into_iter();
        near.map(|near| Scored { address: self.address(near.row), score: near.cosine }).collect()
    }

    /// The cosine between two documents.
    #[must_use]
    pub fn cosine(&self, a: DocAddress, b: DocAddress) -> f32 {
        self.of(a).first_chunk().map_or(0.0, |a| cosine(a, self.of(b)))
    }

    /// The vector of a document, [`DIMENSIONS`] bytes.
    #[must_use]
    pub fn of(&self, address: DocAddress) -> &[i8] {
        self.rows().row(self.starts[address.segment_ord as usize] + address.doc_id)
    }

    fn rows(&self) -> Rows<'_> {
        // A mapped file begins with a page; only that of no rows has no place at all.
        let signatures = bytemuck::try_cast_slice(&self.signatures).unwrap_or_default();
        Rows { signatures, bytes: bytemuck::cast_slice(&self.vectors) }
    }

    fn address(&self, row: u32) -> DocAddress {
        let segment = self.starts.partition_point(|&start| start <= row) - 1;
        DocAddress::new(segment as u32, row - self.starts[segment])
    }
}

struct Files(MmapDirectory);

impl Files {
    fn map(&self, name: &str) -> Result<OwnedBytes, (String, String)> {
        let file = self.0.open_read(Path::new(name)).map_err(|error| wrong(name, error))?;
        file.read_bytes().map_err(|error| wrong(name, error))
    }

    fn header(&self) -> Result<(Header, Quantized), (String, String)> {
        let header: Header = postcard::from_bytes(&self.map(HEADER)?).map_err(|error| wrong(HEADER, error))?;
        let mean = header.mean.as_slice().try_into().map_err(|error| wrong(HEADER, error))?;
        Ok((header, mean))
    }

    fn terms(&self) -> Result<Map<OwnedBytes>, (String, String)> {
        Map::new(self.map(TERMS)?).map_err(|error| wrong(TERMS, error))
    }

    fn documents(
        &self,
        files: &RowFiles,
        segments: &[SegmentRows],
        searcher: &Searcher,
    ) -> Result<DocumentVectors, (String, String)> {
        let mut starts = Vec::new();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id().uuid_string();
            let place = segments.iter().position(|rows| rows.segment == id && rows.rows == reader.max_doc());
            let place = place.ok_or_else(|| wrong(HEADER, format!("it does not know the segment {id}")))?;
            starts.push(segments[..place].iter().map(|rows| rows.rows).sum());
        }
        let rows: usize = segments.iter().map(|rows| rows.rows as usize).sum();
        let of_length = |name: &str, length: usize| match self.map(name) {
            Ok(bytes) if bytes.deref().len() != length => Err(wrong(name, "its size is not that of its rows")),
            mapped => mapped,
        };
        Ok(DocumentVectors {
            signatures: of_length(files.signatures, rows * SIGNATURE_WORDS * size_of::<u64>())?,
            vectors: of_length(files.vectors, rows * DIMENSIONS)?,
            starts,
        })
    }
}

fn wrong(file: &str, what: impl std::fmt::Display) -> (String, String) {
    (format!("{FOLDER}/{file}"), what.to_string())
}
