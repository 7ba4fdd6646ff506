//! Texts that somebody gives, ranked for a query.

use std::time::{Duration, Instant};

use super::{Engine, Error};
use crate::search::{self, Query, Stages};

/// Texts with what they are ranked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RerankRequest {
    /// What is asked: any text.
    pub query: String,
    /// What is ranked.
    pub texts: Vec<String>,
    /// Words of each text that are read; what comes after them does not count.
    pub most_words: usize,
}

/// The texts in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct RerankAnswer {
    /// Every text once, best first; equals stay in the order in which they were given.
    pub texts: Vec<RerankedText>,
    /// Time taken.
    pub took: Duration,
}

/// The place of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RerankedText {
    /// Which of the texts it is, counted from 0.
    pub index: usize,
    /// 0 to 1; comparable within one answer only.
    pub score: f32,
}

impl Engine {
    /// Ranks texts by their words, synonyms and abbreviations of the query included.
    ///
    /// Their words need not be ours, so those of the query are only corrected where they are found in no text as they are.
    pub fn rerank(&self, request: &RerankRequest) -> Result<RerankAnswer, Error> {
        let started = Instant::now();
        let mut scores =
            self.scores(&self.read_query(&request.query, Stages::FULL - Stages::SPELLING, false)?.query, request)?;
        if scores.iter().all(|&score| score <= 0.0) {
            scores = self.scores(&self.read_query(&request.query, Stages::FULL, false)?.query, request)?;
        }
        let mut texts: Vec<RerankedText> =
            scores.into_iter().enumerate().map(|(index, score)| RerankedText { index, score }).collect();
        texts.sort_by(|one, other| other.score.total_cmp(&one.score));
        Ok(RerankAnswer { texts, took: started.elapsed() })
    }

    fn scores(&self, query: &Query, request: &RerankRequest) -> Result<Vec<f32>, Error> {
        Ok(search::rerank(query, &request.texts, request.most_words, &self.analyzer, &self.reader)?)
    }
}
