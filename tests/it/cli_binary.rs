//! The harness of the command line's tests: a folder of its own for each, with content in it, and the real binary run there.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with content, an index to be, and perhaps a configuration file.
pub(crate) struct Site {
    folder: TempDir,
}

/// What a run of the binary said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A running `wellspring serve`, killed when dropped.
pub(crate) struct Serving {
    child: Child,
    log: BufReader<ChildStderr>,
    /// What it has logged so far.
    pub(crate) logged: String,
}

impl Site {
    /// A site without content.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// A site with two articles and a product.
    pub(crate) fn small() -> Self {
        let site = Self::empty();
        site.write("corpus/articles/sleep.md", &article("Sleep well", "Magnesium is said to help with sleep."));
        site.write("corpus/articles/skin.md", &article("Dry skin", "A cream with ceramides helps the skin."));
        site.write("corpus/products/night.md", &product("Night Magnesium", "Magnesium for the evening and for sleep."));
        site
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    pub(crate) fn write(&self, relative: &str, content: &str) {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }

    pub(crate) fn remove(&self, relative: &str) {
        fs::remove_file(self.path(relative)).expect("a file can be removed");
    }

    /// The binary, to be run here, with nothing from the environment but what a test says.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wellspring"));
        command.current_dir(self.folder.path()).args(args).env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Said {
        said(&mut self.command(args))
    }

    /// Runs what has to succeed, and gives its stdout.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, Some(0), "{args:?}: {said:?}");
        said.out
    }

    /// Runs what has to succeed and to print JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(args)).expect("stdout is JSON")
    }

    /// Ids of the passages that a query finds.
    pub(crate) fn found(&self, query: &str) -> Vec<String> {
        let answer = self.json(&["search", query, "--as-typed", "--json"]);
        let passages = answer["passages"].as_array().expect("passages are a list");
        passages.iter().map(|passage| passage["id"].as_str().expect("an id is text").to_owned()).collect()
    }

    /// The name of the generation in force.
    pub(crate) fn generation(&self) -> String {
        let current = fs::read_to_string(self.path("index/CURRENT")).expect("an index has a generation in force");
        current.split(' ').next().unwrap_or_default().to_owned()
    }

    /// The files that an answer depends on, relative to the index folder: `CURRENT`, and all of the generation in force.
    pub(crate) fn generation_files(&self) -> Vec<String> {
        let generation = self.generation();
        let files = files_below(&self.path("index"), "").into_keys();
        files.filter(|name| name == "CURRENT" || name.starts_with(&generation)).collect()
    }

    /// Every file below the index folder with its bytes, but for locks.
    pub(crate) fn index_files(&self) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.path("index"), "")
    }

    /// Makes one folder the same as another, file by file.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        let _ = fs::remove_dir_all(self.path(to));
        for (name, bytes) in files_below(&self.path(from), "") {
            let path = self.path(to).join(name);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
    }

    /// Starts a server on a port of its own choice and waits until it listens.
    pub(crate) fn serve(&self, args: &[&str]) -> Serving {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.args(args).stdout(Stdio::null()).spawn().expect("the binary starts");
        let log = BufReader::new(child.stderr.take().expect("stderr is piped"));
        let mut serving = Serving { child, log, logged: String::new() };
        serving.wait_for("listening on ");
        serving
    }
}

impl Serving {
    /// Reads the log up to a line with this text. Fails if the log ends before.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        loop {
            let from = self.logged.len();
            let read = self.log.read_line(&mut self.logged).expect("the log is UTF-8");
            assert_ne!(read, 0, "the log ended without {text:?}:\n{}", self.logged);
            if self.logged[from..].contains(text) {
                return self;
            }
        }
    }

    /// The address that the log names.
    pub(crate) fn url(&self) -> &str {
        let start = self.logged.find("http://").expect("the log names the address");
        self.logged[start..].split_whitespace().next().expect("an address follows")
    }

    /// The status of an answer; the port is open from the first log line on.
    pub(crate) fn status(&self, path: &str) -> u16 {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        agent.get(format!("{}{path}", self.url())).call().expect("the server answers").status().as_u16()
    }

    /// Sends SIGTERM and gives the exit code.
    pub(crate) fn terminate(mut self) -> Option<i32> {
        let kill = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(kill.expect("kill runs").success());
        self.child.wait().expect("the server ends").code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the binary starts");
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

pub(crate) fn article(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ncategories: [health]\n---\n\n{text}\n")
}

pub(crate) fn product(name: &str, text: &str) -> String {
    format!("---\nkind: product\nname: {name}\nprice: 10.00\ncurrency: EUR\ncategories: [health]\n---\n\n{text}\n")
}

fn files_below(folder: &Path, prefix: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy();
        if path.is_dir() {
            files.extend(files_below(&path, &format!("{prefix}{name}/")));
        } else if !name.to_lowercase().ends_with("lock") {
            files.insert(format!("{prefix}{name}"), fs::read(&path).expect("a file can be read"));
        }
    }
    files
}
