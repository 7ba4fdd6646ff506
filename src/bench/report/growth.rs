//! The page of `wellspring bench growth`.

use super::{facts, in_short, rows};
use crate::bench::growth::{GrownSize, GrowthReport};
use crate::bench::indexing::{Builder, Builds};
use crate::bench::latency::median;
use crate::bench::page::{Axis, Lines, Page, Plot, Section, Series, Unit};
use crate::bench::searching::{Operation, SearchingRow};
use crate::engine::BuildOptions;

const LEAD: &str = "The same measurements on ever larger corpora, beside the same floors. The text is recombined from the sentences of \
                    the corpus, with a fixed seed, and words are coined at the rate at which its vocabulary grows (Heaps' law), so \
                    that a large corpus has as many different words as a real one. What stands together in it means nothing: this \
                    is about cost, not relevance.";

/// What becomes of speed as a corpus grows, with plots.
#[must_use]
pub fn growth_page(report: &GrowthReport, options: &BuildOptions) -> Page {
    let mut facts = facts("bench growth");
    facts.push(("Threads".to_owned(), options.threads.to_string()));
    let mut sections = vec![building(report)];
    sections.extend(Operation::ALL.into_iter().map(|operation| answering(report, operation)));
    sections.push(Section {
        heading: "All figures".to_owned(),
        tables: report.sizes.iter().map(table).collect(),
        ..Section::default()
    });
    Page { title: "What becomes of speed as a corpus grows".to_owned(), lead: LEAD.to_owned(), facts, sections }
}

fn building(report: &GrowthReport) -> Section {
    let series = |name: &str, of: &dyn Fn(&GrownSize) -> Option<f64>| {
        Series::ours(name, report.sizes.iter().filter_map(|size| Some((size.passages as f64, of(size)?))).collect())
    };
    let by_builder = |of: fn(&GrownSize, &Builds) -> Option<f64>| {
        let lines = Builder::ALL.map(|builder| {
            let line = series(builder.name(), &|size| of(size, size.indexing.of(builder)?));
            if builder == Builder::Floor { Series::floor(line.name, line.points) } else { line }
        });
        lines.to_vec()
    };
    let passages = || Axis::log("passages", Unit::Count);
    let speed = by_builder(|size, builds| Some(size.passages as f64 / builds.took()));
    let memory = by_builder(|_, builds| if builds.builder == Builder::Floor { None } else { builds.peak_memory() });
    let disk = by_builder(|_, builds| Some(builds.runs[0].index_bytes as f64));
    let opening = vec![
        series("opening the index", &|size| Some(size.searching.opened.as_secs_f64())),
        series("the first query", &|size| Some(size.searching.first_query.as_secs_f64())),
    ];
    let plot = |title: &str, y: Axis, mut series: Vec<Series>| {
        series.retain(|series| !series.points.is_empty());
        Plot::Lines(Lines { title: title.to_owned(), x: passages(), y, series })
    };
    Section {
        heading: "Building and opening".to_owned(),
        plots: vec![
            plot("Speed of building", Axis::log("speed", Unit::PerSecond("passages".to_owned())), speed),
            plot("Peak memory of building", Axis::log("memory", Unit::Bytes), memory),
            plot("Size on disk", Axis::log("size", Unit::Bytes), disk),
            plot("Opening", Axis::log("time", Unit::Seconds), opening),
        ],
        ..Section::default()
    }
}

fn answering(report: &GrowthReport, operation: Operation) -> Section {
    let line = |of: fn(&SearchingRow) -> f64| -> Vec<(f64, f64)> {
        let at = |size: &GrownSize| {
            let rows = size.searching.rows.iter().filter(|row| row.operation == operation);
            Some((size.passages as f64, median(rows.map(of).collect())?))
        };
        report.sizes.iter().filter_map(at).collect()
    };
    let series = vec![
        Series::floor("floor, median", line(|row| row.floor.p50.as_secs_f64())),
        Series::floor("floor, p99", line(|row| row.floor.p99.as_secs_f64())),
        Series::ours("ours, median", line(|row| row.ours.p50.as_secs_f64())),
        Series::ours("ours, p99", line(|row| row.ours.p99.as_secs_f64())),
    ];
    Section {
        heading: format!("Answering: {}", operation.name()),
        plots: vec![Plot::Lines(Lines {
            title: format!("Latency of {}, median over the kinds of queries", operation.name()),
            x: Axis::log("passages", Unit::Count),
            y: Axis::log("latency", Unit::Seconds),
            series: series.into_iter().filter(|series| !series.points.is_empty()).collect(),
        })],
        ..Section::default()
    }
}

fn table(size: &GrownSize) -> crate::bench::page::Table {
    let caption = format!("{} passages; times the floor: {}", size.passages, in_short(&size.searching));
    rows(&caption, &size.searching.rows)
}
