//! `wellspring bench`: measurements, each beside its floor.

mod args;
mod build;
mod child;
mod growth;
mod index;
mod report;
mod search;
mod serve;
mod server;

use std::io::Write;
use std::process::ExitCode;

use crate::config::Config;

use args::BenchCommand;

pub(super) use args::{BenchArgs, FloorArgs};

pub(super) fn run(args: &BenchArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match &args.command {
        BenchCommand::Index(args) => index::run(args, config, out),
        BenchCommand::Search(args) => search::run(args, config, out),
        BenchCommand::Growth(args) => growth::run(args, config, out),
        BenchCommand::Serve(args) => serve::run(args, config, out),
        BenchCommand::Build(args) => build::run(args, config, out),
    }
}
