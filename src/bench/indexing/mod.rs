//! How fast an index is built, beside a bare Tantivy writer that is fed the same documents.

mod once;
mod stages;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use once::build_once;
pub use stages::{Stage, stages};

use super::latency::median;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Builder {
    /// A bare Tantivy writer: the same documents, already made, with the same schema, analyzer, threads and memory.
    Floor,
    /// From files to an index in force, without vectors.
    WithoutVectors,
    /// From files to an index in force.
    Whole,
}

impl Builder {
    /// All, the floor first.
    pub const ALL: [Self; 3] = [Self::Floor, Self::WithoutVectors, Self::Whole];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::WithoutVectors => "without vectors",
            Self::Whole => "with vectors",
        }
    }
}

/// One build.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Built {
    /// From the first file to the index in force; of the floor, from the first document that it is given.
    pub took: Duration,
    /// Processor time of all threads, where the system tells.
    pub cpu: Option<Duration>,
    /// Articles and products, and of the floor what Tantivy calls documents.
    pub documents: u64,
    /// Passages.
    pub passages: u64,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// Parts of the build with their times.
    pub phases: Vec<(String, Duration)>,
    /// Resident memory of the process over time, where the system tells.
    pub memory: Vec<(Duration, u64)>,
    /// How many documents had been read when.
    pub progress: Vec<(Duration, u64)>,
}

impl Built {
    /// The most memory that was resident.
    #[must_use]
    pub fn peak_memory(&self) -> Option<u64> {
        self.memory.iter().map(|&(_, bytes)| bytes).max()
    }
}

/// Several builds of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Builds {
    /// Of what.
    pub builder: Builder,
    /// One after the other.
    pub runs: Vec<Built>,
}

impl Builds {
    /// The median time in seconds.
    #[must_use]
    pub fn took(&self) -> f64 {
        self.median(|built| Some(built.took.as_secs_f64())).unwrap_or_default()
    }

    /// The median processor time in seconds.
    #[must_use]
    pub fn cpu(&self) -> Option<f64> {
        self.median(|built| built.cpu.map(|cpu| cpu.as_secs_f64()))
    }

    /// The median peak of memory in bytes.
    #[must_use]
    pub fn peak_memory(&self) -> Option<f64> {
        self.median(|built| built.peak_memory().map(|bytes| bytes as f64))
    }

    /// The shortest and the longest time in seconds.
    #[must_use]
    pub fn spread(&self) -> (f64, f64) {
        let seconds = self.runs.iter().map(|built| built.took.as_secs_f64());
        seconds.fold((f64::INFINITY, 0.0), |(low, high), took| (low.min(took), high.max(took)))
    }

    fn median(&self, of: impl Fn(&Built) -> Option<f64>) -> Option<f64> {
        median(self.runs.iter().filter_map(of).collect())
    }
}

/// Everything that was measured of one corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexingReport {
    /// Bytes of the corpus.
    pub corpus_bytes: u64,
    /// What each stage before the index takes on one thread.
    pub stages: Vec<Stage>,
    /// Of each kind, in the order of [`Builder::ALL`].
    pub builds: Vec<Builds>,
}

impl IndexingReport {
    /// How fast a builder is as a share of the floor: 1 is as fast.
    #[must_use]
    pub fn speed(&self, builder: Builder) -> Option<f64> {
        Some(self.of(Builder::Floor)?.took() / self.of(builder)?.took())
    }

    /// Its processor time as a multiple of the floor's.
    #[must_use]
    pub fn cpu_ratio(&self, builder: Builder) -> Option<f64> {
        Some(self.of(builder)?.cpu()? / self.of(Builder::Floor)?.cpu()?)
    }

    /// The builds of one kind.
    #[must_use]
    pub fn of(&self, builder: Builder) -> Option<&Builds> {
        self.builds.iter().find(|builds| builds.builder == builder && !builds.runs.is_empty())
    }
}
