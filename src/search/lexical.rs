//! Ranking by words: BM25 (Robertson and Zaragoza 2009; k1 1.2 and b 0.75 are Tantivy's) over weighted fields, and a little
//! for words that stand near each other, less where a document covers less of the query.
//!
//! One field holds all words of a document: it proposes candidates. Title and labels then add a little. Two equal fields
//! would count a word in the title twice over and lose to one field on public test collections.
//!
//! Coverage is the share of the query's words that a document has, rare words counting more (the *coordination level* of
//! boolean ranking, with inverse document frequencies). BM25 alone prefers a document that says one word of a question often to
//! one that says all of them once.

use std::cell::OnceCell;

use tantivy::query::{BooleanQuery, Query as TantivyQuery};
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher};

use super::bits::Bits;
use super::evidence::Evidence;
use super::matches::Matches;
use super::proximity::Proximity;
use super::query::{Alternative, Query};
use super::scoring::{Scoring, Weights, weights};
use super::stages::Stages;
use super::weighting::{Weighted, clause_idf, weighted};
use crate::index::{IndexError, PassageFields, ProductFields, disjunction};
use crate::ranking::Explanation;

/// What the title (or a product's name) alone adds, as a share of its weight in the field that ranks: a quarter won 0.6 to
/// 1.2 points of nDCG@10 on `NFCorpus`, `SciFact` and Cranfield, and beside meaning a little more of it wins on questions.
const TITLE_WEIGHT: f32 = 0.4;
/// What headings, categories and tags add: less than the title, because several passages share them.
const PASSAGE_LABELS_WEIGHT: f32 = 0.2;
/// What ingredients, concerns, benefits and categories add to a product.
const PRODUCT_LABELS_WEIGHT: f32 = 0.25;

/// What is left of the score of a document that covers next to nothing: 0 won another point of nDCG@10 on `MedQuAD` and lost one
/// and a half on our own topics.
const UNCOVERED: f32 = 0.5;

/// The most that BM25 gives for a word, as a multiple of its inverse document frequency: its k1 and one.
const SATURATED: f32 = 2.2;

/// So few documents are scored one by one rather than looked for in the postings.
const FEW: u64 = 500;

/// The fields that count, each with its share of a word's weight; the first one holds the words of all the others.
pub(super) type Fields = [(Field, f32); 3];

/// The fields of a passage.
pub(super) fn passage_fields(fields: &PassageFields) -> Fields {
    [(fields.body, 1.0), (fields.title, TITLE_WEIGHT), (fields.labels, PASSAGE_LABELS_WEIGHT)]
}

/// The fields of a product.
pub(super) fn product_fields(fields: &ProductFields) -> Fields {
    [(fields.body, 1.0), (fields.name, TITLE_WEIGHT), (fields.labels, PRODUCT_LABELS_WEIGHT)]
}

/// The query that a plain use of Tantivy would be: the typed words in the one field that ranks. Benchmarks use it as the
/// floor.
#[must_use]
pub fn bare_query(field: Field, query: &Query) -> BooleanQuery {
    disjunction(query.typed().filter_map(Alternative::term).map(|term| (field, term, 1.0)))
}

/// How well a document fits the words of a query.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Fit {
    /// Over all fields.
    bm25: f32,
    /// What is added because the words stand near each other.
    proximity: f32,
    /// 0 to 1.
    pub(super) coverage: f32,
    /// Whether the score is less where coverage is.
    counts_coverage: bool,
}

impl Fit {
    pub(super) fn score(self) -> f32 {
        (self.bm25 + self.proximity) * self.covered()
    }

    /// What is left of the score by the share of the words that are there.
    fn covered(self) -> f32 {
        if self.counts_coverage { UNCOVERED + (1.0 - UNCOVERED) * self.coverage } else { 1.0 }
    }
}

/// The words of a query, made ready for one index.
pub(super) struct Words<'q> {
    searcher: &'q Searcher,
    fields: Fields,
    stages: Stages,
    pub(super) alternatives: Vec<Weighted<'q>>,
    /// How much each clause says: the inverse document frequency of its typed word.
    pub(super) idf: Vec<f32>,
    weights: OnceCell<Weights>,
}

impl<'q> Words<'q> {
    pub(super) fn new(
        searcher: &'q Searcher,
        fields: Fields,
        query: &'q Query,
        stages: Stages,
    ) -> Result<Self, IndexError> {
        let body = fields[0].0;
        let idf = clause_idf(query, searcher, body)?;
        let alternatives = weighted(query, &idf, searcher, body)?;
        Ok(Self { alternatives, searcher, fields, stages, idf, weights: OnceCell::new() })
    }

    /// Leaves out of the fit which share of the words is there, and where they stand.
    pub(super) fn count_words_alone(&mut self) {
        self.stages -= Stages::COVERAGE | Stages::PROXIMITY;
    }

    /// The best `limit` of what matches by the field that holds all words.
    pub(super) fn candidates(&self, matches: &Matches, limit: usize) -> Result<Vec<DocAddress>, IndexError> {
        let allowed = matches.limits().allowed();
        let scoring = Scoring { fields: &self.fields[..1], allowed, ..self.scoring()? };
        let best = if allowed.is_some() && matches.total() <= FEW {
            scoring.top_of_few(self.searcher, matches.segments(), limit)?
        } else {
            scoring.top(self.searcher, limit)?
        };
        Ok(best.into_iter().map(|found| found.address).collect())
    }

