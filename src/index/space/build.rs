//! Learning the space of a generation, and placing its documents in it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use fst::{MapBuilder, Streamer};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::Searcher;
use tantivy::schema::Field;

use super::dictionary::Dictionary;
use super::rows::SegmentTerms;
use super::{
    FOLDER, Files, HEADER, Header, PASSAGE_FILES, PRODUCT_FILES, RowFiles, STEPS, SegmentRows, TERM_VECTORS, TERMS,
};
use crate::index::{IndexError, files};
use crate::semantics::{DIMENSIONS, Quantized, SparseMatrix, TermVectors, learn, mean, signature};
use tantivy::directory::MmapDirectory;

/// Fewer passages and products than this say too little about how words relate: with fewer documents than the vectors have
/// dimensions a word would relate to little but the documents it stands in.
const MIN_DOCUMENTS: u64 = DIMENSIONS as u64;
/// Documents learned from. More of the same cost time and change little.
const SAMPLE: u64 = 25_000;
/// What is learned is kept until so many documents have changed since: new ones are folded in.
const MAX_CHANGED_SHARE: f64 = 0.2;

/// What a space was learned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// Passages and products that there were.
    pub documents: u64,
    /// Documents changed since.
    pub changed: u64,
}

/// The space of the generation before.
pub(in crate::index) struct Base {
    pub(in crate::index) folder: PathBuf,
    pub(in crate::index) learned: Learned,
}

/// Writes the space of a generation; nothing if there is too little to learn from, or no word that relates to another.
pub(in crate::index) fn write(
    generation: &Path,
    passages: (&Searcher, Field),
    products: (&Searcher, Field),
    base: Option<Base>,
    changed: u64,
) -> Result<Option<Learned>, IndexError> {
    let documents = passages.0.num_docs() + products.0.num_docs();
    if documents < MIN_DOCUMENTS {
        return Ok(None);
    }
    let kept =
        base.filter(|base| base.learned.stays(changed)).and_then(|base| Some((load(&base.folder)?, base.learned)));
    let (space, learned) = match kept {
        Some((space, learned)) => (space, Learned { changed: learned.changed + changed, ..learned }),
        None => (LearnedSpace::learn(&[passages, products], documents)?, Learned { documents, changed: 0 }),
    };
    if space.dictionary.terms.is_empty() {
        return Ok(None);
    }
    let folder = generation.join(FOLDER);
    fs::create_dir(&folder).map_err(IndexError::io("creating", &folder))?;
    let header = Header {
        passages: space.place(passages, &folder, &PASSAGE_FILES)?,
        products: space.place(products, &folder, &PRODUCT_FILES)?,
        mean: space.mean.to_vec(),
    };
    space.write(&folder)?;
    files::write_synced(&folder.join(HEADER), &postcard::to_stdvec(&header)?)?;
    files::sync(&folder)?;
    Ok(Some(learned))
}

impl Learned {
    fn stays(self, changed: u64) -> bool {
        (self.changed + changed) as f64 <= MAX_CHANGED_SHARE * self.documents as f64
    }
}

/// Terms with their vectors.
struct LearnedSpace {
    dictionary: Dictionary,
    vectors: TermVectors<'static>,
    mean: Quantized,
}

impl LearnedSpace {
    fn learn(indexes: &[(&Searcher, Field)], documents: u64) -> Result<Self, IndexError> {
        let dictionary = Dictionary::collect(indexes)?;
        let sample = sample(indexes, &dictionary, documents)?;
        let vectors = learn(sample.clone(), &dictionary.weights);
        let placed: Vec<Quantized> = fold_in(&sample, &vectors);
        Ok(Self { mean: mean(&placed), dictionary, vectors })
    }

