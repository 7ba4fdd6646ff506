//! The shapes of OpenAI's vector stores, for the clients that speak them. What is indexed is the one store there is.

mod answer;
mod error;
mod filter;
mod request;
mod store;

pub use answer::{StoreContent, StoreHit, StoreSearchPage};
pub use error::{OpenAiError, OpenAiErrorBody};
pub use filter::StoreFilter;
pub(super) use filter::scalar;
pub use request::{HybridSearch, RankingOptions, StoreSearchParams};
pub use store::{FileCounts, Store, StoreFilePage, StoreList, StoreMetadata};
