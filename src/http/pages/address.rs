//! The address of the results page: everything that the page depends on stands in it, so that it can be sent to somebody, and
//! the way back is that of the browser.

use serde::Deserialize;

use super::view;
use crate::filter::{Field, Filter, FilterError, Written};
use crate::search::Sort;

/// The value of `typos` that insists on the words as they are written.
const INSISTING: &str = "false";
/// The orders, with their names in the address and on the page.
pub(super) const SORTS: [(Sort, &str, &str); 6] = [
    (Sort::Relevance, "", "Best first"),
    (Sort::Price, "price", "Cheapest products first"),
    (Sort::PriceDescending, "-price", "Dearest products first"),
    (Sort::Rating, "rating", "Best rated products first"),
    (Sort::Date, "date", "Newest articles first"),
    (Sort::DateAscending, "-date", "Oldest articles first"),
];

/// What the page understands of its address; of what can be said once, the first value counts.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PageParams {
    q: Vec<String>,
    filter: Vec<String>,
    category: Vec<String>,
    sort: Vec<String>,
    page: Vec<String>,
    typos: Vec<String>,
}

/// What an address asks for.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) query: String,
    pub(super) conditions: Vec<Condition>,
    pub(super) sort: Sort,
    /// Of the page, from 1.
    pub(super) number: usize,
    /// Whether misspelt words are corrected.
    pub(super) typos: bool,
}

/// A part of the filter that can be taken away alone.
#[derive(Clone)]
pub(super) struct Condition {
    /// As it stands in the address.
    pub(super) written: String,
    pub(super) filter: Filter,
    /// The field of which it chooses a value; of those of one field, one is enough.
    chooses: Option<Field>,
}

impl Address {
    /// Reads a query string, and says which filters it could not read.
    pub(super) fn read(raw: &str, last_page: usize) -> (Self, Vec<String>) {
        let params: PageParams = serde_html_form::from_str(raw).unwrap_or_default();
        let categories = params.category.into_iter().map(|name| Filter::Is { field: Field::Category, value: name });
        let filters = params.filter.into_iter().chain(categories.map(|filter| filter.to_string()));
        let (conditions, mistakes) = conditions(filters.filter(|filter| !filter.trim().is_empty()));
        let address = Self {
            query: params.q.into_iter().next().unwrap_or_default().trim().to_owned(),
            conditions,
            sort: params.sort.first().map_or(Sort::Relevance, |name| sort(name)),
            number: params.page.first().and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, last_page),
            typos: params.typos.first().is_none_or(|typos| typos != INSISTING),
        };
        (address, mistakes)
    }

    /// Whether it asks for nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.query.is_empty() && self.conditions.is_empty()
    }

    /// What everything found has to be.
    pub(super) fn filter(&self) -> Option<Filter> {
        together(&self.conditions).unwrap_or_default()
    }

    /// A condition as it is written here, if it is one of these.
    pub(super) fn written(&self, filter: &Filter) -> Option<&str> {
        let known = self.conditions.iter().find(|condition| is_same(&condition.filter, filter));
        known.map(|condition| condition.written.as_str())
    }

    /// The address as text.
    pub(super) fn href(&self) -> String {
        let mut parts = Vec::new();
        let mut push = |name: &str, value: &str| parts.push(format!("{name}={}", view::encoded(value)));
        if !self.query.is_empty() {
            push("q", &self.query);
        }
        self.conditions.iter().for_each(|condition| push("filter", &condition.written));
        if self.sort != Sort::Relevance {
            push("sort", sort_name(self.sort));
        }
        if !self.typos {
            push("typos", INSISTING);
        }
        if self.number > 1 {
            push("page", &self.number.to_string());
        }
        if parts.is_empty() { "/".to_owned() } else { format!("/?{}", parts.join("&")) }
    }

    /// Another page of the same.
    pub(super) fn page(&self, number: usize) -> String {
        Self { number, ..self.clone() }.href()
    }

    /// The same for another query.
    pub(super) fn asking(&self, query: &str) -> String {
        Self { query: query.to_owned(), typos: true, number: 1, ..self.clone() }.href()
    }

    /// The same with the words as they are written.
    pub(super) fn insisting(&self) -> String {
        Self { typos: false, number: 1, ..self.clone() }.href()
    }

    /// The same without one of its conditions.
    pub(super) fn without(&self, index: usize) -> String {
        let mut others = Self { number: 1, ..self.clone() };
        others.conditions.remove(index);
        others.href()
    }

    /// The same without any.
    pub(super) fn unfiltered(&self) -> Self {
        Self { conditions: Vec::new(), number: 1, ..self.clone() }
    }

    /// The value of the parameter `typos`, where it has one.
    pub(super) fn typos_value(&self) -> Option<&'static str> {
        (!self.typos).then_some(INSISTING)
    }
}

impl Condition {
    /// The conditions that a filter is: one for each value that it chooses.
    fn read(written: &str) -> Result<Vec<Self>, FilterError> {
        let Written { filter, chooses } = Filter::written(written)?;
        Ok(match filter {
            Filter::Any(choices) if chooses.is_some() => {
                choices.into_iter().map(|filter| Self { written: filter.to_string(), filter, chooses }).collect()
            }
            filter => vec![Self { written: written.trim().to_owned(), filter, chooses }],
        })
    }
}

/// Whether two conditions say the same, however they are written.
fn is_same(one: &Filter, other: &Filter) -> bool {
    match (one, other) {
        (Filter::Is { field, value }, Filter::Is { field: other_field, value: other }) => {
            field == other_field && field.key(value) == field.key(other)
        }
        (Filter::Not(one), Filter::Not(other)) => is_same(one, other),
        (one, other) => one == other,
    }
}

/// Reads filters, each condition once, and tells in words what is wrong with the others.
fn conditions(filters: impl Iterator<Item = String>) -> (Vec<Condition>, Vec<String>) {
    let (mut conditions, mut mistakes): (Vec<Condition>, Vec<String>) = (Vec::new(), Vec::new());
    for filter in filters {
        match Condition::read(&filter) {
            Ok(read) => {
                for condition in read {
                    if !conditions.iter().any(|known| is_same(&known.filter, &condition.filter)) {
                        conditions.push(condition);
                    }
                }
            }
            Err(error) => mistakes.push(format!("{}: {error}.", view::shortened(&filter))),
        }
    }
    if let Err(error) = together(&conditions) {
        mistakes.push(format!("{error}."));
        conditions.clear();
    }
    (conditions, mistakes)
}

fn together(conditions: &[Condition]) -> Result<Option<Filter>, FilterError> {
    let written = |condition: &Condition| Written { filter: condition.filter.clone(), chooses: condition.chooses };
    Filter::together(conditions.iter().map(written).collect())
}

fn sort(name: &str) -> Sort {
    SORTS.into_iter().find(|&(_, known, _)| known == name).map_or(Sort::Relevance, |(sort, ..)| sort)
}

fn sort_name(sort: Sort) -> &'static str {
    SORTS.into_iter().find(|&(known, ..)| known == sort).map_or("", |(_, name, _)| name)
}
