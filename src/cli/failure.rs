//! Telling what went wrong: once, on stderr, and by the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::config::ConfigError;
use crate::corpus::Problem;
use crate::engine;
use crate::wire::InvalidParameter;

/// The content has mistakes, or nothing could be done.
const FAILED: u8 = 1;
/// Wrong usage or settings; the same as clap's.
const WRONG_USAGE: u8 = 2;

/// The exit code of content with mistakes.
pub(super) fn failed() -> ExitCode {
    ExitCode::from(FAILED)
}

/// Tells an error on stderr, and gives the exit code that belongs to it.
#[must_use]
pub fn report(error: &anyhow::Error) -> ExitCode {
    // When stderr is gone too, the exit code is all that is left to say.
    let _ = write_error(&mut io::stderr().lock(), error);
    ExitCode::from(if is_usage(error) { WRONG_USAGE } else { FAILED })
}

/// Writes each problem on a line of its own.
pub(super) fn write_problems(out: &mut impl Write, problems: &[Problem]) -> io::Result<()> {
    problems.iter().try_for_each(|problem| writeln!(out, "{problem}"))
}

fn write_error(out: &mut impl Write, error: &anyhow::Error) -> io::Result<()> {
    if let Some(engine::Error::InvalidCorpus(problems)) = error.downcast_ref() {
        write_problems(out, problems)?;
    }
    let mut said = error.to_string();
    writeln!(out, "error: {}", said.trim_end())?;
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Many errors end with their cause, so that they are whole in a log line too.
        if !said.contains(&cause) {
            writeln!(out, "  because: {cause}")?;
        }
        said = cause;
    }
    Ok(())
}

fn is_usage(error: &anyhow::Error) -> bool {
    let is_setting = |error: &engine::Error| {
        matches!(error, engine::Error::TwoLanguages { .. } | engine::Error::UnsaidLanguage { .. })
    };
    error.is::<ConfigError>() || error.is::<InvalidParameter>() || error.downcast_ref().is_some_and(is_setting)
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::write_error;

    fn check(error: &anyhow::Error, expected: &str) {
        let mut out = Vec::new();
        write_error(&mut out, error).expect("memory can be written");
        assert_eq!(String::from_utf8(out).as_deref(), Ok(expected));
    }

    #[test]
    fn causes_follow_line_by_line() {
        let error = anyhow!("disk full").context("writing b").context("building a; make room");
        check(&error, "error: building a; make room\n  because: writing b\n  because: disk full\n");
    }

    #[test]
    fn a_cause_that_was_said_is_not_said_again() {
        check(&anyhow!("disk full").context("writing b: disk full"), "error: writing b: disk full\n");
    }
}
