//! `wellspring check`: lists what is wrong with the content.

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::CheckArgs;
use super::failure::{failed, write_problems};
use super::text::counted;
use super::{progress, write_json};
use crate::config::Config;
use crate::engine::{self, CheckReport};
use crate::wire;

pub(super) fn run(args: &CheckArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let paths = if args.paths.is_empty() { &config.build.corpus } else { &args.paths };
    let report = progress::shown(|progress| engine::check(paths, config.build.kind, progress))?;
    let code = if report.problems.is_empty() { ExitCode::SUCCESS } else { failed() };
    if args.json {
        write_json(out, &wire::CheckReport::from(report))?;
    } else {
        write_problems(out, &report.problems)?;
        out.flush()?;
        write_summary(&mut io::stderr().lock(), &report)?;
    }
    Ok(code)
}

fn write_summary(out: &mut impl Write, report: &CheckReport) -> io::Result<()> {
    let files = counted(report.files, "file");
    let articles = counted(report.articles, "article");
    let products = counted(report.products, "product");
    let problems = counted(report.problems.len() as u64, "problem");
    writeln!(out, "{files}: {articles}, {products}, {problems}")
}
