//! The connections of a server, and the time that a caller has for the head of a request.
//!
//! `axum::serve` waits for a head for ever, so that whoever opens connections and says nothing could use up all of them.
//! This is the same loop with a clock.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// Takes connections until `shutdown` is over, and returns when each request that was running then has its answer.
///
/// A connection on which no whole head arrives within `head_time` is closed without an answer, an idle one as well.
pub(super) async fn take(
    mut listener: TcpListener,
    router: Router,
    head_time: Duration,
    shutdown: impl Future<Output = ()>,
) {
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_time);
    let running = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, _) = tokio::select! {
            // Waits a while when the system has no connection to give, instead of failing.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut shutdown => break,
        };
        // An answer is written at once: waiting for more of it (Nagle's algorithm) would cost up to 40 ms.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays with delayed writes");
        }
        let service = TowerToHyperService::new(router.clone());
        let connection = running.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    // Callers who come now are refused, rather than left waiting for a server that goes away.
    drop(listener);
    running.shutdown().await;
}

#[cfg(test)]
mod tests {
    //! 1. A connection on which no whole head comes is closed when its time is over: one with nothing, with a part of a head,
    //!    or idle after an answer.
    //! 2. An answer may take longer than a head.

    use std::io::{Read, Write};
    use std::net::TcpStream;

    use axum::routing::get;
    use tokio::{task, time};

    use super::*;

    const HEAD_TIME: Duration = Duration::from_millis(200);
    const PATIENCE: Duration = Duration::from_secs(20);

    async fn slow() -> &'static str {
        time::sleep(2 * HEAD_TIME).await;
        "answered"
    }

    /// What the server says to these bytes until it closes the connection.
    async fn said(sent: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(slow));
        let server = tokio::spawn(take(listener, router, HEAD_TIME, std::future::pending()));
        let talk = move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            stream.write_all(sent.as_bytes()).unwrap();
            let mut said = String::new();
            stream.read_to_string(&mut said).expect("the server closes the connection");
            said
        };
        let said = task::spawn_blocking(talk).await.unwrap();
        server.abort();
        said
    }

    #[tokio::test]
    async fn who_says_nothing_is_sent_away() {
        for sent in ["", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
            assert!(!said(sent).await.contains("200 OK"), "{sent}");
        }
    }

    #[tokio::test]
    async fn an_answer_may_take_longer_than_a_head() {
        assert!(said("GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.ends_with("answered"));
    }
}
