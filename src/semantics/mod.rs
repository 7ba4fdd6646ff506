//! Meaning learned from the corpus itself: latent semantic indexing (Deerwester et al. 1990, *JASIS* 41:391).
//!
//! Words that occur in the same surroundings get similar vectors, by a truncated singular value decomposition of the weighted
//! term-passage matrix. A passage, a product and a query are the weighted sums of their terms' vectors (*folding in*), so
//! new text needs no new decomposition. Pure arithmetic: no index, no text, no file.
//!
//! [`TermVectors`] is the one place where vectors come from. Another source of passage vectors takes the same seats:
//! [`Vector`], quantised to a byte a dimension and a bit a dimension, scanned by [`nearest`].

mod learn;
mod matrix;
mod scan;
mod term_vectors;
mod vector;

pub use learn::learn;
pub use matrix::SparseMatrix;
pub use scan::{Neighbour, Rows, nearest};
pub use term_vectors::{Probe, TermVectors, mean};
pub use vector::{DIMENSIONS, Quantized, SIGNATURE_WORDS, Signature, Vector, cosine, signature};

/// How much a term says that stands `frequency` times in a passage: the first time most of it.
#[must_use]
pub fn term_weight(frequency: u32) -> f32 {
    1.0 + (frequency.max(1) as f32).ln()
}
