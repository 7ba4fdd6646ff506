//! `wellspring bench build`: one measurement in a process of its own, for another process to read.

use std::io::Write;
use std::process::ExitCode;

use super::args::{BenchBuildArgs, BuilderArg};
use crate::bench::{self, Builder};
use crate::config::Config;

pub(super) fn run(args: &BenchBuildArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let builder = match args.builder {
        BuilderArg::Stages => {
            serde_json::to_writer(out, &bench::stages(&config.build)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        BuilderArg::Floor => Builder::Floor,
        BuilderArg::WithoutVectors => Builder::WithoutVectors,
        BuilderArg::Whole => Builder::Whole,
    };
    serde_json::to_writer(out, &bench::build_once(builder, &config.build)?)?;
    Ok(ExitCode::SUCCESS)
}
