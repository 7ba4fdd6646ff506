//! What a question finds, each document with a score that means the same for every question.

use crate::document::Kind;
use crate::engine::read_query::QueryRead;
use crate::engine::related::SEED_PASSAGES;
use crate::engine::{Engine, Error};
use crate::filter::Filter;
use crate::index::Scored;
use crate::ranking::{Calibration, Features};
use crate::search::{self, Alternative, Evidence, Found, Query, Question, Ranked, Sort, Stages, Wanted};

/// Passages, and products, that are looked at for a question.
const DEPTH: usize = 40;
/// A question whose words add up to fewer subjects of the field is about something else.
const FEWEST_SUBJECTS: f32 = 0.5;
/// What more than this of a feature says is no more.
const MOST_BM25: f32 = 1.2;
const MOST_PROXIMITY: f32 = 0.3;
const MOST_SUBJECTS: f32 = 4.0;

/// A document that may answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// Passage or product.
    pub(super) kind: Kind,
    pub(super) hit: Scored,
    /// 0 to 1, the same for every question.
    pub(super) score: f32,
    pub(super) evidence: Evidence,
}

impl Candidate {
    /// A document that the question itself did not find.
    pub(super) fn unscored(kind: Kind, hit: Scored) -> Self {
        Self { kind, hit, score: 0.0, evidence: Evidence::default() }
    }
}

/// What a question found.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Best first.
    pub(super) candidates: Vec<Candidate>,
    /// The probability that the question is answered here.
    pub(super) confidence: f32,
    /// How many of its words are subjects of the corpus or its field.
    pub(super) subjects: f32,
    /// What is known of the question and its strongest document.
    pub(super) features: Features,
    /// How much speaks for that document.
    strength: f32,
    /// What its words may also be: some terms, and the words that they stand for.
    pub(super) alternatives: Vec<(Vec<String>, Vec<usize>)>,
    /// Its words that are subjects of the corpus.
    pub(super) subject_words: Vec<String>,
    /// As it was searched for.
    pub(super) searched: String,
    /// The best passages of the first phrasing, with its text as it was read: what related products go by.
    pub(super) best: Option<(String, Vec<Scored>)>,
}

impl Engine {
    /// Ranks what a question finds and scores it; nothing counts more than the document for which most speaks.
    pub(super) fn gather(&self, question: &str, filter: Option<&Filter>) -> Result<Gathered, Error> {
        let QueryRead { query, spelling, .. } = self.read_query(question, Stages::FULL, false)?;
        let sort = Sort::Relevance;
        let wanted = Wanted { passages: DEPTH, products: DEPTH, stages: Stages::FULL, filter, sort };
        let Ranked { passages, products, .. } = search::rank(&self.reader, &self.facets, &query, wanted)?;
        let said = self.subjects.question(&query, &passages, &self.reader)?;
        let alternative =
            |one: &Alternative| (one.terms.iter().map(|term| term.text.clone()).collect(), one.clauses.clone());
        let subject_words = query.typed().zip(&said.topicality).filter(|(_, topicality)| **topicality > 0.5);
        let mut gathered = Gathered {
            subjects: said.subjects,
            alternatives: query.alternatives().map(alternative).collect(),
            subject_words: subject_words.map(|(typed, _)| typed.text.clone()).collect(),
            searched: spelling.searched().clone(),
            ..Gathered::default()
        };
        for (kind, found) in [(Kind::Article, &passages), (Kind::Product, &products)] {
            gathered.add(self.scored(kind, found, &query, &said)?);
        }
        for candidate in &mut gathered.candidates {
            candidate.score = candidate.score.min(gathered.confidence);
        }
        gathered.candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let best = passages.top.iter().take(SEED_PASSAGES).copied().collect();
        gathered.best = (!query.is_empty()).then(|| (query.text.clone(), best));
        Ok(gathered)
    }

    /// The documents of one kind: the strongest has the probability that it answers, the others less as they rank lower.
    fn scored(&self, kind: Kind, found: &Found<'_>, query: &Query, said: &Question) -> Result<Gathered, Error> {
        let evidence = search::evidence(kind, said, found, query, &self.reader)?;
        let Some(strongest) = evidence.iter().copied().max_by(|a, b| a.strength().total_cmp(&b.strength())) else {
            return Ok(Gathered::default());
        };
        let features = features(said, &strongest);
        let confidence = Calibration::SHIPPED.probability(&features) as f32;
        let best = found.top.first().map_or(1.0, |hit| hit.score).max(f32::MIN_POSITIVE);
        let candidate = |(hit, evidence): (&Scored, Evidence)| Candidate {
            kind,
            hit: *hit,
            score: confidence * (hit.score / best).min(1.0),
            evidence,
        };
        let candidates = found.top.iter().zip(evidence).map(candidate).collect();
        Ok(Gathered { candidates, confidence, features, strength: strongest.strength(), ..Gathered::default() })
    }
}

impl Gathered {
    /// Whether the question is about something else than the corpus and its field.
    pub(super) fn is_off_topic(&self) -> bool {
        self.subjects < FEWEST_SUBJECTS
    }

    fn add(&mut self, other: Self) {
        if other.strength > self.strength {
            (self.confidence, self.features, self.strength) = (other.confidence, other.features, other.strength);
        }
        self.candidates.extend(other.candidates);
    }

    /// Adds what another phrasing of the same question found: what both found has the better score.
    pub(super) fn merge(&mut self, other: Self) {
        for candidate in other.candidates {
            let known = self
                .candidates
                .iter_mut()
                .find(|known| known.kind == candidate.kind && known.hit.address == candidate.hit.address);
            match known {
                Some(known) if known.score < candidate.score => *known = candidate,
                Some(_) => {}
                None => self.candidates.push(candidate),
            }
        }
        if other.confidence > self.confidence {
            (self.confidence, self.features) = (other.confidence, other.features);
        }
        self.best = self.best.take().or(other.best);
        self.subjects = self.subjects.max(other.subjects);
        self.candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
}

/// The values by which the calibration judges, in the order of [`crate::ranking::FEATURES`].
fn features(said: &Question, evidence: &Evidence) -> Features {
    [
        evidence.topical,
        evidence.bm25.min(MOST_BM25),
        evidence.proximity.clamp(0.0, MOST_PROXIMITY).sqrt(),
        evidence.cosine.max(0.0),
        said.subject_share,
        said.subjects.min(MOST_SUBJECTS) / MOST_SUBJECTS,
        said.corpus_subjects.min(MOST_SUBJECTS) / MOST_SUBJECTS,
        (said.words.max(1) as f32).ln(),
    ]
    .map(f64::from)
}
