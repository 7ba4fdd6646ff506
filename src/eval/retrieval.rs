//! How good retrieval for a language model is: whether the evidence is in the context, whether citations lead to it, and whether
//! questions that nothing answers are told.

use super::abstention::{Judged, auroc, calibration_error};
use super::question::Question;
use crate::context::{self, Budget, Render, Source, Tokenizer};
use crate::engine::{Engine, Error, FoundDocument, RetrieveAnswer, RetrieveRequest, Retrieved, SourceKind, Verdict};

/// Budgets at which evidence is looked for, in tokens.
pub const BUDGETS: [usize; 2] = [800, 1_500];
/// Results asked for: more than any of the budgets holds.
const LIMIT: usize = 20;

/// What was found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RetrievalReport {
    /// Questions that something answers.
    pub answerable: usize,
    /// Questions about something else.
    pub off_topic: usize,
    /// Questions about the field that nothing answers.
    pub near_miss: usize,
    /// At each of [`BUDGETS`], over answerable questions.
    pub evidence: [EvidenceFigures; BUDGETS.len()],
    /// The share of answerable questions whose first citation is their evidence.
    pub citation_precision: f64,
    /// The share of results with a place in a text whose span cuts exactly their text from it.
    pub valid_spans: f64,
    /// The share of the same whose text fragment leads to them, and nowhere before.
    pub valid_links: f64,
    /// How well answerable questions are told from off-topic ones.
    pub auroc_off_topic: Option<f64>,
    /// And from near misses.
    pub auroc_near_miss: Option<f64>,
    /// The expected calibration error of the confidence.
    pub calibration_error: f64,
    /// The share of answerable questions that are called so.
    pub answered: f64,
    /// The share of off-topic questions that are refused.
    pub refused: f64,
}

/// How much of the evidence is in a context.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct EvidenceFigures {
    /// The share of the evidence that is there.
    pub recall: f64,
    /// The share of the context's tokens that are in texts with evidence.
    pub precision: f64,
}

/// Sums on the way to a report.
#[derive(Default)]
struct Sums {
    report: RetrievalReport,
    judged: Vec<Judged>,
    answerable: Vec<f64>,
    off_topic: Vec<f64>,
    near_miss: Vec<f64>,
    placed: usize,
    exact: usize,
    found: usize,
}

/// Asks an engine each question and judges what it retrieves.
pub fn judge_retrieval(
    engine: &Engine,
    questions: &[Question],
    mut progress: impl FnMut(),
) -> Result<RetrievalReport, Error> {
    let mut sums = Sums::default();
    for question in questions {
        let request = RetrieveRequest {
            queries: vec![question.text.clone()],
            history: question.history.clone(),
            limit: LIMIT,
            products: 0,
            ..RetrieveRequest::default()
        };
        let answer = engine.retrieve(&request)?;
        sums.add_confidence(question, &answer);
        sums.add_places(engine, &answer)?;
        if question.is_answerable() {
            // What is cited when the threshold is no obstacle: abstention is judged apart.
            let answer = engine.retrieve(&RetrieveRequest { threshold: 0.0, ..request })?;
            sums.add_evidence(question, &answer);
        }
        progress();
    }
    Ok(sums.into_report())
}

impl Sums {
    fn add_confidence(&mut self, question: &Question, answer: &RetrieveAnswer) {
        let confidence = f64::from(answer.confidence);
        self.judged.push((confidence, question.is_answerable()));
        let called = f64::from(u8::from(answer.verdict == Verdict::Answerable));
        if question.is_answerable() {
            self.answerable.push(confidence);
            self.report.answered += called;
        } else if question.is_off_topic() {
            self.off_topic.push(confidence);
            self.report.refused += 1.0 - called;
        } else {
            self.near_miss.push(confidence);
        }
    }

    fn add_places(&mut self, engine: &Engine, answer: &RetrieveAnswer) -> Result<(), Error> {
        for result in answer.results.iter().filter(|result| result.kind != SourceKind::Warning) {
            let text = match engine.document(&result.document)? {
                FoundDocument::Article(article, _) => article.body.text,
                FoundDocument::Product(product) => product.description,
            };
            self.placed += 1;
            self.exact += usize::from(is_exact(result, &text));
            self.found += usize::from(leads_there(result, &text));
        }
        Ok(())
    }

