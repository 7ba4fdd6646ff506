//! `wellspring eval`: how good the ranking is on a judged collection.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use super::args::EvalArgs;
use super::judged::JudgedIndex;
use super::{figures, progress, write_json};
use crate::config::Config;
use crate::document::Kind;
use crate::eval::{self, Classes, Collection, EvalReport, ListFigures, Qrels, Queries, RankOptions, RankedTopics, Run};
use crate::recommend::Wanted;
use crate::wire;

/// Stands in the last column of a run.
const TAG: &str = "wellspring";

/// What was ranked, and what to judge it by.
struct Evaluated {
    qrels: Qrels,
    classes: Classes,
    ranked: RankedTopics,
    lists: Option<ListFigures>,
}

pub(super) fn run(args: &EvalArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    if let Some(file) = &args.retrieve {
        return retrieved(args, file, config, out);
    }
    let baseline = args.baseline.as_deref().map(Run::read).transpose()?;
    let Evaluated { qrels, classes, ranked, lists } = match &args.related {
        Some(file) => related(args, file, config)?,
        None => searched(args, config)?,
    };
    if let Some(file) = &args.run {
        let tag = args.tag.as_deref().unwrap_or(TAG);
        fs::write(file, ranked.run.to_trec(tag)).with_context(|| format!("writing the run {}", file.display()))?;
    }
    let report = EvalReport { lists, ..EvalReport::new(&ranked, &qrels, baseline.as_ref(), &classes) };
    if args.json {
        write_json(out, &wire::EvalReport::from(report))?;
    } else {
        figures::write(out, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn searched(args: &EvalArgs, config: &Config) -> anyhow::Result<Evaluated> {
    let queries = if args.typos { Queries::Misspelt } else { Queries::Clean };
    let Collection { topics, qrels } = Collection::read(&args.folder, &args.split, queries)?;
    let judged = JudgedIndex::build(&args.folder, config, &qrels)?;
    let options = RankOptions { kind: config.build.kind, stages: args.stages()? };
    let ranked =
        progress::counted_steps(topics.len(), "topics", |step| eval::rank(&judged.engine, &topics, options, step))?;
    Ok(Evaluated { qrels, classes: eval::classes(&topics), ranked, lists: None })
}

/// Judges retrieval for a language model.
fn retrieved(args: &EvalArgs, file: &Path, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut questions = eval::read_questions(file)?;
    let mut qrels = Qrels::default();
    if eval::own_corpus(&args.folder).is_some() {
        let collection = Collection::read(&args.folder, &args.split, Queries::Clean)?;
        questions.extend(eval::as_questions(&collection.topics, &collection.qrels));
        qrels = collection.qrels;
    }
    let judged = JudgedIndex::build(&args.folder, config, &qrels)?;
    let report = progress::counted_steps(questions.len(), "questions", |step| {
        eval::judge_retrieval(&judged.engine, &questions, step)
    })?;
    if args.json {
        write_json(out, &wire::EvalRetrieval::from(report))?;
    } else {
        figures::write_retrieval(out, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn related(args: &EvalArgs, file: &Path, config: &Config) -> anyhow::Result<Evaluated> {
    let qrels = Qrels::read(file)?;
    let judged = JudgedIndex::build(&args.folder, config, &qrels)?;
    let options = Wanted { signals: args.signals()?, diversity: args.diversity, ..Wanted::default() };
    let ranked = progress::counted_steps(qrels.topics().count(), "seeds", |step| {
        eval::rank_related(&judged.engine, qrels.topics(), config.build.kind, &options, step)
    })?;
    let counts = judged.engine.manifest().counts;
    let documents = match config.build.kind {
        Some(Kind::Article) => counts.articles,
        Some(Kind::Product) => counts.products,
        None => counts.articles + counts.products,
    };
    let lists = ListFigures::of(&ranked.run, documents, &judged.engine)?;
    Ok(Evaluated { qrels, classes: Classes::default(), ranked, lists })
}
