//! `wellspring bench index`: how fast an index is built.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, ensure};

use super::args::{BenchIndexArgs, BuilderArg};
use super::{child, report};
use crate::bench::{self, Builder, Builds, Built, IndexingReport, Stage};
use crate::cli::progress;
use crate::cli::text::megabytes;
use crate::cli::write_json;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::engine::BuildOptions;
use crate::wire;

pub(super) fn run(args: &BenchIndexArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let options = of_paths(&args.paths, config);
    let report = measure(&options, args.repeats)?;
    report::write(args.output.report.as_deref(), "index", || bench::indexing_page(&report, &options))?;
    if args.output.json {
        write_json(out, &wire::BenchIndex::new(&report, &options))?;
    } else {
        write(out, &report, &options)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The settings, for some paths if there are any.
pub(super) fn of_paths(paths: &[PathBuf], config: &Config) -> BuildOptions {
    let corpus = if paths.is_empty() { config.build.corpus.clone() } else { paths.to_vec() };
    BuildOptions { corpus, ..config.build.clone() }
}

/// Builds each kind so often, in turn, so that what else the machine does meets all of them alike.
pub(super) fn measure(options: &BuildOptions, repeats: u32) -> anyhow::Result<IndexingReport> {
    let corpus = Corpus::open(&options.corpus, options.kind).map_err(crate::engine::Error::from)?;
    let steps = 1 + repeats as usize * Builder::ALL.len();
    let mut builds = Builder::ALL.map(|builder| Builds { builder, runs: Vec::new() });
    let stages = progress::counted_steps(steps, "builds", |step| -> anyhow::Result<Vec<Stage>> {
        let stages = build_in_passing(BuilderArg::Stages, options)?;
        step();
        for _ in 0..repeats {
            for of_builder in &mut builds {
                let built: Built = build_in_passing(of_builder.builder.into(), options)?;
                ensure!(built.documents > 0, "there is no document in the corpus, so there is nothing to measure");
                of_builder.runs.push(built);
                step();
            }
        }
        Ok(stages)
    })?;
    Ok(IndexingReport { corpus_bytes: corpus.bytes(), stages, builds: builds.into() })
}

fn build_in_passing<T: serde::de::DeserializeOwned>(builder: BuilderArg, options: &BuildOptions) -> anyhow::Result<T> {
    let folder = tempfile::tempdir().context("making a temporary folder for the index")?;
    child::build(builder, &BuildOptions { index: folder.path().join("index"), ..options.clone() })
}

fn write(out: &mut impl Write, report: &IndexingReport, options: &BuildOptions) -> io::Result<()> {
    let Some(whole) = report.of(Builder::Whole) else { return Ok(()) };
    let built = &whole.runs[0];
    writeln!(
        out,
        "{} of corpus: {} documents, {} passages; {} threads, {} for segments; {} of each, medians\n",
        megabytes(report.corpus_bytes),
        built.documents,
        built.passages,
        options.threads,
        megabytes(options.memory as u64),
        crate::cli::text::counted(whole.runs.len() as u64, "run"),
    )?;
    write_stages(out, report)?;
    write_builds(out, report, built.documents)?;
    write!(out, "\nof the build with vectors:")?;
    for (at, (name, took)) in built.phases.iter().enumerate() {
        write!(out, "{} {name} {:.2} s", if at == 0 { "" } else { "," }, took.as_secs_f64())?;
    }
    writeln!(out)
}

fn write_stages(out: &mut impl Write, report: &IndexingReport) -> io::Result<()> {
    writeln!(out, "{:<16} {:>9} {:>13} {:>8}", "stage alone", "took", "documents/s", "MB/s")?;
    for stage in &report.stages {
        let seconds = stage.took.as_secs_f64().max(1e-9);
        writeln!(
            out,
            "{:<16} {seconds:>7.2} s {:>13.0} {:>8.1}",
            stage.name,
            stage.documents as f64 / seconds,
            report.corpus_bytes as f64 / 1e6 / seconds
        )?;
    }
    writeln!(out)
}

fn write_builds(out: &mut impl Write, report: &IndexingReport, documents: u64) -> io::Result<()> {
    writeln!(
        out,
        "{:<16} {:>9} {:>15} {:>13} {:>8} {:>9} {:>10} {:>16} {:>7}",
        "build", "took", "spread", "documents/s", "MB/s", "CPU", "memory", "disk a document", "speed"
    )?;
    for builds in &report.builds {
        let (took, (low, high)) = (builds.took(), builds.spread());
        let figure =
            |value: Option<f64>, unit: &str| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}{unit}"));
        writeln!(
            out,
            "{:<16} {took:>7.2} s {:>15} {:>13.0} {:>8.1} {:>9} {:>10} {:>16} {:>7}",
            builds.builder.name(),
            format!("{low:.2}-{high:.2} s"),
            documents as f64 / took,
            report.corpus_bytes as f64 / 1e6 / took,
            figure(builds.cpu(), " s"),
            match builds.builder {
                // It holds all documents before it begins.
                Builder::Floor => "-".to_owned(),
                _ => builds.peak_memory().map_or_else(|| "-".to_owned(), |bytes| megabytes(bytes as u64)),
            },
            format!("{:.0} bytes", builds.runs[0].index_bytes as f64 / documents as f64),
            figure(report.speed(builds.builder), ""),
        )?;
    }
    Ok(())
}
