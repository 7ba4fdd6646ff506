//! The one vector store there is.

use serde::Serialize;
use utoipa::ToSchema;

use super::answer::StoreContent;
use crate::engine::{Engine, FoundDocument};
use crate::wire::STORE;

/// What is indexed, as a vector store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Store {
    /// `wellspring`.
    #[schema(example = "wellspring")]
    pub id: &'static str,
    /// `vector_store`.
    #[schema(example = "vector_store")]
    pub object: &'static str,
    /// When the index was built, in seconds since 1970.
    pub created_at: i64,
    /// The same: the index does not change while it is asked.
    pub last_active_at: i64,
    /// `wellspring`.
    #[schema(example = "wellspring")]
    pub name: &'static str,
    /// `completed`: what is served has been built.
    #[schema(example = "completed")]
    pub status: &'static str,
    /// Bytes of the index on disk.
    pub usage_bytes: u64,
    /// Articles and products.
    pub file_counts: FileCounts,
    /// Nothing: it does not expire.
    pub expires_at: Option<i64>,
    /// Which index it is.
    pub metadata: StoreMetadata,
}

/// Which index a store is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoreMetadata {
    /// The generation that answered.
    pub generation: String,
    /// The language of the content, by its ISO 639-1 code.
    pub language: &'static str,
}

/// Articles and products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileCounts {
    /// Those that are indexed.
    pub completed: u64,
    /// None: what could not be read is not in the index.
    pub failed: u64,
    /// None: an index is served when it is whole.
    pub in_progress: u64,
    /// None.
    pub cancelled: u64,
    /// All.
    pub total: u64,
}

/// All stores: the one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoreList {
    /// `list`.
    #[schema(example = "list")]
    pub object: &'static str,
    /// The one.
    pub data: Vec<Store>,
    /// Its id.
    pub first_id: &'static str,
    /// Its id.
    pub last_id: &'static str,
    /// Whether there are more: never.
    pub has_more: bool,
}

/// The whole text of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoreFilePage {
    /// `vector_store.file_content.page`.
    #[schema(example = "vector_store.file_content.page")]
    pub object: &'static str,
    /// The text, in one piece.
    pub data: Vec<StoreContent>,
    /// Whether there is more: never.
    pub has_more: bool,
    /// Nothing: there is one page.
    pub next_page: Option<String>,
}

impl Store {
    /// The index of an engine.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let manifest = engine.manifest();
        let built_at = manifest.built_at.unix_timestamp();
        let documents = manifest.counts.articles + manifest.counts.products;
        Self {
            id: STORE,
            object: "vector_store",
            created_at: built_at,
            last_active_at: built_at,
            name: STORE,
            status: "completed",
            usage_bytes: manifest.bytes(),
            file_counts: FileCounts { completed: documents, failed: 0, in_progress: 0, cancelled: 0, total: documents },
            expires_at: None,
            metadata: StoreMetadata { generation: engine.generation().to_owned(), language: engine.language().code() },
        }
    }
}

impl StoreList {
    /// The one store of an engine.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        Self { object: "list", data: vec![Store::new(engine)], first_id: STORE, last_id: STORE, has_more: false }
    }
}

impl From<FoundDocument> for StoreFilePage {
    fn from(found: FoundDocument) -> Self {
        let text = match found {
            FoundDocument::Article(article, _) => article.body.text,
            FoundDocument::Product(product) => product.description,
        };
        Self {
            object: "vector_store.file_content.page",
            data: vec![StoreContent::new(text)],
            has_more: false,
            next_page: None,
        }
    }
}