    fn add_evidence(&mut self, question: &Question, answer: &RetrieveAnswer) {
        for (figures, max_tokens) in self.report.evidence.iter_mut().zip(BUDGETS) {
            let kept = kept(&answer.results, max_tokens);
            let covered =
                question.gold.iter().filter(|gold| kept.iter().any(|one| gold.is_in(&one.document, &one.text)));
            let covered = covered.count() as f64;
            figures.recall += if question.needs_all() {
                covered / question.gold.len() as f64
            } else {
                f64::from(u8::from(covered > 0.0))
            };
            figures.precision += precision(question, &kept);
        }
        let first = answer.results.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(std::cmp::Ordering::Greater));
        let is_right =
            first.is_some_and(|first| question.gold.iter().any(|gold| gold.is_in(&first.document, &first.text)));
        self.report.citation_precision += f64::from(u8::from(is_right));
    }

    fn into_report(self) -> RetrievalReport {
        let share = |sum: f64, all: usize| sum / all.max(1) as f64;
        let answerable = self.answerable.len();
        RetrievalReport {
            answerable,
            off_topic: self.off_topic.len(),
            near_miss: self.near_miss.len(),
            evidence: self.report.evidence.map(|figures| EvidenceFigures {
                recall: share(figures.recall, answerable),
                precision: share(figures.precision, answerable),
            }),
            citation_precision: share(self.report.citation_precision, answerable),
            valid_spans: share(self.exact as f64, self.placed),
            valid_links: share(self.found as f64, self.placed),
            auroc_off_topic: auroc(&self.answerable, &self.off_topic),
            auroc_near_miss: auroc(&self.answerable, &self.near_miss),
            calibration_error: calibration_error(&self.judged),
            answered: share(self.report.answered, answerable),
            refused: share(self.report.refused, self.off_topic.len()),
        }
    }
}

/// The results that a context of some tokens has.
fn kept(results: &[Retrieved], max_tokens: usize) -> Vec<&Retrieved> {
    let source = |result: &'_ Retrieved| Source {
        id: "",
        title: result.title.clone(),
        href: "",
        text: "",
        warnings: Vec::new(),
        is_suspicious: false,
    };
    let sources: Vec<Source<'_>> =
        results.iter().map(|result| Source { text: &result.text, ..source(result) }).collect();
    let budget = Budget { max_tokens, tokenizer: Tokenizer::default() };
    context::pack(&sources, Render::None, budget).kept.into_iter().map(|index| &results[index]).collect()
}

/// The share of the tokens of some texts that are in texts with evidence.
fn precision(question: &Question, kept: &[&Retrieved]) -> f64 {
    let tokens = |result: &Retrieved| Tokenizer::default().count(&result.text) as f64;
    let has_evidence =
        |result: &&&Retrieved| question.gold.iter().any(|gold| gold.is_in(&result.document, &result.text));
    let all: f64 = kept.iter().map(|result| tokens(result)).sum();
    let right: f64 = kept.iter().filter(has_evidence).map(|result| tokens(result)).sum();
    if all > 0.0 { right / all } else { 0.0 }
}

/// Whether the spans of a result, in bytes and in characters, cut exactly its text.
fn is_exact(result: &Retrieved, text: &str) -> bool {
    let bytes = result.span.clone().and_then(|span| text.get(span));
    let chars = result.chars.clone().map(|chars| text.chars().skip(chars.start).take(chars.len()).collect::<String>());
    bytes == Some(result.text.as_str()) && chars.as_deref() == Some(result.text.as_str())
}

/// Whether a text fragment leads to a result: read as a browser reads it, by another way than that by which it was made.
fn leads_there(result: &Retrieved, text: &str) -> bool {
    let Some(directive) = result.fragment.as_deref().and_then(|fragment| fragment.strip_prefix(":~:text=")) else {
        return false;
    };
    let terms: Vec<String> = directive.split(',').map(decoded).collect();
    let (prefix, terms) = match terms.split_first() {
        Some((first, rest)) if directive.split(',').next().is_some_and(|term| term.ends_with('-')) => {
            (first.trim_end_matches('-'), rest)
        }
        _ => ("", terms.as_slice()),
    };
    let page = shown(text);
    let start = shown(&result.text);
    let looked_for = if prefix.is_empty() { terms[0].clone() } else { format!("{}{BREAK}{}", prefix, terms[0]) };
    let Some(at) = page.find(&looked_for.to_lowercase()) else { return false };
    let at = if prefix.is_empty() { at } else { at + shown(prefix).len() + BREAK.len() };
    let begins =
        page[at..].starts_with(&start[..shown(&terms[0]).len().min(start.len())]) && page.find(&start) == Some(at);
    begins && terms.get(1).is_none_or(|end| start.ends_with(&shown(end)))
}

/// Stands between two elements of a page, which no term of a directive crosses.
const BREAK: &str = " \u{b6} ";

/// A text as a page shows it: its lines and cells as elements, without the marks of lists, in lower case.
fn shown(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("- ").unwrap_or(line);
        match line.split_once(". ") {
            Some((number, rest)) if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => rest,
            _ => line,
        }
    });
    let elements =
        lines.flat_map(|line| line.split(" | ")).map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    elements.filter(|element| !element.is_empty()).collect::<Vec<_>>().join(BREAK).to_lowercase()
}

fn decoded(term: &str) -> String {
    let mut bytes = Vec::with_capacity(term.len());
    let mut rest = term.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.first_chunk::<2>().filter(|_| *first == b'%');
        let byte = escaped.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
