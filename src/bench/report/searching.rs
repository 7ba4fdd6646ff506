//! The page of `wellspring bench search`.

use super::{explanation, facts, latencies, ratio, rows_of, seconds, title};
use crate::bench::page::{BarGroup, BarSeries, Bars, Column, Kind, Page, Plot, Section, Table, Unit};
use crate::bench::searching::{Operation, SearchingReport, overall};

const LEAD: &str = "How long a whole answer takes, beside its floor: Tantivy's own ten best documents for the same words, on the same \
                    index, in the same process.";

const METHOD: &str = "Each query is asked in turn with its floor, once without being counted.";

/// How long answers take, with plots.
#[must_use]
pub fn searching_page(report: &SearchingReport) -> Page {
    let count = |count: u64| Unit::Count.show(count as f64);
    let counts = report.counts;
    let mut facts = facts("bench search");
    facts.push((
        "Index".to_owned(),
        format!("{} passages, {} products", count(counts.passages), count(counts.products)),
    ));
    facts.push(("Opened in".to_owned(), seconds(report.opened.as_secs_f64())));
    facts.push(("First query".to_owned(), seconds(report.first_query.as_secs_f64())));
    let asked = Operation::ALL.into_iter().filter(|&operation| !rows_of(report, operation).is_empty());
    let mut sections = vec![in_short(report)];
    sections.extend(asked.map(|operation| answering(report, operation)));
    Page { title: "How long answers take".to_owned(), lead: LEAD.to_owned(), facts, sections }
}

fn in_short(report: &SearchingReport) -> Section {
    let rows = Operation::ALL.into_iter().filter_map(|operation| {
        let (p50, p99) = overall(&report.rows, operation)?;
        Some(vec![title(operation).to_owned(), ratio(Some(p50)), ratio(Some(p99))])
    });
    let table = Table {
        caption: "Time of an answer, floor = 1×".to_owned(),
        columns: vec![Column::text("Answer"), Column::number("At p50"), Column::number("At p99")],
        rows: rows.collect(),
    };
    Section {
        heading: "In short".to_owned(),
        text: format!("{METHOD} A figure here is the median over all kinds of queries."),
        tables: vec![table],
        ..Section::default()
    }
}

fn answering(report: &SearchingReport, operation: Operation) -> Section {
    Section {
        heading: title(operation).to_owned(),
        text: explanation(operation).to_owned(),
        plots: vec![Plot::Bars(bars(report, operation))],
        tables: vec![latencies(format!("{}, all figures", title(operation)), &rows_of(report, operation))],
    }
}

fn bars(report: &SearchingReport, operation: Operation) -> Bars {
    let groups = rows_of(report, operation).into_iter().map(|row| BarGroup {
        name: row.kind.clone(),
        values: vec![Some(row.floor.p50.as_secs_f64()), Some(row.ours.p50.as_secs_f64())],
    });
    Bars {
        title: "Median by kind of query".to_owned(),
        unit: Unit::Seconds,
        series: vec![
            BarSeries { name: "floor: Tantivy's ten best".to_owned(), kind: Kind::Floor },
            BarSeries { name: "ours: the whole answer".to_owned(), kind: Kind::Ours },
        ],
        groups: groups.collect(),
    }
}
