//! The answer to a search.

use std::collections::BTreeMap;

use serde::Serialize;
use time::{Date, OffsetDateTime};
use utoipa::ToSchema;

use super::correction::Correction;
use super::filter::FilterValue;
use super::passage::{DocumentRef, Passage};
use super::product::ProductHit;
use super::related::{LeftOut, RelatedProduct};
use super::request::Mode;
use crate::engine::{Engine, SearchAnswer};
use crate::filter::{Field, Values};
use crate::ranking;
use crate::search;

/// Everything that a query found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchResponse {
    /// How the query was read.
    pub query: QueryInfo,
    /// Which stages ranked.
    pub ranking: RankingInfo,
    /// The best passages, best first.
    pub passages: Vec<Passage>,
    /// The same passages by article; the article with the best passage first, and its best passage first in it.
    pub articles: Vec<ArticleGroup>,
    /// The best products that match, best first.
    pub products: Vec<ProductHit>,
    /// Products that belong to what was found, best first, with their reasons.
    pub related_products: Vec<RelatedProduct>,
    /// Products that would stand among these, but one of their warnings forbids them in the situation that is asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// How everything that matches divides.
    pub facets: Facets,
    /// How much matches.
    pub total: Total,
    /// Microseconds of work, without the network.
    pub took_us: u64,
    /// The index that answered.
    pub index: IndexInfo,
}

/// How a query was read.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QueryInfo {
    /// As it was typed.
    pub text: String,
    /// As it was searched for, if words were corrected, joined or split; ask again with `typos` false for what was typed.
    pub corrected: Option<String>,
    /// As it was probably meant, where that is not sure enough to search for it unasked.
    pub did_you_mean: Option<String>,
    /// What was done to its words, in their order.
    pub corrections: Vec<Correction>,
    /// The words that were looked for.
    pub words: Vec<String>,
    /// What was looked for instead of some of the words, where that counts more in a text.
    pub alternatives: Vec<Alternative>,
    /// Phrases in quotes: everything found has all of them.
    pub phrases: Vec<String>,
    /// Words and phrases after a minus: nothing found has any of them. A query of these alone finds nothing.
    pub excluded: Vec<String>,
    /// Words left out because they carry no meaning of their own.
    pub ignored: Vec<String>,
}

/// Which stages ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct RankingInfo {
    /// The mode that was asked for.
    pub mode: Mode,
    /// What became of the stages that rank by meaning.
    pub meaning: Meaning,
}

/// What became of the stages that rank by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// They ran; after what has a word of the query comes what is near to it in meaning.
    Used,
    /// The mode does without them.
    NotAsked,
    /// The index holds too little to learn the meaning of words from.
    CorpusTooSmall,
    /// No word of the query has a meaning in this corpus.
    UnknownWords,
}

/// What words of a query may also be.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Alternative {
    /// How it reads: a word or a phrase.
    #[schema(example = "pimples")]
    pub text: String,
    /// The words that it stands for.
    #[schema(example = json!(["acne"]))]
    pub words: Vec<String>,
    /// `synonym`: of the vocabulary; `acronym`: the content itself says what is short for what; `correction`: of the spelling;
    /// `unaccented`: without its accents; `prefix`: it begins with what was typed.
    #[schema(example = "synonym")]
    pub origin: &'static str,
    /// What it counts at most, where the words themselves count 1.
    #[schema(example = 0.8)]
    pub weight: f32,
}

/// The passages of one article.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ArticleGroup {
    /// The article.
    pub document: DocumentRef,
    /// The score of its best passage.
    pub score: f32,
    /// Its passages, best first.
    pub passages: Vec<Passage>,
}

/// Counts by facet, then by value: of names those of most documents first; of prices and ratings ranges, and of dates years, in their
/// order. The counts of a facet that the `filter` refines are made without what it says of that field alone.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Facets {
    /// Of passages; of articles, where `q` is empty.
    pub passages: BTreeMap<&'static str, Vec<FacetValue>>,
    /// Of products.
    pub products: BTreeMap<&'static str, Vec<FacetValue>>,
    /// The least and the largest price and rating of products, and the first and the last date of articles.
    pub ranges: BTreeMap<&'static str, FacetRange>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// A name, or what stands behind the field's colon in a filter: `10..<25`, `2025`.
    #[schema(example = "gut")]
    pub value: String,
    /// How many of what matches have it.
    pub count: u64,
    /// Whether the filter chooses it; left out where it does not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub selected: bool,
}

/// From where to where the values of a field go.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FacetRange {
    /// The least: a number, or a date.
    #[schema(example = 6.5)]
    pub min: FilterValue,
    /// The largest.
    #[schema(example = 39.9)]
    pub max: FilterValue,
}

/// How much has a word of the query and fulfils the filter. What ranks by its meaning alone is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Total {
    /// Passages; articles, where `q` is empty.
    pub passages: u64,
    /// Products.
    pub products: u64,
}

