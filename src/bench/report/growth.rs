//! The page of `wellspring bench growth`.

use super::{explanation, facts, latencies, ratio, rows_of, title};
use crate::bench::growth::{GrownSize, GrowthReport};
use crate::bench::indexing::{Builder, Builds};
use crate::bench::latency::median;
use crate::bench::page::{Axis, BarGroup, BarSeries, Bars, Column, Lines, Page, Plot, Section, Series, Table, Unit};
use crate::bench::searching::{Operation, SearchingRow, overall};
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
    let mut sections = vec![in_short(report), building(report)];
    sections.extend(Operation::ALL.into_iter().filter_map(|operation| answering(report, operation)));
    Page { title: "What becomes of speed as a corpus grows".to_owned(), lead: LEAD.to_owned(), facts, sections }
}

fn in_short(report: &GrowthReport) -> Section {
    let was_asked = |operation: &Operation| {
        report.sizes.iter().any(|size| size.searching.rows.iter().any(|row| row.operation == *operation))
    };
    let rows = Operation::ALL.into_iter().filter(was_asked).map(|operation| {
        let at = |size: &GrownSize| ratio(overall(&size.searching.rows, operation).map(|(p50, _)| p50));
        std::iter::once(title(operation).to_owned()).chain(report.sizes.iter().map(at)).collect()
    });
    let sizes = report.sizes.iter().map(|size| Column::number(passages(size)));
    let table = Table {
        caption: "Time of an answer, floor = 1×".to_owned(),
        columns: std::iter::once(Column::text("Answer")).chain(sizes).collect(),
        rows: rows.collect(),
    };
    Section {
        heading: "In short".to_owned(),
        text: "Medians over all kinds of queries; the floor of an answer is Tantivy's own ten best documents on the same index."
            .to_owned(),
        tables: vec![table],
        ..Section::default()
    }
}

fn passages(size: &GrownSize) -> String {
    format!("{} passages", Unit::Count.show(size.passages as f64))
}

/// Lines by passages; of one size, which is no line, bars.
fn plot(report: &GrowthReport, title: &str, y: Axis, mut series: Vec<Series>) -> Plot {
    series.retain(|series| !series.points.is_empty());
    let title = title.to_owned();
    let [size] = report.sizes.as_slice() else {
        return Plot::Lines(Lines { title, x: Axis::log("passages", Unit::Count), y, series });
    };
    let values = series.iter().map(|series| series.points.first().map(|&(_, value)| value)).collect();
    let groups = vec![BarGroup { name: passages(size), values }];
    let series = series.into_iter().map(|Series { name, kind, .. }| BarSeries { name, kind }).collect();
    Plot::Bars(Bars { title, unit: y.unit, series, groups })
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
    let speed = by_builder(|size, builds| Some(size.passages as f64 / builds.took()));
    let memory = by_builder(|_, builds| if builds.builder == Builder::Floor { None } else { builds.peak_memory() });
    let disk = by_builder(|_, builds| Some(builds.runs[0].index_bytes as f64));
    let opening = vec![
        series("opening the index", &|size| Some(size.searching.opened.as_secs_f64())),
        series("the first query", &|size| Some(size.searching.first_query.as_secs_f64())),
    ];
    let plot = |title: &str, y: Axis, series| plot(report, title, y, series);
    Section {
        heading: "Building and opening".to_owned(),
        text: "The floor of building is a bare Tantivy writer that is fed the same documents, already made. Its memory is left out, as \
               it holds all of them."
            .to_owned(),
        plots: vec![
            plot("Speed of building", Axis::log("speed", Unit::PerSecond("passages".to_owned())), speed),
            plot("Peak memory of building", Axis::log("memory", Unit::Bytes), memory),
            plot("Size on disk", Axis::log("size", Unit::Bytes), disk),
            plot("Opening the index, and its first query", Axis::log("time", Unit::Seconds), opening),
        ],
        ..Section::default()
    }
}

fn answering(report: &GrowthReport, operation: Operation) -> Option<Section> {
    let line = |of: fn(&SearchingRow) -> f64| -> Vec<(f64, f64)> {
        let at = |size: &GrownSize| {
            let rows = rows_of(&size.searching, operation);
            Some((size.passages as f64, median(rows.into_iter().map(of).collect())?))
        };
        report.sizes.iter().filter_map(at).collect()
    };
    let series = vec![
        Series::floor("floor, median", line(|row| row.floor.p50.as_secs_f64())),
        Series::floor("floor, p99", line(|row| row.floor.p99.as_secs_f64())),
        Series::ours("ours, median", line(|row| row.ours.p50.as_secs_f64())),
        Series::ours("ours, p99", line(|row| row.ours.p99.as_secs_f64())),
    ];
    let asked = report.sizes.iter().map(|size| (size, rows_of(&size.searching, operation)));
    let tables: Vec<Table> =
        asked.filter(|(_, rows)| !rows.is_empty()).map(|(size, rows)| latencies(passages(size), &rows)).collect();
    (!tables.is_empty()).then(|| Section {
        heading: title(operation).to_owned(),
        text: explanation(operation).to_owned(),
        plots: vec![plot(report, "Median over the kinds of queries", Axis::log("time", Unit::Seconds), series)],
        tables,
    })
}
