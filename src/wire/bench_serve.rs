//! What load does to a server, as JSON. Times are in milliseconds or microseconds, as their names say.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use crate::bench::{Endpoint, LoadReport, LoadSide, Measured, Purpose, Times};

/// A server under load, and the floor beside it.
#[derive(Debug, Clone, Serialize)]
pub struct BenchServe {
    /// Where the server is; none if it was started for this.
    pub url: Option<String>,
    /// What was asked.
    pub endpoint: Endpoint,
    /// How many queries were asked in turn.
    pub queries: usize,
    /// How many requests could be under way at once.
    pub connections: usize,
    /// The server.
    pub ours: BenchLoad,
    /// A handler that answers with as many bytes; none if the server is somebody's.
    pub floor: Option<BenchLoad>,
    /// Processor time a request, ours to the floor, at the same rate: 80 % of what ours holds, or the one given.
    pub cpu_ratio: Option<f64>,
    /// The median from sending, ours to the floor, at the same rate: a fifth of what ours holds, or the one given.
    pub latency_ratio: Option<f64>,
    /// p99 of what is answered at twice the highest rate held, to p99 at that rate.
    pub overload_ratio: Option<f64>,
}

/// One server under all rates.
#[derive(Debug, Clone, Serialize)]
pub struct BenchLoad {
    /// The highest rate held, in requests a second, if it was looked for and there is one.
    pub highest_rate: Option<f64>,
    /// Resident memory before the first run, where the system tells.
    pub memory_before_bytes: Option<u64>,
    /// And after the last one.
    pub memory_after_bytes: Option<u64>,
    /// In the order in which they were made.
    pub runs: Vec<BenchLoadRun>,
}

/// What one rate did.
#[derive(Debug, Clone, Serialize)]
pub struct BenchLoadRun {
    /// Why it was run.
    pub purpose: Purpose,
    /// Requests a second that were wanted.
    pub rate: f64,
    /// For so long.
    pub seconds: f64,
    /// Whether the server kept up.
    pub held: bool,
    /// Requests that were due.
    pub due: u64,
    /// Answers (2xx).
    pub answered: u64,
    /// Refusals of a busy server (503).
    pub shed: u64,
    /// Other answers, by status.
    pub others: BTreeMap<u16, u64>,
    /// Requests without a whole answer.
    pub failed: u64,
    /// Requests for which no connection came free in time.
    pub unsent: u64,
    /// Requests that had to wait for a connection.
    pub waited: u64,
    /// The share of requests that was sent more than a millisecond late though a connection was free.
    pub late_share: f64,
    /// Answers a second.
    pub achieved_rate: f64,
    /// Of answers, from when their requests were due.
    pub latency: BenchLoadLatency,
    /// Of answers, from when their requests were sent.
    pub service: BenchLoadLatency,
    /// p99 of the latency to its median.
    pub p99_to_p50: Option<f64>,
    /// Mean length of an answer's body.
    pub mean_bytes: f64,
    /// Processor time of the server a request, where the system tells.
    pub cpu_us: Option<f64>,
}

/// Percentiles, in microseconds.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BenchLoadLatency {
    /// The median.
    pub p50_us: f64,
    /// The 95th percentile.
    pub p95_us: f64,
    /// The 99th percentile.
    pub p99_us: f64,
    /// The longest.
    pub max_us: f64,
}

impl From<&LoadReport> for BenchServe {
    fn from(report: &LoadReport) -> Self {
        Self {
            url: report.url.clone(),
            endpoint: report.endpoint,
            queries: report.queries,
            connections: report.connections,
            ours: BenchLoad::from(&report.ours),
            floor: report.floor.as_ref().map(BenchLoad::from),
            cpu_ratio: report.cpu_ratio(),
            latency_ratio: report.latency_ratio(),
            overload_ratio: report.overload_ratio(),
        }
    }
}

impl From<&LoadSide> for BenchLoad {
    fn from(side: &LoadSide) -> Self {
        Self {
            highest_rate: side.highest,
            memory_before_bytes: side.memory.map(|(before, _)| before),
            memory_after_bytes: side.memory.map(|(_, after)| after),
            runs: side.runs.iter().map(BenchLoadRun::from).collect(),
        }
    }
}

impl From<&Measured> for BenchLoadRun {
    fn from(measured: &Measured) -> Self {
        let run = &measured.run;
        Self {
            purpose: measured.purpose,
            rate: run.rate,
            seconds: run.window.as_secs_f64(),
            held: run.is_held(),
            due: run.due,
            answered: run.answered,
            shed: run.shed,
            others: run.others.clone(),
            failed: run.failed,
            unsent: run.unsent,
            waited: run.waited,
            late_share: run.late_share(),
            achieved_rate: run.achieved,
            latency: BenchLoadLatency::from(&run.latency),
            service: BenchLoadLatency::from(&run.service),
            p99_to_p50: run.p99_to_p50(),
            mean_bytes: run.mean_bytes,
            cpu_us: measured.cpu_a_request().map(|seconds| seconds * 1e6),
        }
    }
}

impl From<&Times> for BenchLoadLatency {
    fn from(times: &Times) -> Self {
        let micros = |took: Duration| took.as_secs_f64() * 1e6;
        Self {
            p50_us: micros(times.at(0.5)),
            p95_us: micros(times.at(0.95)),
            p99_us: micros(times.at(0.99)),
            max_us: micros(times.max()),
        }
    }
}
