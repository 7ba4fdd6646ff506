//! Questions with the sentences that answer them.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;

use super::topic::Topic;
use super::{EvalError, Qrels, lines, malformed};

/// The class of questions that need all of their evidence, where one piece is enough for others.
const COMPARISON: &str = "compare";
/// The class of questions about something else.
const OFF_TOPIC: &str = "off-topic";

/// A question as somebody asks a chatbot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Unique in its file.
    #[serde(rename = "_id")]
    pub id: String,
    /// What is asked.
    pub text: String,
    /// What kind of question it is.
    #[serde(default)]
    pub class: String,
    /// What was asked before, the oldest first.
    #[serde(default)]
    pub history: Vec<String>,
    /// What answers it; nothing if nothing does.
    #[serde(default)]
    pub gold: Vec<Gold>,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Gold {
    /// Id of the document.
    pub document: String,
    /// The sentences of it, to the letter; any part of the document if there are none.
    #[serde(default)]
    pub quote: Option<String>,
}

impl Question {
    /// Whether something answers it.
    #[must_use]
    pub fn is_answerable(&self) -> bool {
        !self.gold.is_empty()
    }

    /// Whether it is about something else altogether; a question that nothing answers may still be about the field.
    #[must_use]
    pub fn is_off_topic(&self) -> bool {
        self.class == OFF_TOPIC
    }

    /// Whether it needs all of its evidence.
    #[must_use]
    pub fn needs_all(&self) -> bool {
        self.class == COMPARISON
    }
}

impl Gold {
    /// Whether a text of a document is it.
    #[must_use]
    pub fn is_in(&self, document: &str, text: &str) -> bool {
        self.document == document && self.quote.as_deref().is_none_or(|quote| text.contains(quote))
    }
}

/// Reads a file with a question a line.
pub fn read_questions(path: &Path) -> Result<Vec<Question>, EvalError> {
    let mut questions: Vec<Question> = Vec::new();
    let mut known = HashSet::new();
    for (number, line) in lines(path)? {
        let question: Question = serde_json::from_str(&line).map_err(|error| {
            malformed(path, number, format!("a question is {{\"_id\", \"text\", \"class\", \"gold\"}}: {error}"))
        })?;
        if !known.insert(question.id.clone()) {
            return Err(malformed(path, number, format!("the question {} is there twice", question.id)));
        }
        questions.push(question);
    }
    Ok(questions)
}

/// Topics as questions: the relevant documents answer them. A topic without any is about something else.
#[must_use]
pub fn as_questions(topics: &[Topic], qrels: &Qrels) -> Vec<Question> {
    let question = |topic: &Topic| {
        let relevant = qrels.judgments().filter(|&(id, _, grade)| id == topic.id && grade > 0);
        Question {
            gold: relevant.map(|(_, document, _)| Gold { document: document.to_owned(), quote: None }).collect(),
            class: topic.class.clone().unwrap_or_default(),
            id: topic.id.clone(),
            text: topic.text.clone(),
            history: Vec::new(),
        }
    };
    topics.iter().map(question).collect()
}
