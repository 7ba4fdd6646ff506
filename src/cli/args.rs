//! What may be typed.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::config::Settings;
use crate::search::Stages;
use crate::wire::{Mode, Target};

/// What products are wanted for: at least one flag says it.
const SEED: &str = "seed";
const AFTER_HELP: &str = "\
Examples:
  wellspring                            serve the content of ./corpus, port 7878
  wellspring --corpus shop --listen [::]:80
                                        serve other content to everybody
  wellspring check shop                 list the mistakes in it
  wellspring index --corpus feed.json --kind products
                                        build the index only
  wellspring search probiotics and acne
                                        ask the index from here
  wellspring related --id acne-and-diet --json
                                        products for an article, for a program
  wellspring eval tests/relevance --split test
                                        measure the ranking of that content

Settings are taken from flags, then from the environment, then from the
configuration file; what none of them says is as shown in brackets.

Exit codes:
  0  done
  1  the content has mistakes, or nothing could be done
  2  wrong usage or settings";

/// Search and recommendation for sites that publish wellness articles and sell products
#[derive(Debug, Parser)]
#[command(name = "wellspring", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// What to do; to serve, when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings of flags and environment.
    #[command(flatten)]
    pub settings: Settings,
}

/// Everything that can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the search page; builds the index first if it is missing or out of date (this is what happens without a command)
    Serve,
    /// Something that is done once.
    #[command(flatten)]
    Once(Task),
}

/// What is done once.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Build the index; documents that have not changed are not indexed again
    Index(IndexArgs),
    /// Search the index
    Search(SearchArgs),
    /// Find the products, or the articles, that belong to documents or to a text
    Related(RelatedArgs),
    /// Read the content without indexing it, and list what is wrong with it
    Check(CheckArgs),
    /// Measure how good the ranking is on a judged collection; --kind narrows it to one kind
    Eval(EvalArgs),
}

/// How to build.
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

/// What to search for.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words or a question; "two words" must stand together, -word must not occur
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Passages and products wanted, 0 to 100 of each
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Passages and products skipped, 0 to 1000 of each
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Which stages of ranking run
    #[arg(long, value_enum, default_value_t)]
    pub mode: ModeArg,
    /// Search for the words as they are, without correcting their spelling
    #[arg(long)]
    pub as_typed: bool,
    /// Fragments of each text that are shown at most, 1 to 5
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub fragments: usize,
    /// Show what each score is made of
    #[arg(long)]
    pub explain: bool,
    /// Print the answer as JSON, as the API gives it
    #[arg(long)]
    pub json: bool,
}

/// How much work an answer is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ModeArg {
    /// Words alone
    Fast,
    /// Words and meaning
    #[default]
    Full,
}

impl From<ModeArg> for Mode {
    fn from(mode: ModeArg) -> Self {
        match mode {
            ModeArg::Fast => Self::Fast,
            ModeArg::Full => Self::Full,
        }
    }
}

/// What is recommended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TargetArg {
    /// Products
    #[default]
    Products,
    /// Articles, each by its best passage
    Articles,
}

impl From<TargetArg> for Target {
    fn from(target: TargetArg) -> Self {
        match target {
            TargetArg::Products => Self::Products,
            TargetArg::Articles => Self::Articles,
        }
    }
}

/// What to find products or articles for.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new(SEED).required(true).multiple(true)))]
pub struct RelatedArgs {
    /// Id of an article or a product; may be given more than once
    #[arg(long, group = SEED)]
    pub id: Vec<String>,
    /// Any text; - reads it from stdin
    #[arg(long, group = SEED)]
    pub text: Option<String>,
    /// Id of a document that is not to be recommended; may be given more than once
    #[arg(long, value_name = "ID")]
    pub exclude: Vec<String>,
    /// What is recommended
    #[arg(long, value_enum, default_value_t)]
    pub target: TargetArg,
    /// Recommend products that are out of stock or discontinued as well
    #[arg(long)]
    pub unavailable: bool,
    /// Products, or articles, wanted, 0 to 100
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Show what each score is made of
    #[arg(long)]
    pub explain: bool,
    /// Print the answer as JSON, as the API gives it
    #[arg(long)]
    pub json: bool,
}

/// What to check.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders of content, instead of those of --corpus
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

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
    /// Leave stages out, with commas between them, to see what each one brings
    #[arg(long, value_name = "STAGE", value_delimiter = ',', value_parser = stage(), conflicts_with = "related")]
    pub without: Vec<Stages>,
    /// Measure related documents instead, by these judgments, whose first column is the seed
    #[arg(long, value_name = "FILE")]
    pub related: Option<PathBuf>,
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

impl EvalArgs {
    /// The stages of ranking that are measured.
    #[must_use]
    pub fn stages(&self) -> Stages {
        let left_out = self.without.iter().copied().collect();
        Stages::from(Mode::from(self.mode)).difference(left_out)
    }
}

/// Reads the name of a stage.
fn stage() -> impl TypedValueParser<Value = Stages> {
    let names = Stages::all().iter_names().map(|(name, _)| name.to_lowercase());
    PossibleValuesParser::new(names).map(|name| Stages::from_name(&name.to_uppercase()).unwrap_or(Stages::empty()))
}

/// What was typed. Ends the process if it makes no sense, or if only help or the version was asked for.
#[must_use]
pub fn parse() -> Cli {
    Cli::parse()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn no_two_flags_are_in_each_others_way() {
        Cli::command().debug_assert();
    }
}
