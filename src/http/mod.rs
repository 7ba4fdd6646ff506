//! The HTTP door: reads a request, calls the engine, writes the answer.
//!
//! ```text
//! request -> observe -> compression -> security headers -> CORS -> problems -> panics -> time -> route -> cache
//!                                                                      handler -> Params -> App::work -> wire -> answer
//! ```
//!
//! [`router`] lists every address. What goes wrong is a [`ProblemType`]; what an error of the engine is, `error.rs` decides
//! in one place. Work on the engine goes over the desk of [`crate::serving`]. A [`Guest`] is the service of another door, at a path of
//! its own behind the same layers. Pages are rendered here too, from the same answers, and have no script.
//!
//! `compatible/` holds the addresses in the shapes of other services, each with errors in that service's words.
//!
//! Invariants: no handler touches the index or reads the environment, and nothing that somebody asked for is logged.

mod app;
mod cache;
mod compatible;
mod connections;
mod documents;
mod error;
mod facets;
mod floor;
mod guest;
mod headers;
mod health;
mod limits;
mod metrics;
mod observe;
mod openapi;
mod pages;
mod params;
mod problem;
mod problem_type;
mod related;
mod request_id;
mod retrieve;
mod routes;
mod search;
mod server;
mod suggest;

pub use app::App;
pub use floor::serve_floor;
pub use guest::{Guest, Words};
pub use openapi::openapi;
pub use problem_type::ProblemType;
pub use routes::router;
pub use server::{serve, serve_app};
