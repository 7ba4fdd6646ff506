//! Questions that need care, on the shipped corpus:
//!
//! 1. Each of them brings every warning and every safety passage that it needs: the recall is 1.
//! 2. Warnings and the passages added for them come whatever the limit and the threshold.
//! 3. A question that needs no care has nothing added; nor has one about something else that only sounds like it.
//! 4. What is added keeps to the filter.

use serde::Deserialize;
use wellspring::engine::{RetrieveRequest, Retrieved, SourceKind};
use wellspring::filter::Filter;

use crate::site::Site;

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
    let (mut met, mut missed) = (0, Vec::new());
    for line in questions.lines() {
        let question: Question = serde_json::from_str(line).unwrap();
        let request = RetrieveRequest { queries: vec![question.text.clone()], ..RetrieveRequest::default() };
        let answer = Site::shipped_once().retrieve(&request).unwrap();
        for need in question.needs {
            if answer.results.iter().any(|result| need.is_met_by(result)) {
                met += 1;
            } else {
                missed.push(format!("{} {:?} {:?} needs {need:?}", question.id, question.text, answer.concerns));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {} needs are missed:\n{}", missed.len(), met + missed.len(), missed.join("\n"));
}

#[test]
fn warnings_come_whatever_the_limit_and_the_threshold() {
    let request = RetrieveRequest {
        queries: vec!["Can I take ashwagandha while pregnant?".to_owned()],
        limit: 0,
        threshold: 1.0,
        ..RetrieveRequest::default()
    };
    let answer = Site::shipped_once().retrieve(&request).unwrap();
    assert!(answer.results.iter().any(|result| result.id == "ashwagandha-calm#warning-pregnancy"));
    assert!(answer.results.iter().all(|result| !result.concerns.is_empty()));
}

#[test]
fn a_question_that_needs_no_care_has_nothing_added() {
    let request =
        RetrieveRequest { queries: vec!["Which foods have zinc in them?".to_owned()], ..RetrieveRequest::default() };
    let answer = Site::shipped_once().retrieve(&request).unwrap();
    assert!(answer.concerns.is_empty() && !answer.results.is_empty());
    assert!(answer.results.iter().all(|result| result.concerns.is_empty() && result.kind != SourceKind::Warning));
}

#[test]
fn a_question_about_something_else_has_nothing_added() {
    for question in ["How many goals were scored in the final?", "How much does a postage stamp cost?"] {
        let request = RetrieveRequest { queries: vec![question.to_owned()], ..RetrieveRequest::default() };
        let answer = Site::shipped_once().retrieve(&request).unwrap();
        assert!(answer.concerns.is_empty() && answer.results.is_empty(), "{question}: {:?}", answer.results);
    }
}

#[test]
fn what_is_added_keeps_to_the_filter() {
    for question in ["Can I take ashwagandha while pregnant?", "How much zinc is too much?"] {
        let request = RetrieveRequest {
            queries: vec![question.to_owned()],
            filter: Some(Filter::read("category:skin").unwrap()),
            ..RetrieveRequest::default()
        };
        let results = Site::shipped_once().retrieve(&request).unwrap().results;
        let strangers = results.iter().filter(|result| !result.categories.iter().any(|name| name == "skin"));
        assert_eq!(strangers.map(|result| result.id.as_str()).collect::<Vec<_>>(), Vec::<&str>::new(), "{question}");
    }
}
