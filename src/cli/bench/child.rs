//! Measurements in processes of their own: what one has allocated must not be another's memory.

use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use clap::ValueEnum;
use serde::de::DeserializeOwned;

use super::args::BuilderArg;
use crate::engine::BuildOptions;

/// Runs `wellspring bench build` for some options, and reads what it found.
pub(super) fn build<T: DeserializeOwned>(builder: BuilderArg, options: &BuildOptions) -> anyhow::Result<T> {
    let program = std::env::current_exe().context("looking for the program itself, to run a part of it")?;
    let builder = builder.to_possible_value().expect("every builder has a name");
    let mut command = Command::new(program);
    command.args(["bench", "build", "--builder", builder.get_name(), "--index"]).arg(&options.index);
    for path in &options.corpus {
        command.arg("--corpus").arg(path);
    }
    if let Some(kind) = options.kind {
        command.args(["--kind", kind.name()]);
    }
    if let Some(language) = options.language {
        command.args(["--language", language.code()]);
    }
    command.arg(format!("--skip-invalid={}", options.skip_invalid));
    command.args(["--threads", &options.threads.to_string()]);
    command.args(["--memory-mb", &(options.memory / 1_000_000).max(1).to_string()]);
    let ended = command.stdin(Stdio::null()).output().context("running a part of the measurement")?;
    ensure!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr).trim());
    serde_json::from_slice(&ended.stdout).context("reading what a part of the measurement found")
}
