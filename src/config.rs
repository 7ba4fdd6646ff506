//! Every setting, from four places: flags over environment over file over defaults.
//!
//! [`Settings`] is what somebody said, each field optional; [`Config`] is what it means, checked once and then passed down.
//! One field is a flag, an environment variable and a key of the file at once, and its comment is the help text.

use std::fmt::Display;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::Deserialize;

use crate::corpus::Language;
use crate::document::Kind;
use crate::engine::BuildOptions;

/// Read when no other file is named, if it is there.
const DEFAULT_FILE: &str = "wellspring.toml";
const DEFAULT_INDEX: &str = "index";
const DEFAULT_CORPUS: &str = "corpus";
/// Only this machine can reach it until somebody says otherwise.
const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7878);
/// For segments in the making: large enough for few segments, small enough for a small server.
const DEFAULT_MEMORY_MB: usize = 256;
/// Threads beyond this bring little: reading and writing the disk are in the way.
const MAX_DEFAULT_THREADS: usize = 8;
/// A long question has some hundred characters.
const DEFAULT_MAX_QUERY_CHARS: usize = 512;
/// An article sent as text has some ten thousand bytes.
const DEFAULT_MAX_BODY_KB: usize = 256;
/// Searches are processor work: more of them at once than a few for each core only makes all of them slow.
const DEFAULT_CONCURRENCY_PER_CORE: usize = 4;
/// Callers give up after some seconds; work for nobody is stopped before.
const DEFAULT_TIMEOUT_MS: u64 = 2_000;
/// A running request is done long before; a stuck one must not keep the process alive.
const DEFAULT_DRAIN_MS: u64 = 10_000;
/// How often a server looks whether a build has finished.
const DEFAULT_RELOAD_MS: u64 = 1_000;

/// Threads beyond this are a slip: each holds memory of its own.
const MAX_THREADS: usize = 256;
/// A thread that builds cannot use more: half of it fills one arena of the index, which is addressed by 32 bits.
const MAX_MEMORY_MB_PER_THREAD: usize = 8_000;
/// The most that any other number can be: for a limit, more is none.
const MAX_NUMBER: usize = 1_000_000;
/// The longest time, in milliseconds: a day.
const MAX_TIME_MS: u64 = 86_400_000;

