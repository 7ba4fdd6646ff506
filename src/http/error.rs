//! What an error of the rooms below is in HTTP: the one place where that is decided.

use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::engine;
use crate::wire::InvalidParameter;

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
