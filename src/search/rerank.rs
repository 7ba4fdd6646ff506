//! Texts that somebody gives, ranked for a query by their words.
//!
//! How much a word says is known from two sides, the index and the texts themselves: the more texts there are, the more they tell
//! of their own field, which may be another than ours. A score is the share of the query's words that a text has, rare words
//! counting more, times how often and how near each other it has them. It is between 0 and 1, and it is 0 for a text without any
//! word of the query.

use rustc_hash::FxHashMap;

use super::query::{Alternative, Query};
use crate::analysis::Analyzer;
use crate::index::{IndexError, Reader};
use crate::ranking::inverse_document_frequency;

/// The saturation and the length normalisation of BM25, as Tantivy has them.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// What the words say that are there at all, what it adds how often they are, and what it adds how near each other.
const PRESENT: f32 = 0.3;
const OFTEN: f32 = 0.6;
const NEAR: f32 = 0.1;
/// How far apart words may be, in words, to be near each other at all.
const WINDOW: usize = 8;
/// So many texts say as much of how rare a word is as the index.
const TEXTS_LIKE_AN_INDEX: f64 = 100.0;

/// Scores texts for a query, of each text at most so many words.
pub fn rerank(
    query: &Query,
    texts: &[impl AsRef<str>],
    most_words: usize,
    analyzer: &Analyzer,
    reader: &Reader,
) -> Result<Vec<f32>, IndexError> {
    let terms = Terms::of(query);
    let texts: Vec<Text> =
        texts.iter().map(|text| Text::read(text.as_ref(), &terms, most_words, analyzer).with(query, &terms)).collect();
    let rarity = rarity(query, &texts, reader)?;
    let mean_words = texts.iter().map(|text| text.words).sum::<usize>() as f32 / texts.len().max(1) as f32;
    Ok(texts.iter().map(|text| text.score(&rarity, mean_words.max(1.0))).collect())
}

/// The distinct terms of a query, in the order in which they are counted.
struct Terms<'q>(FxHashMap<&'q str, usize>);

impl<'q> Terms<'q> {
    fn of(query: &'q Query) -> Self {
        let mut terms = FxHashMap::default();
        for term in query.alternatives().flat_map(|alternative| &alternative.terms) {
            let next = terms.len();
            terms.entry(term.text.as_str()).or_insert(next);
        }
        Self(terms)
    }

    fn in_order(&self) -> Vec<&'q str> {
        let mut terms: Vec<(&str, usize)> = self.0.iter().map(|(&term, &at)| (term, at)).collect();
        terms.sort_unstable_by_key(|&(_, at)| at);
        terms.into_iter().map(|(term, _)| term).collect()
    }
}

/// What a text has of a query.
struct Text {
    /// How long it is.
    words: usize,
    /// Where each term stands, in words.
    places: Vec<Vec<usize>>,
    /// What it has of each clause.
    clauses: Vec<Had>,
}

/// What a text has of a clause.
#[derive(Clone, Default)]
struct Had {
    /// The weight of the best alternative that it has; 0 if it has none.
    weight: f32,
    /// The same, times how often it has it.
    times: f32,
    /// Where any of the alternatives stands, in words.
    places: Vec<usize>,
}

impl Text {
    fn read(text: &str, terms: &Terms<'_>, most_words: usize, analyzer: &Analyzer) -> Self {
        let text = match analyzer.words(text).nth(most_words) {
            Some(first_too_many) => &text[..first_too_many.span.start],
            None => text,
        };
        let mut places = vec![Vec::new(); terms.0.len()];
        analyzer.finder(terms.in_order().into_iter()).find(text, |term, _, place| places[term].push(place));
        Self { words: analyzer.words(text).count(), places, clauses: Vec::new() }
    }

