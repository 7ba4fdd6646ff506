//! What an evaluation found, as text.

use std::io::{self, Write};

use super::text::counted;
use crate::eval::{BUDGETS, ClassReport, EvalReport, MEASURES, MeasureReport, RetrievalReport};

pub(super) fn write(out: &mut impl Write, report: &EvalReport) -> io::Result<()> {
    write_counts(out, report)?;
    writeln!(out)?;
    report.total.measures.iter().try_for_each(|measure| write_measure(out, measure))?;
    if let Some(lists) = report.lists {
        writeln!(out, "coverage     {:.4}  of all documents stand in some list of ten", lists.coverage)?;
        writeln!(out, "diversity    {:.4}  1 less the cosine of two documents of a list", lists.diversity)?;
        writeln!(
            out,
            "near twins   {:.4}  of the lists have two documents that are all but the same",
            lists.near_twins
        )?;
    }
    if !report.classes.is_empty() {
        write_classes(out, &report.classes)?;
    }
    Ok(())
}

fn write_counts(out: &mut impl Write, report: &EvalReport) -> io::Result<()> {
    let topics = |count: usize| counted(count as u64, "topic");
    writeln!(out, "{}, {:.1} % without hits", topics(report.total.topics), 100.0 * report.total.without_hits)?;
    let unanswerable = report.unanswerable;
    if unanswerable.topics > 0 {
        let count = topics(unanswerable.topics);
        writeln!(out, "{count} without relevant documents: {} with hits", unanswerable.with_hits)?;
    }
    if report.not_asked > 0 {
        let them = if report.not_asked == 1 { "it" } else { "them" };
        writeln!(out, "{} judged but left out, as there is no query for {them}", topics(report.not_asked))?;
    }
    writeln!(out, "{:.0} µs a topic at the median", report.median_latency.as_secs_f64() * 1e6)
}

fn write_measure(out: &mut impl Write, measure: &MeasureReport) -> io::Result<()> {
    let interval = measure.interval;
    write!(out, "{:<12} {:.4}  [{:.4}, {:.4}]", measure.name, interval.mean, interval.low, interval.high)?;
    if let Some(comparison) = measure.comparison {
        write!(
            out,
            "  {:+.4} to the baseline, p {:.4}, {} better, {} worse",
            comparison.difference, comparison.p_value, comparison.better, comparison.worse
        )?;
    }
    writeln!(out)
}

/// A line a class; against a baseline, the difference of the first measure.
fn write_classes(out: &mut impl Write, classes: &[ClassReport]) -> io::Result<()> {
    write!(out, "\n{:<12} {:>6} {:>12}", "class", "topics", "without hits")?;
    MEASURES.iter().try_for_each(|measure| write!(out, " {:>10}", measure.name))?;
    writeln!(out)?;
    for ClassReport { class, means } in classes {
        write!(out, "{class:<12} {:>6} {:>10.1} %", means.topics, 100.0 * means.without_hits)?;
        means.measures.iter().try_for_each(|measure| write!(out, " {:>10.4}", measure.interval.mean))?;
        if let Some(comparison) = means.measures[0].comparison {
            write!(out, "  {} {:+.4}, p {:.4}", MEASURES[0].name, comparison.difference, comparison.p_value)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

pub(super) fn write_retrieval(out: &mut impl Write, report: &RetrievalReport) -> io::Result<()> {
    let figure = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    let [questions, off_topic, near_miss] = [report.answerable, report.off_topic, report.near_miss];
    writeln!(out, "{questions} answerable questions, {off_topic} off-topic, {near_miss} near misses\n")?;
    for (tokens, evidence) in BUDGETS.iter().zip(report.evidence) {
        writeln!(out, "evidence recall at {tokens:<5} tokens  {:.3}", evidence.recall)?;
        writeln!(out, "precision at {tokens:<5} tokens        {:.3}", evidence.precision)?;
    }
    writeln!(
        out,
        "citation precision               {:.3}  the best text holds the evidence",
        report.citation_precision
    )?;
    writeln!(out, "exact spans                      {:.3}", report.valid_spans)?;
    writeln!(out, "deep links that lead there       {:.3}", report.valid_links)?;
    writeln!(out, "AUROC against off-topic          {}", figure(report.auroc_off_topic))?;
    writeln!(out, "AUROC against near misses        {}", figure(report.auroc_near_miss))?;
    writeln!(out, "expected calibration error       {:.3}", report.calibration_error)?;
    writeln!(out, "answerable, and called so        {:.3}", report.answered)?;
    writeln!(out, "off-topic, and refused           {:.3}", report.refused)
}
