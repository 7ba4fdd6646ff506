//! Facets: how the matches divide by what they are labelled with, what they cost and when they appeared. Counts are exact.
//!
//! What is counted is also what is filtered and sorted by, so one [`FacetIndex`] answers all three: it holds the documents of
//! each name and the columns of numbers ready in memory.

mod band;
mod column;
mod names;
mod part;

use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;
use tantivy::schema::Field as IndexField;
use tantivy::{Searcher, Term};

use self::column::Column;
use self::names::{Names, NamesReader};
use super::bits::Bits;
use super::conditions::{Conditions, Part};
use super::matches::{Matches, having_term};
use crate::document::Kind;
use crate::filter::{Field, Filter};
use crate::index::{IndexError, Reader};

pub use part::marked_name;

/// How many matches have each value of one facet: names by their number, numbers and years in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetCounts {
    /// What is counted by.
    pub field: Field,
    /// Its values with at least one match, and those that are chosen.
    pub values: Vec<FacetValue>,
    /// The least and the largest number.
    pub range: Option<(f64, f64)>,
}

/// A value with its count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// A name as it is written most often, or a range as it stands in a filter.
    pub value: String,
    /// Matches that have it.
    pub count: u64,
    /// Whether the filter chooses it.
    pub is_chosen: bool,
}

/// Which facets are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetsWanted<'f> {
    /// What to count by, if documents of the kind have it.
    pub fields: &'f [Field],
    /// Names of each that are listed at most, beside the chosen ones.
    pub values: usize,
}

/// Facets of both indexes.
pub struct Facets {
    /// Of passages.
    pub passages: FacetIndex,
    /// Of products.
    pub products: FacetIndex,
}

/// The documents that have each value of the facets of one index, kept ready in memory.
pub struct FacetIndex {
    kind: Kind,
    document: IndexField,
    names: BTreeMap<Field, Names>,
    columns: BTreeMap<Field, Column>,
    /// The documents that a list of everything has: products, and first passages for their articles.
    listed: Vec<Bits>,
}

impl Facets {
    /// Reads the facets of both indexes.
    pub fn read(reader: &Reader) -> Result<Self, IndexError> {
        let (passages, fields) = reader.passages();
        let columns = [(Field::Published, "published"), (Field::Reviewed, "reviewed")];
        let passages = FacetIndex::read(Kind::Article, passages, [fields.facet, fields.document], columns)?;
        let (products, fields) = reader.products();
        let columns = [(Field::Price, "price"), (Field::Rating, "rating")];
        let products = FacetIndex::read(Kind::Product, products, [fields.facet, fields.document], columns)?;
        Ok(Self { passages, products })
    }
}

