//! `wellspring bench growth`: what becomes of speed as a corpus grows.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;

use super::args::BenchGrowthArgs;
use super::{child, index, report, search};
use crate::bench::{
    self, Builder, Builds, GrownSize, GrowthReport, IndexingReport, Operation, RealText, SearchingOptions,
};
use crate::cli::text::megabytes;
use crate::cli::{progress, write_json};
use crate::config::Config;
use crate::corpus::Corpus;
use crate::engine::{self, BuildOptions};
use crate::wire;

/// How often each query is asked.
const ROUNDS: usize = 2;

pub(super) fn run(args: &BenchGrowthArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let options = index::of_paths(&args.paths, config);
    let corpus = Corpus::open(&options.corpus, options.kind).map_err(engine::Error::from)?;
    let text = RealText::of(&corpus).context("there is no text in the corpus to grow another one from")?;
    let mut sizes = args.sizes.clone();
    sizes.sort_unstable();
    sizes.dedup();
    let searching = SearchingOptions { queries: args.samples as usize, rounds: ROUNDS };
    let sizes = sizes.into_iter().map(|passages| measure(&text, passages, &options, searching));
    let report = GrowthReport { sizes: sizes.collect::<anyhow::Result<_>>()? };
    report::write(args.output.report.as_deref(), "growth", || bench::growth_page(&report, &options))?;
    if args.output.json {
        write_json(out, &wire::BenchGrowth::new(&report, &options))?;
    } else {
        write(out, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Grows a corpus, builds it by each builder once, and asks the index.
fn measure(
    text: &RealText,
    passages: u32,
    options: &BuildOptions,
    searching: SearchingOptions,
) -> anyhow::Result<GrownSize> {
    let folder = tempfile::tempdir().context("making a temporary folder for the grown corpus")?;
    let corpus = folder.path().join("grown.jsonl");
    progress::counted_steps(passages as usize, "passages grown", |step| text.grow(passages as usize, &corpus, step))
        .with_context(|| format!("growing a corpus of {passages} passages into {}", folder.path().display()))?;
    let corpus_bytes = corpus.metadata().context("looking at the grown corpus")?.len();
    let grown = |name: &str| BuildOptions {
        index: folder.path().join(name),
        corpus: vec![corpus.clone()],
        kind: None,
        ..options.clone()
    };
    let mut builds = Builder::ALL.map(|builder| Builds { builder, runs: Vec::new() });
    progress::counted_steps(builds.len(), "builds", |step| -> anyhow::Result<()> {
        for of_builder in &mut builds {
            of_builder.runs.push(child::build(of_builder.builder.into(), &grown(of_builder.builder.name()))?);
            step();
        }
        Ok(())
    })?;
    let whole = grown(Builder::Whole.name());
    let open = || Ok(engine::open(&whole.index, &whole.corpus, whole.language)?);
    let searching = search::measure(&whole, open, None, searching)?;
    let indexing = IndexingReport { corpus_bytes, stages: Vec::new(), builds: builds.into() };
    Ok(GrownSize { passages: u64::from(passages), indexing, searching })
}

fn write(out: &mut impl Write, report: &GrowthReport) -> io::Result<()> {
    writeln!(
        out,
        "text recombined from the sentences of the corpus, with words coined at the rate at which its vocabulary grows\n"
    )?;
    writeln!(
        out,
        "{:>9} {:>13} {:>9} {:>9} {:>10} {:>10} {:>9} {:>11}",
        "passages", "documents/s", "no vec.", "vectors", "memory", "index", "opened", "first query"
    )?;
    for GrownSize { passages, indexing, searching } in &report.sizes {
        let Some(whole) = indexing.of(Builder::Whole) else { continue };
        let speed = |builder| indexing.speed(builder).map_or_else(|| "-".to_owned(), |speed| format!("{speed:.2}"));
        writeln!(
            out,
            "{passages:>9} {:>13.0} {:>9} {:>9} {:>10} {:>10} {:>6.0} ms {:>8.2} ms",
            *passages as f64 / whole.took(),
            speed(Builder::WithoutVectors),
            speed(Builder::Whole),
            whole.peak_memory().map_or_else(|| "-".to_owned(), |bytes| megabytes(bytes as u64)),
            megabytes(whole.runs[0].index_bytes),
            searching.opened.as_secs_f64() * 1e3,
            searching.first_query.as_secs_f64() * 1e3,
        )?;
    }
    write!(out, "\n{:>9}", "passages")?;
    Operation::ALL.iter().try_for_each(|operation| write!(out, " {:>20}", operation.name()))?;
    writeln!(out, "  median over kinds, times the floor")?;
    for size in &report.sizes {
        write!(out, "{:>9}", size.passages)?;
        for operation in Operation::ALL {
            let ratio = bench::overall(&size.searching.rows, operation);
            let ratio = ratio.map_or_else(|| "-".to_owned(), |(ratio, p99)| format!("{ratio:.2} (p99 {p99:.2})"));
            write!(out, " {ratio:>20}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