/// Settings as they were said: each of them may be missing.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Configuration file (TOML; its keys are the names of these flags) [default: wellspring.toml, if it is there]
    #[arg(long, global = true, env = "WELLSPRING_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Folder of the index [default: index]
    #[arg(long, global = true, env = "WELLSPRING_INDEX", value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// File or folder of content; may be given more than once [default: corpus]
    #[arg(long, global = true, env = "WELLSPRING_CORPUS", value_name = "PATH", value_delimiter = ',')]
    pub corpus: Option<Vec<PathBuf>>,
    /// What documents are that do not say it themselves
    #[arg(long, global = true, env = "WELLSPRING_KIND", value_name = "articles|products", hide_possible_values = true)]
    pub kind: Option<KindSetting>,
    /// Language of the content, by name or ISO 639-1 code: french, fr [default: what vocabulary/language.txt says, or english]
    #[arg(long, global = true, env = "WELLSPRING_LANGUAGE", value_name = "LANGUAGE")]
    pub language: Option<Language>,
    /// Index what is valid and leave out the rest
    #[arg(
        long,
        global = true,
        env = "WELLSPRING_SKIP_INVALID",
        value_name = "true|false",
        hide_possible_values = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub skip_invalid: Option<bool>,
    /// Threads that build the index [default: one a core, at most 8]
    #[arg(long, global = true, env = "WELLSPRING_THREADS", value_name = "N")]
    pub threads: Option<usize>,
    /// Memory for building the index, in megabytes [default: 256]
    #[arg(long, global = true, env = "WELLSPRING_MEMORY_MB", value_name = "MB")]
    pub memory_mb: Option<usize>,
    /// Address and port to listen on [default: 127.0.0.1:7878]
    #[arg(long, global = true, env = "WELLSPRING_LISTEN", value_name = "ADDRESS", help_heading = "Serving")]
    pub listen: Option<SocketAddr>,
    /// Longest query, in characters [default: 512]
    #[arg(long, global = true, env = "WELLSPRING_MAX_QUERY_CHARS", value_name = "N", help_heading = "Serving")]
    pub max_query_chars: Option<usize>,
    /// Largest request body, in kilobytes [default: 256]
    #[arg(long, global = true, env = "WELLSPRING_MAX_BODY_KB", value_name = "KB", help_heading = "Serving")]
    pub max_body_kb: Option<usize>,
    /// Requests that work at the same time; the next is told to come back [default: 4 a core]
    #[arg(long, global = true, env = "WELLSPRING_MAX_CONCURRENT", value_name = "N", help_heading = "Serving")]
    pub max_concurrent: Option<usize>,
    /// Time for one request, in milliseconds [default: 2000]
    #[arg(long, global = true, env = "WELLSPRING_TIMEOUT_MS", value_name = "MS", help_heading = "Serving")]
    pub timeout_ms: Option<u64>,
    /// Time for running requests when the server is told to stop, in milliseconds [default: 10000]
    #[arg(long, global = true, env = "WELLSPRING_DRAIN_MS", value_name = "MS", help_heading = "Serving")]
    pub drain_ms: Option<u64>,
    /// How often to look for a new generation of the index, in milliseconds [default: 1000]
    #[arg(long, global = true, env = "WELLSPRING_RELOAD_MS", value_name = "MS", help_heading = "Serving")]
    pub reload_ms: Option<u64>,
    /// Origin whose pages may call the API from a browser, or * for all; may be given more than once [default: none]
    #[arg(
        long,
        global = true,
        env = "WELLSPRING_CORS_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ',',
        help_heading = "Serving"
    )]
    pub cors_origin: Option<Vec<String>>,
    /// Address under which the public reaches this server, for the API description and for links [default: the address it listens on]
    #[arg(long, global = true, env = "WELLSPRING_PUBLIC_URL", value_name = "URL", help_heading = "Serving")]
    pub public_url: Option<String>,
    /// Host name under which MCP clients may reach this server, or * for all; may be given more than once [default: those of this machine, --listen and --public-url]
    #[arg(
        long,
        global = true,
        env = "WELLSPRING_ALLOWED_HOST",
        value_name = "HOST",
        value_delimiter = ',',
        help_heading = "Serving"
    )]
    pub allowed_host: Option<Vec<String>>,
    /// How log lines look [default: text]
    #[arg(long, global = true, env = "WELLSPRING_LOG_FORMAT", value_name = "text|json", hide_possible_values = true)]
    pub log_format: Option<LogFormat>,
    /// What is logged: error, warn, info, debug, trace, or a filter such as wellspring=debug [default: info]
    #[arg(long, global = true, env = "WELLSPRING_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
}

/// [`Kind`] as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KindSetting {
    /// Something to read
    #[value(alias = "article")]
    #[serde(alias = "article")]
    Articles,
    /// Something to buy
    #[value(alias = "product")]
    #[serde(alias = "product")]
    Products,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people
    #[default]
    Text,
    /// For machines: one JSON object a line
    Json,
}

/// Which pages of other origins may call the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorsOrigins {
    /// All.
    Any,
    /// These; none when empty.
    List(Vec<String>),
}

/// Every setting, complete and checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// What to build, where and how.
    pub build: BuildOptions,
    /// Whether the corpus was named, or is only the default place.
    pub corpus_is_default: bool,
    /// How to serve.
    pub server: ServerConfig,
    /// How log lines look.
    pub log_format: LogFormat,
    /// What is logged.
    pub log: String,
}

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Address and port.
    pub listen: SocketAddr,
    /// Longest query, in characters.
    pub max_query_chars: usize,
    /// Largest request body, in bytes.
    pub max_body_bytes: usize,
    /// Requests that work at the same time.
    pub max_concurrent: usize,
    /// Time for one request.
    pub timeout: Duration,
    /// Time for running requests when the server is told to stop.
    pub drain: Duration,
    /// How often to look for a new generation.
    pub reload: Duration,
    /// Which pages of other origins may call the API.
    pub cors: CorsOrigins,
    /// Address under which the public reaches the server.
    pub public_url: Option<String>,
    /// Host names under which MCP clients may reach the server, beside the usual ones; `*` is all.
    pub allowed_hosts: Vec<String>,
    /// Where the content is, for the pictures that lie beside it.
    pub corpus: Vec<PathBuf>,
}

