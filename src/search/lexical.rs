//! How well candidates fit the words of a query: BM25 over weighted fields, times how much of the query they cover.
//!
//! One field holds all words of a document and ranks; title and headings add a little. Two equal fields would count a word
//! in the title twice over and lose to one field on public test collections.
//!
//! Coverage is the share of the query's words that a document has, rare words counting more (the *coordination level* of
//! boolean ranking, with inverse document frequencies). BM25 alone prefers a document that says one word of a question often to
//! one that says all of them once.

use tantivy::query::{EnableScoring, Explanation as TantivyExplanation, Weight};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocSet, Searcher, Term};

use super::filter::phrase_query;
use super::query::{Alternative, Clause, Query};
use crate::index::{IndexError, PassageFields, ProductFields};
use crate::ranking::Explanation;

/// What the title (or a product's name) alone adds, as a share of its weight in the field that ranks: a quarter won 0.6 to
/// 1.2 points of nDCG@10 on `NFCorpus`, `SciFact` and Cranfield.
const TITLE_WEIGHT: f32 = 0.25;
/// What headings add: less than the title, because several passages share them.
const HEADINGS_WEIGHT: f32 = 0.2;
/// What ingredients, concerns, benefits and categories add to a product.
const LABELS_WEIGHT: f32 = 0.25;

/// A field with its share in a score.
pub(super) type WeightedField = (Field, f32);

/// The fields of a passage; the first one holds all words.
pub(super) fn passage_fields(fields: &PassageFields) -> [WeightedField; 3] {
    [(fields.body, 1.0), (fields.title, TITLE_WEIGHT), (fields.headings, HEADINGS_WEIGHT)]
}

/// The fields of a product; the first one holds all words.
pub(super) fn product_fields(fields: &ProductFields) -> [WeightedField; 3] {
    [(fields.body, 1.0), (fields.name, TITLE_WEIGHT), (fields.labels, LABELS_WEIGHT)]
}

/// How well a document fits the words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Fit {
    /// Over all fields.
    pub(super) bm25: f32,
    /// 0 to 1.
    pub(super) coverage: f32,
}

impl Fit {
    pub(super) fn score(self) -> f32 {
        self.bm25 * self.coverage
    }
}

/// A query made ready for one index.
pub(super) struct LexicalQuery<'s> {
    searcher: &'s Searcher,
    clauses: Vec<ReadyClause>,
}

struct ReadyClause {
    /// What covering it counts.
    importance: f32,
    alternatives: Vec<ReadyAlternative>,
}

struct ReadyAlternative {
    /// What it counts beside the typed word.
    weight: f32,
    text: String,
    fields: Vec<ReadyField>,
}

struct ReadyField {
    query: Box<dyn Weight>,
    boost: f32,
    /// Whether it is the field that holds all words.
    is_body: bool,
    name: String,
}

impl<'s> LexicalQuery<'s> {
    pub(super) fn new(searcher: &'s Searcher, query: &Query, fields: &[WeightedField]) -> Result<Self, IndexError> {
        let clauses = query.clauses.iter().map(|clause| ReadyClause::new(searcher, clause, fields));
        Ok(Self { searcher, clauses: clauses.collect::<Result<_, IndexError>>()? })
    }

    /// The fit of each of some documents, which are in rising order.
    pub(super) fn fit(&self, documents: &[DocAddress]) -> Result<Vec<Fit>, IndexError> {
        let mut fits = vec![Fit::default(); documents.len()];
        let mut covered = vec![0.0_f32; documents.len()];
        for clause in &self.clauses {
            covered.fill(0.0);
            for alternative in &clause.alternatives {
                for field in &alternative.fields {
                    self.score(field, documents, |document, score| {
                        fits[document].bm25 += score;
                        if field.is_body {
                            covered[document] = covered[document].max(alternative.weight);
                        }
                    })?;
                }
            }
            for (fit, covered) in fits.iter_mut().zip(&covered) {
                fit.coverage += clause.importance * covered;
            }
        }
        let all: f32 = self.clauses.iter().map(|clause| clause.importance).sum();
        if all > 0.0 {
            for fit in &mut fits {
                fit.coverage /= all;
            }
        }
        Ok(fits)
    }

