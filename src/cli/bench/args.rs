//! What may be typed after `wellspring bench`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::bench::{Builder, Endpoint};

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
    /// A server under load: the highest rate that it holds, and what users feel below and above it
    Serve(BenchServeArgs),
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

/// How to load a server.
#[derive(Debug, Args)]
pub struct BenchServeArgs {
    /// Somebody's server, instead of one started for this; http://HOST:PORT
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Only so many requests a second, instead of looking for the highest rate held
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub rate: Option<u32>,
    /// How long a rate is kept, after a warm-up of a fifth of it; while the highest is looked for, half as long
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=600))]
    pub seconds: u32,
    /// Connections, each with a request under way at most
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub connections: u32,
    /// Queries to ask, a line each, instead of some drawn from the texts of the index
    #[arg(long, value_name = "FILE")]
    pub queries: Option<PathBuf>,
    /// What is asked
    #[arg(long, value_enum, default_value_t)]
    pub endpoint: EndpointArg,
    /// How the figures are given.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What is asked of a server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum EndpointArg {
    /// Searches by words
    #[default]
    Fast,
    /// Searches by words and meaning
    Full,
    /// Suggestions below a search box
    Suggest,
    /// Passages for a language model
    Retrieve,
}

impl From<EndpointArg> for Endpoint {
    fn from(endpoint: EndpointArg) -> Self {
        match endpoint {
            EndpointArg::Fast => Self::Fast,
            EndpointArg::Full => Self::Full,
            EndpointArg::Suggest => Self::Suggest,
            EndpointArg::Retrieve => Self::Retrieve,
        }
    }
}

/// What the floor answers.
#[derive(Debug, Args)]
pub struct FloorArgs {
    /// Length of its answers
    #[arg(long, value_name = "N")]
    pub bytes: usize,
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
