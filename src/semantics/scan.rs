//! The nearest vectors of many: all of them by a bit a dimension, the best of these by a byte a dimension.
//!
//! Five compared for each one that is wanted lose nothing that can be measured on judged collections; comparing all of them
//! would read eight times the memory.

use pulp::Arch;

use super::term_vectors::Probe;
use super::vector::{DIMENSIONS, Quantized, SIGNATURE_WORDS, Signature, cosine};

/// Vectors that are compared exactly, for each one that is wanted, and at least.
const COMPARED_PER_WANTED: usize = 5;
const LEAST_COMPARED: usize = 500;
/// Rows whose distances are counted to estimate how far the wanted ones reach, for each one that is wanted; but never fewer
/// than one in so many.
const ROWS_COUNTED_PER_WANTED: usize = 16;
const MAX_STEP: usize = 16;
/// The distance of a row that does not count: more than any that does.
const OUT: u8 = u8::MAX;
/// Rows that are looked at together.
const BLOCK: usize = 64;

/// Many vectors in both forms, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// [`SIGNATURE_WORDS`] a row.
    pub signatures: &'a [u64],
    /// [`DIMENSIONS`] a row.
    pub bytes: &'a [i8],
}

/// A row with its nearness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Its number.
    pub row: u32,
    /// The cosine of the angle between the two.
    pub cosine: f32,
}

impl<'a> Rows<'a> {
    /// The bytes of a row.
    #[must_use]
    pub fn row(&self, row: u32) -> &'a [i8] {
        let start = row as usize * DIMENSIONS;
        &self.bytes[start..start + DIMENSIONS]
    }
}

/// The `limit` rows that are nearest and that `keep` keeps, nearest first, equal ones in their order; `among` some, if these
/// are given.
#[must_use]
pub fn nearest(
    rows: Rows<'_>,
    probe: &Probe,
    limit: usize,
    among: Option<&mut dyn Iterator<Item = u32>>,
    keep: impl Fn(u32) -> bool,
) -> Vec<Neighbour> {
    let compared = (COMPARED_PER_WANTED * limit).max(LEAST_COMPARED);
    let candidates = closest_signatures(rows.signatures, &probe.signature, compared, among);
    let mut near = compare(rows, &probe.quantized, candidates.into_iter().filter(|&row| keep(row)));
    let by_nearness = |a: &Neighbour, b: &Neighbour| b.cosine.total_cmp(&a.cosine).then(a.row.cmp(&b.row));
    if near.len() > limit && limit > 0 {
        near.select_nth_unstable_by(limit - 1, by_nearness);
    }
    near.truncate(limit);
    near.sort_unstable_by(by_nearness);
    near
}

/// About `wanted` rows, `among` some if these are given, in their order: all whose signatures differ in few enough bits.
fn closest_signatures(
    signatures: &[u64],
    probe: &Signature,
    wanted: usize,
    among: Option<&mut dyn Iterator<Item = u32>>,
) -> Vec<u32> {
    let count = signatures.len() / SIGNATURE_WORDS;
    if count <= wanted {
        return among.map_or_else(|| (0..count as u32).collect(), Iterator::collect);
    }
    let mut distances = vec![0_u8; count];
    Arch::new().dispatch(|| measure(signatures, probe, &mut distances));
    if let Some(among) = among {
        let all = std::mem::replace(&mut distances, vec![OUT; count]);
        among.for_each(|row| distances[row as usize] = all[row as usize]);
    }
    let farthest = farthest(&distances, wanted);
    let mut closest = Vec::with_capacity(2 * wanted);
    Arch::new().dispatch(|| within(&distances, farthest, &mut closest));
    closest
}

/// The distance that about `wanted` of the rows keep to, at least as many if there are few rows. Of many rows a part is
/// counted: counting all takes as long as measuring them.
fn farthest(distances: &[u8], wanted: usize) -> u8 {
    let step = (distances.len() / (ROWS_COUNTED_PER_WANTED * wanted.max(1))).clamp(1, MAX_STEP);
    let mut holders = [0_usize; DIMENSIONS + 1];
    for &distance in distances.iter().step_by(step).filter(|&&distance| distance != OUT) {
        holders[distance as usize] += 1;
    }
    let mut left = wanted.div_ceil(step);
    let farthest = holders.iter().position(|&holders| {
        let reached = holders >= left;
        left = left.saturating_sub(holders);
        reached
    });
    farthest.unwrap_or(DIMENSIONS) as u8
}

/// Adds the rows that keep to a distance. Most blocks of rows have none.
// Inlined, or compiled for the least of all processors.
#[allow(clippy::inline_always)]
#[inline(always)]
fn within(distances: &[u8], farthest: u8, rows: &mut Vec<u32>) {
    for (block, distances) in distances.chunks(BLOCK).enumerate() {
        if distances.iter().fold(u8::MAX, |nearest, &distance| nearest.min(distance)) <= farthest {
            let first = (block * BLOCK) as u32;
            rows.extend((first..).zip(distances).filter(|&(_, &distance)| distance <= farthest).map(|(row, _)| row));
        }
    }
}

/// In how many bits each signature differs.
// Inlined, or compiled for the least of all processors.
#[allow(clippy::inline_always)]
#[inline(always)]
fn measure(signatures: &[u64], probe: &Signature, distances: &mut [u8]) {
    for (distance, signature) in distances.iter_mut().zip(signatures.chunks_exact(SIGNATURE_WORDS)) {
        let differing: u32 = signature.iter().zip(probe).map(|(a, b)| (a ^ b).count_ones()).sum();
        *distance = differing as u8;
    }
}

fn compare(rows: Rows<'_>, probe: &Quantized, candidates: impl Iterator<Item = u32>) -> Vec<Neighbour> {
    let candidates: Vec<u32> = candidates.collect();
    let mut near = Vec::with_capacity(candidates.len());
    Arch::new().dispatch(
        #[inline(always)]
        || near.extend(candidates.iter().map(|&row| Neighbour { row, cosine: cosine(probe, rows.row(row)) })),
    );
    near
}
