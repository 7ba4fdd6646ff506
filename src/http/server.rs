//! Serving until told to stop, and then finishing what is in flight.

use std::future::Future;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time;

use super::app::App;
use super::connections;
use super::guest::Guest;
use super::routes::router;
use crate::config::ServerConfig;
use crate::serving::Desk;

/// How long a caller may take for the head of a request. It is the life of an idle connection too, and proxies, which send
/// their next request on one, keep it for 60 seconds as a rule: the one who closes first must not be the server.
const HEAD_TIME: Duration = Duration::from_secs(75);

/// Serves until `shutdown` is over, then takes no new connection and gives running requests [`ServerConfig::drain`].
pub async fn serve(
    listener: TcpListener,
    desk: Desk,
    config: &ServerConfig,
    guests: Vec<Guest>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    serve_app(listener, App::new(desk, config), guests, shutdown).await;
}

/// Serves like [`serve`], with a state that the caller can look into.
pub async fn serve_app(
    listener: TcpListener,
    app: App,
    guests: Vec<Guest>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let drain = app.config().drain;
    let (stopping, stopped) = oneshot::channel();
    let signal = async move {
        shutdown.await;
        tracing::info!(drain_ms = drain.as_millis(), "told to stop: taking no new connections, finishing requests");
        // The deadline listens as long as this runs: they end together.
        let _ = stopping.send(());
    };
    let serving = connections::take(listener, router(app, guests), HEAD_TIME, signal);
    let deadline = async move {
        match stopped.await {
            Ok(()) => time::sleep(drain).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = serving => tracing::info!("stopped: every request was answered"),
        () = deadline => {
            tracing::warn!(drain_ms = drain.as_millis(), "stopped: some requests were not done in time and are dropped");
        }
    }
}
