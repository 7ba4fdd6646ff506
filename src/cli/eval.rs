//! `wellspring eval`: how good the ranking is on a judged collection.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use tempfile::TempDir;

use super::args::EvalArgs;
use super::{figures, progress, write_json};
use crate::config::Config;
use crate::document::Kind;
use crate::engine::{self, BuildOptions, Engine};
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
    let judged = JudgedIndex::build(args, config, &qrels)?;
    let options = RankOptions { kind: config.build.kind, stages: args.stages()? };
    let ranked =
        progress::counted_steps(topics.len(), "topics", |step| eval::rank(&judged.engine, &topics, options, step))?;
    Ok(Evaluated { qrels, classes: eval::classes(&topics), ranked, lists: None })
}

fn related(args: &EvalArgs, file: &Path, config: &Config) -> anyhow::Result<Evaluated> {
    let qrels = Qrels::read(file)?;
    let judged = JudgedIndex::build(args, config, &qrels)?;
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

/// A fresh index of the judged documents, which goes away with this.
struct JudgedIndex {
    engine: Engine,
    _folder: TempDir,
}

impl JudgedIndex {
    fn build(args: &EvalArgs, config: &Config, qrels: &Qrels) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir().context("making a temporary folder for the index")?;
        let own = eval::own_corpus(&args.folder);
        let lacks_own = own.is_none();
        // A collection without documents of its own judges the site's.
        let corpus = own.map_or_else(|| config.build.corpus.clone(), |own| vec![own]);
        // What a document is, the collection says; `--kind` narrows what is ranked.
        let options = BuildOptions { index: folder.path().join("index"), corpus, kind: None, ..config.build.clone() };
        let whose = || whose_documents(&args.folder, &options.corpus, lacks_own);
        progress::shown(|progress| engine::build(&options, progress)).with_context(whose)?;
        let engine = engine::open(&options.index, &options.corpus, options.language)?;
        ensure!(eval::holds_relevant(&engine, qrels)?, "no relevant document is there ({})", whose());
        Ok(Self { engine, _folder: folder })
    }
}

/// Tells which documents a collection judges.
fn whose_documents(folder: &Path, corpus: &[PathBuf], lacks_own: bool) -> String {
    let corpus: Vec<String> = corpus.iter().map(|path| path.display().to_string()).collect();
    let corpus = corpus.join(", ");
    if lacks_own {
        format!("indexing {corpus}, as {} has no corpus.jsonl; --corpus names other content", folder.display())
    } else {
        format!("indexing {corpus}")
    }
}
