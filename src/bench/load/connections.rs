//! Connections that stay open, each with a thread of its own that sends what is due.

use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::AutoHeaderValue;
use ureq::http::Uri;

use super::error::LoadError;
use super::sample::{Outcome, Sample};
use super::schedule::Schedule;
use super::target::Target;

/// An answer that takes longer counts as none.
const PATIENCE: Duration = Duration::from_secs(10);
/// Until all threads stand ready.
const START: Duration = Duration::from_millis(50);
/// A thread only sends, and reads an answer in pieces.
const STACK_BYTES: usize = 512 * 1024;
const PIECE_BYTES: usize = 16 * 1024;

/// Open connections to a server. There are as many requests under way at once, at most; what is due meanwhile waits, and its latency
/// grows all the same.
#[derive(Debug)]
pub struct Connections {
    target: Target,
    agents: Vec<Agent>,
}

impl Connections {
    /// Opens so many, one after the other, and asks once on each.
    pub fn open(target: Target, count: usize) -> Result<Self, LoadError> {
        let agents: Vec<Agent> = std::iter::repeat_with(agent).take(count.max(1)).collect();
        for (number, agent) in agents.iter().enumerate() {
            let uri = target.request(number);
            match ask(agent, uri, &mut [0; PIECE_BYTES]) {
                Ok((200..=299, _)) => {}
                Ok((status, _)) => return Err(LoadError::Refused { url: uri.to_string(), status }),
                Err(source) => return Err(LoadError::Unreachable { url: uri.to_string(), source: Box::new(source) }),
            }
        }
        Ok(Self { target, agents })
    }

    /// Sends everything that is due, each when it is, on whichever connection is free.
    pub fn run(&self, schedule: &Schedule) -> Result<Vec<Sample>, LoadError> {
        let (next, started) = (AtomicUsize::new(0), Instant::now() + START);
        thread::scope(|scope| {
            let work = |agent| move |next: &AtomicUsize| self.work(agent, schedule, next, started);
            let mut threads = Vec::with_capacity(self.agents.len());
            for agent in &self.agents {
                let (work, next) = (work(agent), &next);
                let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || work(next));
                threads.push(thread.map_err(|error| {
                    // Those that run already find nothing to do.
                    next.store(schedule.times.len(), Ordering::Relaxed);
                    LoadError::Threads(self.agents.len(), error)
                })?);
            }
            Ok(threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect())
        })
    }

    /// Takes what is due next, waits for its time and sends it, until nothing is left or it is too late for the rest.
    fn work(&self, agent: &Agent, schedule: &Schedule, next: &AtomicUsize, started: Instant) -> Vec<Sample> {
        let (mut samples, mut piece) = (Vec::new(), [0; PIECE_BYTES]);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let now = started.elapsed();
            let Some(&due) = schedule.times.get(number).filter(|_| now < schedule.end()) else { return samples };
            let left = (started + due).saturating_duration_since(Instant::now());
            thread::sleep(left);
            let sent = started.elapsed();
            let (outcome, bytes) = match ask(agent, self.target.request(number), &mut piece) {
                Ok((status, bytes)) => (Outcome::of(status), bytes),
                Err(_) => (Outcome::Failed, 0),
            };
            samples.push(Sample { due, was_free: !left.is_zero(), sent, done: started.elapsed(), outcome, bytes });
        }
    }
}

/// A client that keeps one connection, and sees an answer as the server sent it.
fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .accept_encoding(AutoHeaderValue::None)
        .proxy(None)
        .max_idle_connections(1)
        .max_idle_connections_per_host(1)
        .max_idle_age(Duration::from_hours(1))
        .timeout_global(Some(PATIENCE))
        .build()
        .into()
}

/// Asks, and reads the whole answer: its status and its length.
fn ask(agent: &Agent, uri: &Uri, piece: &mut [u8]) -> Result<(u16, u64), ureq::Error> {
    let mut answer = agent.get(uri.clone()).call()?;
    let (status, mut body, mut bytes) = (answer.status().as_u16(), answer.body_mut().as_reader(), 0);
    loop {
        match body.read(piece) {
            Ok(0) => return Ok((status, bytes)),
            Ok(read) => bytes += read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}
