//! What the system says of this process: processor time and memory.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, get_current_pid};

/// How often memory is looked at.
const EVERY: Duration = Duration::from_millis(20);

/// Processor time of all threads so far; nothing where the system does not tell.
#[must_use]
pub(super) fn cpu_time() -> Option<Duration> {
    let mut system = System::new().ok()?;
    let own = get_current_pid().ok()?;
    refresh(&mut system, own, ProcessRefreshKind::nothing().with_cpu());
    Some(Duration::from_millis(system.process(own)?.accumulated_cpu_time()))
}

/// Looks at the memory of this process until it is stopped.
pub(super) struct MemoryWatch {
    stop: Sender<()>,
    thread: JoinHandle<Vec<(Duration, u64)>>,
}

impl MemoryWatch {
    /// Begins to look.
    #[must_use]
    pub(super) fn start() -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            let (started, mut seen) = (Instant::now(), Vec::new());
            let Ok(mut system) = System::new() else { return seen };
            loop {
                seen.extend(resident(&mut system).map(|bytes| (started.elapsed(), bytes)));
                if stopped.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
                    return seen;
                }
            }
        });
        Self { stop, thread }
    }

    /// When how many bytes were resident; nothing where the system does not tell.
    #[must_use]
    pub(super) fn stop(self) -> Vec<(Duration, u64)> {
        let _ = self.stop.send(());
        self.thread.join().unwrap_or_default()
    }
}

fn resident(system: &mut System) -> Option<u64> {
    let own = get_current_pid().ok()?;
    refresh(system, own, ProcessRefreshKind::nothing().with_memory());
    Some(system.process(own)?.memory())
}

fn refresh(system: &mut System, process: Pid, what: ProcessRefreshKind) {
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[process]), false, what);
}
