//! A number, or a day, of each document.

use std::ops::Bound;

use tantivy::{DocAddress, Searcher};

use super::FacetValue;
use super::band::{Band, bands, chosen_range};
use crate::filter::{Field, Filter, Scalar};
use crate::index::IndexError;
use crate::search::bits::Bits;

/// The numbers of one field, and the bands that they are counted in.
pub(in crate::search) struct Column {
    segments: Vec<Numbers>,
    bands: Vec<Band>,
}

/// The numbers of one segment.
struct Numbers {
    /// Of each document, NaN for one that has none; empty if no document has any.
    by_document: Vec<f64>,
    /// The documents that have one, in the order of their numbers.
    order: Vec<u32>,
}

impl Column {
    pub(super) fn read(searcher: &Searcher, field: Field, name: &str) -> Result<Self, IndexError> {
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let column = segment.fast_fields().f64(name)?;
            let by_document: Vec<f64> =
                (0..segment.max_doc()).map(|document| column.first(document).unwrap_or(f64::NAN)).collect();
            segments.push(Numbers::new(by_document));
        }
        let mut numbers: Vec<f64> = segments.iter().flat_map(Numbers::all).collect();
        numbers.sort_unstable_by(f64::total_cmp);
        Ok(Self { segments, bands: bands(field, &numbers) })
    }

    /// The number of a document.
    pub(in crate::search) fn of(&self, document: DocAddress) -> Option<f64> {
        self.segments[document.segment_ord as usize].of(document.doc_id)
    }

    /// Adds the documents of a segment whose number lies in a range.
    pub(super) fn add_between(&self, from: &Bound<Scalar>, to: &Bound<Scalar>, segment: usize, bits: &mut Bits) {
        let (from, to) = (number(from), number(to));
        let Numbers { by_document, order } = &self.segments[segment];
        let is_below = |&document: &u32| !is_above(by_document[document as usize], from);
        let is_within = |&document: &u32| is_under(by_document[document as usize], to);
        let start = order.partition_point(is_below);
        let end = order.partition_point(is_within).max(start);
        order[start..end].iter().for_each(|&document| bits.set(document));
    }

    /// Counts documents by band, with the least and the largest of their numbers.
    pub(super) fn count(&self, segments: &[Bits], chosen: &[&Filter]) -> (Vec<FacetValue>, Option<(f64, f64)>) {
        let mut counts = vec![0; self.bands.len()];
        let mut range: Option<(f64, f64)> = None;
        for (bits, numbers) in segments.iter().zip(&self.segments) {
            for number in bits.iter().filter_map(|document| numbers.of(document)) {
                let band = self.bands.partition_point(|band| band.start <= number);
                if let Some(count) = counts.get_mut(band.saturating_sub(1)) {
                    *count += 1;
                }
                let (least, most) = range.unwrap_or((number, number));
                range = Some((least.min(number), most.max(number)));
            }
        }
        let band = |(band, count): (&Band, u64)| FacetValue {
            value: band.range(),
            count,
            is_chosen: chosen.iter().any(|choice| band.is(choice)),
        };
        let banded = self.bands.iter().zip(counts).map(band).filter(|value| value.count > 0 || value.is_chosen);
        let others = chosen.iter().filter(|choice| !self.bands.iter().any(|band| band.is(choice)));
        let others = others.filter_map(|choice| {
            let Filter::Between { from, to, .. } = choice else { return None };
            let count = self.count_between(from, to, segments);
            Some(FacetValue { value: chosen_range(from, to), count, is_chosen: true })
        });
        (banded.chain(others).collect(), range)
    }

    fn count_between(&self, from: &Bound<Scalar>, to: &Bound<Scalar>, segments: &[Bits]) -> u64 {
        let (from, to) = (number(from), number(to));
        let count = |(bits, numbers): (&Bits, &Numbers)| {
            let within = bits.iter().filter_map(|document| numbers.of(document));
            within.filter(|&number| is_above(number, from) && is_under(number, to)).count() as u64
        };
        segments.iter().zip(&self.segments).map(count).sum()
    }
}

impl Numbers {
    fn new(by_document: Vec<f64>) -> Self {
        let mut order: Vec<u32> =
            (0..by_document.len() as u32).filter(|&document| !by_document[document as usize].is_nan()).collect();
        order.sort_by(|&a, &b| by_document[a as usize].total_cmp(&by_document[b as usize]));
        let by_document = if order.is_empty() { Vec::new() } else { by_document };
        Self { by_document, order }
    }

    fn of(&self, document: u32) -> Option<f64> {
        self.by_document.get(document as usize).copied().filter(|number| !number.is_nan())
    }

    fn all(&self) -> impl Iterator<Item = f64> {
        self.order.iter().map(|&document| self.by_document[document as usize])
    }
}

fn number(bound: &Bound<Scalar>) -> Bound<f64> {
    bound.map(Scalar::to_f64)
}

fn is_above(number: f64, from: Bound<f64>) -> bool {
    match from {
        Bound::Included(from) => number >= from,
        Bound::Excluded(from) => number > from,
        Bound::Unbounded => true,
    }
}

fn is_under(number: f64, to: Bound<f64>) -> bool {
    match to {
        Bound::Included(to) => number <= to,
        Bound::Excluded(to) => number < to,
        Bound::Unbounded => true,
    }
}