    fn with(mut self, query: &Query, terms: &Terms<'_>) -> Self {
        let mut clauses = vec![Had::default(); query.clauses.len()];
        for alternative in query.alternatives() {
            let places = self.places_of(alternative, terms);
            for &clause in alternative.clauses.iter().filter(|_| !places.is_empty()) {
                let had = &mut clauses[clause];
                had.weight = had.weight.max(alternative.weight);
                had.times = had.times.max(alternative.weight * places.len() as f32);
                had.places.extend(&places);
            }
        }
        for had in &mut clauses {
            had.places.sort_unstable();
        }
        Self { clauses, places: std::mem::take(&mut self.places), ..self }
    }

    /// Where an alternative begins; for several words, where they stand together.
    fn places_of(&self, alternative: &Alternative, terms: &Terms<'_>) -> Vec<usize> {
        let Some((first, rest)) = alternative.terms.split_first() else { return Vec::new() };
        let of = |term: &str| &self.places[terms.0[term]];
        let follow = |place: &&usize| {
            rest.iter().all(|term| of(&term.text).binary_search(&(**place + term.offset - first.offset)).is_ok())
        };
        of(&first.text).iter().filter(follow).copied().collect()
    }

    fn score(&self, rarity: &[f32], mean_words: f32) -> f32 {
        let all: f32 = rarity.iter().sum();
        if all <= 0.0 {
            return 0.0;
        }
        let length = K1 * (1.0 - B + B * self.words as f32 / mean_words);
        let share = |value: &dyn Fn(&Had) -> f32| {
            self.clauses.iter().zip(rarity).map(|(had, rarity)| rarity * value(had)).sum::<f32>() / all
        };
        let coverage = share(&|had| had.weight);
        let often = share(&|had| had.times / (had.times + length));
        let score = match self.nearness(rarity) {
            Some(near) => PRESENT + OFTEN * often + NEAR * near,
            None => (PRESENT + OFTEN * often) / (PRESENT + OFTEN),
        };
        (coverage * score).clamp(0.0, 1.0)
    }

    /// How near each other neighbours of the query stand in the text, from 0 to 1; nothing for a query of one word.
    fn nearness(&self, rarity: &[f32]) -> Option<f32> {
        let pairs = self.clauses.windows(2).zip(rarity.windows(2));
        let (mut near, mut all) = (0.0, 0.0);
        for (had, rarity) in pairs {
            let weight = rarity[0] + rarity[1];
            let steps = distance(&had[0].places, &had[1].places).filter(|&steps| steps <= WINDOW);
            near += weight * steps.map_or(0.0, |steps| (WINDOW + 1 - steps.max(1)) as f32 / WINDOW as f32);
            all += weight;
        }
        (all > 0.0).then(|| near / all)
    }
}

/// The least distance between two places, one of each list; both are in order.
fn distance(one: &[usize], other: &[usize]) -> Option<usize> {
    let nearest = |&place: &usize| {
        let after = other.partition_point(|&next| next < place);
        let around = other[after.saturating_sub(1)..].iter().take(2);
        around.map(|next| next.abs_diff(place)).min()
    };
    one.iter().filter_map(nearest).min()
}

/// How much each clause of a query says, from 0 to 1.
fn rarity(query: &Query, texts: &[Text], reader: &Reader) -> Result<Vec<f32>, IndexError> {
    let documents = reader.passages().0.num_docs() + reader.products().0.num_docs();
    let of_texts = texts.len() as f64 / (texts.len() as f64 + TEXTS_LIKE_AN_INDEX);
    let share =
        |holders: u64, all: u64| inverse_document_frequency(holders, all) / inverse_document_frequency(0, all.max(1));
    let rarity = query.typed().zip(0..).map(|(typed, clause): (_, usize)| {
        let having = texts.iter().filter(|text| text.clauses[clause].weight > 0.0).count();
        let here = share(having as u64, texts.len() as u64);
        // A clause is of several terms where a compound was typed; the rarest says it.
        let mut there = 0.0_f64;
        for term in &typed.terms {
            there = there.max(share(reader.holders(&term.text)?, documents));
        }
        Ok((of_texts * here + (1.0 - of_texts) * there) as f32)
    });
    rarity.collect()
}