/// Why the settings make no sense.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("reading the configuration file {path}: {source}")]
    Unreadable {
        /// As it was named.
        path: PathBuf,
        /// The operating system's answer.
        source: std::io::Error,
    },
    /// The file has something that is no setting. The parser's message names line, key and the known keys.
    #[error("the configuration file {path} is not usable: {source}")]
    Invalid {
        /// As it was named.
        path: PathBuf,
        /// The parser's message.
        source: Box<toml::de::Error>,
    },
    /// A value that cannot be.
    #[error("the setting {name} cannot be {value}: {what}")]
    Value {
        /// Its name.
        name: &'static str,
        /// What was said.
        value: String,
        /// What it takes.
        what: String,
    },
}

impl Config {
    /// Completes settings (flags and environment) from the configuration file and the defaults, and checks them.
    pub fn resolve(settings: Settings) -> Result<Self, ConfigError> {
        let file = read_file(settings.config.as_deref())?;
        let settings = settings.or(file);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = from_1("threads", settings.threads, cores.min(MAX_DEFAULT_THREADS), MAX_THREADS)?;
        let max_memory_mb = threads * MAX_MEMORY_MB_PER_THREAD;
        let build = BuildOptions {
            corpus: settings.corpus.clone().unwrap_or_else(|| vec![DEFAULT_CORPUS.into()]),
            index: settings.index.clone().unwrap_or_else(|| DEFAULT_INDEX.into()),
            kind: settings.kind.map(Kind::from),
            language: settings.language,
            skip_invalid: settings.skip_invalid.unwrap_or(false),
            memory: from_1("memory-mb", settings.memory_mb, DEFAULT_MEMORY_MB, max_memory_mb)? * 1_000_000,
            threads,
            vectors: true,
        };
        Ok(Self {
            corpus_is_default: settings.corpus.is_none(),
            log_format: settings.log_format.unwrap_or_default(),
            log: settings.log.clone().unwrap_or_else(|| "info".to_owned()),
            server: server(settings, cores, build.corpus.clone())?,
            build,
        })
    }
}

