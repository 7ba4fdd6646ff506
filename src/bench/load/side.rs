//! One server under all rates.

use std::time::Duration;

use serde::Serialize;

use super::connections::Connections;
use super::error::LoadError;
use super::highest::highest_rate;
use super::run::LoadRun;
use super::schedule::Schedule;
use crate::bench::process::Process;

/// Where the search for the highest rate begins.
const FIRST_RATE: f64 = 100.0;
/// A machine that does something else for a moment must not end a search: a rate is tried so often before it counts as not held.
const TRIES: usize = 2;
/// What is far from any queue, as a share of the highest rate held.
const LOW: f64 = 0.2;
/// As much as a careful operator gives a server.
const BELOW: f64 = 0.8;
/// More than it can do.
const ABOVE: f64 = 2.0;

/// How long a run takes.
#[derive(Debug, Clone, Copy)]
pub struct LoadOptions {
    /// Only this rate, instead of a search for the highest one.
    pub rate: Option<f64>,
    /// How long a rate is kept, after a warm-up of a fifth of it.
    pub window: Duration,
}

/// Why a rate was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Somebody named it.
    Given,
    /// In search of the highest one held.
    Search,
    /// A fifth of the highest one held by ours.
    Low,
    /// Four fifths of the highest one held.
    Below,
    /// Four fifths of the highest one held by ours, on the floor.
    AsOurs,
    /// Twice the highest one held.
    Above,
}

impl Purpose {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Search => "search",
            Self::Low => "low",
            Self::Below => "80 %",
            Self::AsOurs => "as ours",
            Self::Above => "200 %",
        }
    }
}

/// A rate with what it did.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Why it was run.
    pub purpose: Purpose,
    /// What it did.
    pub run: LoadRun,
    /// Processor time of the server, the warm-up too, where the system tells.
    pub cpu: Option<Duration>,
}

impl Measured {
    /// Processor time a request, in seconds.
    #[must_use]
    pub fn cpu_a_request(&self) -> Option<f64> {
        Some(self.cpu?.as_secs_f64() / (self.run.sent as f64).max(1.0))
    }
}

/// Everything that was measured of one server.
#[derive(Debug, Clone, Default)]
pub struct LoadSide {
    /// All runs, in the order in which they were made.
    pub runs: Vec<Measured>,
    /// The highest rate held, in requests a second, if it was looked for and there is one.
    pub highest: Option<f64>,
    /// Resident bytes before the first run and after the last one, where the system tells.
    pub memory: Option<(u64, u64)>,
}

impl LoadSide {
    /// The run for a purpose; of a search, its first.
    #[must_use]
    pub fn of(&self, purpose: Purpose) -> Option<&Measured> {
        self.runs.iter().find(|measured| measured.purpose == purpose)
    }

    /// The run far from any queue: the one at a low rate, or else the one at the rate given.
    #[must_use]
    pub fn quiet(&self) -> Option<&Measured> {
        self.of(Purpose::Low).or_else(|| self.of(Purpose::Given))
    }

    /// The run that does much in a short time: the one at 80 % of what ours holds, or else the one at the rate given. The system counts
    /// processor time in hundredths of a second, so that a quiet run says too little of it.
    #[must_use]
    pub fn busy(&self) -> Option<&Measured> {
        [Purpose::AsOurs, Purpose::Below, Purpose::Given].into_iter().find_map(|purpose| self.of(purpose))
    }

    /// The last run at the highest rate held.
    #[must_use]
    pub fn at_highest(&self) -> Option<&Measured> {
        let highest = self.highest?;
        let is_it = |measured: &&Measured| measured.run.is_held() && measured.run.rate.total_cmp(&highest).is_eq();
        self.runs.iter().rev().find(is_it)
    }

    /// Mean length of all answers.
    #[must_use]
    pub fn mean_bytes(&self) -> f64 {
        let answered: u64 = self.runs.iter().map(|measured| measured.run.answered).sum();
        let bytes: f64 = self.runs.iter().map(|measured| measured.run.mean_bytes * measured.run.answered as f64).sum();
        bytes / (answered as f64).max(1.0)
    }
}

/// Measures a server; its processor time and memory too, if the number of its process is known. Says before each run which rate it is.
pub fn measure_server(
    connections: &Connections,
    process: Option<u32>,
    options: LoadOptions,
    step: &dyn Fn(f64),
) -> Result<LoadSide, LoadError> {
    let mut side = Measuring::new(connections, process, options.window, step);
    if let Some(rate) = options.rate {
        side.run(Purpose::Given, rate, options.window)?;
        return Ok(side.finish());
    }
    if let Some(highest) = side.search()? {
        side.run(Purpose::Low, LOW * highest, options.window)?;
        side.run(Purpose::Below, BELOW * highest, options.window)?;
        side.run(Purpose::Above, ABOVE * highest, options.window)?;
    }
    Ok(side.finish())
}

/// Measures the floor at the rates of `ours`, the quiet one and the busy one, and at 80 % of the highest one that it holds itself.
pub fn measure_floor(
    connections: &Connections,
    process: Option<u32>,
    ours: &LoadSide,
    options: LoadOptions,
    step: &dyn Fn(f64),
) -> Result<LoadSide, LoadError> {
    let mut side = Measuring::new(connections, process, options.window, step);
    if let Some(quiet) = ours.quiet() {
        side.run(quiet.purpose, quiet.run.rate, options.window)?;
    }
    if let Some(busy) = ours.of(Purpose::Below) {
        side.run(Purpose::AsOurs, busy.run.rate, options.window)?;
    }
    if options.rate.is_none()
        && let Some(highest) = side.search()?
    {
        side.run(Purpose::Below, BELOW * highest, options.window)?;
    }
    Ok(side.finish())
}

/// A measurement that is not over.
struct Measuring<'a> {
    connections: &'a Connections,
    process: Option<Process>,
    memory_before: Option<u64>,
    window: Duration,
    step: &'a dyn Fn(f64),
    side: LoadSide,
}

impl<'a> Measuring<'a> {
    fn new(connections: &'a Connections, process: Option<u32>, window: Duration, step: &'a dyn Fn(f64)) -> Self {
        let process = process.map(Process::of);
        let memory_before = process.and_then(Process::resident);
        Self { connections, process, memory_before, window, step, side: LoadSide::default() }
    }

    /// Runs one rate, and says whether it is held.
    fn run(&mut self, purpose: Purpose, rate: f64, window: Duration) -> Result<bool, LoadError> {
        (self.step)(rate);
        let schedule = Schedule::poisson(rate, window / 5, window);
        let before = self.process.and_then(Process::cpu_time);
        let samples = self.connections.run(&schedule)?;
        let cpu = self.process.and_then(Process::cpu_time).zip(before);
        let run = LoadRun::new(&schedule, &samples);
        let is_held = run.is_held();
        let cpu = cpu.map(|(after, before)| after.saturating_sub(before));
        self.side.runs.push(Measured { purpose, run, cpu });
        Ok(is_held)
    }

    /// Looks for the highest rate held, in runs of half the length.
    fn search(&mut self) -> Result<Option<f64>, LoadError> {
        let window = self.window / 2;
        let highest = highest_rate(FIRST_RATE, |rate| {
            for _ in 0..TRIES {
                if self.run(Purpose::Search, rate, window)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })?;
        self.side.highest = highest;
        Ok(highest)
    }

    fn finish(mut self) -> LoadSide {
        self.side.memory = self.memory_before.zip(self.process.and_then(Process::resident));
        self.side
    }
}
