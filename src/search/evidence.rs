//! What is known of a document at query time that tells whether it answers. Each part means the same for every query, so that a
//! score can be made of them that does too: the score of the ranking is relative to the best of one answer.

use rustc_hash::FxHashSet;
use tantivy::schema::Field;
use tantivy::{DocAddress, Term};

use super::query::{Clause, Query};
use super::rank::Found;
use super::semantic;
use crate::analysis::Analyzer;
use crate::corpus::Vocabulary;
use crate::document::Kind;
use crate::index::{IndexError, Reader};

/// A word is a subject of the corpus when so many of the documents that have it, as a share, have it in title, headings or labels.
const SUBJECT_SHARE: f32 = 1.0 / 3.0;

/// What the words of a query say of the query, whatever is found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// Words that count.
    pub words: usize,
    /// How much each of them is a subject of the corpus, 0 to 1: "order" and "train" may stand in any text, and a text that has
    /// them need not be about them.
    pub topicality: Vec<f32>,
    /// Words that are subjects of the corpus.
    pub corpus_subjects: f32,
    /// Words that are subjects of the corpus or of its field.
    pub subjects: f32,
    /// The same as a share of all words, rare words counting more.
    pub subject_share: f32,
}

/// What speaks for one document, each part from 0 to about 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Evidence {
    /// The share of the query's words that it has, rare words counting more.
    pub coverage: f32,
    /// The same of the words that are subjects of the corpus.
    pub topical: f32,
    /// Its BM25 as a share of what a document full of nothing but the query's words would have; titles may lift it above 1.
    pub bm25: f32,
    /// What the nearness of the words to each other adds, as a share of the same.
    pub proximity: f32,
    /// The cosine of its vector to that of the query's own words; 0 without vectors.
    pub cosine: f32,
}

impl Evidence {
    /// How much speaks for a document, to compare the documents of one query.
    #[must_use]
    pub fn strength(&self) -> f32 {
        self.coverage + self.topical + self.bm25
    }
}

/// The terms of the field that a corpus is about.
#[derive(Debug, Default)]
pub struct Subjects(FxHashSet<String>);

impl Subjects {
    /// Those of a vocabulary.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, analyzer: &Analyzer) -> Self {
        let terms = vocabulary.subjects().iter().flat_map(|word| analyzer.terms(word));
        Self(terms.map(|term| term.text).collect())
    }

    /// What the words of a query say, where `found` is what it found.
    pub fn question(&self, query: &Query, found: &Found<'_>, reader: &Reader) -> Result<Question, IndexError> {
        let mut question = Question { words: query.clauses.len(), ..Question::default() };
        let all = found.idf().iter().sum::<f32>().max(f32::MIN_POSITIVE);
        for (clause, idf) in query.clauses.iter().zip(found.idf()) {
            let topicality = topicality(clause, reader)?;
            let is_of_field = terms(clause).any(|(_, term)| self.0.contains(term));
            let subject = if is_of_field { 1.0 } else { topicality };
            question.corpus_subjects += if topicality > 0.5 { 1.0 } else { 0.0 };
            question.subjects += subject;
            question.subject_share += subject * idf / all;
            question.topicality.push(topicality);
        }
        Ok(question)
    }
}

/// What speaks for each of the best of what a query found among the documents of a kind, in their order.
pub fn evidence(
    kind: Kind,
    question: &Question,
    found: &Found<'_>,
    query: &Query,
    reader: &Reader,
) -> Result<Vec<Evidence>, IndexError> {
    let mut documents: Vec<DocAddress> = found.top.iter().map(|hit| hit.address).collect();
    documents.sort_unstable();
    let testimonies = found.words().testify(&documents, &question.topicality)?;
    let probe = reader.space().and_then(|space| {
        let vectors = if kind == Kind::Article { &space.passages } else { &space.products };
        Some((semantic::probe(space, query)?, vectors))
    });
    let of = |address: DocAddress| Evidence {
        cosine: probe.as_ref().map_or(0.0, |(probe, vectors)| probe.cosine(vectors.of(address))),
        ..documents.binary_search(&address).map(|at| testimonies[at]).unwrap_or_default()
    };
    Ok(found.top.iter().map(|hit| of(hit.address)).collect())
}

/// How much a word of a query is a subject of the corpus: by the share of the documents that have it which have it in title,
/// headings or labels.
fn topicality(clause: &Clause, reader: &Reader) -> Result<f32, IndexError> {
    let mut most = 0.0_f32;
    for (weight, term) in terms(clause) {
        most = most.max(weight * topicality_of(term, reader)?);
    }
    Ok(most)
}

fn topicality_of(term: &str, reader: &Reader) -> Result<f32, IndexError> {
    let (passages, fields) = reader.passages();
    let in_passages = [fields.body, fields.title, fields.labels];
    let (products, fields) = reader.products();
    let in_products = [fields.body, fields.name, fields.labels];
    // One more, so that a word of a single document does not make it sure.
    let (mut holders, mut about) = (1, 0);
    for (searcher, [body, title, labels]) in [(passages, in_passages), (products, in_products)] {
        let count = |field: Field| searcher.doc_freq(&Term::from_field_text(field, term));
        holders += count(body)?;
        about += count(title)?.max(count(labels)?);
    }
    Ok((about as f32 / holders as f32 / SUBJECT_SHARE).min(1.0))
}

/// The single terms that a clause is satisfied by, with what they count.
fn terms(clause: &Clause) -> impl Iterator<Item = (f32, &str)> {
    clause.alternatives.iter().filter_map(|alternative| Some((alternative.weight, alternative.term()?)))
}
