//! The protocol over HTTP: one address, no sessions, plain JSON.

use std::sync::Arc;

use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::json;

use super::server::Server;
use crate::config::{CorsOrigins, ServerConfig};
use crate::serving::Desk;

/// Where clients look for it.
pub const PATH: &str = "/mcp";

/// Headers of its own that a client sends, and a page may have to ask for.
pub const HEADERS: [&str; 4] = ["mcp-protocol-version", "mcp-method", "mcp-name", "mcp-session-id"];

/// Directives for the log. What a client asks stands in the lines of rmcp from info on, and in some warnings: only those stay that
/// tell who was refused.
pub const QUIET: [&str; 2] = ["rmcp=off", "rmcp::transport::streamable_http_server::tower=warn"];

/// Says that every host name is right.
const ANY: &str = "*";
/// By these names a machine calls itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// What rmcp says of a body that is no message, with a status that would mean another type.
const UNREADABLE: &str = "fail to deserialize request body";

/// What is to be done where a host name is refused.
const STRANGE_HOST: &str = "this server does not answer to the host name of the request; its operator allows one with --allowed-host, \
     or says with --public-url where the server is reached";
/// What is to be done where a page is refused.
const STRANGE_ORIGIN: &str =
    "pages of this origin may not call this server; its operator allows an origin with --cors-origin";

/// The protocol as a tower service.
///
/// Without sessions every request stands for itself, so any of several servers may answer it, and none forgets a client when it
/// is started again. Revisions from 2026-07-28 on have no sessions anyway.
#[must_use]
pub fn service(desk: Desk, config: &ServerConfig) -> StreamableHttpService<Server, NeverSessionManager> {
    let server = Server::new(desk, config);
    let plain = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(config.max_body_bytes);
    let guarded = with_origins(with_hosts(plain, config), &config.cors);
    StreamableHttpService::new(move || Ok(server.clone()), Arc::new(NeverSessionManager::default()), guarded)
}

/// How the protocol tells what went wrong before or after it was spoken: a JSON-RPC error that belongs to no request.
#[must_use]
pub fn words(status: u16, message: &str) -> (u16, String) {
    const PARSE_ERROR: i32 = -32_700;
    const INVALID_REQUEST: i32 = -32_600;
    const INTERNAL_ERROR: i32 = -32_603;
    let (status, code, message) = match status {
        415 if message.starts_with(UNREADABLE) => (400, PARSE_ERROR, "the body is not one JSON-RPC message"),
        403 if message.contains("Host") => (status, INVALID_REQUEST, STRANGE_HOST),
        403 if message.contains("Origin") => (status, INVALID_REQUEST, STRANGE_ORIGIN),
        500.. => (status, INTERNAL_ERROR, message),
        _ => (status, INVALID_REQUEST, message),
    };
    (status, json!({ "jsonrpc": "2.0", "id": null, "error": { "code": code, "message": message } }).to_string())
}

/// Answers only to its own names: a page of a stranger, whose name was made to lead here, is turned away (DNS rebinding).
fn with_hosts(plain: StreamableHttpServerConfig, config: &ServerConfig) -> StreamableHttpServerConfig {
    if config.allowed_hosts.iter().any(|host| host == ANY) {
        return plain.disable_allowed_hosts();
    }
    let mut hosts: Vec<String> = LOOPBACK.map(ToOwned::to_owned).into();
    if !config.listen.ip().is_unspecified() {
        hosts.push(config.listen.ip().to_string());
    }
    hosts.extend(config.public_url.as_deref().and_then(host_of));
    hosts.extend(config.allowed_hosts.iter().cloned());
    plain.with_allowed_hosts(hosts)
}

/// Answers only pages of the origins that may call the API; what is no page says no origin.
fn with_origins(plain: StreamableHttpServerConfig, origins: &CorsOrigins) -> StreamableHttpServerConfig {
    match origins {
        CorsOrigins::Any => plain.disable_allowed_origins(),
        CorsOrigins::List(list) => {
            plain.with_allowed_origins(list.iter().map(|origin| with_port(origin))).enforce_origin_validation()
        }
    }
}

/// The host of an address without its port: a proxy may pass on either.
fn host_of(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1.split('/').next()?;
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    Some(authority.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(authority, |(host, _)| host).to_owned())
}

/// An origin with its port, without which rmcp takes any.
fn with_port(origin: &str) -> String {
    let (scheme, host) = origin.split_once("://").unwrap_or(("https", origin));
    let has_port = host.rsplit(']').next().is_some_and(|end| end.contains(':'));
    match scheme {
        _ if has_port => origin.to_owned(),
        "http" => format!("{origin}:80"),
        _ => format!("{origin}:443"),
    }
}

#[cfg(test)]
mod tests {
    use super::{host_of, with_port};

    #[test]
    fn a_host_is_named_without_its_port() {
        for (url, host) in [
            ("https://search.shop.example", "search.shop.example"),
            ("http://shop.example:8080/search", "shop.example"),
            ("http://[::1]:8080", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(host_of(url).as_deref(), Some(host), "{url}");
        }
    }

    #[test]
    fn an_origin_has_the_port_of_its_scheme() {
        for (origin, whole) in [
            ("https://shop.example", "https://shop.example:443"),
            ("http://shop.example", "http://shop.example:80"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://[::1]", "http://[::1]:80"),
        ] {
            assert_eq!(with_port(origin), whole);
        }
    }
}
