//! What an error of the rooms below is in HTTP: the one place where that is decided.

use super::limits::PANICKED;
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::engine;
use crate::serving::NoAnswer;
use crate::wire::{InvalidField, InvalidParameter};

impl From<NoAnswer> for Problem {
    fn from(error: NoAnswer) -> Self {
        match error {
            NoAnswer::NotReady => {
                Self::new(ProblemType::NotReady, format!("{error}; try again when /readyz answers 200"))
            }
            NoAnswer::Overloaded(_) => Self::new(ProblemType::Overloaded, error.to_string()),
            NoAnswer::TooLate(_) => Self::new(ProblemType::Timeout, error.to_string()),
            NoAnswer::Lost(error) if error.is_panic() => Self::internal(PANICKED),
            NoAnswer::Lost(error) => Self::internal(error),
            NoAnswer::Engine(error) => error.into(),
        }
    }
}

impl From<engine::Error> for Problem {
    fn from(error: engine::Error) -> Self {
        match error {
            engine::Error::UnknownDocument(_) => Self::new(ProblemType::UnknownDocument, error.to_string()),
            engine::Error::InvalidCorpus(_)
            | engine::Error::EmptyCorpus(_)
            | engine::Error::TwoLanguages { .. }
            | engine::Error::UnsaidLanguage { .. }
            | engine::Error::Corpus(_)
            | engine::Error::Index(_) => Self::internal(error),
        }
    }
}

impl From<InvalidParameter> for Problem {
    fn from(error: InvalidParameter) -> Self {
        Self::invalid_parameter(error.parameter, error.message)
    }
}

impl From<InvalidField> for Problem {
    fn from(error: InvalidField) -> Self {
        Self::invalid_parameter(&error.path, error.message)
    }
}
