//! Fitting the calibrated score by judged questions.

use super::abstention::{Judged, auroc, calibration_error};
use super::question::Question;
use crate::engine::{Engine, Error, RetrieveRequest};
use crate::ranking::{Calibration, Example, Features};

/// The share of questions that are answered, in every set: about what a site's chatbot is asked, and that of our own questions.
const ANSWERED_SHARE: f64 = 0.65;

/// A question with what is known of it at query time.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// What is known.
    pub features: Features,
    /// Whether something answers it.
    pub is_answered: bool,
    /// Whether it is about something else altogether.
    pub is_off_topic: bool,
}

/// How well a calibration does on a set.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// Questions.
    pub questions: usize,
    /// How well answered questions are told from off-topic ones.
    pub auroc_off_topic: Option<f64>,
    /// And from questions about the field that nothing answers.
    pub auroc_near_miss: Option<f64>,
    /// The expected calibration error over all questions.
    pub calibration_error: f64,
    /// Confidence and answer of each question.
    pub judged: Vec<Judged>,
}

/// Asks an engine each question.
pub fn observe(engine: &Engine, questions: &[Question], mut progress: impl FnMut()) -> Result<Vec<Observed>, Error> {
    let mut observed = Vec::with_capacity(questions.len());
    for question in questions {
        let request = RetrieveRequest {
            queries: vec![question.text.clone()],
            history: question.history.clone(),
            limit: 0,
            products: 0,
            ..RetrieveRequest::default()
        };
        observed.push(Observed {
            features: engine.retrieve(&request)?.features,
            is_answered: question.is_answerable(),
            is_off_topic: question.is_off_topic(),
        });
        progress();
    }
    Ok(observed)
}

/// The calibration that fits some sets best, each counting the same.
#[must_use]
pub fn fit(sets: &[Vec<Observed>]) -> Calibration {
    let mut examples = Vec::new();
    for set in sets {
        let answered = set.iter().filter(|one| one.is_answered).count().max(1) as f64;
        let unanswered = set.iter().filter(|one| !one.is_answered).count().max(1) as f64;
        examples.extend(set.iter().map(|one| Example {
            features: one.features,
            is_answered: one.is_answered,
            weight: if one.is_answered { ANSWERED_SHARE / answered } else { (1.0 - ANSWERED_SHARE) / unanswered }
                / sets.len() as f64,
        }));
    }
    Calibration::fit(&examples)
}

impl Reliability {
    /// Of a calibration on a set.
    #[must_use]
    pub fn of(calibration: &Calibration, set: &[Observed]) -> Self {
        let confidence = |one: &Observed| calibration.probability(&one.features);
        let those = |wanted: fn(&&Observed) -> bool| set.iter().filter(wanted).map(confidence).collect::<Vec<f64>>();
        let answered = those(|one| one.is_answered);
        let judged: Vec<Judged> = set.iter().map(|one| (confidence(one), one.is_answered)).collect();
        Self {
            questions: set.len(),
            auroc_off_topic: auroc(&answered, &those(|one| !one.is_answered && one.is_off_topic)),
            auroc_near_miss: auroc(&answered, &those(|one| !one.is_answered && !one.is_off_topic)),
            calibration_error: calibration_error(&judged),
            judged,
        }
    }
}
