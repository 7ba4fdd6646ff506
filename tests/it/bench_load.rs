//! The load generator, against servers that behave as they are told:
//!
//! 1. A stall counts for every request that was due meanwhile, though the generator could not send them.
//! 2. Answers are counted by what they are, and only 2xx have a latency.
//! 3. What is due during the warm-up is sent and not counted.
//! 4. Who does not answer is an error before anything is measured, and counted when it happens later.
//! 5. An address that cannot be measured is refused.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use wellspring::bench::{Connections, Endpoint, LoadError, LoadRun, Schedule, Target};

/// What a server does with a request, by its number; it keeps the connection only if that says so.
type Manner = dyn Fn(usize) -> Option<&'static str> + Send + Sync;

const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";
const UNKNOWN: &str = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";

/// Serves for as long as the tests run.
fn server(manner: impl Fn(usize) -> Option<&'static str> + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (manner, number): (Arc<Manner>, _) = (Arc::new(manner), Arc::new(AtomicUsize::new(0)));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (manner, number) = (Arc::clone(&manner), Arc::clone(&number));
            thread::spawn(move || talk(stream.unwrap(), &*manner, &number));
        }
    });
    address
}

fn talk(mut stream: TcpStream, manner: &Manner, number: &AtomicUsize) {
    stream.set_nodelay(true).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    while let Some(Ok(line)) = lines.next() {
        if !line.is_empty() {
            continue;
        }
        let Some(answer) = manner(number.fetch_add(1, Ordering::SeqCst)) else { return };
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn target(url: &str) -> Result<Target, LoadError> {
    Target::new(url, Endpoint::Fast, &["two words".to_owned()])
}

fn load(address: SocketAddr, connections: usize, rate: f64, warm_up: u64) -> LoadRun {
    let connections = Connections::open(target(&format!("http://{address}")).unwrap(), connections).unwrap();
    let schedule = Schedule::poisson(rate, Duration::from_millis(warm_up), Duration::from_secs(2));
    LoadRun::new(&schedule, &connections.run(&schedule).unwrap())
}

#[test]
fn a_stall_is_felt_by_all_who_come_meanwhile() {
    const STALL: Duration = Duration::from_millis(500);
    // One connection, and one request in two hundred that stalls: who waits for each answer before the next request sees one
    // slow answer, far above the 99th percentile; users would have met the stall a quarter of the time.
    let address = server(|number| {
        thread::sleep(if number == 50 { STALL } else { Duration::ZERO });
        Some(ANSWER)
    });
    let run = load(address, 1, 200.0, 0);
    assert_eq!(run.answered, run.due, "{run:?}");
    assert!(run.latency.at(0.99) >= STALL * 3 / 4, "{run:?}");
    assert!(run.latency.at(0.9) >= STALL / 4, "{run:?}");
    assert!(run.service.at(0.99) < STALL / 2, "sending again and again hides the stall: {run:?}");
    assert!(run.waited >= 50, "{run:?}");
    assert!(!run.is_held());
}

#[test]
fn answers_are_counted_by_what_they_are() {
    let manner = |number| {
        Some(match number {
            0..10 => ANSWER,
            _ if number % 4 == 0 => BUSY,
            _ if number % 4 == 1 => UNKNOWN,
            _ => ANSWER,
        })
    };
    let run = load(server(manner), 4, 200.0, 0);
    let (due, quarter) = (run.due, run.due / 4);
    assert_eq!(due, 400);
    assert!(run.shed.abs_diff(quarter) < 10 && run.others[&404].abs_diff(quarter) < 10, "{run:?}");
    assert_eq!(run.answered + run.shed + run.others[&404], due);
    assert_eq!(run.latency.count(), run.answered);
    assert!((run.mean_bytes - 2.0).abs() < 1e-9);
    assert_eq!(run.failures(), run.others[&404]);
    assert!(!run.is_held());
}

#[test]
fn what_comes_during_the_warm_up_is_not_counted() {
    // Four requests open connections; a hundred are due in the first second, some of them perhaps still under way at its end.
    let run = load(server(|number| Some(if (4..80).contains(&number) { UNKNOWN } else { ANSWER })), 4, 100.0, 1_000);
    assert_eq!((run.sent, run.due, run.answered), (300, 200, 200), "{run:?}");
    assert!(run.others.is_empty(), "{run:?}");
}

#[test]
fn a_connection_that_breaks_off_is_counted() {
    let run = load(server(|number| (number % 10 != 9).then_some(ANSWER)), 4, 100.0, 0);
    assert!(run.failed > 5, "{run:?}");
    assert_eq!(run.answered + run.failed, run.due);
    assert!(!run.is_held());
}

#[test]
fn who_does_not_answer_is_an_error() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = Connections::open(target(&format!("http://{address}")).unwrap(), 4).unwrap_err();
    assert!(matches!(error, LoadError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().contains(&format!("no answer from http://{address}/v1/search")), "{error}");

    let error = Connections::open(target(&format!("http://{}", server(|_| Some(UNKNOWN)))).unwrap(), 4).unwrap_err();
    assert!(matches!(error, LoadError::Refused { status: 404, .. }), "{error:?}");
}

#[test]
fn an_address_that_cannot_be_measured_is_refused() {
    for url in ["", "127.0.0.1:7878", "https://127.0.0.1", "http://a/?q=1", "http://", "ftp://a"] {
        let error = target(url).unwrap_err();
        assert!(matches!(error, LoadError::Address { .. }), "{url}: {error:?}");
        assert!(error.to_string().contains("http://HOST:PORT"));
    }
    target("http://127.0.0.1:7878/behind/").unwrap();
}
