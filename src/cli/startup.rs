//! What happens before serving: the index is opened if it is up to date, and built if it is not.

use std::time::Instant;

use tracing::{error, info, warn};

use super::open::{has_corpus, open};
use super::progress;
use super::text::{counted, holding, megabytes};
use crate::config::Config;
use crate::corpus::Problem;
use crate::engine::{self, BuildReport, Engine, Error};

/// Problems that are logged one by one; who wants to see all of them asks `wellspring check`.
const MAX_LOGGED_PROBLEMS: usize = 20;

/// An engine to serve with: of the index as it is if that is up to date, otherwise of one built now.
///
/// A build that fails does not take down what can still be served: that is logged, and the old index stays in force. An
/// error means that there is nothing to serve at all.
pub fn prepare(config: &Config) -> anyhow::Result<Engine> {
    let opened = open_timed(config);
    let Some(reason) = reason_to_build(config, &opened)? else {
        return opened.map_err(|failure| unopened(failure, config));
    };
    info!("building the index: {reason}");
    match progress::shown(|progress| engine::build(&config.build, progress)) {
        Ok(report) => {
            log_build(&report);
            Ok(open_timed(config)?)
        }
        Err(failure) => Ok(keep(opened, failure)?),
    }
}

/// Why the index has to be built; none if it is up to date, or if building would not help.
fn reason_to_build(config: &Config, opened: &Result<Engine, Error>) -> Result<Option<String>, Error> {
    let reason = match opened {
        _ if !has_corpus(config) => None,
        Ok(_) if engine::is_up_to_date(&config.build)? => None,
        Ok(_) => Some("the corpus is not the one that it was built from, or has changed since".to_owned()),
        Err(Error::Index(error)) if error.is_mended_by_rebuilding() => Some(without_advice(&error.to_string())),
        Err(_) => None,
    };
    Ok(reason)
}

/// What an error says has happened, without what it tells a person to do.
fn without_advice(message: &str) -> String {
    message.rsplit_once("; ").map_or(message, |(fact, _)| fact).to_owned()
}

fn unopened(failure: Error, config: &Config) -> anyhow::Error {
    if has_corpus(config) {
        return failure.into();
    }
    let corpus: Vec<_> = config.build.corpus.iter().map(|path| path.display().to_string()).collect();
    anyhow::Error::new(failure).context(format!(
        "the index cannot be used, and there is no content in {} to build one from; name yours with --corpus",
        corpus.join(", ")
    ))
}

/// The engine of before, if there is one.
fn keep(opened: Result<Engine, Error>, failure: Error) -> Result<Engine, Error> {
    let Ok(engine) = opened else { return Err(failure) };
    if let Error::InvalidCorpus(problems) = &failure {
        log_problems(problems);
    }
    error!("building failed, so {} is served, which is older than the corpus: {failure}", engine.generation());
    Ok(engine)
}

fn open_timed(config: &Config) -> Result<Engine, Error> {
    let started = Instant::now();
    let engine = open(config)?;
    let (generation, took_ms) = (engine.generation(), started.elapsed().as_millis());
    info!("opened {generation} in {took_ms} ms: {}", holding(engine.manifest().counts));
    Ok(engine)
}

fn log_build(report: &BuildReport) {
    if !report.skipped.is_empty() {
        log_problems(&report.skipped);
        warn!("what has a problem is left out: {}", counted(report.skipped.len() as u64, "problem"));
    }
    info!(
        "built {} in {} ms: {} changed, {} removed, {} of corpus, {} of index",
        report.generation,
        report.took.as_millis(),
        counted(report.changed, "document"),
        report.removed,
        megabytes(report.corpus_bytes),
        megabytes(report.index_bytes),
    );
}

fn log_problems(problems: &[Problem]) {
    for problem in problems.iter().take(MAX_LOGGED_PROBLEMS) {
        warn!("{problem}");
    }
    if problems.len() > MAX_LOGGED_PROBLEMS {
        warn!("and {} more; `wellspring check` lists them all", problems.len() - MAX_LOGGED_PROBLEMS);
    }
}

#[cfg(test)]
mod tests {
    use super::without_advice;

    #[test]
    fn a_reason_is_the_fact_without_the_advice() {
        assert_eq!(without_advice("there is no index in x; build one"), "there is no index in x");
        assert_eq!(without_advice("damaged: a; b: cut off; rebuild it"), "damaged: a; b: cut off");
        assert_eq!(without_advice("no advice"), "no advice");
    }
}
