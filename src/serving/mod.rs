//! What the doors that serve share: which engine answers now, how many may ask it at once, and how long they wait.
//!
//! The engine is synchronous, and a server has many callers at once: a [`Desk`] runs each piece of work on a blocking thread, in one
//! of a limited number of seats, for a limited time. [`EngineHandle`] and [`watch()`] put a new generation in force while
//! requests run. All of it stands below the doors, so that one limit holds for all of them together.
//!
//! Invariants: nothing here knows a protocol; a piece of work sees one generation from its beginning to its end.

mod desk;
mod handle;
mod watch;

pub use desk::{Desk, NoAnswer, Seat};
pub use handle::EngineHandle;
pub use watch::watch;
