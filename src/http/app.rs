//! What all requests share, and the one way in which they reach the engine.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::metrics::Metrics;
use super::openapi::{self, Description};
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::config::ServerConfig;
use crate::engine::{Engine, Error};
use crate::serving::{Desk, NoAnswer, Seat};

/// What all requests share. Clones share one state.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    desk: Desk,
    metrics: Metrics,
    description: Description,
    config: ServerConfig,
}

impl App {
    /// The state of a server that has not answered anything yet.
    #[must_use]
    pub fn new(desk: Desk, config: &ServerConfig) -> Self {
        Self(Arc::new(Shared {
            metrics: Metrics::new(desk.clone()),
            description: openapi::describe(config),
            config: config.clone(),
            desk,
        }))
    }

    /// Takes a seat if one is free.
    #[must_use]
    pub fn take_seat(&self) -> Option<Seat> {
        self.0.desk.take_seat()
    }

    /// Runs work on the engine in a seat on a blocking thread.
    pub(super) async fn work<T, W>(&self, work: W) -> Result<T, Problem>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        Ok(self.0.desk.work(work).await?)
    }

    /// Runs work that an answer can do without: none while there is no engine, or no free seat.
    pub(super) async fn spare_work<T, W>(&self, work: W) -> Result<Option<T>, Problem>
    where
        T: Send + 'static,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        Ok(self.0.desk.spare_work(work).await?)
    }

    /// Runs work and answers with its result as JSON, which is written on the blocking thread too.
    pub(super) async fn answer<T, W>(&self, work: W) -> Result<Response, Problem>
    where
        T: Serialize,
        W: FnOnce(&Engine) -> Result<T, Error> + Send + 'static,
    {
        self.try_answer(move |engine| work(engine).map_err(Problem::from)).await
    }

    /// The same for work that also finds mistakes of the caller.
    pub(super) async fn try_answer<T, W>(&self, work: W) -> Result<Response, Problem>
    where
        T: Serialize,
        W: FnOnce(&Engine) -> Result<T, Problem> + Send + 'static,
    {
        let json = self.work(move |engine| Ok(work(engine).map(|answer| serde_json::to_vec(&answer)))).await??;
        let json = json.map_err(Problem::internal)?;
        Ok(([(header::CONTENT_TYPE, "application/json")], Bytes::from(json)).into_response())
    }

    /// The query, if it is not too long.
    pub(super) fn checked_query(&self, query: &str) -> Result<(), Problem> {
        self.checked_text("q", query)
    }

    /// A query, if it is not too long, by the name of its parameter.
    pub(super) fn checked_text(&self, name: &str, query: &str) -> Result<(), Problem> {
        let limit = self.0.config.max_query_chars;
        let length = query.chars().count();
        if length <= limit {
            return Ok(());
        }
        let message = format!("the query has {length} characters; the most is {limit}");
        Err(Problem::parameter(ProblemType::QueryTooLong, name, message))
    }

    /// The engine that answers now, if there is one.
    pub(super) fn engine(&self) -> Option<Arc<Engine>> {
        self.0.desk.engine()
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
}

/// There is no engine yet.
pub(super) fn not_ready() -> Problem {
    NoAnswer::NotReady.into()
}
