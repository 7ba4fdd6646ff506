//! The least that an HTTP server of this kind can do, to measure ours against.

use std::future::Future;
use std::io;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

/// Answers every request with so many bytes, of the type of our answers, until `shutdown` is over.
pub async fn serve_floor(
    listener: TcpListener,
    bytes: usize,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let body = Bytes::from(vec![b' '; bytes]);
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], body) };
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with delayed writes");
        }
    });
    tokio::select! {
        served = axum::serve(listener, Router::new().fallback(answer)).into_future() => served,
        () = shutdown => Ok(()),
    }
}
