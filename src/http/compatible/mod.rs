//! Addresses in the shapes of other services, so that their clients can ask this server as they are.
//!
//! Each is a translation: the request into ours, our answer into theirs, and what goes wrong into their words (`dialect`). What
//! they know and we do not is passed over rather than refused: their clients send more from version to version.

mod body;
mod dialect;
pub(super) mod dify;
pub(super) mod rerank;
pub(super) mod vector_stores;

pub(super) use dialect::Dialect;
