//! Measurements of speed as JSON. Times are in milliseconds or microseconds, as their names say.

use std::time::Duration;

use serde::Serialize;

use crate::bench::{self, Builder, GrowthReport, IndexingReport, Latency, Operation, SearchingReport};
use crate::engine::BuildOptions;

/// How fast an index is built.
#[derive(Debug, Clone, Serialize)]
pub struct BenchIndex {
    /// Bytes of the corpus.
    pub corpus_bytes: u64,
    /// Threads that make segments.
    pub threads: usize,
    /// Memory for segments in the making, in bytes.
    pub memory_bytes: usize,
    /// What each stage takes alone.
    pub stages: Vec<BenchStage>,
    /// The floor, and ours without and with vectors.
    pub builds: Vec<BenchBuilds>,
}

/// A stage on the way to the index.
#[derive(Debug, Clone, Serialize)]
pub struct BenchStage {
    /// Its name.
    pub name: String,
    /// What all documents take.
    pub took_ms: f64,
    /// Documents a second.
    pub documents_per_second: f64,
    /// Millions of bytes of the corpus a second.
    pub megabytes_per_second: f64,
}

/// Builds of one kind; figures are medians.
#[derive(Debug, Clone, Serialize)]
pub struct BenchBuilds {
    /// `floor`, `without vectors` or `with vectors`.
    pub builder: &'static str,
    /// How often.
    pub runs: usize,
    /// From the first file to the index in force.
    pub took_ms: f64,
    /// The shortest and the longest.
    pub spread_ms: [f64; 2],
    /// Processor time of all threads, where the system tells.
    pub cpu_ms: Option<f64>,
    /// The most memory that was resident, where the system tells; the floor's holds all documents, made beforehand.
    pub peak_memory_bytes: Option<u64>,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// Documents a second.
    pub documents_per_second: f64,
    /// How fast it is as a share of the floor: 1 is as fast.
    pub speed: Option<f64>,
    /// Processor time as a multiple of the floor's.
    pub cpu_ratio: Option<f64>,
    /// Parts of the first build, with what they took.
    pub phases_ms: Vec<(String, f64)>,
}

/// How long answers take.
#[derive(Debug, Clone, Serialize)]
pub struct BenchSearch {
    /// Passages in the index.
    pub passages: u64,
    /// Products in the index.
    pub products: u64,
    /// How long it took to open.
    pub opened_ms: f64,
    /// How long the first full answer took.
    pub first_query_ms: f64,
    /// Each kind of query, asked in each way that suits it.
    pub rows: Vec<BenchRow>,
    /// Each way of asking over all kinds.
    pub overall: Vec<BenchOverall>,
}

/// One kind of query, asked in one way.
#[derive(Debug, Clone, Serialize)]
pub struct BenchRow {
    /// What the queries are like.
    pub kind: String,
    /// How they were asked.
    pub operation: Operation,
    /// What Tantivy takes for its ten best.
    pub floor: BenchLatency,
    /// What the whole answer takes.
    pub ours: BenchLatency,
    /// Ours to the floor, at the median.
    pub ratio: Option<f64>,
    /// Ours to the floor, at the 99th percentile.
    pub ratio_p99: Option<f64>,
}

/// Percentiles, in microseconds.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BenchLatency {
    /// How often it was measured.
    pub samples: usize,
    /// The median.
    pub p50_us: f64,
    /// The 95th percentile.
    pub p95_us: f64,
    /// The 99th percentile.
    pub p99_us: f64,
}

/// One way of asking over all kinds.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BenchOverall {
    /// The way.
    pub operation: Operation,
    /// The median of the ratios at the median.
    pub ratio: f64,
    /// The median of the ratios at the 99th percentile.
    pub ratio_p99: f64,
}

/// What becomes of speed as a corpus grows.
#[derive(Debug, Clone, Serialize)]
pub struct BenchGrowth {
    /// The smallest first.
    pub sizes: Vec<BenchSize>,
}

