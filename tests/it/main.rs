//! The integration tests: one binary, a module a promise to the user.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod analysis;
mod architecture;
mod generations;
mod hostile;
mod passages;
mod reading;
mod related;
mod searching;
mod site;