impl FacetIndex {
    /// Reads the postings of every name and the columns.
    fn read(
        kind: Kind,
        searcher: &Searcher,
        [facet, document]: [IndexField; 2],
        columns: [(Field, &str); 2],
    ) -> Result<Self, IndexError> {
        let mut names = NamesReader::default();
        let mut listed = Vec::new();
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            names.read(ordinal, segment, facet)?;
            let mut bits = Bits::empty(segment.max_doc());
            if let Some(order) = segment.fast_fields().str(ORDER)? {
                let has_key = |&document: &u32| order.ords().first(document).is_some();
                (0..segment.max_doc()).filter(has_key).for_each(|document| bits.set(document));
            }
            listed.push(bits);
        }
        let columns = columns.into_iter().map(|(field, name)| Ok((field, Column::read(searcher, field, name)?)));
        Ok(Self { kind, document, names: names.finish(), columns: columns.collect::<Result<_, IndexError>>()?, listed })
    }

    /// The kind of the documents.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Counts what matches by the facets that are wanted.
    #[must_use]
    pub fn count(&self, matches: &Matches, wanted: FacetsWanted<'_>) -> Vec<FacetCounts> {
        let fields = Field::ALL.into_iter().filter(|field| field.is_of(self.kind) && field.is_facet());
        fields
            .filter(|field| wanted.fields.contains(field))
            .map(|field| self.count_by(field, matches, wanted.values))
            .collect()
    }

    fn count_by(&self, field: Field, matches: &Matches, most: usize) -> FacetCounts {
        let (segments, chosen) = (matches.without(field), matches.chosen(field));
        if let Some(column) = self.columns.get(&field) {
            let (values, range) = column.count(&segments, &chosen);
            return FacetCounts { field, values, range };
        }
        let values = self.names.get(&field).map(|names| names.count(&segments, &chosen, most));
        FacetCounts { field, values: values.unwrap_or_else(|| names::unheld(&chosen)), range: None }
    }

    /// The names of a facet that begin with a text, or have a word that does, those of most matches first.
    #[must_use]
    pub fn find(&self, field: Field, beginning: &str, matches: &Matches, most: usize) -> Vec<FacetValue> {
        let (segments, chosen) = (matches.without(field), matches.chosen(field));
        let names = self.names.get(&field);
        names.map(|names| names.find(&part::beginning(field, beginning), &segments, &chosen, most)).unwrap_or_default()
    }

    /// All names of a facet, as they are written most often.
    pub fn names(&self, field: Field) -> impl Iterator<Item = &str> {
        self.names.get(&field).into_iter().flat_map(Names::all)
    }

    /// What a filter says of the documents here.
    pub(super) fn conditions(&self, searcher: &Searcher, filter: Option<&Filter>) -> Result<Conditions, IndexError> {
        let parts = filter.map(|filter| filter.parts_for(self.kind)).unwrap_or_default().into_iter();
        let parts = parts.map(|part| {
            let segments = 0..searcher.segment_readers().len();
            let fulfilling = segments.map(|ordinal| self.fulfilling(part, ordinal, searcher));
            Ok(Part::new(part.clone(), fulfilling.collect::<Result<_, IndexError>>()?))
        });
        Ok(Conditions::new(parts.collect::<Result<_, IndexError>>()?))
    }

    /// The documents of a segment that a list of everything has.
    pub(super) fn listed(&self) -> &[Bits] {
        &self.listed
    }

    pub(super) fn column(&self, field: Field) -> Option<&Column> {
        self.columns.get(&field)
    }

    /// The documents of a segment that fulfil a filter, deleted ones included.
    fn fulfilling(&self, filter: &Filter, ordinal: usize, searcher: &Searcher) -> Result<Bits, IndexError> {
        let segment = searcher.segment_reader(ordinal as u32);
        let mut bits = Bits::empty(segment.max_doc());
        match filter {
            Filter::All(parts) => {
                bits = Bits::full(segment.max_doc());
                for part in parts {
                    bits.keep_shared(&self.fulfilling(part, ordinal, searcher)?);
                }
            }
            Filter::Any(parts) => {
                for part in parts {
                    bits.add_all(&self.fulfilling(part, ordinal, searcher)?);
                }
            }
            Filter::Not(part) => {
                bits = Bits::full(segment.max_doc());
                bits.remove_all(&self.fulfilling(part, ordinal, searcher)?);
            }
            Filter::Is { field: Field::Id, value } => {
                bits = having_term(segment, &Term::from_field_text(self.document, value))?;
            }
            Filter::Is { field, value } => {
                if let Some(names) = self.names.get(field) {
                    names.add_holders(&field.key(value), ordinal, &mut bits);
                }
            }
            Filter::Between { field, from, to } => {
                if let Some(column) = self.columns.get(field) {
                    column.add_between(from, to, ordinal, &mut bits);
                }
            }
        }
        Ok(bits)
    }
}

/// The column by which lists are ordered.
const ORDER: &str = "order";

/// The titles or names of a segment in their order.
pub(super) fn order_of(searcher: &Searcher, segment: usize) -> Result<Option<StrColumn>, IndexError> {
    Ok(searcher.segment_reader(segment as u32).fast_fields().str(ORDER)?)
}
