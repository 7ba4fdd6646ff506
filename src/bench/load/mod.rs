//! Load over HTTP: requests come at a rate whatever becomes of them, as users do, and a latency counts from when a request was
//! due. One that could not be sent because the server kept all connections busy has waited like its user, so that nothing that
//! a stall delays is left out (Gil Tene calls leaving it out *coordinated omission*).

mod connections;
mod error;
mod highest;
mod run;
mod sample;
mod schedule;
mod side;
mod target;
mod times;

pub use connections::Connections;
pub use error::LoadError;
pub use run::LoadRun;
pub use sample::{Outcome, Sample};
pub use schedule::Schedule;
pub use side::{LoadOptions, LoadSide, Measured, Purpose, measure_floor, measure_server};
pub use target::{Endpoint, Target};
pub use times::Times;

use super::latency::ratio;

/// Everything that was measured of a server, and of the floor beside it.
#[derive(Debug, Clone)]
pub struct LoadReport {
    /// Where the server is, if it is somebody's.
    pub url: Option<String>,
    /// What was asked.
    pub endpoint: Endpoint,
    /// How many queries were asked in turn.
    pub queries: usize,
    /// How many requests could be under way at once.
    pub connections: usize,
    /// The server.
    pub ours: LoadSide,
    /// An Axum handler that answers with as many bytes, if the server was started for this.
    pub floor: Option<LoadSide>,
}

impl LoadReport {
    /// Processor time a request, ours to the floor, at the same busy rate.
    #[must_use]
    pub fn cpu_ratio(&self) -> Option<f64> {
        let busy = |side: &LoadSide| side.busy()?.cpu_a_request();
        let (ours, floor) = (busy(&self.ours)?, busy(self.floor.as_ref()?)?);
        (floor > 0.0).then(|| ours / floor)
    }

    /// The median from sending to the whole answer, ours to the floor, at the same quiet rate. From sending, because the clock that
    /// wakes the generator would count on both sides.
    #[must_use]
    pub fn latency_ratio(&self) -> Option<f64> {
        let (ours, floor) = (self.ours.quiet()?, self.floor.as_ref()?.quiet()?);
        ratio(ours.run.service.at(0.5), floor.run.service.at(0.5))
    }

    /// The 99th percentile of what is answered at twice the highest rate held, to that at the highest rate held.
    #[must_use]
    pub fn overload_ratio(&self) -> Option<f64> {
        let (above, highest) = (self.ours.of(Purpose::Above)?, self.ours.at_highest()?);
        ratio(above.run.latency.at(0.99), highest.run.latency.at(0.99))
    }
}
