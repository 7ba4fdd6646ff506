//! Texts for a language model: what to answer a question from, or that nothing here answers it.
//!
//! `conversation` says what is asked for when a question goes on from earlier ones; `candidates` ranks, and gives each document a
//! score that means the same for every question; `care` adds what a question about pregnancy, children, medicines, doses or an
//! emergency must not be answered without; `source` is a text with its place in its document; `choice` picks the results.

mod candidates;
mod care;
mod choice;
mod conversation;
mod request;
mod source;

use std::time::{Duration, Instant};

use self::candidates::Gathered;
use self::care::Care;
use self::conversation::Conversation;
use self::source::Documents;
use super::{Engine, Error};
use crate::ranking::Features;
use crate::recommend::RelatedProduct;
use crate::safety::Concern;

pub use request::{DEFAULT_THRESHOLD, RetrieveKinds, RetrieveRequest};
pub use source::{Retrieved, SourceKind, Surroundings};

/// What was retrieved for a question.
#[derive(Debug)]
pub struct RetrieveAnswer {
    /// What was searched for, in the order of the request.
    pub used: Vec<String>,
    /// Whether words of earlier questions were added.
    pub is_rewritten: bool,
    /// The texts, best first; what was added for safety comes first.
    pub results: Vec<Retrieved>,
    /// The probability that the question is answered here, 0 to 1.
    pub confidence: f32,
    /// Whether it is answered here, and if not, why not.
    pub verdict: Verdict,
    /// What the question asks about that needs care.
    pub concerns: Vec<Concern>,
    /// Products that belong to what was found.
    pub products: Vec<RelatedProduct>,
    /// What is known of the question and its strongest document.
    pub features: Features,
    /// Time taken.
    pub took: Duration,
}

/// Whether a question is answered here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Answerable,
    /// No text has a word of it.
    NoMatch,
    /// It is not about what this corpus is about.
    OffTopic,
    /// It is about the field, but nothing says enough.
    BelowThreshold,
    /// It would be, without the filter.
    FilteredOut,
}

impl Verdict {
    /// The name used on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answerable => "ok",
            Self::NoMatch => "no_match",
            Self::OffTopic => "off_topic",
            Self::BelowThreshold => "below_threshold",
            Self::FilteredOut => "filtered_out",
        }
    }
}

impl Engine {
    /// Retrieves what a question can be answered from.
    pub fn retrieve(&self, request: &RetrieveRequest) -> Result<RetrieveAnswer, Error> {
        let started = Instant::now();
        let read = |query: &String| Conversation::read(query, &request.history, &self.analyzer);
        let questions: Vec<Conversation> = request.queries.iter().map(read).collect();
        let mut gathered = Gathered::default();
        let mut used = Vec::new();
        for question in &questions {
            let found = self.gather(&question.text, request.filter.as_ref())?;
            used.push(found.searched.clone());
            gathered.merge(found);
        }
        let mut documents = Documents::default();
        let text = questions.iter().map(|question| question.text.as_str()).collect::<Vec<_>>().join(" ");
        let Care { concerns, added } = self.care(&text, &gathered, request, &mut documents)?;
        let verdict = self.verdict(&questions, &gathered, request)?;
        let results = self.choose(&gathered.candidates, added, request, &mut documents)?;
        let products =
            if verdict == Verdict::Answerable { self.products_for(&text, &gathered, request)? } else { Vec::new() };
        Ok(RetrieveAnswer {
            used,
            is_rewritten: questions.iter().any(|question| question.is_rewritten),
            results,
            confidence: gathered.confidence,
            verdict,
            concerns,
            products,
            features: gathered.features,
            took: started.elapsed(),
        })
    }

    fn verdict(
        &self,
        questions: &[Conversation],
        gathered: &Gathered,
        request: &RetrieveRequest,
    ) -> Result<Verdict, Error> {
        let threshold = request.threshold;
        if !gathered.candidates.is_empty() && gathered.confidence >= threshold {
            return Ok(Verdict::Answerable);
        }
        if request.filter.is_some() {
            for question in questions {
                if self.gather(&question.text, None)?.confidence >= threshold {
                    return Ok(Verdict::FilteredOut);
                }
            }
        }
        Ok(match gathered {
            _ if gathered.is_off_topic() => Verdict::OffTopic,
            Gathered { candidates, .. } if candidates.is_empty() => Verdict::NoMatch,
            _ => Verdict::BelowThreshold,
        })
    }

    /// The products that belong to a question, within its filter.
    fn products_for(
        &self,
        question: &str,
        gathered: &Gathered,
        request: &RetrieveRequest,
    ) -> Result<Vec<RelatedProduct>, Error> {
        if request.products == 0 {
            return Ok(Vec::new());
        }
        // What was ranked already says it, unless several phrasings or a filter have a say.
        if let (Some((text, best)), [_], None) = (&gathered.best, request.queries.as_slice(), &request.filter) {
            return Ok(self.related_to_found(text, best, None, request.products)?.products);
        }
        let search = super::SearchRequest {
            query: question.to_owned(),
            limit: 0,
            products: 0,
            related: request.products,
            filter: request.filter.clone(),
            facets: Vec::new(),
            ..super::SearchRequest::default()
        };
        Ok(self.search(&search)?.related)
    }
}
