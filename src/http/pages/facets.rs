//! The facets beside the results, as a form of boxes, and what is chosen of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;

use super::address::{Address, Condition};
use super::view;
use crate::filter::{Comparison, Field, Filter, Scalar, Values};
use crate::wire::{self, FacetValue};

/// Values of a facet that are in sight; the others are one step away.
const IN_SIGHT: usize = 6;
/// Values that a facet lists at most.
pub(super) const MAX_VALUES: usize = 40;
/// Facets that stand open; the others open when something of them is chosen.
const OPEN: usize = 3;

/// The facets of the page, in their order, with their titles.
const SHOWN: [(Field, &str); 12] = [
    (Field::Category, "Category"),
    (Field::Form, "Form"),
    (Field::Price, "Price"),
    (Field::Dietary, "Dietary"),
    (Field::Ingredient, "Ingredient"),
    (Field::Concern, "Concern"),
    (Field::Warning, "Leave out what warns of"),
    (Field::Brand, "Brand"),
    (Field::Rating, "Rating"),
    (Field::Availability, "Availability"),
    (Field::Tag, "Topic of the article"),
    (Field::Published, "Published"),
];

/// The boxes beside the results.
pub(super) struct Panel {
    pub(super) facets: Vec<FacetView>,
    /// Filters that hold and have no box.
    pub(super) carried: Vec<String>,
}

/// A facet.
pub(super) struct FacetView {
    pub(super) title: &'static str,
    pub(super) is_open: bool,
    pub(super) choices: Vec<Choice>,
    pub(super) more: Vec<Choice>,
}

/// A value that can be chosen.
#[derive(Clone)]
pub(super) struct Choice {
    /// As it stands in the address.
    pub(super) filter: String,
    pub(super) label: String,
    pub(super) count: u64,
    /// What is counted.
    pub(super) counted: String,
    pub(super) is_chosen: bool,
}

/// Something chosen, and the address without it.
pub(super) struct Chip {
    pub(super) label: String,
    pub(super) href: String,
}

/// The fields that are counted for the page.
pub(super) fn fields() -> Vec<Field> {
    SHOWN.map(|(field, _)| field).to_vec()
}

impl Panel {
    /// Of the counts of an answer; prices are in a currency, if all are in one.
    pub(super) fn new(facets: &wire::Facets, address: &Address, currency: Option<&str>) -> Self {
        let facets: Vec<FacetView> = SHOWN
            .into_iter()
            .filter_map(|(field, title)| FacetView::new(title, choices(field, facets, address, currency)))
            .enumerate()
            .map(|(index, facet)| FacetView { is_open: index < OPEN || facet.is_open, ..facet })
            .collect();
        let is_boxed = |condition: &Condition| {
            facets.iter().flat_map(FacetView::all).any(|choice| choice.is_chosen && choice.filter == condition.written)
        };
        let carried = address.conditions.iter().filter(|condition| !is_boxed(condition));
        Self { carried: carried.map(|condition| condition.written.clone()).collect(), facets }
    }
}

impl FacetView {
    /// None if there is nothing to choose.
    fn new(title: &'static str, choices: Vec<Choice>) -> Option<Self> {
        let is_open = choices.iter().any(|choice| choice.is_chosen);
        if choices.len() < 2 && !is_open {
            return None;
        }
        let (in_sight, more) = in_sight(choices);
        Some(Self { title, is_open, choices: in_sight, more })
    }

    fn all(&self) -> impl Iterator<Item = &Choice> {
        self.choices.iter().chain(&self.more)
    }
}

/// The first choices with the chosen ones, and the others; a single other one needs no step.
fn in_sight(choices: Vec<Choice>) -> (Vec<Choice>, Vec<Choice>) {
    if choices.len() <= IN_SIGHT + 1 {
        return (choices, Vec::new());
    }
    let numbered = choices.into_iter().enumerate();
    let (in_sight, more): (Vec<_>, Vec<_>) =
        numbered.partition(|(index, choice)| *index < IN_SIGHT || choice.is_chosen);
    let choices = |numbered: Vec<(usize, Choice)>| numbered.into_iter().map(|(_, choice)| choice).collect();
    (choices(in_sight), choices(more))
}

/// A value of a facet of one or both kinds of documents.
struct ValueCount {
    value: String,
    count: u64,
    /// What is counted.
    counted: String,
}

/// What can be chosen of a field: what something has, and what is chosen already.
fn choices(field: Field, facets: &wire::Facets, address: &Address, currency: Option<&str>) -> Vec<Choice> {
    let choice = |ValueCount { value, count, counted }| {
        let filter = condition(field, &value)?;
        let chosen = address.written(&filter);
        (count > 0 || chosen.is_some()).then(|| Choice {
            label: words(positive(&filter), currency),
            is_chosen: chosen.is_some(),
            filter: chosen.map_or_else(|| filter.to_string(), ToOwned::to_owned),
            count,
            counted,
        })
    };
    counted(field, facets, address.query.is_empty()).into_iter().filter_map(choice).collect()
}

