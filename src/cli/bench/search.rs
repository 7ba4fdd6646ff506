//! `wellspring bench search`: how long answers take.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, ensure};

use super::args::BenchSearchArgs;
use super::report;

use crate::bench::{self, Operation, SearchingOptions, SearchingReport, SearchingRow};
use crate::cli::text::holding;
use crate::cli::{open, prepare, progress, write_json};
use crate::config::Config;
use crate::engine::{BuildOptions, Engine};
use crate::wire;

pub(super) fn run(args: &BenchSearchArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    prepare(config, drop)?;
    let queries = args.queries.as_deref().map(read_queries).transpose()?;
    let options = SearchingOptions { queries: args.samples as usize, rounds: args.repeats as usize };
    let report = measure(&config.build, || Ok(open(config)?), queries.as_deref(), options)?;
    report::write(args.output.report.as_deref(), "search", || bench::searching_page(&report))?;
    if args.output.json {
        write_json(out, &wire::BenchSearch::from(&report))?;
    } else {
        write(out, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens an index and asks it.
pub(super) fn measure(
    build: &BuildOptions,
    open: impl Fn() -> anyhow::Result<Engine>,
    queries: Option<&[String]>,
    options: SearchingOptions,
) -> anyhow::Result<SearchingReport> {
    let started = Instant::now();
    let engine = open()?;
    let opened = started.elapsed();
    let kinds = if queries.is_some() { 1 } else { bench::kinds_of_queries() };
    let first_query = bench::first_query(&engine, queries)?;
    let rows = progress::counted_steps(kinds, "kinds of queries", |step| match queries {
        Some(queries) => bench::measure_queries(&engine, queries, options, &|_| step()),
        None => bench::measure_searching(&engine, options, &|_| step()),
    })?;
    ensure!(!rows.is_empty(), "there is no text in the index {} to draw queries from", build.index.display());
    Ok(SearchingReport { counts: engine.manifest().counts, opened, first_query, rows })
}

/// The queries of a file, a line each.
pub(super) fn read_queries(file: &Path) -> anyhow::Result<Vec<String>> {
    let text = fs::read_to_string(file).with_context(|| format!("reading the queries {}", file.display()))?;
    let queries: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    ensure!(!queries.is_empty(), "there is no query in {}; write one a line", file.display());
    Ok(queries)
}

fn write(out: &mut impl Write, report: &SearchingReport) -> io::Result<()> {
    writeln!(
        out,
        "{}; opened in {:.1} ms, the first query took {:.2} ms\n",
        holding(report.counts),
        report.opened.as_secs_f64() * 1e3,
        report.first_query.as_secs_f64() * 1e3
    )?;
    writeln!(
        out,
        "{:<18} {:<12} {:>26} {:>29} {:>7} {:>9}",
        "", "", "floor p50/p95/p99, µs", "ours p50/p95/p99, µs", "ratio", "p99 ratio"
    )?;
    report.rows.iter().try_for_each(|row| write_row(out, row))?;
    writeln!(out)?;
    for operation in Operation::ALL {
        if let Some((ratio, p99)) = bench::overall(&report.rows, operation) {
            writeln!(
                out,
                "{:<12} {ratio:>6.2} times its floor at the median of kinds, {p99:.2} at p99",
                operation.name()
            )?;
        }
    }
    Ok(())
}

fn write_row(out: &mut impl Write, row: &SearchingRow) -> io::Result<()> {
    let micros = |latency: bench::Latency| {
        let micros = |took: std::time::Duration| took.as_secs_f64() * 1e6;
        format!("{:.0} / {:.0} / {:.0}", micros(latency.p50), micros(latency.p95), micros(latency.p99))
    };
    let figure = |ratio: Option<f64>| ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
    writeln!(
        out,
        "{:<18} {:<12} {:>26} {:>29} {:>7} {:>9}",
        row.kind,
        row.operation.name(),
        micros(row.floor),
        micros(row.ours),
        figure(row.ratio()),
        figure(row.ratio_p99())
    )
}
