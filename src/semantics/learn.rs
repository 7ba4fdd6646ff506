//! The truncated singular value decomposition, by a randomised subspace iteration (Halko, Martinsson and Tropp 2011, *SIAM
//! Review* 53:217, algorithm 4.4): a few products with the sparse matrix instead of a decomposition of it.

use nalgebra::{DMatrix, DMatrixViewMut, DVector, SymmetricEigen};
use rayon::prelude::*;

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
/// Columns of a wide matrix that one thread multiplies at a time. Fixed, as sums are rounded in their order: the same matrix gives
/// the same vectors on any number of threads.
const BLOCK: usize = 2_048;
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
        let of_passages = passages.times(&terms);
        // A hundred megabytes for a large vocabulary: one of them at a time.
        drop(terms);
        terms = orthonormal(by_term.times(&orthonormal(of_passages)));
    }
    let projected = passages.times(&terms);
    let (lengths, directions) = principal(&projected);
    let damping = lengths.map(|length| if length > NOISE * lengths[0] { length.powf(DAMPING) } else { 0.0 });
    let kept = directions.columns(0, DIMENSIONS) * DMatrix::from_diagonal(&damping.rows(0, DIMENSIONS).into_owned());
    let turn = orthonormal(DMatrix::from_fn(DIMENSIONS, DIMENSIONS, |_, _| sign() + sign() + sign()));
    times_wide(&(turn * kept.transpose()), &terms)
}

/// The same space of rows with rows of unit length at right angles, by the eigenvectors of the Gram matrix (Stathopoulos and Wu
/// 2002, *SIAM J. Sci. Comput.* 23:2165). Rows that depend on others become zero.
fn orthonormal(mut rows: DMatrix<f32>) -> DMatrix<f32> {
    let (lengths, directions) = principal(&rows);
    let scale = lengths.map(|length| if length > NOISE.sqrt() * lengths[0] { 1.0 / length } else { 0.0 });
    let turn = DMatrix::from_diagonal(&scale) * directions.transpose();
    let height = rows.nrows();
    rows.as_mut_slice().par_chunks_mut((height * BLOCK).max(1)).for_each(|block| {
        let columns = DMatrix::from_column_slice(height, block.len() / height, block);
        turn.mul_to(&columns, &mut DMatrixViewMut::from_slice(block, height, columns.ncols()));
    });
    rows
}

/// The singular values of a wide matrix, the largest first, and its left singular vectors.
fn principal(rows: &DMatrix<f32>) -> (DVector<f32>, DMatrix<f32>) {
    let eigen = SymmetricEigen::new(gram(rows));
    let mut order: Vec<usize> = (0..rows.nrows()).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    let lengths = DVector::from_iterator(order.len(), order.iter().map(|&i| eigen.eigenvalues[i].max(0.0).sqrt()));
    (lengths, eigen.eigenvectors.select_columns(&order))
}

/// The product of a small matrix and a wide one.
fn times_wide(small: &DMatrix<f32>, wide: &DMatrix<f32>) -> DMatrix<f32> {
    let height = small.nrows();
    let mut product = DMatrix::zeros(height, wide.ncols());
    product.as_mut_slice().par_chunks_mut((height * BLOCK).max(1)).enumerate().for_each(|(block, product)| {
        let width = product.len() / height;
        let columns = wide.columns(block * BLOCK, width);
        small.mul_to(&columns, &mut DMatrixViewMut::from_slice(product, height, width));
    });
    product
}

/// The product of a wide matrix and its transpose.
fn gram(wide: &DMatrix<f32>) -> DMatrix<f32> {
    let starts: Vec<usize> = (0..wide.ncols()).step_by(BLOCK).collect();
    let blocks = starts.into_par_iter().map(|start| {
        let columns = wide.columns(start, BLOCK.min(wide.ncols() - start));
        columns * columns.transpose()
    });
    let blocks: Vec<DMatrix<f32>> = blocks.collect();
    blocks.into_iter().fold(DMatrix::zeros(wide.nrows(), wide.nrows()), |sum, block| sum + block)
}
