//! Servers in processes of their own, for as long as they are measured.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;

use anyhow::{Context, bail};

use crate::config::Config;

/// What a server logs before its address, and when it can answer.
const LISTENING: &str = "listening on ";
const READY: &str = "ready";

/// A server that was started for a measurement, and ends with it.
pub(super) struct Server {
    child: Child,
    /// Its address.
    pub(super) url: String,
}

impl Server {
    /// `wellspring serve` on a port that is free, with the settings that bear on what is measured.
    pub(super) fn start(config: &Config) -> anyhow::Result<Self> {
        let mut command = program()?;
        command.args(["serve", "--listen", "127.0.0.1:0", "--index"]).arg(&config.build.index);
        // The default corpus is found again by itself, and may be missing where a named one may not.
        for path in config.build.corpus.iter().filter(|_| !config.corpus_is_default) {
            command.arg("--corpus").arg(path);
        }
        if let Some(kind) = config.build.kind {
            command.args(["--kind", kind.name()]);
        }
        if let Some(language) = config.build.language {
            command.args(["--language", language.code()]);
        }
        command.arg(format!("--skip-invalid={}", config.build.skip_invalid));
        command.args(["--max-concurrent", &config.server.max_concurrent.to_string()]);
        command.args(["--timeout-ms", &config.server.timeout.as_millis().to_string()]);
        Self::await_ready(command).context("starting a server to measure")
    }

    /// The floor, with answers of so many bytes.
    pub(super) fn start_floor(bytes: usize) -> anyhow::Result<Self> {
        let mut command = program()?;
        command.args(["bench-floor", "--bytes", &bytes.to_string()]);
        Self::await_ready(command).context("starting the floor")
    }

    /// The number of its process.
    pub(super) fn process(&self) -> u32 {
        self.child.id()
    }

    fn await_ready(mut command: Command) -> anyhow::Result<Self> {
        // Its end of stdin is closed when this process is gone, however that happens.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.args(["--log", "info", "--log-format", "text"]).spawn()?;
        let log = child.stderr.take().context("there is no log to read")?;
        let mut server = Self { child, url: String::new() };
        let mut log = BufReader::new(log);
        server.url = read_address(&mut log)?;
        // A log that nobody reads would stop the server when the pipe is full.
        thread::spawn(move || io::copy(&mut log, &mut io::sink()));
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, with the signal that ends this process.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> anyhow::Result<Command> {
    Ok(Command::new(std::env::current_exe().context("looking for the program itself, to run a part of it")?))
}

/// Reads the log until the server is ready, and gives the address that it listens on.
fn read_address(log: &mut BufReader<ChildStderr>) -> anyhow::Result<String> {
    let (mut said, mut address) = (String::new(), None);
    loop {
        let from = said.len();
        if log.read_line(&mut said).context("reading the log of the server")? == 0 {
            bail!("it ended before it was ready:\n{}", said.trim_end());
        }
        let line = said[from..].trim_end();
        match (line.split_once(LISTENING), &address) {
            (Some((_, url)), None) => address = Some(url.to_owned()),
            (None, Some(address)) if is_ready(line) => return Ok(address.clone()),
            _ => {}
        }
    }
}

/// Whether a line of the log, behind its time and level, begins with the word.
fn is_ready(line: &str) -> bool {
    line.split_once("INFO").is_some_and(|(_, message)| message.trim_start().starts_with(READY))
}
