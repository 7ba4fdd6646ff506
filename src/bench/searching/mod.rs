//! How long answers take, of each kind of query, beside Tantivy's ten best for the same.

mod ask;
mod kinds;
mod queries;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

pub use kinds::kinds_of_queries;

use self::ask::{ask, request};
use self::kinds::{Asked, Kind, kinds};
use self::queries::Drawer;
use super::floor::Floor;
use super::latency::{Latency, median, ratio};
use crate::engine::{Engine, Error};
use crate::index::Counts;
use crate::search::Stages;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct SearchingOptions {
    /// Queries of each kind.
    pub queries: usize,
    /// How often each of them is asked, after once that is not counted.
    pub rounds: usize,
}

/// What is asked of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A search by words, with the usual facets.
    Fast,
    /// A search by words and meaning, with all facets and related products.
    Full,
    /// A fast search whose last word is still being typed.
    AsYouType,
    /// Suggestions below a search box.
    Suggest,
    /// Related products.
    Related,
    /// Passages for a language model.
    Retrieve,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Fast, Self::Full, Self::AsYouType, Self::Suggest, Self::Related, Self::Retrieve];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Full => "full",
            Self::AsYouType => "as you type",
            Self::Suggest => "suggest",
            Self::Related => "related",
            Self::Retrieve => "retrieve",
        }
    }
}

/// One kind of query, asked in one way.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchingRow {
    /// What the queries are like.
    pub kind: String,
    /// How they were asked.
    pub operation: Operation,
    /// What Tantivy takes.
    pub floor: Latency,
    /// What the whole answer takes.
    pub ours: Latency,
}

impl SearchingRow {
    /// Ours to the floor, at the median.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        ratio(self.ours.p50, self.floor.p50)
    }

    /// Ours to the floor, at the 99th percentile.
    #[must_use]
    pub fn ratio_p99(&self) -> Option<f64> {
        ratio(self.ours.p99, self.floor.p99)
    }
}

/// The median ratio of an operation over its kinds, at the median and at the 99th percentile.
#[must_use]
pub fn overall(rows: &[SearchingRow], operation: Operation) -> Option<(f64, f64)> {
    let of = |ratio: fn(&SearchingRow) -> Option<f64>| {
        median(rows.iter().filter(|row| row.operation == operation).filter_map(ratio).collect())
    };
    Some((of(SearchingRow::ratio)?, of(SearchingRow::ratio_p99)?))
}

/// Everything that was measured of one index.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchingReport {
    /// What it holds.
    pub counts: Counts,
    /// How long it took to open.
    pub opened: Duration,
    /// How long the first full answer took.
    pub first_query: Duration,
    /// Each kind of query, asked in each way that suits it.
    pub rows: Vec<SearchingRow>,
}

/// Measures every kind of query, with queries drawn from the texts of the index. Calls `step` with the kind after each.
pub fn measure_searching(
    engine: &Engine,
    options: SearchingOptions,
    step: &dyn Fn(&str),
) -> Result<Vec<SearchingRow>, Error> {
    let mut rows = Vec::new();
    for kind in kinds(engine, options.queries)? {
        rows.extend(measure(engine, &kind, options.rounds)?);
        step(&kind.name);
    }
    Ok(rows)
}

/// Measures the queries of somebody.
pub fn measure_queries(
    engine: &Engine,
    queries: &[String],
    options: SearchingOptions,
    step: &dyn Fn(&str),
) -> Result<Vec<SearchingRow>, Error> {
    let asked = queries.iter().map(|text| Asked { text: text.clone(), floor: Floor::words(engine, text) }).collect();
    let operations =
        vec![Operation::Fast, Operation::Full, Operation::AsYouType, Operation::Suggest, Operation::Retrieve];
    let kind = Kind { operations, ..Kind::new("queries given", asked) };
    let rows = measure(engine, &kind, options.rounds)?;
    step(&kind.name);
    Ok(rows)
}

/// Queries of so many words that follow each other in texts of the index; none if the texts have none.
pub fn drawn_queries(engine: &Engine, queries: usize, words: usize) -> Result<Vec<String>, Error> {
    let mut drawer = Drawer::new(engine);
    let drawn: Vec<Option<String>> = (0..queries).map(|_| drawer.words(words)).collect::<Result<_, _>>()?;
    Ok(drawn.into_iter().flatten().collect())
}

/// How long the first full answer of a freshly opened index takes.
pub fn first_query(engine: &Engine, queries: Option<&[String]>) -> Result<Duration, Error> {
    let drawn = match queries.and_then(<[String]>::first) {
        Some(query) => Some(query.clone()),
        None => Drawer::new(engine).words(2)?,
    };
    let Some(query) = drawn else { return Ok(Duration::ZERO) };
    Ok(timed(|| engine.search(&request(&query, Stages::FULL)))?.0)
}

fn measure(engine: &Engine, kind: &Kind<'_>, rounds: usize) -> Result<Vec<SearchingRow>, Error> {
    let mut floor = Vec::new();
    let mut ours: Vec<Vec<Duration>> = vec![Vec::new(); kind.operations.len()];
    for round in 0..=rounds {
        for asked in &kind.asked {
            let (took, _) = timed(|| asked.floor.ask().map_err(Error::from))?;
            floor.extend((round > 0).then_some(took));
            for (operation, samples) in kind.operations.iter().zip(&mut ours) {
                let (took, _) = timed(|| ask(engine, *operation, kind, &asked.text))?;
                samples.extend((round > 0).then_some(took));
            }
        }
    }
    let floor = Latency::of(floor);
    let rows = kind.operations.iter().zip(ours).map(|(&operation, samples)| SearchingRow {
        kind: kind.name.clone(),
        operation,
        floor,
        ours: Latency::of(samples),
    });
    Ok(rows.collect())
}

fn timed<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<(Duration, T), Error> {
    let started = Instant::now();
    let done = black_box(work()?);
    Ok((started.elapsed(), done))
}
