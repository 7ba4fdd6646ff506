//! `wellspring eval`: how good the ranking is on a judged collection.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use super::args::EvalArgs;
use super::{progress, write_json};
use crate::config::Config;
use crate::corpus::Vocabulary;
use crate::engine::{self, BuildOptions, Engine};
use crate::eval::{self, EvalReport, Qrels, RankedTopics, Run, Topic};
use crate::wire::{self, Mode};

/// Stands in the last column of a run.
const TAG: &str = "wellspring";

pub(super) fn run(args: &EvalArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let baseline = args.baseline.as_deref().map(Run::read).transpose()?;
    let (qrels, ranked) = match &args.related {
        Some(file) => related(args, file, config)?,
        None => searched(args, config)?,
    };
    if let Some(file) = &args.run {
        let tag = args.tag.as_deref().unwrap_or(TAG);
        fs::write(file, ranked.run.to_trec(tag)).with_context(|| format!("writing the run {}", file.display()))?;
    }
    let report = EvalReport::new(&ranked, &qrels, baseline.as_ref());
    if args.json {
        write_json(out, &wire::EvalReport::from(report))?;
    } else {
        write_text(out, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn searched(args: &EvalArgs, config: &Config) -> anyhow::Result<(Qrels, RankedTopics)> {
    let queries = if args.typos { "queries_typo.jsonl" } else { "queries.jsonl" };
    let qrels = Qrels::read(&args.folder.join("qrels").join(format!("{}.tsv", args.split)))?;
    let mut topics = eval::read_topics(&args.folder.join(queries))?;
    topics.retain(|topic: &Topic| !qrels.relevant(&topic.id).is_empty());
    with_engine(args, config, |engine| {
        let ranked = progress::counted_steps(topics.len(), "topics", |step| {
            eval::rank(engine, &topics, config.build.kind, Mode::from(args.mode).into(), step)
        })?;
        Ok((qrels, ranked))
    })
}

fn related(args: &EvalArgs, file: &Path, config: &Config) -> anyhow::Result<(Qrels, RankedTopics)> {
    let qrels = Qrels::read(file)?;
    with_engine(args, config, |engine| {
        let seeds = qrels.topics().count();
        let ranked = progress::counted_steps(seeds, "seeds", |step| eval::rank_related(engine, qrels.topics(), step))?;
        Ok((qrels, ranked))
    })
}

/// Opens a fresh index of the collection, which goes away afterwards.
fn with_engine<T>(
    args: &EvalArgs,
    config: &Config,
    work: impl FnOnce(&Engine) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let folder = tempfile::tempdir().context("making a temporary folder for the index")?;
    let index = folder.path().join("index");
    let corpus = vec![args.folder.join("corpus.jsonl")];
    // What a document is, the collection says; `--kind` narrows what is ranked.
    let options = BuildOptions { index: index.clone(), corpus, kind: None, ..config.build.clone() };
    progress::shown(|progress| engine::build(&options, progress))?;
    work(&Engine::open(&index, &Vocabulary::shipped())?)
}

fn write_text(out: &mut impl Write, report: &EvalReport) -> anyhow::Result<()> {
    writeln!(out, "{} topics, {:.1} % without hits", report.topics, 100.0 * report.without_hits)?;
    writeln!(out, "{:.0} µs a topic at the median\n", report.median_latency.as_secs_f64() * 1e6)?;
    for measure in &report.measures {
        let interval = measure.interval;
        write!(out, "{:<12} {:.4}  [{:.4}, {:.4}]", measure.name, interval.mean, interval.low, interval.high)?;
        if let Some(comparison) = measure.comparison {
            write!(
                out,
                "  {:+.4} to the baseline, p {:.4}, {} better, {} worse",
                comparison.difference, comparison.p_value, comparison.better, comparison.worse
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}
