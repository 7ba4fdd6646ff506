//! The protocol over stdin and stdout, for a program that starts this one.

use std::io;

use rmcp::ServiceExt;
use rmcp::transport::io::stdio_pipes;

use super::server::Server;
use crate::config::ServerConfig;
use crate::serving::Desk;

/// Serves the client at the other end until it hangs up.
pub async fn over_stdio(desk: Desk, config: &ServerConfig) -> io::Result<()> {
    let server = Server::new(desk, config);
    let running = server.serve(stdio_pipes()).await.map_err(io::Error::other)?;
    running.waiting().await.map(|_quit| ()).map_err(io::Error::other)
}
