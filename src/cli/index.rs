//! `wellspring index`: builds, and says what was done.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::args::IndexArgs;
use super::failure::{failed, write_problems};
use super::text::{counted, holding, megabytes};
use super::{progress, write_json};
use crate::config::Config;
use crate::corpus::Problem;
use crate::engine::{self, Error};
use crate::index::Counts;
use crate::wire::{BuildReport, CorpusProblem, IndexReport};

pub(super) fn run(args: &IndexArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match progress::shown(|progress| engine::build(&config.build, progress)) {
        Ok(report) => {
            write_problems(&mut io::stderr().lock(), &report.skipped)?;
            let report = BuildReport::new(report, peak_memory_bytes());
            if args.json {
                write_json(out, &IndexReport::Built(report))?;
            } else {
                write_report(out, &report, &config.build.index)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(Error::InvalidCorpus(problems)) if args.json => refuse(problems, out),
        Err(error) => Err(error.into()),
    }
}

fn refuse(problems: Vec<Problem>, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let problems = problems.into_iter().map(CorpusProblem::from).collect();
    write_json(out, &IndexReport::Refused { problems })?;
    Ok(failed())
}

fn write_report(out: &mut impl Write, report: &BuildReport, index: &Path) -> io::Result<()> {
    let counts = Counts { articles: report.articles, passages: report.passages, products: report.products };
    writeln!(out, "{} is in force: {}", report.generation, holding(counts))?;
    for (label, value) in details(report, index) {
        writeln!(out, "  {label:<9}  {value}")?;
    }
    Ok(())
}

fn details(report: &BuildReport, index: &Path) -> Vec<(&'static str, String)> {
    let BuildReport { changed, unchanged, removed, documents_per_second, megabytes_per_second, .. } = report;
    let seconds = report.took_ms as f64 / 1e3;
    let (index_size, corpus_size) = (megabytes(report.index_bytes), megabytes(report.corpus_bytes));
    let mut details = vec![
        ("documents", format!("{changed} changed, {unchanged} unchanged, {removed} removed")),
        ("language", report.language.to_owned()),
        ("time", format!("{seconds:.2} s: {megabytes_per_second:.1} MB/s, {documents_per_second:.0} documents/s")),
        ("size", format!("{index_size} of index in {} from {corpus_size} of corpus", index.display())),
    ];
    details.extend(report.peak_memory_bytes.map(|bytes| ("memory", format!("{} at the most", megabytes(bytes)))));
    if !report.problems.is_empty() {
        let problems = counted(report.problems.len() as u64, "problem");
        details.push(("left out", format!("what has a problem: {problems}, listed above")));
    }
    details
}

/// The most memory that this process has held, where the system tells: Linux does.
fn peak_memory_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
