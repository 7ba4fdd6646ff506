//! The MCP door: tools and resources for chatbots, over HTTP and over stdin and stdout.
//!
//! ```text
//! POST /mcp -> hosts and origins -> rmcp: either revision of the protocol -> Server -> Toolbox -> Desk -> engine -> wire
//! stdin     ------------------------^
//! ```
//!
//! [`service`] is a tower service without sessions and with plain JSON answers, which the HTTP door takes in at [`PATH`]; what goes
//! wrong outside of the protocol is told in its [`words`]. [`over_stdio`] serves one client. A tool is a file in `tools/`: its
//! arguments and its answer are types of `wire`, and their schemas are made from those once, at the start. What a model can mend is
//! a tool result with `isError` that says what to do; only an unknown tool or resource is an error of the protocol.
//!
//! Invariants: the same answer to the same question by every transport and in every revision; an answer's text is its structured
//! content; no tool changes anything; nothing that somebody asked for is logged.

mod endpoint;
mod links;
mod markdown;
mod refusal;
mod resources;
mod schema;
mod server;
mod stdio;
mod toolbox;
mod tools;

pub use endpoint::{HEADERS, PATH, QUIET, service, words};
pub use stdio::over_stdio;