    /// Writes the vectors of an index's documents.
    fn place(
        &self,
        (searcher, field): (&Searcher, Field),
        folder: &Path,
        files: &RowFiles,
    ) -> Result<Vec<SegmentRows>, IndexError> {
        let mut signatures = Output::create(folder, files.signatures)?;
        let mut vectors = Output::create(folder, files.vectors)?;
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let terms = SegmentTerms::of(segment, field, &self.dictionary)?;
            for documents in terms.stripes() {
                let start = documents.start;
                let rows = terms.rows(documents.clone(), documents.len(), |document| Some(document - start))?;
                for vector in fold_in(&rows, &self.vectors) {
                    signatures.write(bytemuck::cast_slice(&signature(&vector, &self.mean)))?;
                    vectors.write(bytemuck::cast_slice(&vector))?;
                }
            }
            segments.push(SegmentRows { segment: segment.segment_id().uuid_string(), rows: segment.max_doc() });
        }
        signatures.finish()?;
        vectors.finish()?;
        Ok(segments)
    }

    fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let mut terms = MapBuilder::memory();
        for (term, number) in self.dictionary.terms.iter().zip(0..) {
            terms.insert(term, number).expect("terms are in the order of their bytes, each once");
        }
        let terms = terms.into_inner().expect("memory takes every byte");
        files::write_synced(&folder.join(TERMS), &terms)?;
        files::write_synced(&folder.join(STEPS), bytemuck::cast_slice(self.vectors.steps()))?;
        files::write_synced(&folder.join(TERM_VECTORS), bytemuck::cast_slice(self.vectors.bytes()))
    }
}

/// The learned part of a space on disk; nothing if it is not readable, and then it is learned anew.
fn load(folder: &Path) -> Option<LearnedSpace> {
    let files = Files(MmapDirectory::open(folder).ok()?);
    let (_, mean) = files.header().ok()?;
    let map = files.terms().ok()?;
    let mut terms = Vec::with_capacity(map.len());
    let mut stream = map.stream();
    while let Some((term, _)) = stream.next() {
        terms.push(term.to_vec());
    }
    let (steps, bytes) = (files.map(STEPS).ok()?, files.map(TERM_VECTORS).ok()?);
    let vectors = TermVectors::from_parts(bytemuck::try_cast_slice(&steps).ok()?, bytemuck::cast_slice(&bytes))?;
    // The steps have the weights in them.
    let weights = vec![1.0; terms.len()];
    Some(LearnedSpace { dictionary: Dictionary::from_terms(terms, weights), vectors: vectors.into_owned(), mean })
}

/// Documents spread evenly over all indexes.
fn sample(indexes: &[(&Searcher, Field)], dictionary: &Dictionary, documents: u64) -> Result<SparseMatrix, IndexError> {
    let stride = documents.div_ceil(SAMPLE).max(1) as u32;
    let mut rows: Vec<SparseMatrix> = Vec::new();
    for &(searcher, field) in indexes {
        for segment in searcher.segment_readers() {
            let terms = SegmentTerms::of(segment, field, dictionary)?;
            for documents in terms.stripes() {
                let first = documents.start.next_multiple_of(stride);
                let height = documents.end.saturating_sub(first).div_ceil(stride) as usize;
                let row_of = |document: u32| document.is_multiple_of(stride).then(|| (document - first) / stride);
                rows.push(terms.rows(documents, height, row_of)?);
            }
        }
    }
    let mut all: Vec<_> = rows.iter().flat_map(|matrix| (0..matrix.height()).map(move |row| matrix.row(row))).collect();
    // Sums are rounded in their order: with the rows in an order of their own, the same documents give the same vectors
    // whatever thread indexed them.
    all.sort_unstable_by(|a, b| {
        let bits = |&(term, weight): &(u32, f32)| (term, weight.to_bits());
        a.iter().map(bits).cmp(b.iter().map(bits))
    });
    Ok(SparseMatrix::from_rows(dictionary.terms.len(), all))
}

fn fold_in(rows: &SparseMatrix, vectors: &TermVectors<'_>) -> Vec<Quantized> {
    (0..rows.height()).into_par_iter().map(|row| vectors.fold_in_quantized(rows.row(row))).collect()
}

/// A file in the making.
struct Output {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Output {
    fn create(folder: &Path, name: &str) -> Result<Self, IndexError> {
        let path = folder.join(name);
        let file = File::create_new(&path).map_err(IndexError::io("creating", &path))?;
        Ok(Self { path, file: BufWriter::with_capacity(1 << 20, file) })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), IndexError> {
        self.file.write_all(bytes).map_err(IndexError::io("writing", &self.path))
    }

    fn finish(mut self) -> Result<(), IndexError> {
        self.file.flush().map_err(IndexError::io("writing", &self.path))?;
        files::sync(&self.path)
    }
}
