//! What all requests share, and the one way in which they reach the engine.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{self, JoinError};

use super::handle::EngineHandle;
use super::limits::PANICKED;
use super::metrics::Metrics;
use super::openapi::{self, Description};
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::config::ServerConfig;
use crate::engine::{Engine, Error};

/// What all requests share. Clones share one state.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    engine: EngineHandle,
    metrics: Metrics,
    description: Description,
    config: ServerConfig,
    /// One for each engine call that may run now.
    seats: Arc<Semaphore>,
}

/// The right to occupy a processor: given back when it is dropped.
#[derive(Debug)]
pub struct Seat(#[expect(dead_code, reason = "held for its Drop")] OwnedSemaphorePermit);

impl App {
    /// The state of a server that has not answered anything yet.
    #[must_use]
    pub fn new(engine: EngineHandle, config: &ServerConfig) -> Self {
        Self(Arc::new(Shared {
            metrics: Metrics::new(),
            description: openapi::describe(config),
            seats: Arc::new(Semaphore::new(config.max_concurrent.min(Semaphore::MAX_PERMITS))),
            config: config.clone(),
            engine,
        }))
    }

    /// Takes a seat if one is free. Nobody queues for one: whoever waits behind a full house waits too long.
    #[must_use]
    pub fn take_seat(&self) -> Option<Seat> {
        Arc::clone(&self.0.seats).try_acquire_owned().ok().map(Seat)
    }

    /// Runs work on the engine in a seat on a blocking thread.
    ///
    /// The seat moves into the work: a request that was given up still counts until its work is done.
    pub(super) async fn work<T, W>(&self, work: W) -> Result<T, Problem>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        let engine = self.engine().ok_or_else(not_ready)?;
        let seat = self.take_seat().ok_or_else(|| self.overloaded())?;
        seated(engine, seat, work).await
    }

    /// Runs work that an answer can do without: none while there is no engine, or no free seat.
    pub(super) async fn spare_work<T, W>(&self, work: W) -> Result<Option<T>, Problem>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        match (self.engine(), self.take_seat()) {
            (Some(engine), Some(seat)) => seated(engine, seat, work).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Runs work and answers with its result as JSON, which is written on the blocking thread too.
    pub(super) async fn answer<T, W>(&self, work: W) -> Result<Response, Problem>
    where
        T: Serialize,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        let json = self.work(move |engine| Ok(serde_json::to_vec(&work(engine)?))).await?;
        let json = json.map_err(Problem::internal)?;
        Ok(([(header::CONTENT_TYPE, "application/json")], Bytes::from(json)).into_response())
    }

    /// The query, if it is not too long.
    pub(super) fn checked_query(&self, query: &str) -> Result<(), Problem> {
        let limit = self.0.config.max_query_chars;
        let length = query.chars().count();
        if length <= limit {
            return Ok(());
        }
        let message = format!("the query has {length} characters; the most is {limit}");
        Err(Problem::parameter(ProblemType::QueryTooLong, "q", message))
    }

    /// The engine that answers now, if there is one.
    pub(super) fn engine(&self) -> Option<Arc<Engine>> {
        self.0.engine.load()
    }

    /// What is counted.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The description of the API.
    pub(super) fn description(&self) -> &Description {
        &self.0.description
    }

    /// How to serve.
    pub(super) fn config(&self) -> &ServerConfig {
        &self.0.config
    }

    fn overloaded(&self) -> Problem {
        self.0.metrics.count_shed();
        let most = self.0.config.max_concurrent;
        let detail = format!("{most} requests are being worked on, which is the most at once; try again in a second");
        Problem::new(ProblemType::Overloaded, detail)
    }
}

/// Runs work on a blocking thread, which gives the seat back when it is done.
async fn seated<T, W>(engine: Arc<Engine>, seat: Seat, work: W) -> Result<T, Problem>
where
    T: Send + 'static,
    W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
{
    let seated = move || {
        let result = work(&engine);
        drop(seat);
        result
    };
    task::spawn_blocking(seated).await.map_err(lost_work)?.map_err(Problem::from)
}

/// There is no engine yet.
pub(super) fn not_ready() -> Problem {
    Problem::new(ProblemType::NotReady, "no index is open yet; try again when /readyz answers 200")
}

/// Work that did not come back.
pub(super) fn lost_work(error: JoinError) -> Problem {
    if error.is_panic() { Problem::internal(PANICKED) } else { Problem::internal(error) }
}
