//! Runs made by the engine, by the same path that a server answers by.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::qrels::Qrels;
use super::run::{Ranked, Run};
use super::topic::Topic;
use crate::document::Kind;
use crate::engine::{Engine, Error, RelatedAnswer, RelatedRequest, SearchRequest};
use crate::index::Counts;
use crate::recommend::{ProductFilter, Target, Wanted};
use crate::search::Stages;

/// Documents kept for a topic.
const DEPTH: usize = 100;
/// Passages fetched to find as many documents: several passages of one document may rank high.
const PASSAGES: usize = 5 * DEPTH;
/// How much more an article counts than a product that fits as well: a searcher asks first, and buys then.
const ARTICLE_PREFERENCE: f64 = 1.05;

/// A run with the time that each topic took, in the order of the topics.
#[derive(Debug, Default)]
pub struct RankedTopics {
    /// What was ranked.
    pub run: Run,
    /// How long each topic took.
    pub took: Vec<Duration>,
}

/// How topics are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankOptions {
    /// The one kind that is ranked; both in one list if none is named.
    pub kind: Option<Kind>,
    /// Which stages of ranking run.
    pub stages: Stages,
}

/// Ranks documents for each topic: a document by its best passage.
pub fn rank(
    engine: &Engine,
    topics: &[Topic],
    options: RankOptions,
    mut progress: impl FnMut(),
) -> Result<RankedTopics, Error> {
    let RankOptions { kind, stages } = options;
    let (article_weight, product_weight) = weights(&engine.manifest().counts);
    let mut ranked = RankedTopics::default();
    for topic in topics {
        let started = Instant::now();
        let answer = engine.search(&SearchRequest {
            query: topic.text.clone(),
            limit: if kind == Some(Kind::Product) { 0 } else { PASSAGES },
            offset: 0,
            products: if kind == Some(Kind::Article) { 0 } else { DEPTH },
            products_offset: 0,
            related: 0,
            stages,
            fragments: 1,
            explain: false,
            ..SearchRequest::default()
        })?;
        ranked.took.push(started.elapsed());
        let passages =
            answer.passages.iter().map(|hit| (hit.passage.document.as_str(), article_weight * f64::from(hit.score)));
        let products =
            answer.products.iter().map(|hit| (hit.product.id.as_str(), product_weight * f64::from(hit.score)));
        ranked.run.set(&topic.id, best_of_each(passages.chain(products).map(|(id, score)| (id.to_owned(), score))));
        progress();
    }
    Ok(ranked)
}

/// Ranks what belongs to each seed document, of one kind or of both in one list; a seed that is not in the index has none.
pub fn rank_related<'a>(
    engine: &Engine,
    seeds: impl Iterator<Item = &'a str>,
    kind: Option<Kind>,
    options: &Wanted,
    mut progress: impl FnMut(),
) -> Result<RankedTopics, Error> {
    let mut ranked = RankedTopics::default();
    for seed in seeds {
        let started = Instant::now();
        let mut related: Vec<(String, f64)> = Vec::new();
        if kind != Some(Kind::Article) {
            let products = related_to(engine, seed, Target::Products, options)?.map(|answer| answer.products);
            let products = products.into_iter().flatten();
            related.extend(in_order(products.map(|hit| (hit.product.id.to_string(), hit.score))));
        }
        if kind != Some(Kind::Product) {
            let articles = related_to(engine, seed, Target::Articles, options)?.map(|answer| answer.articles);
            let articles = articles.into_iter().flatten();
            related.extend(in_order(articles.map(|hit| (hit.passage.document.to_string(), hit.score))));
        }
        ranked.took.push(started.elapsed());
        ranked.run.set(seed, best_of_each(related.into_iter()));
        progress();
    }
    Ok(ranked)
}

/// Hits with scores that keep them in their order: in a diverse list a later hit may have the better score.
fn in_order(hits: impl Iterator<Item = (String, f64)>) -> impl Iterator<Item = (String, f64)> {
    hits.scan(f64::INFINITY, |least, (id, score)| {
        *least = least.min(score);
        Some((id, *least))
    })
}

/// What belongs to a document; nothing if there is no such document.
fn related_to(engine: &Engine, seed: &str, target: Target, options: &Wanted) -> Result<Option<RelatedAnswer>, Error> {
    let wanted = Wanted {
        limit: DEPTH,
        filter: ProductFilter { unavailable: true, ..ProductFilter::default() },
        contraindicated: true,
        fallback: false,
        ..options.clone()
    };
    let request = RelatedRequest { ids: vec![seed.to_owned()], target, wanted, ..RelatedRequest::default() };
    match engine.related(&request) {
        Ok(answer) => Ok(Some(answer)),
        Err(Error::UnknownDocument(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether at least one relevant document is in the index: otherwise topics and documents do not belong together.
pub fn holds_relevant(engine: &Engine, qrels: &Qrels) -> Result<bool, Error> {
    for (_, document, _) in qrels.judgments().filter(|&(.., grade)| grade > 0) {
        match engine.document(document) {
            Ok(_) => return Ok(true),
            Err(Error::UnknownDocument(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

/// What the scores of articles and of products count in one list, where both kinds' best are 1: the square root of how many
/// documents are of that kind, because more of the answers are among more documents, though not all; and of equals the article.
fn weights(counts: &Counts) -> (f64, f64) {
    let share = |of_kind: u64| (of_kind as f64 / (counts.articles + counts.products).max(1) as f64).sqrt();
    (ARTICLE_PREFERENCE * share(counts.articles), share(counts.products))
}

/// The best score of each document, best documents first, at most [`DEPTH`].
fn best_of_each(hits: impl Iterator<Item = (String, f64)>) -> Vec<Ranked> {
    let mut best: HashMap<String, f64> = HashMap::new();
    for (document, score) in hits {
        let known = best.entry(document).or_insert(score);
        *known = known.max(score);
    }
    let mut ranked: Vec<Ranked> = best.into_iter().map(|(document, score)| Ranked { document, score }).collect();
    ranked.sort_by(Ranked::before);
    ranked.truncate(DEPTH);
    ranked
}
