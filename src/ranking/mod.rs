//! Arithmetic on scored lists: how evidence is put together, and how a score explains itself. No index, no text.

mod explanation;
mod fusion;

pub use explanation::Explanation;
pub use fusion::{Share, convex, inverse_document_frequency, noisy_or};
