//! What may be typed to measure, and to fit, on judged collections.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::ModeArg;
use crate::recommend::Signals;
use crate::search::Stages;
use crate::wire::Mode;

/// What to measure on.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Folder in BEIR format: `corpus.jsonl`, `queries.jsonl`, `qrels/SPLIT.tsv`; without a `corpus.jsonl`, the documents are those of --corpus
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Which judgments to use
    #[arg(long, value_name = "SPLIT", default_value = "dev")]
    pub split: String,
    /// Use the misspelt queries (`queries_typo.jsonl`), and leave out topics that have none
    #[arg(long, conflicts_with = "related")]
    pub typos: bool,
    /// Which stages of ranking run
    #[arg(long, value_enum, default_value_t, conflicts_with = "related")]
    pub mode: ModeArg,
    /// Leave stages out, with commas between them, to see what each one brings; with --related, signals
    #[arg(long, value_name = "STAGE", value_delimiter = ',', value_parser = stage_or_signal())]
    pub without: Vec<String>,
    /// Measure related documents instead, by these judgments, whose first column is the seed
    #[arg(long, value_name = "FILE")]
    pub related: Option<PathBuf>,
    /// With --related: how much resemblance to what stands above counts against a document, 0 to 1 [default: as related has it]
    #[arg(long, value_name = "N", requires = "related")]
    pub diversity: Option<f64>,
    /// Measure retrieval for a language model instead, by these questions with their evidence: {"_id", "text", "class", "gold"}; the
    /// topics of a DIR with documents of its own are asked too, and answered by their relevant documents
    #[arg(long, value_name = "FILE", conflicts_with_all = ["related", "typos", "mode", "without", "run", "baseline"])]
    pub retrieve: Option<PathBuf>,
    /// Write what was ranked as a TREC run
    #[arg(long, value_name = "FILE")]
    pub run: Option<PathBuf>,
    /// Name of the run in its last column [default: wellspring]
    #[arg(long, value_name = "TAG", requires = "run")]
    pub tag: Option<String>,
    /// Compare with a TREC run, topic by topic
    #[arg(long, value_name = "RUN")]
    pub baseline: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// What to fit by.
#[derive(Debug, Args)]
pub struct CalibrateArgs {
    /// Judged collections with their splits, such as `nfcorpus@train`; the documents of one without a `corpus.jsonl` are those of --corpus
    #[arg(value_name = "DIR@SPLIT", required = true)]
    pub fit: Vec<String>,
    /// Questions that none of them answers, a line each: {"_id", "text", "class"}; the class is `off-topic` or `near-miss`
    #[arg(long, value_name = "FILE")]
    pub unanswerable: PathBuf,
    /// Collections that are not fitted by, to see how far the fit holds
    #[arg(long, value_name = "DIR@SPLIT")]
    pub check: Vec<String>,
    /// Questions with their evidence on --corpus that are not fitted by
    #[arg(long, value_name = "FILE")]
    pub check_questions: Option<PathBuf>,
}

impl EvalArgs {
    /// The stages of ranking that are measured; a name of a signal is an error.
    pub fn stages(&self) -> anyhow::Result<Stages> {
        let mut stages = Stages::from(Mode::from(self.mode));
        for name in &self.without {
            let stage = Stages::from_name(&name.to_uppercase());
            stages -=
                stage.with_context(|| format!("--without: {name} is a signal of related documents (--related)"))?;
        }
        Ok(stages)
    }

    /// The signals of related documents that are measured; a name of a stage is an error.
    pub fn signals(&self) -> anyhow::Result<Signals> {
        let mut signals = Signals::all();
        for name in &self.without {
            let signal = Signals::from_name(&name.to_uppercase());
            signals -= signal.with_context(|| {
                let known = Signals::all().iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>();
                format!("--without: {name} is a stage of search; the signals are {}", known.join(", "))
            })?;
        }
        Ok(signals)
    }
}

/// Reads the name of a stage, or of a signal.
fn stage_or_signal() -> PossibleValuesParser {
    let stages = Stages::all().iter_names().map(|(name, _)| name);
    let signals = Signals::all().iter_names().map(|(name, _)| name).filter(|name| Stages::from_name(name).is_none());
    PossibleValuesParser::new(stages.chain(signals).map(str::to_lowercase))
}
