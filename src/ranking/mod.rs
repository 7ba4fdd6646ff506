//! Arithmetic on scored lists: how evidence is put together, and how a score explains itself. No index, no text.

mod calibration;
mod explanation;
mod fusion;

pub use calibration::{Calibration, Example, FEATURES, Features};
pub use explanation::Explanation;
pub use fusion::{Share, convex, inverse_document_frequency, noisy_or};
