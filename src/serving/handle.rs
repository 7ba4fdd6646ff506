//! The engine that answers now.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use tokio::sync::Notify;

use crate::engine::Engine;

/// A snapshot of the index that can be replaced while requests run.
///
/// A request loads it once and keeps what it got, so no answer mixes two generations. Clones share one seat.
#[derive(Clone)]
pub struct EngineHandle(Arc<Shared>);

#[derive(Default)]
struct Shared {
    engine: ArcSwapOption<Engine>,
    replaced: Notify,
}

impl EngineHandle {
    /// A handle that is ready.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        let handle = Self::empty();
        handle.replace(engine);
        handle
    }

    /// A handle without an engine: the server is alive and not ready until [`Self::replace`] is called.
    #[must_use]
    pub fn empty() -> Self {
        Self(Arc::default())
    }

    /// The engine in force; none before the first one is there.
    #[must_use]
    pub fn load(&self) -> Option<Arc<Engine>> {
        self.0.engine.load_full()
    }

    /// Waits until there is an engine.
    pub async fn ready(&self) {
        let mut replaced = pin!(self.0.replaced.notified());
        // Listens before it looks: what comes in between is not missed.
        replaced.as_mut().enable();
        if self.load().is_none() {
            replaced.await;
        }
    }

    /// Puts another engine in force. Requests that run keep the one they started with.
    pub fn replace(&self, engine: Engine) {
        self.0.engine.store(Some(Arc::new(engine)));
        self.0.replaced.notify_waiters();
    }
}

impl fmt::Debug for EngineHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let generation = self.load().map(|engine| engine.generation().to_owned());
        f.debug_tuple("EngineHandle").field(&generation).finish()
    }
}
