//! What may be typed after `wellspring bench`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::bench::Builder;

/// What to measure.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// What to measure.
    #[command(subcommand)]
    pub command: BenchCommand,
}

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// How fast an index is built, beside a bare Tantivy writer
    Index(BenchIndexArgs),
    /// How long answers take, of each kind of query, beside Tantivy's ten best for the same
    Search(BenchSearchArgs),
    /// Both on ever larger corpora grown from the text of this one
    Growth(BenchGrowthArgs),
    /// One build in a process of its own
    #[command(hide = true)]
    Build(BenchBuildArgs),
}

/// How to measure building.
#[derive(Debug, Args)]
pub struct BenchIndexArgs {
    /// Files and folders of content, instead of those of --corpus
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How often each is built; medians count
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub repeats: u32,
    /// How the figures are given.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// How to measure answers.
#[derive(Debug, Args)]
pub struct BenchSearchArgs {
    /// Queries to ask, a line each, instead of some drawn from the texts of the index
    #[arg(long, value_name = "FILE")]
    pub queries: Option<PathBuf>,
    /// Queries of each kind that are drawn from the index
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub samples: u32,
    /// How often each query is asked, after once that is not counted
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub repeats: u32,
    /// How the figures are given.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// How to measure growth.
#[derive(Debug, Args)]
pub struct BenchGrowthArgs {
    /// Files and folders whose text is grown, instead of those of --corpus
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Passages of each corpus, with commas between them; the largest one takes minutes, and some gigabytes of disk and memory
    #[arg(
        long,
        value_name = "N",
        value_delimiter = ',',
        default_value = "1000,10000,100000,1000000",
        value_parser = clap::value_parser!(u32).range(1..=10_000_000)
    )]
    pub sizes: Vec<u32>,
    /// Queries of each kind that are drawn from each index
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub samples: u32,
    /// How the figures are given.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// How figures are given.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Write a page with plots into this folder as well; it needs no network to be read
    #[arg(long, value_name = "DIR")]
    pub report: Option<PathBuf>,
}

/// What to build.
#[derive(Debug, Args)]
pub struct BenchBuildArgs {
    /// By which builder
    #[arg(long, value_enum)]
    pub builder: BuilderArg,
}

/// By which builder, or only the stages before an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BuilderArg {
    /// No index
    Stages,
    /// A bare Tantivy writer
    Floor,
    /// The engine, without vectors
    WithoutVectors,
    /// The engine
    Whole,
}

impl From<Builder> for BuilderArg {
    fn from(builder: Builder) -> Self {
        match builder {
            Builder::Floor => Self::Floor,
            Builder::WithoutVectors => Self::WithoutVectors,
            Builder::Whole => Self::Whole,
        }
    }
}
