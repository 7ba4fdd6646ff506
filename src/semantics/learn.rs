//! The truncated singular value decomposition, by a randomised subspace iteration (Halko, Martinsson and Tropp 2011, *SIAM
//! Review* 53:217, algorithm 4.4): a few products with the sparse matrix instead of a decomposition of it.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use super::matrix::SparseMatrix;
use super::term_vectors::TermVectors;
use super::vector::DIMENSIONS;

/// More directions than are wanted make those that are wanted exact (ibid., section 4.2).
const OVERSAMPLING: usize = 16;
/// Each one sharpens the directions; text needs few.
const POWER_ITERATIONS: usize = 2;
/// The first directions, which say what all passages have in common, count a little less: a singular value to this power.
const DAMPING: f32 = -0.25;
/// A direction shorter than this, beside the longest, is rounding error.
const NOISE: f32 = 1e-6;
/// The same matrix gives the same vectors.
const SEED: u64 = 0x5eed;

/// Learns the vectors of the terms from passages: rows are passages, columns terms, values [`super::term_weight`]s; `weights`
/// says what each term counts.
#[must_use]
pub fn learn(mut passages: SparseMatrix, weights: &[f32]) -> TermVectors<'static> {
    passages.weigh(weights);
    let basis = right_singular_vectors(&passages);
    TermVectors::quantize(basis.as_slice(), weights)
}

/// Damped and turned at random: `DIMENSIONS` numbers a column, a column a term.
fn right_singular_vectors(passages: &SparseMatrix) -> DMatrix<f32> {
    let rank = DIMENSIONS + OVERSAMPLING;
    let by_term = passages.transposed();
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut sign = || if random.bool() { 1.0 } else { -1.0 };
    let mut terms = DMatrix::from_fn(rank, passages.width(), |_, _| sign());
    for _ in 0..POWER_ITERATIONS {
        terms = orthonormal(&by_term.times(&orthonormal(&passages.times(&terms))));
    }
    let projected = passages.times(&terms);
    let (lengths, directions) = principal(&projected);
    let damping = lengths.map(|length| if length > NOISE * lengths[0] { length.powf(DAMPING) } else { 0.0 });
    let kept = directions.columns(0, DIMENSIONS) * DMatrix::from_diagonal(&damping.rows(0, DIMENSIONS).into_owned());
    let turn = orthonormal(&DMatrix::from_fn(DIMENSIONS, DIMENSIONS, |_, _| sign() + sign() + sign()));
    turn * kept.transpose() * terms
}

/// The same space of rows with rows of unit length at right angles, by the eigenvectors of the Gram matrix (Stathopoulos and Wu
/// 2002, *SIAM J. Sci. Comput.* 23:2165). Rows that depend on others become zero.
fn orthonormal(rows: &DMatrix<f32>) -> DMatrix<f32> {
    let (lengths, directions) = principal(rows);
    let scale = lengths.map(|length| if length > NOISE.sqrt() * lengths[0] { 1.0 / length } else { 0.0 });
    DMatrix::from_diagonal(&scale) * directions.transpose() * rows
}

/// The singular values of a wide matrix, the largest first, and its left singular vectors.
fn principal(rows: &DMatrix<f32>) -> (DVector<f32>, DMatrix<f32>) {
    let gram = rows * rows.transpose();
    let eigen = SymmetricEigen::new(gram);
    let mut order: Vec<usize> = (0..rows.nrows()).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    let lengths = DVector::from_iterator(order.len(), order.iter().map(|&i| eigen.eigenvalues[i].max(0.0).sqrt()));
    (lengths, eigen.eigenvectors.select_columns(&order))
}
