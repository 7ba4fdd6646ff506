//! From a query to ranked passages and products, with snippets and facet counts.
//!
//! A pipeline of small stages: `spelling` corrects what was typed, `query` reads it, `synonym` adds what it may also be, and
//! `limits` holds what it and a filter (`conditions`) require and exclude. `rank` leads through `lexical` (candidates by words, and
//! how well they fit), `semantic` (candidates by meaning), the one score, and `title` (who types a title looks for that document);
//! or `order` sorts all matches. `matches` counts everything that has a word of the query, `snippet` marks what matched.
//! `rerank` ranks texts that are not in the index.

mod bits;
mod conditions;
mod evidence;
mod facet;
mod glance;
mod lexical;
mod limits;
mod matches;
mod order;
mod proximity;
mod query;
mod rank;
mod rerank;
mod scoring;
mod semantic;
mod snippet;
mod spelling;
mod stages;
mod suggester;
mod synonym;
mod title;
mod unfinished;
mod weighting;

pub use evidence::{Evidence, Question, Subjects, evidence};
pub use facet::{FacetCounts, FacetIndex, FacetValue, Facets, FacetsWanted, marked_name};
pub use glance::{Glanced, glance, suits_glance, titled_score};
pub use lexical::bare_query;
pub use matches::Matches;
pub use order::Sort;
pub use query::{Alternative, Clause, Origin, Phrase, PhraseTerm, Query};
pub use rank::{Found, Ranked, Wanted, matching, rank};
pub use rerank::rerank;
pub use snippet::{Highlighter, MarkedText, Snippet};
pub use spelling::{Correction, CorrectionKind, Spelling, edits};
pub use stages::{Meaning, Stages};
pub use suggester::{Suggestion, suggestions};
pub use synonym::Synonyms;
pub use unfinished::Unfinished;
