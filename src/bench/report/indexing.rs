//! The page of `wellspring bench index`.

use std::time::Duration;

use super::{facts, seconds};
use crate::bench::indexing::{Builder, Builds, IndexingReport};
use crate::bench::page::{
    Axis, BarGroup, BarSeries, Bars, Column, Kind, Lines, Page, Plot, Section, Series, Table, Unit,
};
use crate::engine::BuildOptions;

const LEAD: &str = "From files to an index in force, beside a bare Tantivy writer that is fed the same documents, already made, with \
                    the same schema, analyzer, threads and memory.";

/// How fast an index is built, with plots.
#[must_use]
pub fn indexing_page(report: &IndexingReport, options: &BuildOptions) -> Page {
    let count = |count: u64| Unit::Count.show(count as f64);
    let mut facts = facts("bench index");
    facts.push(("Corpus".to_owned(), Unit::Bytes.show(report.corpus_bytes as f64)));
    if let Some(built) = report.of(Builder::Whole).map(|builds| &builds.runs[0]) {
        facts.push((
            "Holds".to_owned(),
            format!("{} documents, {} passages", count(built.documents), count(built.passages)),
        ));
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
    let alone = report.stages.iter().map(|stage| (stage.name.clone(), stage.took.as_secs_f64()));
    let whole = report.builds.iter().map(|builds| (builds.builder.name().to_owned(), builds.took()));
    Section {
        heading: "Throughput".to_owned(),
        text: "Bytes of the corpus in a second. Each stage alone sees all documents, before the next one begins; parsing uses all \
               threads, the others one. A whole build has all stages at once, on all threads."
            .to_owned(),
        plots: vec![bars(report, "Each stage alone", alone), bars(report, "Whole builds", whole)],
        ..Section::default()
    }
}

fn bars(report: &IndexingReport, title: &str, took: impl Iterator<Item = (String, f64)>) -> Plot {
    let groups = took.map(|(name, seconds)| BarGroup {
        name,
        values: vec![(seconds > 0.0).then(|| report.corpus_bytes as f64 / seconds)],
    });
    Plot::Bars(Bars {
        title: title.to_owned(),
        unit: Unit::BytesPerSecond,
        series: vec![BarSeries { name: "of the corpus".to_owned(), kind: Kind::Ours }],
        groups: groups.collect(),
    })
}

fn builds(report: &IndexingReport) -> Section {
    let phases = report.of(Builder::Whole).map(|builds| builds.runs[0].phases.as_slice()).unwrap_or_default();
    Section {
        heading: "Whole builds".to_owned(),
        text: "The floor's memory holds all documents, made before it begins.".to_owned(),
        tables: vec![
            medians(report),
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

/// A column for each kind of build.
fn medians(report: &IndexingReport) -> Table {
    let builds: Vec<&Builds> = report.builds.iter().filter(|builds| !builds.runs.is_empty()).collect();
    let row = |name: &str, of: &dyn Fn(&Builds) -> Option<String>| {
        let cells = builds.iter().map(|builds| of(builds).unwrap_or_else(|| "–".to_owned()));
        std::iter::once(name.to_owned()).chain(cells).collect::<Vec<_>>()
    };
    let spread = |builds: &Builds| {
        let (low, high) = builds.spread();
        format!("{} to {}", seconds(low), seconds(high))
    };
    let bytes = |bytes: f64| Unit::Bytes.show(bytes);
    let runs = builds.first().map_or(0, |builds| builds.runs.len());
    let mut rows = vec![
        row("Time", &|builds| Some(seconds(builds.took()))),
        row("Speed, floor = 100\u{a0}%", &|builds| report.speed(builds.builder).map(|speed| Unit::Share.show(speed))),
        row("Processor time", &|builds| builds.cpu().map(seconds)),
        row("Processor time, floor = 1×", &|builds| {
            report.cpu_ratio(builds.builder).map(|times| Unit::Ratio.show(times))
        }),
        row("Peak memory", &|builds| builds.peak_memory().map(bytes)),
        row("On disk", &|builds| Some(bytes(builds.runs[0].index_bytes as f64))),
    ];
    if runs > 1 {
        rows.insert(1, row("Shortest to longest", &|builds| Some(spread(builds))));
    }
    let names = builds.iter().map(|builds| Column::number(builds.builder.name()));
    Table {
        caption: if runs > 1 { format!("Medians of {runs} runs each") } else { "One run each".to_owned() },
        columns: std::iter::once(Column::text("Measured")).chain(names).collect(),
        rows,
    }
}

fn over_time(report: &IndexingReport) -> Section {
    let ours = report.builds.iter().filter(|builds| builds.builder != Builder::Floor && !builds.runs.is_empty());
    let points = |samples: &[(Duration, u64)]| -> Vec<(f64, f64)> {
        samples.iter().map(|&(at, value)| (at.as_secs_f64(), value as f64)).collect()
    };
    let documents = ours.clone().map(|builds| {
        let read = points(&builds.runs[0].progress).into_iter().map(|(at, documents)| (documents, at));
        Series::ours(builds.builder.name(), std::iter::once((0.0, 0.0)).chain(read).collect())
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
