//! What was measured, as pages with plots.

mod growth;
mod indexing;
mod searching;
mod serving;

use sysinfo::{CpuRefreshKind, RefreshKind, System};
use time::OffsetDateTime;
use time::macros::format_description;

pub use growth::growth_page;
pub use indexing::indexing_page;
pub use searching::searching_page;
pub use serving::serve_page;

use super::latency::Latency;
use super::page::{Column, Table, Unit};
use super::searching::SearchingRow;
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

/// What people call an operation.
fn title(operation: Operation) -> &'static str {
    match operation {
        Operation::Fast => "Fast search",
        Operation::Full => "Full search",
        Operation::AsYouType => "Search as you type",
        Operation::Suggest => "Suggestions",
        Operation::Related => "Related products",
        Operation::Retrieve => "Passages for a language model",
    }
}

/// What is asked and answered, and what Tantivy is asked beside it.
fn explanation(operation: Operation) -> &'static str {
    match operation {
        Operation::Fast => {
            "By words, with corrections, snippets and the usual facets. The floor: the ten best for the same words."
        }
        Operation::Full => {
            "By words and meaning, with all facets and related products. The floor: the ten best for the same words."
        }
        Operation::AsYouType => {
            "A fast search whose last word is still being typed. The floor: the ten best for any word that it may become."
        }
        Operation::Suggest => {
            "Queries, articles and products below a search box. The floor: the ten best for any word that what is typed may become."
        }
        Operation::Related => {
            "Products for an article, a product, a cart or a text, with reasons. The floor: the ten best for the first distinct \
             words of a passage."
        }
        Operation::Retrieve => {
            "Passages with exact places, packed and calibrated, for a question. The floor: the ten best for the same words."
        }
    }
}

/// One way of asking, for every kind of query.
fn latencies(caption: impl Into<String>, rows: &[&SearchingRow]) -> Table {
    let percentiles =
        |latency: Latency| [latency.p50, latency.p95, latency.p99].map(|took| seconds(took.as_secs_f64())).join(" / ");
    let cells = rows.iter().map(|row| {
        vec![
            row.kind.clone(),
            percentiles(row.floor),
            percentiles(row.ours),
            ratio(row.ratio()),
            ratio(row.ratio_p99()),
        ]
    });
    Table {
        caption: caption.into(),
        columns: vec![
            Column::text("Query"),
            Column::number("Floor: p50 / p95 / p99"),
            Column::number("Ours: p50 / p95 / p99"),
            Column::number("Ratio at p50"),
            Column::number("Ratio at p99"),
        ],
        rows: cells.collect(),
    }
}

/// What was asked in one way.
fn rows_of(report: &SearchingReport, operation: Operation) -> Vec<&SearchingRow> {
    report.rows.iter().filter(|row| row.operation == operation).collect()
}
