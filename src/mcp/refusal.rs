//! What a model is told when a tool has no answer: what happened, and what to do.

use crate::engine;
use crate::serving::NoAnswer;
use crate::wire::InvalidParameter;

/// What a model is told of a fault of ours; the log has the cause.
const FAULT: &str =
    "the server failed on this call; it is not the fault of the arguments. Try again once, then go on without it";

/// Why a tool has no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Something that the caller can mend.
    Mistake(String),
    /// A fault of ours.
    Fault(String),
}

impl Refusal {
    /// What the model is told. A fault goes to the log, with nothing of what was asked.
    pub(super) fn tell(self) -> String {
        match self {
            Self::Mistake(message) => message,
            Self::Fault(cause) => {
                tracing::error!(cause, "the server failed on a call of a tool");
                FAULT.to_owned()
            }
        }
    }
}

impl From<engine::Error> for Refusal {
    fn from(error: engine::Error) -> Self {
        match error {
            engine::Error::UnknownDocument(id) => {
                Self::Mistake(format!("no document with id {id:?}; call search first, and take an id from its results"))
            }
            error => Self::Fault(error.to_string()),
        }
    }
}

impl From<InvalidParameter> for Refusal {
    fn from(error: InvalidParameter) -> Self {
        Self::Mistake(error.to_string())
    }
}

impl From<NoAnswer> for Refusal {
    fn from(error: NoAnswer) -> Self {
        match error {
            NoAnswer::NotReady => Self::Mistake(format!("{error}: the server is starting; try again in a few seconds")),
            NoAnswer::Overloaded(_) => Self::Mistake(error.to_string()),
            NoAnswer::TooLate(_) => Self::Mistake(format!("{error}; try again, or ask for less")),
            NoAnswer::Lost(error) if error.is_panic() => Self::Fault("the work panicked".to_owned()),
            NoAnswer::Lost(error) => Self::Fault(error.to_string()),
            NoAnswer::Engine(error) => error.into(),
        }
    }
}
