//! The page of `wellspring bench serve`.

use super::{facts, ratio, seconds};
use crate::bench::load::{LoadReport, LoadSide, Measured, Purpose};
use crate::bench::page::{Axis, Column, Lines, Page, Plot, Section, Series, Table, Unit};

const LEAD: &str = "Requests come at a rate whatever becomes of the ones before, as users do (an open system, with Poisson arrivals), and \
                    a latency counts from when a request was due, so that what a stall delays is counted too. A rate is held if every \
                    request is answered, at least 98 % of the rate is reached, and 99 of a hundred answers take less than 100 ms.";
const SHARED: &str = "The server and the one who asks share this machine, so that a machine of its own would hold more. The floor is an \
                      Axum handler that answers at once with as many bytes.";

/// What load does to a server, with plots.
#[must_use]
pub fn serve_page(report: &LoadReport) -> Page {
    let mut facts = facts("bench serve");
    facts.push(("Asked".to_owned(), format!("{}, {} queries in turn", report.endpoint.name(), report.queries)));
    facts.push(("Connections".to_owned(), report.connections.to_string()));
    facts.extend(report.url.iter().map(|url| ("Server".to_owned(), url.clone())));
    facts.extend(in_short(report));
    let notes = if report.url.is_none() { SHARED } else { "" };
    Page {
        title: "A server under load".to_owned(),
        lead: LEAD.to_owned(),
        facts,
        sections: vec![
            Section { heading: "Latency".to_owned(), text: notes.to_owned(), plots: plots(report), tables: Vec::new() },
            Section {
                heading: "All runs".to_owned(),
                text: "Late is the share of requests that were sent more than a millisecond after their time though a connection was \
                       free: where it is high, it is the asking that was measured."
                    .to_owned(),
                tables: sides(report).map(|(name, side)| table(name, side)).collect(),
                ..Section::default()
            },
        ],
    }
}

fn sides(report: &LoadReport) -> impl Iterator<Item = (&'static str, &LoadSide)> {
    std::iter::once(("ours", &report.ours)).chain(report.floor.iter().map(|floor| ("floor", floor)))
}

fn in_short(report: &LoadReport) -> Vec<(String, String)> {
    let rate = |side: &LoadSide| side.highest.map(|rate| Unit::PerSecond("requests".to_owned()).show(rate));
    let floor = report.floor.as_ref();
    let above = report.ours.of(Purpose::Above);
    let memory = report.ours.memory.map(|(before, after)| {
        format!("{} before, {} after", Unit::Bytes.show(before as f64), Unit::Bytes.show(after as f64))
    });
    [
        ("Highest rate held", rate(&report.ours)),
        ("Highest rate held by the floor", floor.and_then(rate)),
        ("Refused at twice the rate held", above.map(|above| Unit::Share.show(above.run.shed_share()))),
        ("p99 there, to that at the rate held", above.map(|_| ratio(report.overload_ratio()))),
        ("Processor time a request, to the floor", floor.map(|_| ratio(report.cpu_ratio()))),
        ("Median from sending, to the floor", floor.map(|_| ratio(report.latency_ratio()))),
        ("Memory of the server", memory),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

fn plots(report: &LoadReport) -> Vec<Plot> {
    let mut plots = vec![tails(report)];
    plots.extend(report.ours.of(Purpose::Search).map(|_| by_rate(report)));
    plots
}

/// Latency by percentile, at 80 % of what each side holds, or at the rate given.
fn tails(report: &LoadReport) -> Plot {
    let series = sides(report).filter_map(|(name, side)| {
        let measured = side.of(Purpose::Below).or_else(|| side.quiet())?;
        let points = measured.run.latency.tail().into_iter().map(|(place, took)| (place, took.as_secs_f64()));
        Some(line(&format!("{name}, {:.0} requests/s", measured.run.rate), name, points.collect()))
    });
    Plot::Lines(Lines {
        title: "Latency by percentile, at 80 % of the highest rate held or the rate given".to_owned(),
        x: Axis::log("percentile", Unit::Percentile),
        y: Axis::log("latency", Unit::Seconds),
        series: series.collect(),
    })
}

/// What becomes of latency as the rate grows.
fn by_rate(report: &LoadReport) -> Plot {
    let series = sides(report).flat_map(|(name, side)| {
        [("median", 0.5), ("p99", 0.99)].map(|(percentile, share)| {
            let runs = side.runs.iter().filter(|measured| measured.run.answered > 0);
            let mut points: Vec<(f64, f64)> =
                runs.map(|measured| (measured.run.rate, measured.run.latency.at(share).as_secs_f64())).collect();
            points.sort_by(|one, other| one.0.total_cmp(&other.0));
            // The last run at a rate decided whether it is held.
            points.reverse();
            points.dedup_by(|later, earlier| later.0.total_cmp(&earlier.0).is_eq());
            points.reverse();
            line(&format!("{name}, {percentile}"), name, points)
        })
    });
    Plot::Lines(Lines {
        title: "Latency by rate".to_owned(),
        x: Axis::log("rate", Unit::PerSecond("requests".to_owned())),
        y: Axis::log("latency", Unit::Seconds),
        series: series.collect(),
    })
}

fn line(name: &str, side: &str, points: Vec<(f64, f64)>) -> Series {
    if side == "floor" { Series::floor(name, points) } else { Series::ours(name, points) }
}

fn table(name: &str, side: &LoadSide) -> Table {
    let columns = ["Asked a second", "Answered a second", "503", "Failed", "Late", "p50", "p95", "p99", "p99/p50"];
    Table {
        caption: format!("Runs: {name}"),
        columns: std::iter::once(Column::text("Run"))
            .chain(columns.map(Column::number))
            .chain([Column::text("Held"), Column::number("Processor time a request")])
            .collect(),
        rows: side.runs.iter().map(row).collect(),
    }
}

fn row(measured: &Measured) -> Vec<String> {
    let run = &measured.run;
    let at = |share: f64| seconds(run.latency.at(share).as_secs_f64());
    vec![
        measured.purpose.name().to_owned(),
        Unit::Count.show(run.rate.round()),
        Unit::Count.show(run.achieved.round()),
        Unit::Count.show(run.shed as f64),
        Unit::Count.show(run.failures() as f64),
        Unit::Share.show(run.late_share()),
        at(0.5),
        at(0.95),
        at(0.99),
        ratio(run.p99_to_p50()),
        if run.is_held() { "yes" } else { "no" }.to_owned(),
        measured.cpu_a_request().map_or_else(|| "–".to_owned(), seconds),
    ]
}