/// What was measured of one grown corpus.
#[derive(Debug, Clone, Serialize)]
pub struct BenchSize {
    /// Its passages.
    pub passages: u64,
    /// One build of each kind.
    pub index: BenchIndex,
    /// What the index answered.
    pub search: BenchSearch,
}

impl BenchIndex {
    /// A report with the settings that it was measured with.
    #[must_use]
    pub fn new(report: &IndexingReport, options: &BuildOptions) -> Self {
        let megabytes = report.corpus_bytes as f64 / 1e6;
        let stages = report.stages.iter().map(|stage| {
            // A clock that has not moved must not make an infinity, which JSON cannot say.
            let seconds = stage.took.as_secs_f64().max(1e-9);
            BenchStage {
                name: stage.name.clone(),
                took_ms: millis(stage.took),
                documents_per_second: stage.documents as f64 / seconds,
                megabytes_per_second: megabytes / seconds,
            }
        });
        Self {
            corpus_bytes: report.corpus_bytes,
            threads: options.threads,
            memory_bytes: options.memory,
            stages: stages.collect(),
            builds: Builder::ALL.into_iter().filter_map(|builder| builds(report, builder)).collect(),
        }
    }
}

fn builds(report: &IndexingReport, builder: Builder) -> Option<BenchBuilds> {
    let builds = report.of(builder)?;
    let (took, (low, high), first) = (builds.took(), builds.spread(), builds.runs.first()?);
    // What Tantivy counts as documents are passages and products.
    let documents = report.of(Builder::Whole)?.runs.first()?.documents;
    Some(BenchBuilds {
        builder: builder.name(),
        runs: builds.runs.len(),
        took_ms: took * 1e3,
        spread_ms: [low * 1e3, high * 1e3],
        cpu_ms: builds.cpu().map(|cpu| cpu * 1e3),
        peak_memory_bytes: builds.peak_memory().map(|bytes| bytes as u64),
        index_bytes: first.index_bytes,
        documents_per_second: documents as f64 / took.max(1e-9),
        speed: report.speed(builder),
        cpu_ratio: report.cpu_ratio(builder),
        phases_ms: first.phases.iter().map(|(name, took)| (name.clone(), millis(*took))).collect(),
    })
}

impl From<&SearchingReport> for BenchSearch {
    fn from(report: &SearchingReport) -> Self {
        let rows = report.rows.iter().map(|row| BenchRow {
            kind: row.kind.clone(),
            operation: row.operation,
            floor: row.floor.into(),
            ours: row.ours.into(),
            ratio: row.ratio(),
            ratio_p99: row.ratio_p99(),
        });
        let overall = Operation::ALL.into_iter().filter_map(|operation| {
            let (ratio, ratio_p99) = bench::overall(&report.rows, operation)?;
            Some(BenchOverall { operation, ratio, ratio_p99 })
        });
        Self {
            passages: report.counts.passages,
            products: report.counts.products,
            opened_ms: millis(report.opened),
            first_query_ms: millis(report.first_query),
            rows: rows.collect(),
            overall: overall.collect(),
        }
    }
}

impl BenchGrowth {
    /// A report with the settings that it was measured with.
    #[must_use]
    pub fn new(report: &GrowthReport, options: &BuildOptions) -> Self {
        let sizes = report.sizes.iter().map(|size| BenchSize {
            passages: size.passages,
            index: BenchIndex::new(&size.indexing, options),
            search: BenchSearch::from(&size.searching),
        });
        Self { sizes: sizes.collect() }
    }
}

impl From<Latency> for BenchLatency {
    fn from(latency: Latency) -> Self {
        let micros = |took: Duration| took.as_secs_f64() * 1e6;
        Self {
            samples: latency.samples,
            p50_us: micros(latency.p50),
            p95_us: micros(latency.p95),
            p99_us: micros(latency.p99),
        }
    }
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}
