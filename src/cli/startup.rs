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

/// Hands over an engine to serve with: of the index as it is if it opens, and then, if it is not up to date, of one built
/// now. Questions are answered while it is built.
///
/// A build that fails does not take down what can still be served: that is logged, and the old index stays in force. An
/// error means that there is nothing to serve at all.
pub fn prepare(config: &Config, serve: impl Fn(Engine)) -> anyhow::Result<()> {
    let opened = open_timed(config);
    let reason = reason_to_build(config, &opened)?;
    let served = match opened {
        Ok(engine) => {
            let generation = engine.generation().to_owned();
            serve(engine);
            Some(generation)
        }
        Err(failure) if reason.is_none() => return Err(unopened(failure, config)),
        Err(_) => None,
    };
    if let Some(reason) = reason {
        build(config, &reason, served, serve)?;
    }
    Ok(())
}

fn build(config: &Config, reason: &str, served: Option<String>, serve: impl Fn(Engine)) -> Result<(), Error> {
    info!("building the index: {reason}");
    match (progress::shown(|progress| engine::build(&config.build, progress)), served) {
        (Ok(report), _) => {
            log_build(&report);
            serve(open_timed(config)?);
            Ok(())
        }
        (Err(failure), Some(served)) => {
            log_failure(&failure, &served);
            Ok(())
        }
        (Err(failure), None) => Err(failure),
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

/// A build failed, and the generation of before goes on being served.
fn log_failure(failure: &Error, served: &str) {
    if let Error::InvalidCorpus(problems) = failure {
        log_problems(problems);
    }
    error!("building failed, so {served} is served, which is older than the corpus: {failure}");
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
