//! Every document, in the order of the ids.

use super::{Engine, Error};
use crate::document::Kind;

/// A document in a list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDocument {
    /// Its id.
    pub id: String,
    /// Title of the article, or name of the product.
    pub title: String,
    /// What it is.
    pub kind: Kind,
}

impl Engine {
    /// The documents whose ids come after one, in the order of the ids, at most so many; from the first one after the empty id.
    pub fn documents_after(&self, id: &str, most: usize) -> Result<Vec<ListedDocument>, Error> {
        let named = self.reader.documents_after(id, most)?;
        Ok(named.into_iter().map(|(id, kind, title)| ListedDocument { id, title, kind }).collect())
    }
}
