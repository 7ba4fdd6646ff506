//! A new generation is put in force while the server runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::{task, time};

use super::handle::EngineHandle;
use crate::engine::{self, Engine};

/// Looks every so often whether another generation is in force on disk, and opens it with `open`.
///
/// A generation that cannot be opened is told once in the log; the engine before it goes on answering. Runs until it is
/// dropped.
pub async fn watch<O>(handle: EngineHandle, index: PathBuf, every: Duration, open: O)
where
    O: Fn() -> Result<Engine, engine::Error> + Send + Sync + 'static,
{
    let open = Arc::new(open);
    let mut failed = None;
    loop {
        time::sleep(every).await;
        let serving = handle.load().map(|engine| engine.revision().to_owned());
        let (index, open) = (index.clone(), Arc::clone(&open));
        let seen = failed.clone();
        let look = move || {
            let current = engine::current_revision(&index)?;
            let is_news = serving.as_ref() != Some(&current) && seen.as_ref() != Some(&current);
            is_news.then(|| reopen(current, open.as_ref()))
        };
        match task::spawn_blocking(look).await {
            Ok(Some(Ok(engine))) => handle.replace(engine),
            Ok(Some(Err(revision))) => failed = Some(revision),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "looking for a new generation failed"),
        }
    }
}

/// Opens the generation in force, or gives its revision back when that fails.
fn reopen(revision: String, open: impl Fn() -> Result<Engine, engine::Error>) -> Result<Engine, String> {
    let started = Instant::now();
    match open() {
        Ok(engine) => {
            let duration_ms = started.elapsed().as_micros() as f64 / 1_000.0;
            tracing::info!(generation = engine.generation(), duration_ms, "put a new generation in force");
            Ok(engine)
        }
        Err(error) => {
            tracing::error!(revision, %error, "a new generation cannot be opened; the one before goes on answering");
            Err(revision)
        }
    }
}
