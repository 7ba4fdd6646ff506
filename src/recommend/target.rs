//! Where related items are looked for.

use tantivy::Searcher;
use tantivy::schema::Field;

use crate::index::{DocumentVectors, Reader, Space};

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Target {
    /// Products.
    #[default]
    Products,
    /// Articles, by their best passages.
    Articles,
}

/// The index of a target.
pub(super) struct Stock<'r> {
    pub(super) searcher: &'r Searcher,
    /// All words.
    pub(super) body: Field,
    /// The name or the title alone.
    pub(super) name: Field,
    /// The space with the vectors of what stands here; none where the corpus is too small to learn from.
    pub(super) space: Option<(&'r Space, &'r DocumentVectors)>,
}

impl<'r> Stock<'r> {
    pub(super) fn of(target: Target, reader: &'r Reader) -> Self {
        match target {
            Target::Products => {
                let (searcher, fields) = reader.products();
                let space = reader.space().map(|space| (space, &space.products));
                Self { searcher, body: fields.body, name: fields.name, space }
            }
            Target::Articles => {
                let (searcher, fields) = reader.passages();
                let space = reader.space().map(|space| (space, &space.passages));
                Self { searcher, body: fields.body, name: fields.title, space }
            }
        }
    }
}
