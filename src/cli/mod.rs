//! The command line: what may be typed, and the commands that answer once and end.
//!
//! Answers go to stdout, as text for people or as JSON; everything else goes to stderr. No other door is imported here:
//! `serve` needs the HTTP door, so `main` puts it together, from [`prepare`] and [`open`].

mod args;
mod bench;
mod calibrate;
mod check;
mod eval;
mod failure;
mod figures;
mod index;
mod judged;
mod listing;
mod open;
mod progress;
mod related;
mod search;
mod startup;
mod text;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::config::Config;

pub use args::{Cli, Command, Task, parse};
pub use failure::report;
pub use open::open;
pub use startup::prepare;

/// Does a task, tells what went wrong, and gives the exit code.
#[must_use]
pub fn run(task: Task, config: &Config) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match task {
        Task::Index(args) => index::run(&args, config, &mut out),
        Task::Search(args) => search::run(&args, config, &mut out),
        Task::Related(args) => related::run(*args, config, &mut out),
        Task::Check(args) => check::run(&args, config, &mut out),
        Task::Eval(args) => eval::run(&args, config, &mut out),
        Task::Bench(args) => bench::run(&args, config, &mut out),
        Task::Calibrate(args) => calibrate::run(&args, config, &mut out),
    };
    match done.and_then(|code| Ok(out.flush().map(|()| code)?)) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

/// Whether the reader of stdout has gone, as `head` does when it has seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref().is_some_and(|error: &io::Error| error.kind() == ErrorKind::BrokenPipe)
}

fn write_json(out: &mut impl Write, answer: &impl Serialize) -> anyhow::Result<()> {
    Ok(writeln!(out, "{}", serde_json::to_string_pretty(answer)?)?)
}
