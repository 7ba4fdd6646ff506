//! The page of `wellspring bench index`.

use std::time::Duration;

use super::{facts, ratio, seconds};
use crate::bench::indexing::{Builder, IndexingReport};
use crate::bench::page::{
    Axis, BarGroup, BarSeries, Bars, Column, Kind, Lines, Page, Plot, Section, Series, Table, Unit,
};
use crate::engine::BuildOptions;

const LEAD: &str = "From files to an index in force, beside a bare Tantivy writer that is fed the same documents, already made, with \
                    the same schema, analyzer, threads and memory.";

/// How fast an index is built, with plots.
#[must_use]
pub fn indexing_page(report: &IndexingReport, options: &BuildOptions) -> Page {
    let mut facts = facts("bench index");
    facts.push(("Corpus".to_owned(), Unit::Bytes.show(report.corpus_bytes as f64)));
    if let Some(built) = report.of(Builder::Whole).map(|builds| &builds.runs[0]) {
        facts.push(("Holds".to_owned(), format!("{} documents, {} passages", built.documents, built.passages)));
    }
    facts.push(("Threads".to_owned(), options.threads.to_string()));
    facts.push(("Memory for segments".to_owned(), Unit::Bytes.show(options.memory as f64)));
    let speed = |builder| report.speed(builder).map_or_else(|| "–".to_owned(), |speed| Unit::Share.show(speed));
    let (without, with) = (speed(Builder::WithoutVectors), speed(Builder::Whole));
    Page {
        title: "How fast an index is built".to_owned(),
        lead: format!("{LEAD} Without vectors it is built at {without} of the floor's speed, with vectors at {with}."),
        facts,
        sections: vec![throughput(report), builds(report), over_time(report)],
    }
}

fn throughput(report: &IndexingReport) -> Section {
    let alone = report.stages.iter().map(|stage| (format!("{}, alone", stage.name), stage.took.as_secs_f64()));
    let whole = report.builds.iter().map(|builds| (format!("whole build: {}", builds.builder.name()), builds.took()));
    let groups = alone.chain(whole).map(|(name, seconds)| BarGroup {
        name,
        values: vec![(seconds > 0.0).then(|| report.corpus_bytes as f64 / seconds)],
    });
    let bars = Bars {
        title: "Throughput by stage".to_owned(),
        unit: Unit::BytesPerSecond,
        series: vec![BarSeries { name: "of the corpus".to_owned(), kind: Kind::Ours }],
        groups: groups.collect(),
    };
    Section {
        heading: "Throughput by stage".to_owned(),
        text: "Each stage alone sees all documents, before the next one begins; parsing uses all threads, the others one. The whole \
               builds have all stages at once, on all threads."
            .to_owned(),
        plots: vec![Plot::Bars(bars)],
        ..Section::default()
    }
}

fn builds(report: &IndexingReport) -> Section {
    let rows = report.builds.iter().filter(|builds| !builds.runs.is_empty()).map(|builds| {
        let ((low, high), first) = (builds.spread(), &builds.runs[0]);
        vec![
            builds.builder.name().to_owned(),
            seconds(builds.took()),
            format!("{} to {}", seconds(low), seconds(high)),
            builds.cpu().map_or_else(|| "–".to_owned(), seconds),
            ratio(report.cpu_ratio(builds.builder)),
            builds.peak_memory().map_or_else(|| "–".to_owned(), |bytes| Unit::Bytes.show(bytes)),
            Unit::Bytes.show(first.index_bytes as f64),
            report.speed(builds.builder).map_or_else(|| "–".to_owned(), |speed| Unit::Share.show(speed)),
        ]
    });
    let phases = report.of(Builder::Whole).map(|builds| builds.runs[0].phases.as_slice()).unwrap_or_default();
    Section {
        heading: "Whole builds".to_owned(),
        text: "The floor's memory holds all documents, made before it begins.".to_owned(),
        tables: vec![
            Table {
                caption: "Medians of all runs".to_owned(),
                columns: vec![
                    Column::text("Build"),
                    Column::number("Took"),
                    Column::number("Spread"),
                    Column::number("Processor time"),
                    Column::number("Of the floor's"),
                    Column::number("Peak memory"),
                    Column::number("On disk"),
                    Column::number("Speed, floor = 100 %"),
                ],
                rows: rows.collect(),
            },
            Table {
                caption: "Parts of the first build with vectors; vectors, words and completions run beside each other"
                    .to_owned(),
                columns: vec![Column::text("Part"), Column::number("Took")],
                rows: phases.iter().map(|(name, took)| vec![name.clone(), seconds(took.as_secs_f64())]).collect(),
            },
        ],
        ..Section::default()
    }
}

fn over_time(report: &IndexingReport) -> Section {
    let ours = report.builds.iter().filter(|builds| builds.builder != Builder::Floor && !builds.runs.is_empty());
    let points = |samples: &[(Duration, u64)]| -> Vec<(f64, f64)> {
        samples.iter().map(|&(at, value)| (at.as_secs_f64(), value as f64)).collect()
    };
    let documents = ours.clone().map(|builds| {
        let read = points(&builds.runs[0].progress).into_iter().map(|(at, documents)| (documents, at));
        Series::ours(builds.builder.name(), read.collect())
    });
    let memory = ours.map(|builds| Series::ours(builds.builder.name(), points(&builds.runs[0].memory)));
    Section {
        heading: "Over time".to_owned(),
        text: "Of the first run of each. Documents are read as fast as Tantivy's threads take them.".to_owned(),
        plots: vec![
            Plot::Lines(Lines {
                title: "Time until so many documents were read".to_owned(),
                x: Axis::linear("documents", Unit::Count),
                y: Axis::linear("time", Unit::Seconds),
                series: documents.collect(),
            }),
            Plot::Lines(Lines {
                title: "Resident memory".to_owned(),
                x: Axis::linear("time", Unit::Seconds),
                y: Axis::linear("memory", Unit::Bytes),
                series: memory.collect(),
            }),
        ],
        ..Section::default()
    }
}