/// The values of a field with their counts, those of both kinds together.
fn counted(field: Field, facets: &wire::Facets, is_browsing: bool) -> Vec<ValueCount> {
    let values =
        |counts: &BTreeMap<&'static str, Vec<FacetValue>>| counts.get(field.name()).cloned().unwrap_or_default();
    let passages = if is_browsing { ("article", "articles") } else { ("passage", "passages") };
    let mut all = Vec::new();
    add(&mut all, field, values(&facets.passages), passages);
    add(&mut all, field, values(&facets.products), ("product", "products"));
    if field.values() == Values::Names {
        all.sort_by_key(|known| Reverse(known.count));
    }
    all
}

fn add(all: &mut Vec<ValueCount>, field: Field, values: Vec<FacetValue>, (one, many): (&str, &str)) {
    for FacetValue { value, count, .. } in values {
        let counted = view::counted(count, one, many);
        match all.iter_mut().find(|known| field.key(&known.value) == field.key(&value)) {
            Some(known) => {
                known.count += count;
                known.counted = format!("{} and {counted}", known.counted);
            }
            None => all.push(ValueCount { value, count, counted }),
        }
    }
}

/// What a box of a facet says: that it is so, or of warnings, that it is not.
fn condition(field: Field, value: &str) -> Option<Filter> {
    let comparison = if field == Field::Warning { Comparison::IsNot } else { Comparison::Is };
    Filter::compared(field, comparison, value).ok()
}

/// What a condition is about, whether it wants that or not.
fn positive(filter: &Filter) -> &Filter {
    if let Filter::Not(part) = filter { part } else { filter }
}

/// What is chosen, each with the address without it.
pub(super) fn chips(address: &Address, currency: Option<&str>) -> Vec<Chip> {
    let chip = |(index, condition): (usize, &Condition)| Chip {
        label: sentence(condition, currency),
        href: address.without(index),
    };
    address.conditions.iter().enumerate().map(chip).collect()
}

/// A condition in words, with its field.
fn sentence(condition: &Condition, currency: Option<&str>) -> String {
    match &condition.filter {
        Filter::Not(part) => match part.as_ref() {
            Filter::Is { field: Field::Warning, value } => format!("No warning of {}", view::words(value)),
            Filter::Is { field, .. } => format!("Not {}: {}", field.name(), words(part, currency)),
            _ => condition.written.clone(),
        },
        Filter::Is { field, .. } | Filter::Between { field, .. } => {
            let name = view::capitalised(field.name());
            format!("{name}: {}", words(&condition.filter, currency))
        }
        _ => condition.written.clone(),
    }
}

/// The value of a condition in words: `sleep`, `€10 to €15`, `2025`.
pub(super) fn words(filter: &Filter, currency: Option<&str>) -> String {
    match filter {
        Filter::Is { field, value } => view::label(*field, value),
        Filter::Between { field, from, to } => range(*field, from, to, currency),
        other => other.to_string(),
    }
}

fn range(field: Field, from: &Bound<Scalar>, to: &Bound<Scalar>, currency: Option<&str>) -> String {
    let amount = |scalar: &Scalar| match field {
        Field::Price => view::round_price(scalar.to_f64(), currency),
        _ => scalar.to_string(),
    };
    match (from, to) {
        (Bound::Unbounded, Bound::Unbounded) => "any".to_owned(),
        (Bound::Unbounded, Bound::Excluded(to)) => format!("under {}", amount(to)),
        (Bound::Unbounded, Bound::Included(to)) => format!("up to {}", amount(to)),
        (Bound::Included(from), Bound::Unbounded) => format!("{} and more", amount(from)),
        (Bound::Excluded(from), Bound::Unbounded) => format!("over {}", amount(from)),
        (Bound::Included(Scalar::Date(from)), Bound::Included(Scalar::Date(to))) => view::period(*from, *to),
        (Bound::Included(from), Bound::Included(to)) if from == to => amount(from),
        (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => {
            format!("{} to {}", amount(from), amount(to))
        }
    }
}

/// What a page is about where nothing was typed: the values that were chosen.
pub(super) fn heading(address: &Address, currency: Option<&str>) -> String {
    let positive = address.conditions.iter().filter(|condition| !matches!(condition.filter, Filter::Not(_)));
    let words: Vec<String> = positive.map(|condition| words(&condition.filter, currency)).collect();
    if words.is_empty() { "Everything else".to_owned() } else { words.join(", ") }
}
