//! Where the doors ask the engine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{self, JoinError};
use tokio::time;

use super::handle::EngineHandle;
use crate::config::ServerConfig;
use crate::engine::{Engine, Error};

/// The one way in which those who serve reach the engine. Clones share their seats.
#[derive(Clone)]
pub struct Desk(Arc<Shared>);

struct Shared {
    engine: EngineHandle,
    /// One for each piece of work that may run now.
    seats: Arc<Semaphore>,
    most: usize,
    timeout: Duration,
    turned_away: AtomicU64,
}

/// The right to occupy a processor: given back when it is dropped.
#[derive(Debug)]
pub struct Seat(#[expect(dead_code, reason = "held for its Drop")] OwnedSemaphorePermit);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// There is no engine yet.
    #[error("no index is open yet")]
    NotReady,
    /// Every seat is taken.
    #[error("{0} requests are being worked on, which is the most at once; try again in a second")]
    Overloaded(usize),
    /// The work took longer than it may.
    #[error("the request was not answered within {} ms", .0.as_millis())]
    TooLate(Duration),
    /// The work did not come back.
    #[error(transparent)]
    Lost(JoinError),
    /// The engine has no answer.
    #[error(transparent)]
    Engine(#[from] Error),
}

impl Desk {
    /// Nobody has asked yet.
    #[must_use]
    pub fn new(engine: EngineHandle, config: &ServerConfig) -> Self {
        let most = config.max_concurrent;
        Self(Arc::new(Shared {
            seats: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))),
            timeout: config.timeout,
            turned_away: AtomicU64::new(0),
            engine,
            most,
        }))
    }

    /// The engine that answers now, if there is one.
    #[must_use]
    pub fn engine(&self) -> Option<Arc<Engine>> {
        self.0.engine.load()
    }

    /// How many were turned away because every seat was taken.
    #[must_use]
    pub fn turned_away(&self) -> u64 {
        self.0.turned_away.load(Ordering::Relaxed)
    }

    /// Takes a seat if one is free. Nobody queues for one: whoever waits behind a full house waits too long.
    #[must_use]
    pub fn take_seat(&self) -> Option<Seat> {
        Arc::clone(&self.0.seats).try_acquire_owned().ok().map(Seat)
    }

    /// Runs work on the engine in a seat on a blocking thread.
    ///
    /// The seat moves into the work: a request that was given up still counts until its work is done.
    pub async fn work<T, W>(&self, work: W) -> Result<T, NoAnswer>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        let engine = self.engine().ok_or(NoAnswer::NotReady)?;
        let seat = self.take_seat().ok_or_else(|| self.overloaded())?;
        self.seated(engine, seat, work).await
    }

    /// Runs work that an answer can do without: none while there is no engine, or no free seat.
    pub async fn spare_work<T, W>(&self, work: W) -> Result<Option<T>, NoAnswer>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        match (self.engine(), self.take_seat()) {
            (Some(engine), Some(seat)) => self.seated(engine, seat, work).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Runs work on a blocking thread, which gives the seat back when it is done.
    async fn seated<T, W>(&self, engine: Arc<Engine>, seat: Seat, work: W) -> Result<T, NoAnswer>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        let seated = move || {
            let result = work(&engine);
            drop(seat);
            result
        };
        let limit = self.0.timeout;
        let done =
            time::timeout(limit, task::spawn_blocking(seated)).await.map_err(|_elapsed| NoAnswer::TooLate(limit))?;
        Ok(done.map_err(NoAnswer::Lost)??)
    }

    fn overloaded(&self) -> NoAnswer {
        self.0.turned_away.fetch_add(1, Ordering::Relaxed);
        NoAnswer::Overloaded(self.0.most)
    }
}
