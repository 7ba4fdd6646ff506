//! The desk at which the doors ask the engine:
//!
//! 1. Work that takes too long is given up, and keeps its seat until it is done.
//! 2. When every seat is taken the next is turned away and counted; work that can be done without is only left out.
//! 3. Work that panics is lost, and gives its seat back.
//! 4. Without an engine nothing is worked on; who waits for one is told of the first.

use std::thread;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::time::sleep;
use wellspring::config::ServerConfig;
use wellspring::serving::{Desk, EngineHandle, NoAnswer};

use crate::server::{Site, config};

const LIMIT: Duration = Duration::from_millis(30);
const LONG: Duration = Duration::from_millis(300);

fn desk(timeout: Duration) -> Desk {
    let config = ServerConfig { max_concurrent: 1, timeout, ..config() };
    Desk::new(EngineHandle::new(Site::new().open()), &config)
}

#[test]
fn long_work_is_given_up_and_keeps_its_seat() {
    let desk = desk(LIMIT);
    Runtime::new().unwrap().block_on(async {
        let work = desk.work(|_| {
            thread::sleep(LONG);
            Ok(())
        });
        assert!(matches!(work.await, Err(NoAnswer::TooLate(LIMIT))));
        assert!(matches!(desk.work(|_| Ok(())).await, Err(NoAnswer::Overloaded(1))));
        sleep(2 * LONG).await;
        assert!(desk.work(|_| Ok(())).await.is_ok());
    });
}

#[test]
fn a_full_house_turns_the_next_away() {
    let desk = desk(LONG);
    Runtime::new().unwrap().block_on(async {
        let seat = desk.take_seat().unwrap();
        assert!(desk.spare_work(|_| Ok(())).await.unwrap().is_none());
        assert_eq!(desk.turned_away(), 0);
        assert!(matches!(desk.work(|_| Ok(())).await, Err(NoAnswer::Overloaded(1))));
        assert_eq!(desk.turned_away(), 1);
        drop(seat);
        assert!(desk.spare_work(|_| Ok(())).await.unwrap().is_some());
    });
}

#[test]
fn work_that_panics_is_lost() {
    let desk = desk(LONG);
    Runtime::new().unwrap().block_on(async {
        let lost = desk.work::<(), _>(|_| panic!("on purpose")).await;
        assert!(matches!(lost, Err(NoAnswer::Lost(error)) if error.is_panic()));
        assert!(desk.work(|_| Ok(())).await.is_ok());
    });
}

#[test]
fn who_waits_for_an_engine_is_told_of_the_first() {
    let handle = EngineHandle::empty();
    let desk = Desk::new(handle.clone(), &config());
    Runtime::new().unwrap().block_on(async {
        assert!(matches!(desk.work(|_| Ok(())).await, Err(NoAnswer::NotReady)));
        let waiting = tokio::spawn({
            let handle = handle.clone();
            async move { handle.ready().await }
        });
        sleep(LIMIT).await;
        assert!(!waiting.is_finished());
        handle.replace(Site::new().open());
        waiting.await.unwrap();
        handle.ready().await;
        assert!(desk.work(|_| Ok(())).await.is_ok());
    });
}