    /// Calls `visit` with the place and the score of each of the documents that match.
    fn score(
        &self,
        field: &ReadyField,
        documents: &[DocAddress],
        mut visit: impl FnMut(usize, f32),
    ) -> Result<(), IndexError> {
        let mut start = 0;
        for group in documents.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.searcher.segment_reader(group[0].segment_ord);
            let mut scorer = field.query.scorer(segment, field.boost)?;
            for (place, document) in group.iter().enumerate() {
                if scorer.doc() < document.doc_id {
                    scorer.seek(document.doc_id);
                }
                if scorer.doc() == document.doc_id {
                    visit(start + place, scorer.score());
                }
            }
            start += group.len();
        }
        Ok(())
    }

    /// Why a document fits as it does.
    pub(super) fn explain(&self, document: DocAddress) -> Result<Explanation, IndexError> {
        let fit = self.fit(&[document])?[0];
        let segment = self.searcher.segment_reader(document.segment_ord);
        let mut parts = Vec::new();
        for alternative in self.clauses.iter().flat_map(|clause| &clause.alternatives) {
            for field in &alternative.fields {
                if let Ok(explanation) = field.query.explain(segment, document.doc_id) {
                    parts.push(field.explain(&alternative.text, &explanation));
                }
            }
        }
        let bm25 = Explanation::tree(f64::from(fit.bm25), "BM25, the sum of", parts);
        let coverage = Explanation::leaf(
            f64::from(fit.coverage),
            "coverage: the share of the query's words, rare ones counting more",
        );
        Ok(Explanation::tree(f64::from(fit.score()), "words, the product of", vec![bm25, coverage]))
    }
}

impl ReadyClause {
    fn new(searcher: &Searcher, clause: &Clause, fields: &[WeightedField]) -> Result<Self, IndexError> {
        let mut importance = 0.0_f32;
        let mut alternatives = Vec::with_capacity(clause.alternatives.len());
        for alternative in &clause.alternatives {
            importance = importance.max(alternative.weight * rarity(searcher, fields[0].0, alternative)?);
            alternatives.push(ReadyAlternative::new(searcher, alternative, fields)?);
        }
        Ok(Self { importance, alternatives })
    }
}

impl ReadyAlternative {
    fn new(searcher: &Searcher, alternative: &Alternative, fields: &[WeightedField]) -> Result<Self, IndexError> {
        // Several words are looked for where all words are: titles and headings are part of it.
        let fields = if alternative.term().is_some() { fields } else { &fields[..1] };
        let ready = fields.iter().enumerate().map(|(place, &(field, share))| {
            Ok(ReadyField {
                query: phrase_query(field, &alternative.terms)
                    .weight(EnableScoring::enabled_from_searcher(searcher))?,
                boost: share * alternative.weight,
                is_body: place == 0,
                name: searcher.schema().get_field_name(field).to_owned(),
            })
        });
        let ready = ready.collect::<Result<_, IndexError>>()?;
        Ok(Self { weight: alternative.weight, text: alternative.text.clone(), fields: ready })
    }
}

impl ReadyField {
    fn explain(&self, word: &str, explanation: &TantivyExplanation) -> Explanation {
        // Tantivy shows its parts only in this form.
        let json = serde_json::to_value(explanation).unwrap_or_default();
        let detail = |detail: &serde_json::Value| {
            Explanation::leaf(
                detail["value"].as_f64().unwrap_or_default(),
                detail["description"].as_str().unwrap_or_default(),
            )
        };
        let details = json["details"].as_array().map(|details| details.iter().map(detail).collect());
        let value = f64::from(explanation.value() * self.boost);
        let mut details: Vec<Explanation> = details.unwrap_or_default();
        details.push(Explanation::leaf(f64::from(self.boost), "weight"));
        Explanation::tree(value, format!("{word} in {}", self.name), details)
    }
}

/// The inverse document frequency of an alternative's rarest term; 0 if nothing has it.
fn rarity(searcher: &Searcher, field: Field, alternative: &Alternative) -> Result<f32, IndexError> {
    let documents = searcher.num_docs() as f32;
    let mut rarity = 0.0_f32;
    for term in &alternative.terms {
        let holders = searcher.doc_freq(&Term::from_field_text(field, &term.text))? as f32;
        if holders == 0.0 {
            return Ok(0.0);
        }
        rarity = rarity.max((1.0 + (documents - holders + 0.5) / (holders + 0.5)).ln());
    }
    Ok(rarity)
}