/// The index that answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IndexInfo {
    /// The generation's name; another one means that an answer may have changed.
    #[schema(example = "generation-000001")]
    pub generation: String,
    /// When it was built.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at: OffsetDateTime,
    /// Articles in it.
    pub articles: u64,
    /// Passages in it.
    pub passages: u64,
    /// Products in it.
    pub products: u64,
}

/// A number and what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Explanation {
    /// The number.
    pub value: f64,
    /// What it is.
    pub description: String,
    /// The numbers that it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub details: Vec<Explanation>,
}

impl SearchResponse {
    /// The answer of an engine; explanations of related products only where they were asked for.
    #[must_use]
    pub fn new(answer: SearchAnswer, explain: bool, engine: &Engine) -> Self {
        let passages: Vec<Passage> = answer.passages.into_iter().map(Passage::from).collect();
        let articles = answer.articles.iter().map(|group| ArticleGroup::new(&group.passages, &passages)).collect();
        Self {
            articles,
            passages,
            ranking: RankingInfo { mode: answer.stages.into(), meaning: answer.meaning.into() },
            query: QueryInfo::new(&answer.spelling, answer.query),
            products: answer.products.into_iter().map(ProductHit::from).collect(),
            left_out: answer.left_out.into_iter().map(LeftOut::from).collect(),
            related_products: answer.related.into_iter().map(|related| RelatedProduct::new(related, explain)).collect(),
            facets: Facets::new(answer.passage_facets, answer.product_facets),
            total: Total { passages: answer.total_passages, products: answer.total_products },
            took_us: answer.took.as_micros() as u64,
            index: IndexInfo::of(engine),
        }
    }
}

impl ArticleGroup {
    fn new(members: &[usize], passages: &[Passage]) -> Self {
        let passages: Vec<Passage> = members.iter().map(|&index| passages[index].clone()).collect();
        let best = passages.first().expect("a group begins with its first passage");
        Self { document: best.document.clone(), score: best.score, passages }
    }
}

impl IndexInfo {
    /// Of the engine's generation.
    #[must_use]
    pub fn of(engine: &Engine) -> Self {
        let manifest = engine.manifest();
        Self {
            generation: engine.generation().to_owned(),
            built_at: manifest.built_at,
            articles: manifest.counts.articles,
            passages: manifest.counts.passages,
            products: manifest.counts.products,
        }
    }
}

impl QueryInfo {
    fn new(spelling: &search::Spelling, query: search::Query) -> Self {
        let texts = |phrases: Vec<search::Phrase>| phrases.into_iter().map(|phrase| phrase.text).collect();
        let words: Vec<String> = query.typed().map(|typed| typed.text.clone()).collect();
        let added = query.alternatives().filter(|alternative| alternative.origin != search::Origin::Typed);
        Self {
            text: spelling.typed.clone(),
            corrected: spelling.corrected(),
            did_you_mean: spelling.did_you_mean(),
            corrections: spelling.corrections.iter().map(Correction::from).collect(),
            alternatives: added.map(|alternative| Alternative::new(alternative, &words)).collect(),
            words,
            phrases: texts(query.required),
            excluded: texts(query.excluded),
            ignored: query.ignored,
        }
    }
}

impl Alternative {
    fn new(alternative: &search::Alternative, words: &[String]) -> Self {
        Self {
            text: alternative.text.clone(),
            words: alternative.clauses.iter().map(|&clause| words[clause].clone()).collect(),
            origin: alternative.origin.name(),
            weight: alternative.weight,
        }
    }
}

impl From<search::Meaning> for Meaning {
    fn from(meaning: search::Meaning) -> Self {
        match meaning {
            search::Meaning::Used => Self::Used,
            search::Meaning::NotAsked => Self::NotAsked,
            search::Meaning::CorpusTooSmall => Self::CorpusTooSmall,
            search::Meaning::UnknownWords => Self::UnknownWords,
        }
    }
}

impl From<ranking::Explanation> for Explanation {
    fn from(explanation: ranking::Explanation) -> Self {
        Self {
            value: explanation.value,
            description: explanation.description,
            details: explanation.details.into_iter().map(Self::from).collect(),
        }
    }
}

impl Facets {
    fn new(passages: Vec<search::FacetCounts>, products: Vec<search::FacetCounts>) -> Self {
        let ranges = passages.iter().chain(&products).filter_map(|facet| {
            let (min, max) = facet.range?;
            Some((facet.field.name(), FacetRange { min: end(facet.field, min), max: end(facet.field, max) }))
        });
        Self { ranges: ranges.collect(), passages: facet_map(passages), products: facet_map(products) }
    }
}

/// An end of a range: a number, or a date.
fn end(field: Field, value: f64) -> FilterValue {
    match Date::from_julian_day(value as i32) {
        Ok(date) if field.values() == Values::Dates => FilterValue::Text(date.to_string()),
        _ => FilterValue::Number(value),
    }
}

fn facet_map(facets: Vec<search::FacetCounts>) -> BTreeMap<&'static str, Vec<FacetValue>> {
    let value =
        |value: search::FacetValue| FacetValue { value: value.value, count: value.count, selected: value.is_chosen };
    facets.into_iter().map(|facet| (facet.field.name(), facet.values.into_iter().map(value).collect())).collect()
}
