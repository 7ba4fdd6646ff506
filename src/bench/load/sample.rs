//! What became of a request.

use std::time::Duration;

/// A request that was sent. Times count from the start of the run.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// When it should be sent.
    pub due: Duration,
    /// Whether a connection was free for it then.
    pub was_free: bool,
    /// When it was sent.
    pub sent: Duration,
    /// When the whole answer was there.
    pub done: Duration,
    /// What came of it.
    pub outcome: Outcome,
    /// Length of the answer's body.
    pub bytes: u64,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An answer (2xx).
    Answered,
    /// The server is busy and says so (503).
    Shed,
    /// Another status.
    Other(u16),
    /// No whole answer.
    Failed,
}

impl Outcome {
    /// Of a status.
    #[must_use]
    pub fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Answered,
            503 => Self::Shed,
            other => Self::Other(other),
        }
    }
}