impl ServerConfig {
    /// Where this server is reached: the public address, or the one it listens on.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

fn server(settings: Settings, cores: usize, corpus: Vec<PathBuf>) -> Result<ServerConfig, ConfigError> {
    let number = |name, value, default| from_1(name, value, default, MAX_NUMBER);
    let millis = |name, value, default| from_1(name, value, default, MAX_TIME_MS).map(Duration::from_millis);
    Ok(ServerConfig {
        listen: settings.listen.unwrap_or(DEFAULT_LISTEN),
        max_query_chars: number("max-query-chars", settings.max_query_chars, DEFAULT_MAX_QUERY_CHARS)?,
        max_body_bytes: number("max-body-kb", settings.max_body_kb, DEFAULT_MAX_BODY_KB)? * 1024,
        max_concurrent: number("max-concurrent", settings.max_concurrent, cores * DEFAULT_CONCURRENCY_PER_CORE)?,
        timeout: millis("timeout-ms", settings.timeout_ms, DEFAULT_TIMEOUT_MS)?,
        drain: millis("drain-ms", settings.drain_ms, DEFAULT_DRAIN_MS)?,
        reload: millis("reload-ms", settings.reload_ms, DEFAULT_RELOAD_MS)?,
        cors: cors(settings.cors_origin.unwrap_or_default())?,
        public_url: settings.public_url.as_deref().map(public_url).transpose()?,
        allowed_hosts: allowed_hosts(settings.allowed_host.unwrap_or_default())?,
        corpus,
    })
}

fn cors(origins: Vec<String>) -> Result<CorsOrigins, ConfigError> {
    if origins.iter().any(|origin| origin == "*") {
        return Ok(CorsOrigins::Any);
    }
    match origins.iter().find(|origin| without_scheme(origin).is_none_or(|host| host.contains('/'))) {
        None => Ok(CorsOrigins::List(origins)),
        Some(origin) => Err(ConfigError::Value {
            name: "cors-origin",
            value: format!("{origin:?}"),
            what: "name scheme and host, such as https://shop.example, or * for all".to_owned(),
        }),
    }
}

fn public_url(url: &str) -> Result<String, ConfigError> {
    let url = url.trim_end_matches('/');
    match without_scheme(url) {
        Some(_) => Ok(url.to_owned()),
        None => Err(ConfigError::Value {
            name: "public-url",
            value: format!("{url:?}"),
            what: "begin with the scheme, such as https://api.shop.example".to_owned(),
        }),
    }
}

fn allowed_hosts(hosts: Vec<String>) -> Result<Vec<String>, ConfigError> {
    let is_host =
        |host: &String| !host.is_empty() && !host.contains(|c: char| c == '/' || c == '@' || c.is_whitespace());
    match hosts.iter().find(|host| !is_host(host)) {
        None => Ok(hosts),
        Some(host) => Err(ConfigError::Value {
            name: "allowed-host",
            value: format!("{host:?}"),
            what: "name the host alone, such as search.shop.example, with its port if only that one is meant, or * for all"
                .to_owned(),
        }),
    }
}

/// Host and path of a web address, if it is one.
fn without_scheme(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    (!rest.is_empty() && !rest.starts_with('/')).then_some(rest)
}

fn from_1<N>(name: &'static str, value: Option<N>, default: N, most: N) -> Result<N, ConfigError>
where
    N: Copy + From<u8> + PartialOrd + Display,
{
    match value {
        Some(value) if value < N::from(1) || value > most => {
            let what = format!("it takes a whole number from 1 to {most}");
            Err(ConfigError::Value { name, value: value.to_string(), what })
        }
        value => Ok(value.unwrap_or(default)),
    }
}

/// The named file, or the default one if it is there.
fn read_file(named: Option<&Path>) -> Result<Settings, ConfigError> {
    let path = match named {
        Some(path) => path,
        None if Path::new(DEFAULT_FILE).exists() => Path::new(DEFAULT_FILE),
        None => return Ok(Settings::default()),
    };
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
    toml::from_str(&text).map_err(|source| ConfigError::Invalid { path: path.to_owned(), source: Box::new(source) })
}

impl Settings {
    /// These settings, and where one is missing, another's.
    fn or(self, other: Self) -> Self {
        Self {
            config: self.config.or(other.config),
            index: self.index.or(other.index),
            corpus: self.corpus.or(other.corpus),
            kind: self.kind.or(other.kind),
            language: self.language.or(other.language),
            skip_invalid: self.skip_invalid.or(other.skip_invalid),
            threads: self.threads.or(other.threads),
            memory_mb: self.memory_mb.or(other.memory_mb),
            listen: self.listen.or(other.listen),
            max_query_chars: self.max_query_chars.or(other.max_query_chars),
            max_body_kb: self.max_body_kb.or(other.max_body_kb),
            max_concurrent: self.max_concurrent.or(other.max_concurrent),
            timeout_ms: self.timeout_ms.or(other.timeout_ms),
            drain_ms: self.drain_ms.or(other.drain_ms),
            reload_ms: self.reload_ms.or(other.reload_ms),
            cors_origin: self.cors_origin.or(other.cors_origin),
            public_url: self.public_url.or(other.public_url),
            allowed_host: self.allowed_host.or(other.allowed_host),
            log_format: self.log_format.or(other.log_format),
            log: self.log.or(other.log),
        }
    }
}

impl From<KindSetting> for Kind {
    fn from(kind: KindSetting) -> Self {
        match kind {
            KindSetting::Articles => Self::Article,
            KindSetting::Products => Self::Product,
        }
    }
}
