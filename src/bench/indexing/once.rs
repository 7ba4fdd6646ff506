//! One build in this process.

use std::time::Instant;

use super::{Builder, Built};
use crate::analysis::Analyzer;
use crate::bench::floor::{Documents, size_of};
use crate::bench::process::{MemoryWatch, cpu_time};
use crate::corpus::Corpus;
use crate::engine::{self, BuildOptions, Error};

/// Builds once into the empty folder of the options, and measures. A process does it once: what it has allocated before, it has.
pub fn build_once(builder: Builder, options: &BuildOptions) -> Result<Built, Error> {
    match builder {
        Builder::Floor => floor(options),
        Builder::WithoutVectors => ours(&BuildOptions { vectors: false, ..options.clone() }),
        Builder::Whole => ours(options),
    }
}

fn ours(options: &BuildOptions) -> Result<Built, Error> {
    let (started, memory) = (Instant::now(), MemoryWatch::start());
    let mut progress = Vec::new();
    let report = engine::build(options, &mut |done| progress.push((started.elapsed(), done.documents)))?;
    Ok(Built {
        took: started.elapsed(),
        cpu: cpu_time(),
        documents: report.counts.articles + report.counts.products,
        passages: report.counts.passages,
        index_bytes: report.index_bytes,
        phases: report.phases.iter().map(|(name, took)| (name.to_owned(), took)).collect(),
        memory: memory.stop(),
        progress,
    })
}

fn floor(options: &BuildOptions) -> Result<Built, Error> {
    let corpus = Corpus::open(&options.corpus, options.kind)?;
    let vocabulary = engine::vocabulary(options, &corpus)?;
    let analyzer = Analyzer::new(&vocabulary);
    let documents = Documents::of(&corpus)?;
    let (started, before, memory) = (Instant::now(), cpu_time(), MemoryWatch::start());
    let written = documents.write(&analyzer, options)?;
    let took = started.elapsed();
    let cpu = cpu_time().zip(before).map(|(after, before)| after.saturating_sub(before));
    Ok(Built {
        took,
        cpu,
        documents: written,
        index_bytes: size_of(&options.index),
        memory: memory.stop(),
        ..Built::default()
    })
}
