//! Questions that need care, on the shipped corpus:
//!
//! 1. Each of them brings every warning and every safety passage that it needs, whatever the limit and the threshold.
//! 2. A question that needs no care brings none that it did not find.

use serde::Deserialize;
use wellspring::engine::{RetrieveRequest, Retrieved, SourceKind};

use crate::relevance::shipped;

#[derive(Deserialize)]
struct Question {
    #[serde(rename = "_id")]
    id: String,
    text: String,
    needs: Vec<Need>,
}

/// A warning of a product, or a sentence of a document.
#[derive(Deserialize, Debug)]
struct Need {
    document: String,
    warning: Option<String>,
    quote: Option<String>,
}

impl Need {
    fn is_met_by(&self, result: &Retrieved) -> bool {
        let of_document = result.document == self.document;
        let says = self.quote.as_ref().is_some_and(|quote| result.text.contains(quote.as_str()));
        let warns =
            |kind: &String| result.kind == SourceKind::Warning && result.id.contains(&format!("#warning-{kind}"));
        of_document && (says || self.warning.as_ref().is_some_and(warns))
    }
}

#[test]
fn questions_that_need_care_get_it() {
    let questions = std::fs::read_to_string("tests/relevance/retrieve/safety.jsonl").unwrap();
    let (mut met, mut missed, mut results) = (0, Vec::new(), 0);
    for line in questions.lines() {
        let question: Question = serde_json::from_str(line).unwrap();
        let request = RetrieveRequest {
            queries: vec![question.text.clone()],
            limit: 3,
            threshold: 0.9,
            ..RetrieveRequest::default()
        };
        let answer = shipped().retrieve(&request).unwrap();
        results += answer.results.len();
        for need in question.needs {
            if answer.results.iter().any(|result| need.is_met_by(result)) {
                met += 1;
            } else {
                missed.push(format!("{} {:?} {:?} needs {need:?}", question.id, question.text, answer.concerns));
            }
        }
    }
    eprintln!("{results} results");
    assert!(missed.is_empty(), "{} of {} needs are missed:\n{}", missed.len(), met + missed.len(), missed.join("\n"));
}