    /// The best `limit` of some documents by all fields.
    pub(super) fn best_of(&self, documents: &[Bits], limit: usize) -> Result<Vec<DocAddress>, IndexError> {
        let scoring = Scoring { allowed: Some(documents), ..self.scoring()? };
        let few = documents.iter().map(Bits::count).sum::<u64>() <= FEW;
        let best = if few {
            scoring.top_of_few(self.searcher, documents, limit)?
        } else {
            scoring.top(self.searcher, limit)?
        };
        Ok(best.into_iter().map(|found| found.address).collect())
    }

    /// The fit of each of some documents, which are in rising order.
    pub(super) fn fit(&self, documents: &[DocAddress]) -> Result<Vec<Fit>, IndexError> {
        let mut fits = Vec::with_capacity(documents.len());
        let all: f32 = self.idf.iter().sum();
        let mut proximity = Proximity::new(self.searcher, self.fields[0].0, &self.idf);
        self.scoring()?.count(self.searcher, documents, |document, counted| {
            let mut fit = Fit { counts_coverage: self.stages.contains(Stages::COVERAGE), ..Fit::default() };
            for (score, alternative) in counted {
                fit.bm25 += score;
                let covered: f32 = alternative.clauses.iter().map(|&clause| self.idf[clause]).sum();
                fit.coverage += alternative.weight * covered / all;
            }
            if self.stages.contains(Stages::PROXIMITY) {
                fit.proximity = proximity.score(document, counted)?;
            }
            fits.push(fit);
            Ok(())
        })?;
        Ok(fits)
    }

    /// What the words say for each of some documents, which are in rising order, where `topicality` is each clause's.
    pub(super) fn testify(&self, documents: &[DocAddress], topicality: &[f32]) -> Result<Vec<Evidence>, IndexError> {
        let all = self.idf.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let most = SATURATED * all;
        let mut proximity = Proximity::new(self.searcher, self.fields[0].0, &self.idf);
        let mut evidences = Vec::with_capacity(documents.len());
        self.scoring()?.count(self.searcher, documents, |document, counted| {
            let mut evidence = Evidence::default();
            for (score, alternative) in counted {
                let says = |clause: usize| alternative.weight * self.idf[clause] / all;
                evidence.bm25 += score / most;
                evidence.coverage += alternative.clauses.iter().map(|&clause| says(clause)).sum::<f32>();
                evidence.topical +=
                    alternative.clauses.iter().map(|&clause| says(clause) * topicality[clause]).sum::<f32>();
            }
            evidence.proximity = proximity.score(document, counted)? / most;
            evidences.push(evidence);
            Ok(())
        })?;
        Ok(evidences)
    }

    /// Why a document fits as it does.
    pub(super) fn explain(&self, document: DocAddress) -> Result<Explanation, IndexError> {
        let fit = self.fit(&[document])?.first().copied().unwrap_or_default();
        let bm25 = if fit.bm25 > 0.0 {
            let tree = self.scoring()?.counted(self.searcher, document)?.explain(self.searcher, document)?;
            explanation(&serde_json::to_value(&tree).unwrap_or_default())
        } else {
            Explanation::leaf(0.0, "has none of the words")
        };
        let mut words = bm25;
        if fit.proximity > 0.0 {
            let near =
                Explanation::leaf(f64::from(fit.proximity), "proximity: pairs of the words that stand near each other");
            words = Explanation::tree(words.value + near.value, "sum of", vec![words, near]);
        }
        if !fit.counts_coverage {
            return Ok(words);
        }
        let coverage = "coverage: what is left by the share of the words that are there, rare ones counting more";
        let coverage = Explanation::leaf(f64::from(fit.covered()), coverage);
        Ok(Explanation::tree(f64::from(fit.score()), "words, the product of", vec![words, coverage]))
    }

    fn scoring(&self) -> Result<Scoring<'_>, IndexError> {
        let fields = if self.stages.contains(Stages::FIELDS) { &self.fields } else { &self.fields[..1] };
        let weights = if let Some(weights) = self.weights.get() {
            weights
        } else {
            let weights = weights(&self.alternatives, fields, self.searcher)?;
            self.weights.get_or_init(|| weights)
        };
        Ok(Scoring { alternatives: &self.alternatives, fields, weights, allowed: None })
    }
}

/// Tantivy's explanation, read from the only form in which it shows its parts.
fn explanation(json: &serde_json::Value) -> Explanation {
    let details = json["details"].as_array().map(|details| details.iter().map(explanation).collect());
    Explanation::tree(json["value"].as_f64().unwrap_or_default(), describe(json), details.unwrap_or_default())
}

/// The description with the term that it speaks of.
fn describe(json: &serde_json::Value) -> String {
    let description = json["description"].as_str().unwrap_or_default();
    let context = json["context"].as_array().and_then(|context| context.first()).and_then(|line| line.as_str());
    context.map_or_else(|| description.to_owned(), |context| format!("{description} {context}"))
}
