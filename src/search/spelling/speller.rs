//! Goes through the words of a query and decides about each.

use super::candidates::{Candidate, candidates};
use super::channel;
use super::compound;
use super::context::Context;
use super::evidence::Evidence;
use super::hypotheses::Hypotheses;
use super::typed::{Typed, typed};
use super::{Correction, CorrectionKind};
use crate::analysis::Analyzer;
use crate::index::{IndexError, Reader};

/// A word is doubted though some text has it, when it stands in less than one of so many documents: of the words that are
/// so rare, many are themselves typed wrongly.
const RARE: f32 = 2048.0;
/// How sure a correction must be to take the place of a word that finds nothing, ...
const CONFIDENT: f32 = 0.5;
/// ... and of one that finds something. Of a word that a text has as it was typed, one must be so sure before the other words
/// of the query are asked: they can save it, not condemn it. Another word, one edit away and a thousand times as frequent,
/// is so sure.
const CONFIDENT_AGAINST_FOUND: f32 = 0.8;
/// How sure a suggestion must be for a word that finds nothing, ...
const PLAUSIBLE: f32 = 0.1;
/// ... and for one that finds something.
const PLAUSIBLE_AGAINST_FOUND: f32 = 0.5;
/// Surer than this, or as sure of the contrary, the other words of the query are not asked.
const CERTAIN: f32 = 0.98;
/// What is so many bits less likely than another hypothesis makes no difference.
const NEGLIGIBLE_BITS: f32 = 6.0;
/// Words of one query that are looked up: a text with more unknown ones is of another language, or of none.
const MAX_DOUBTED: usize = 8;

/// What is to be done to the words of a query, in the order of its text.
pub(super) fn corrections(text: &str, reader: &Reader, analyzer: &Analyzer) -> Result<Vec<Correction>, IndexError> {
    let speller = Speller { text, typed: typed(text, analyzer), reader, analyzer, evidence: Evidence::new(reader) };
    speller.corrections()
}

struct Speller<'a> {
    text: &'a str,
    typed: Vec<Typed>,
    reader: &'a Reader,
    analyzer: &'a Analyzer,
    evidence: Evidence<'a>,
}

impl Speller<'_> {
    fn corrections(&self) -> Result<Vec<Correction>, IndexError> {
        let mut corrections = Vec::new();
        let mut doubted = 0;
        let mut at = 0;
        while at < self.typed.len() && doubted < MAX_DOUBTED {
            if let Some(joined) = self.joined(at)? {
                corrections.push(joined);
                at += 2;
                continue;
            }
            if self.is_doubtful(&self.typed[at]) {
                corrections.extend(self.corrected(at)?);
                doubted += 1;
            }
            at += 1;
        }
        Ok(corrections)
    }

    /// Whether no text has a word, or next to none.
    fn is_doubtful(&self, typed: &Typed) -> bool {
        let weight = self.reader.words().weight(&typed.word).unwrap_or(0);
        typed.is_free() && weight as f32 * RARE <= self.evidence.documents
    }

    /// What the word at `at` and the one after it make together.
    fn joined(&self, at: usize) -> Result<Option<Correction>, IndexError> {
        let (one, Some(other)) = (&self.typed[at], self.typed.get(at + 1)) else { return Ok(None) };
        if !one.is_free() || !other.is_free() {
            return Ok(None);
        }
        let join = compound::join(one, other, self.reader.words(), &self.evidence)?;
        Ok(join.map(|join| {
            let span = one.span.start..other.span.end;
            Correction {
                from: self.text[span.clone()].to_owned(),
                span,
                to: join.word,
                kind: CorrectionKind::Joined,
                replaces: join.replaces,
                confidence: join.confidence,
            }
        }))
    }

    /// What was meant by the doubtful word at `at`.
    fn corrected(&self, at: usize) -> Result<Option<Correction>, IndexError> {
        let doubted = &self.typed[at];
        let is_written = self.reader.words().weight(&doubted.word).is_some();
        let mut hypotheses = self.hypotheses(doubted)?;
        let Some((_, confidence)) = hypotheses.best() else { return Ok(None) };
        if is_written && confidence < CONFIDENT_AGAINST_FOUND {
            return Ok(None);
        }
        if (1.0 - CERTAIN..CERTAIN).contains(&confidence) {
            let context = Context::of(&self.typed, at, &self.evidence)?;
            hypotheses.ask(&context, &self.evidence)?;
        }
        Ok(hypotheses.best().and_then(|(best, confidence)| {
            let (plausible, confident) = limits(hypotheses.is_found);
            (confidence >= plausible).then(|| self.correction(doubted, &best.word, confidence, confident))
        }))
    }

    fn correction(&self, doubted: &Typed, meant: &str, confidence: f32, confident: f32) -> Correction {
        let replaces = confidence >= confident;
        Correction {
            span: doubted.span.clone(),
            from: self.text[doubted.span.clone()].to_owned(),
            to: meant.to_owned(),
            kind: match meant.contains(' ') {
                _ if !replaces => CorrectionKind::Suggested,
                true => CorrectionKind::Split,
                false => CorrectionKind::Corrected,
            },
            replaces,
            confidence,
        }
    }

    /// What may have been meant by a doubtful word.
    fn hypotheses(&self, doubted: &Typed) -> Result<Hypotheses, IndexError> {
        let words = self.reader.words();
        let all = self.evidence.documents;
        let having = self.evidence.having(&doubted.term)?;
        let is_found = having > 0.0;
        let bits = match words.weight(&doubted.word) {
            Some(weight) => channel::bits(weight as f32 / all),
            None if is_found => channel::bits(having / all) - channel::UNSEEN_FORM_BITS,
            None => channel::unknown_bits(doubted.word.chars().count()),
        };
        let term = is_found.then(|| doubted.term.clone());
        let mut hypotheses = Hypotheses::new(Candidate { word: doubted.word.clone(), term, bits }, is_found);
        if doubted.is_correctable() {
            hypotheses.add(candidates(&doubted.word, words, all, self.analyzer));
        }
        if !is_found {
            let least = hypotheses.best().map_or(f32::NEG_INFINITY, |(best, _)| best.bits - NEGLIGIBLE_BITS);
            hypotheses.add(compound::splits(&doubted.word, least, words, self.analyzer, &self.evidence)?);
        }
        Ok(hypotheses)
    }
}

/// How sure a suggestion, and how sure a correction must be.
fn limits(is_found: bool) -> (f32, f32) {
    if is_found { (PLAUSIBLE_AGAINST_FOUND, CONFIDENT_AGAINST_FOUND) } else { (PLAUSIBLE, CONFIDENT) }
}
