//! What may be typed.

mod judged;

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use super::bench::{BenchArgs, FloorArgs};
use crate::config::Settings;
use crate::wire::{Intent, Mode, Sort, Target};

pub(super) use judged::{CalibrateArgs, EvalArgs};

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
  wellspring search --filter 'category:sleep price<25' --sort price
                                        list what a filter speaks of
  wellspring related --id acne-and-diet --json
                                        products for an article, for a program
  wellspring mcp --corpus shop          answer a chatbot's program on stdin and stdout
  wellspring eval tests/relevance --split test
                                        measure the ranking of that content
  wellspring bench search --report .    measure how long answers take here

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
#[expect(clippy::large_enum_variant, reason = "there is one of it, for as long as the program runs")]
pub enum Command {
    /// Serve the API and the search page; builds the index first if it is missing or out of date (this is what happens without a command)
    Serve,
    /// Answer one chatbot's program on stdin and stdout by the Model Context Protocol; builds the index first if it is missing or out of date
    Mcp,
    /// The floor of `bench serve`, in a process of its own
    #[command(hide = true)]
    BenchFloor(FloorArgs),
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
    Related(Box<RelatedArgs>),
    /// Read the content without indexing it, and list what is wrong with it
    Check(CheckArgs),
    /// Measure how good the ranking is on a judged collection; --kind narrows it to one kind
    Eval(EvalArgs),
    /// Measure speed: of building, of answers, of both as a corpus grows, of a server under load
    Bench(BenchArgs),
    /// Fit the score that says whether a question is answered at all, on judged collections
    Calibrate(CalibrateArgs),
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
    #[arg(required_unless_present = "filter")]
    pub query: Vec<String>,
    /// What everything found has to be, such as 'category:sleep price<25'; may be given more than once
    #[arg(long, value_name = "FILTER")]
    pub filter: Vec<String>,
    /// In which order: by price, rating or date of what has one
    #[arg(long, value_enum, default_value_t, allow_hyphen_values = true)]
    pub sort: SortArg,
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

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// The best first
    #[default]
    Relevance,
    /// The cheapest product first
    Price,
    /// The dearest product first
    #[value(name = "-price")]
    PriceDescending,
    /// The newest article first
    Date,
    /// The oldest article first
    #[value(name = "-date")]
    DateAscending,
    /// The best rated product first
    Rating,
}

impl From<SortArg> for Sort {
    fn from(sort: SortArg) -> Self {
        match sort {
            SortArg::Relevance => Self::Relevance,
            SortArg::Price => Self::Price,
            SortArg::PriceDescending => Self::PriceDescending,
            SortArg::Date => Self::Date,
            SortArg::DateAscending => Self::DateAscending,
            SortArg::Rating => Self::Rating,
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

/// What is wanted beside products.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum IntentArg {
    /// Whatever belongs there
    #[default]
    Any,
    /// Substitutes: what one might buy instead
    Similar,
    /// Complements: what one might buy as well
    Complementary,
}

impl From<IntentArg> for Intent {
    fn from(intent: IntentArg) -> Self {
        match intent {
            IntentArg::Any => Self::Any,
            IntentArg::Similar => Self::Similar,
            IntentArg::Complementary => Self::Complementary,
        }
    }
}

/// What to find products or articles for.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new(SEED).required(true).multiple(true)))]
pub struct RelatedArgs {
    /// Id of an article, a passage or a product; several are a cart
    #[arg(long, group = SEED)]
    pub id: Vec<String>,
    /// A query: what belongs to what it finds
    #[arg(long, group = SEED)]
    pub query: Option<String>,
    /// Any text; - reads it from stdin
    #[arg(long, group = SEED)]
    pub text: Option<String>,
    /// Id of a document that is not to be recommended; may be given more than once
    #[arg(long, value_name = "ID")]
    pub exclude: Vec<String>,
    /// What is recommended
    #[arg(long, value_enum, default_value_t)]
    pub target: TargetArg,
    /// Of products beside products: what resembles them, what goes with them, or either
    #[arg(long, value_enum, default_value_t)]
    pub intent: IntentArg,
    /// What products must be.
    #[command(flatten)]
    pub limits: LimitArgs,
    /// How much resemblance to what stands above counts against a document, 0 to 1 [default: 0.1 for products, 0 for articles]
    #[arg(long, value_name = "N")]
    pub diversity: Option<f64>,
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

/// What products must be to be recommended.
#[derive(Debug, Args)]
pub struct LimitArgs {
    /// Only products of this category; of several, of any of them
    #[arg(long, value_name = "NAME")]
    pub category: Vec<String>,
    /// Only products with this dietary mark; of several, with all of them
    #[arg(long, value_name = "MARK")]
    pub dietary: Vec<String>,
    /// Only products that cost no less
    #[arg(long, value_name = "PRICE")]
    pub min_price: Option<f64>,
    /// Only products that cost no more
    #[arg(long, value_name = "PRICE")]
    pub max_price: Option<f64>,
    /// Only products without a warning of this kind; may be given more than once
    #[arg(long, value_name = "KIND")]
    pub without_warning: Vec<String>,
    /// Recommend products that are out of stock or discontinued as well
    #[arg(long)]
    pub unavailable: bool,
    /// Recommend products whose warnings forbid them in the seed's situation as well
    #[arg(long)]
    pub contraindicated: bool,
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
