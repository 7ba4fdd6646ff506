//! Lists in another order than relevance: by price, rating or date, over everything that matches.
//!
//! What has no value comes last. Of equal values the more relevant comes first; without words, the one whose title or name
//! does. Only the documents that a page shows are told apart so: those before the last value of the page, and the best of those
//! that have it.

use tantivy::{DocAddress, Searcher};

use super::bits::Bits;
use super::facet::{FacetIndex, order_of};
use super::matches::Matches;
use crate::document::Kind;
use crate::filter::Field;
use crate::index::IndexError;

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first; without words, products by rating and articles by date.
    #[default]
    Relevance,
    /// Products: the cheapest first.
    Price,
    /// Products: the dearest first.
    PriceDescending,
    /// Articles: the newest first.
    Date,
    /// Articles: the oldest first.
    DateAscending,
    /// Products: the best rated first.
    Rating,
}

/// An order of one index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order {
    field: Field,
    is_descending: bool,
}

impl Sort {
    /// The order in which it puts documents of a kind, if it does.
    pub(super) fn order(self, kind: Kind) -> Option<Order> {
        let order = |field, is_descending| Some(Order { field, is_descending });
        match (self, kind) {
            (Self::Price, Kind::Product) => order(Field::Price, false),
            (Self::PriceDescending, Kind::Product) => order(Field::Price, true),
            (Self::Rating, Kind::Product) => order(Field::Rating, true),
            (Self::Date, Kind::Article) => order(Field::Published, true),
            (Self::DateAscending, Kind::Article) => order(Field::Published, false),
            _ => None,
        }
    }

    /// The order of a list without words.
    pub(super) fn order_of_everything(self, kind: Kind) -> Order {
        let usual = match kind {
            Kind::Article => Self::Date,
            Kind::Product => Self::Rating,
        };
        self.order(kind).or(usual.order(kind)).unwrap_or(Order { field: Field::Rating, is_descending: true })
    }
}

/// The documents that can stand on a page.
pub(super) struct Selected {
    /// Those whose value comes before the last value of the page, fewer than the page has.
    pub(super) before: Vec<Bits>,
    /// Those that have the last value of the page.
    pub(super) tied: Vec<Bits>,
    /// How many of the tied ones the page has room for.
    pub(super) room: usize,
}

impl Order {
    /// What comes first by value: the smallest is first, no value is last.
    pub(super) fn rank(self, facets: &FacetIndex, document: DocAddress) -> f64 {
        let value = facets.column(self.field).and_then(|column| column.of(document));
        value.map_or(f64::INFINITY, |value| if self.is_descending { -value } else { value })
    }

    /// What can stand among the first `wanted` matches.
    pub(super) fn select(self, facets: &FacetIndex, matches: &Matches, wanted: usize) -> Selected {
        let mut ranks: Vec<f64> = matches.documents().map(|document| self.rank(facets, document)).collect();
        let last = match wanted.min(ranks.len()).checked_sub(1) {
            Some(last) => *ranks.select_nth_unstable_by(last, f64::total_cmp).1,
            None => f64::NEG_INFINITY,
        };
        let empty = || matches.segments().iter().map(Bits::empty_like).collect::<Vec<_>>();
        let mut selected = Selected { before: empty(), tied: empty(), room: wanted.min(ranks.len()) };
        for document in matches.documents() {
            let rank = self.rank(facets, document);
            let (segment, id) = (document.segment_ord as usize, document.doc_id);
            if rank < last {
                selected.before[segment].set(id);
                selected.room -= 1;
            } else if rank <= last {
                selected.tied[segment].set(id);
            }
        }
        selected
    }

    /// The first `wanted` matches, those of equal value by title or name.
    pub(super) fn list(
        self,
        facets: &FacetIndex,
        searcher: &Searcher,
        matches: &Matches,
        wanted: usize,
    ) -> Result<Vec<DocAddress>, IndexError> {
        let Selected { before, tied, room } = self.select(facets, matches, wanted);
        let mut listed = first_titled(searcher, &before, wanted)?;
        listed.extend(first_titled(searcher, &tied, room)?);
        let mut listed: Vec<(f64, String, DocAddress)> =
            listed.into_iter().map(|(title, document)| (self.rank(facets, document), title, document)).collect();
        listed.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2))));
        listed.truncate(wanted);
        Ok(listed.into_iter().map(|(_, _, document)| document).collect())
    }
}

/// The first `wanted` of some documents by title or name, with it. A segment knows the order of its own, so few are read.
fn first_titled(
    searcher: &Searcher,
    documents: &[Bits],
    wanted: usize,
) -> Result<Vec<(String, DocAddress)>, IndexError> {
    let mut first = Vec::new();
    for (segment, bits) in documents.iter().enumerate() {
        let Some(titles) = order_of(searcher, segment)? else { continue };
        let mut ranked: Vec<(u64, u32)> =
            bits.iter().map(|document| (titles.ords().first(document).unwrap_or(u64::MAX), document)).collect();
        if wanted > 0 && ranked.len() > wanted {
            ranked.select_nth_unstable(wanted - 1);
        }
        ranked.truncate(wanted);
        for (ordinal, document) in ranked {
            let mut title = String::new();
            titles.ord_to_str(ordinal, &mut title).map_err(tantivy::TantivyError::from)?;
            first.push((title, DocAddress::new(segment as u32, document)));
        }
    }
    first.sort_unstable();
    first.truncate(wanted);
    Ok(first)
}
