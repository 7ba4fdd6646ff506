//! A sparse matrix by rows.

use nalgebra::DMatrix;
use rayon::prelude::*;

/// Mostly zeros; only the rest is kept, row by row (compressed sparse rows).
#[derive(Debug, Clone, PartialEq)]
pub struct SparseMatrix {
    /// Where each row begins among the entries, and where the last one ends.
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
    width: usize,
}

impl SparseMatrix {
    /// A matrix of rows, each given by its columns and values. Columns are smaller than `width`.
    #[must_use]
    pub fn from_rows<'r>(width: usize, rows: impl IntoIterator<Item = &'r [(u32, f32)]>) -> Self {
        let mut matrix = Self { starts: vec![0], entries: Vec::new(), width };
        for row in rows {
            matrix.entries.extend_from_slice(row);
            matrix.starts.push(matrix.entries.len());
        }
        matrix
    }

    /// A matrix of `height` rows out of entries in any order: row, column, value. Those of a row keep their order.
    #[must_use]
    pub fn from_entries(height: usize, width: usize, entries: &[(u32, u32, f32)]) -> Self {
        let mut starts = vec![0; height + 1];
        for &(row, ..) in entries {
            starts[row as usize + 1] += 1;
        }
        for row in 0..height {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut sorted = vec![(0, 0.0); entries.len()];
        for &(row, column, value) in entries {
            sorted[next[row as usize]] = (column, value);
            next[row as usize] += 1;
        }
        Self { starts, entries: sorted, width }
    }

    /// How many rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The entries of a row: column and value.
    #[must_use]
    pub fn row(&self, row: usize) -> &[(u32, f32)] {
        &self.entries[self.starts[row]..self.starts[row + 1]]
    }

    /// Multiplies each column by its weight, then scales each row to unit length, so that a long passage counts as one.
    pub(super) fn weigh(&mut self, weights: &[f32]) {
        for (column, value) in &mut self.entries {
            *value *= weights[*column as usize];
        }
        for row in 0..self.height() {
            let row = &mut self.entries[self.starts[row]..self.starts[row + 1]];
            let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
            if length > 0.0 {
                for (_, value) in row {
                    *value /= length;
                }
            }
        }
    }

    /// Rows as columns.
    pub(super) fn transposed(&self) -> Self {
        let entries = (0..self.height())
            .flat_map(|row| self.row(row).iter().map(move |&(column, value)| (column, row as u32, value)));
        Self::from_entries(self.width, self.height(), &entries.collect::<Vec<_>>())
    }

    /// The product with a dense matrix that is held transposed, as is the result: what is a row here is a column there.
    pub(super) fn times(&self, dense: &DMatrix<f32>) -> DMatrix<f32> {
        let rank = dense.nrows();
        let mut product = DMatrix::zeros(rank, self.height());
        product.as_mut_slice().par_chunks_mut(rank.max(1)).enumerate().for_each(|(row, sum)| {
            for &(column, value) in self.row(row) {
                let start = column as usize * rank;
                for (sum, x) in sum.iter_mut().zip(&dense.as_slice()[start..start + rank]) {
                    *sum += value * x;
                }
            }
        });
        product
    }
}
