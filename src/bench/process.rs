//! What the system says of a process: processor time and memory.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, get_current_pid};

/// How often memory is looked at.
const EVERY: Duration = Duration::from_millis(20);

/// A process of this machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Process(Pid);

impl Process {
    /// The process with this number.
    #[must_use]
    pub(super) fn of(number: u32) -> Self {
        Self(Pid::from_u32(number))
    }

    /// This process.
    #[must_use]
    pub(super) fn own() -> Option<Self> {
        get_current_pid().ok().map(Self)
    }

    /// Processor time of all its threads so far; nothing where the system does not tell.
    #[must_use]
    pub(super) fn cpu_time(self) -> Option<Duration> {
        let mut system = System::new().ok()?;
        self.refresh(&mut system, ProcessRefreshKind::nothing().with_cpu());
        Some(Duration::from_millis(system.process(self.0)?.accumulated_cpu_time()))
    }

    /// Bytes of its memory that are resident; nothing where the system does not tell.
    #[must_use]
    pub(super) fn resident(self) -> Option<u64> {
        self.resident_in(&mut System::new().ok()?)
    }

    fn resident_in(self, system: &mut System) -> Option<u64> {
        self.refresh(system, ProcessRefreshKind::nothing().with_memory());
        Some(system.process(self.0)?.memory())
    }

    fn refresh(self, system: &mut System, what: ProcessRefreshKind) {
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[self.0]), false, what);
    }
}

/// Processor time of all threads of this process so far; nothing where the system does not tell.
#[must_use]
pub(super) fn cpu_time() -> Option<Duration> {
    Process::own()?.cpu_time()
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
            let (Ok(mut system), Some(own)) = (System::new(), Process::own()) else { return seen };
            loop {
                seen.extend(own.resident_in(&mut system).map(|bytes| (started.elapsed(), bytes)));
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
