//! What is asked for when a question goes on from earlier ones: "And for children?" is about what was spoken of before.

use crate::analysis::Analyzer;

/// Words that point at something said before.
const POINTERS: [&str; 20] = [
    "it", "its", "they", "them", "their", "that", "this", "those", "these", "one", "ones", "there", "he", "she", "him",
    "her", "same", "such", "either", "both",
];
/// Words with which somebody goes on.
const OPENERS: [&str; 8] = ["and", "but", "or", "so", "then", "also", "anything", "something"];
/// A question with so few words of its own is not whole.
const FEW_WORDS: usize = 2;
/// How far back a question may reach.
const MAX_TURNS: usize = 3;

/// A question as it stands in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conversation {
    /// What is searched for.
    pub(super) text: String,
    /// Whether words of earlier questions were added.
    pub(super) is_rewritten: bool,
}

impl Conversation {
    /// A question after those that came before, the oldest first. A question that stands for itself stays as it is.
    pub(super) fn read(question: &str, history: &[String], analyzer: &Analyzer) -> Self {
        let mut turns = vec![question.trim()];
        for earlier in history.iter().rev().take(MAX_TURNS) {
            if !turns.last().is_some_and(|turn| leans_on_earlier(turn, analyzer)) {
                break;
            }
            turns.push(earlier.trim());
        }
        let is_rewritten = turns.len() > 1;
        Self { text: turns.into_iter().rev().collect::<Vec<_>>().join(" "), is_rewritten }
    }
}

/// Whether a question cannot be understood alone.
fn leans_on_earlier(question: &str, analyzer: &Analyzer) -> bool {
    let words: Vec<String> = analyzer.words(question).map(|word| word.text).collect();
    let goes_on = words.first().is_some_and(|first| OPENERS.contains(&first.as_str()));
    let own = words.iter().filter(|word| !analyzer.is_stop_word(&analyzer.term_of(word), word)).count();
    let points = words.iter().any(|word| POINTERS.contains(&word.as_str()));
    points || goes_on || own <= FEW_WORDS
}
