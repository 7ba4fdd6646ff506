//! Serving until told to stop, and then finishing what is in flight.

use std::future::Future;
use std::io;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time;

use super::app::App;
use super::handle::EngineHandle;
use super::routes::router;
use crate::config::ServerConfig;

/// Serves until `shutdown` is over, then takes no new connection and gives running requests [`ServerConfig::drain`].
pub async fn serve(
    listener: TcpListener,
    engine: EngineHandle,
    config: &ServerConfig,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_app(listener, App::new(engine, config), shutdown).await
}

/// Serves like [`serve`], with a state that the caller can look into.
pub async fn serve_app(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let drain = app.config().drain;
    let (stopping, stopped) = oneshot::channel();
    let signal = async move {
        shutdown.await;
        tracing::info!(drain_ms = drain.as_millis(), "told to stop: taking no new connections, finishing requests");
        // Nobody listens any more only when serving has ended by itself.
        let _ = stopping.send(());
    };
    // An answer is written at once: waiting for more of it (Nagle's algorithm) would cost up to 40 ms.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with delayed writes");
        }
    });
    let serving = axum::serve(listener, router(app)).with_graceful_shutdown(signal);
    let deadline = async move {
        match stopped.await {
            Ok(()) => time::sleep(drain).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        result = async { serving.await } => {
            tracing::info!("stopped: every request was answered");
            result
        }
        () = deadline => {
            tracing::warn!(drain_ms = drain.as_millis(), "stopped: some requests were not done in time and are dropped");
            Ok(())
        }
    }
}
