//! The page of `wellspring bench search`.

use super::{facts, in_short, rows, seconds};
use crate::bench::page::{BarGroup, BarSeries, Bars, Kind, Page, Plot, Section, Unit};
use crate::bench::searching::{Operation, SearchingReport};

const LEAD: &str = "How long a whole answer takes (corrections, ranking, snippets, facets), beside Tantivy's own ten best documents \
                    for the same words on the same index, in the same process. Over all kinds of queries, an answer takes at the \
                    median this many times its floor: ";

/// How long answers take, with plots.
#[must_use]
pub fn searching_page(report: &SearchingReport) -> Page {
    let counts = report.counts;
    let mut facts = facts("bench search");
    facts.push(("Index".to_owned(), format!("{} passages, {} products", counts.passages, counts.products)));
    facts.push(("Opened in".to_owned(), seconds(report.opened.as_secs_f64())));
    facts.push(("First query".to_owned(), seconds(report.first_query.as_secs_f64())));
    let medians =
        Operation::ALL.into_iter().filter(|&operation| report.rows.iter().any(|row| row.operation == operation));
    let plots = medians.map(|operation| Plot::Bars(bars(report, operation)));
    Page {
        title: "How long answers take".to_owned(),
        lead: format!("{LEAD}{}.", in_short(report)),
        facts,
        sections: vec![
            Section { heading: "Medians by kind of query".to_owned(), plots: plots.collect(), ..Section::default() },
            Section {
                heading: "All figures".to_owned(),
                text: "Queries are drawn from the texts of the index, with a fixed seed. Each is asked in turn with its floor, once \
                       without being counted."
                    .to_owned(),
                tables: vec![rows("Latency by kind of query", &report.rows)],
                ..Section::default()
            },
        ],
    }
}

fn bars(report: &SearchingReport, operation: Operation) -> Bars {
    let rows = report.rows.iter().filter(|row| row.operation == operation);
    let groups = rows.map(|row| BarGroup {
        name: row.kind.clone(),
        values: vec![Some(row.floor.p50.as_secs_f64()), Some(row.ours.p50.as_secs_f64())],
    });
    Bars {
        title: format!("Median of {}", operation.name()),
        unit: Unit::Seconds,
        series: vec![
            BarSeries { name: "Tantivy's ten best".to_owned(), kind: Kind::Floor },
            BarSeries { name: "whole answer".to_owned(), kind: Kind::Ours },
        ],
        groups: groups.collect(),
    }
}
