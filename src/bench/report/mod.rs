//! What was measured, as pages with plots.

mod growth;
mod indexing;
mod searching;

use sysinfo::{CpuRefreshKind, RefreshKind, System};
use time::OffsetDateTime;
use time::macros::format_description;

pub use growth::growth_page;
pub use indexing::indexing_page;
pub use searching::searching_page;

use super::latency::Latency;
use super::page::{Column, Table, Unit};
use super::searching::{SearchingRow, overall};
use super::{Operation, SearchingReport};

/// Where, when and by what something was measured, as far as the system tells.
fn facts(command: &str) -> Vec<(String, String)> {
    let system = System::new_with_specifics(RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing()));
    let processor = system.ok().and_then(|system| {
        let brand = system.cpus().first()?.brand().trim().to_owned();
        Some(format!("{} of {}", system.cpus().len(), if brand.is_empty() { "an unknown kind" } else { &brand }))
    });
    let date = OffsetDateTime::now_utc().format(format_description!("[year]-[month]-[day]"));
    [
        ("Command", Some(format!("wellspring {command}"))),
        ("Version", Some(env!("CARGO_PKG_VERSION").to_owned())),
        ("Date", date.ok()),
        ("Processors", processor),
        ("System", System::long_os_version().ok()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

fn seconds(seconds: f64) -> String {
    Unit::Seconds.show(seconds)
}

fn ratio(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "–".to_owned(), |ratio| Unit::Ratio.show(ratio))
}

/// Every kind of query in every way of asking.
fn rows(caption: &str, rows: &[SearchingRow]) -> Table {
    let percentiles =
        |latency: Latency| [latency.p50, latency.p95, latency.p99].map(|took| seconds(took.as_secs_f64())).join(" / ");
    let cells = rows.iter().map(|row| {
        vec![
            row.kind.clone(),
            row.operation.name().to_owned(),
            percentiles(row.floor),
            percentiles(row.ours),
            ratio(row.ratio()),
            ratio(row.ratio_p99()),
        ]
    });
    Table {
        caption: caption.to_owned(),
        columns: vec![
            Column::text("Kind of query"),
            Column::text("Asked"),
            Column::number("Floor: p50 / p95 / p99"),
            Column::number("Ours: p50 / p95 / p99"),
            Column::number("Ratio of medians"),
            Column::number("Ratio of p99"),
        ],
        rows: cells.collect(),
    }
}

/// How many times its floor each way of asking takes, in a sentence.
fn in_short(report: &SearchingReport) -> String {
    let ratios = Operation::ALL.into_iter().filter_map(|operation| {
        let (median, _) = overall(&report.rows, operation)?;
        Some(format!("{} {}", operation.name(), Unit::Ratio.show(median)))
    });
    ratios.collect::<Vec<_>>().join(", ")
}
