//! How a query is read, before anything is looked for.

use super::{Engine, Error};
use crate::search::{Query, Spelling, Stages, Unfinished};

/// A query that was read.
pub(super) struct QueryRead {
    /// Corrected, and with everything that its words may also be.
    pub(super) query: Query,
    /// What was done to its words.
    pub(super) spelling: Spelling,
    /// The word that is still being typed, with what it may become.
    pub(super) unfinished: Option<Unfinished>,
}

impl Engine {
    /// Reads a query whose last word may still be being typed: then it is completed rather than corrected.
    pub(super) fn read_query(&self, text: &str, stages: Stages, prefix: bool) -> Result<QueryRead, Error> {
        let (reader, analyzer) = (&self.reader, &self.analyzer);
        let unfinished = prefix.then(|| Unfinished::of(text, reader, analyzer)).flatten();
        let spelling = if stages.contains(Stages::SPELLING) {
            let end = unfinished.as_ref().map_or(text.len(), |unfinished| unfinished.span.start);
            Spelling::check_before(text, end, reader, analyzer)?
        } else {
            Spelling::unchecked(text)
        };
        let mut query = Query::read(&spelling.searched(), analyzer);
        self.synonyms.expand(&mut query, stages);
        if let Some(unfinished) = &unfinished {
            unfinished.complete(&mut query);
        }
        Ok(QueryRead { query, spelling, unfinished })
    }
}
