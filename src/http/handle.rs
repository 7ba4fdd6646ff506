//! The engine that answers now.

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::engine::Engine;

/// A snapshot of the index that can be replaced while requests run.
///
/// A request loads it once and keeps what it got, so no answer mixes two generations. Clones share one seat.
#[derive(Clone)]
pub struct EngineHandle(Arc<ArcSwapOption<Engine>>);

impl EngineHandle {
    /// A handle that is ready.
    #[must_use]
    pub fn new(engine: Engine) -> Self {
        Self(Arc::new(ArcSwapOption::from_pointee(engine)))
    }

    /// A handle without an engine: the server is alive and not ready until [`Self::replace`] is called.
    #[must_use]
    pub fn empty() -> Self {
        Self(Arc::new(ArcSwapOption::empty()))
    }

    /// The engine in force; none before the first one is there.
    #[must_use]
    pub fn load(&self) -> Option<Arc<Engine>> {
        self.0.load_full()
    }

    /// Puts another engine in force. Requests that run keep the one they started with.
    pub fn replace(&self, engine: Engine) {
        self.0.store(Some(Arc::new(engine)));
    }
}

impl fmt::Debug for EngineHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let generation = self.load().map(|engine| engine.generation().to_owned());
        f.debug_tuple("EngineHandle").field(&generation).finish()
    }
}
