//! The program: parses what was typed, hands it to a door, and reports what went wrong. The only file that knows every door.

use std::io::{self, IsTerminal};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::spawn_blocking;
use tracing::level_filters::LevelFilter;
use tracing::{error, info};
use tracing_subscriber::EnvFilter;
use wellspring::cli::{self, Cli, Command};
use wellspring::config::{Config, ConfigError, LogFormat, ServerConfig};
use wellspring::http::{self, Guest};
use wellspring::mcp;
use wellspring::serving::{self, Desk, EngineHandle};

/// An answer is some hundred short strings, made and dropped by whichever thread worked on it. Against glibc's allocator, in the
/// same program on the same index of 100,000 passages, mimalloc took an eighth off the median answer. Its price is memory while
/// building, about twice as much at the peak (176 for 86 MB on 16,350 articles), at the same speed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let Cli { command, settings } = cli::parse();
    let config = match Config::resolve(settings).and_then(|config| start_log(&config).map(|()| config)) {
        Ok(config) => config,
        Err(error) => return cli::report(&error.into()),
    };
    match command.unwrap_or(Command::Serve) {
        Command::Once(task) => cli::run(task, &config),
        Command::Serve => run(listen_and_serve(Arc::new(config))),
        Command::BenchFloor(floor) => run(serve_floor(floor.bytes)),
        Command::Mcp => run(serve_stdio(Arc::new(config))),
    }
}

/// Serves until a signal, or the caller, says to stop.
fn run(serving: impl Future<Output = anyhow::Result<()>>) -> ExitCode {
    let served = Runtime::new().context("starting the runtime").and_then(|runtime| {
        let served = runtime.block_on(serving);
        // A build that is still going is left: readers never see it, and the next build clears it away.
        runtime.shutdown_background();
        served
    });
    served.map_or_else(|error| cli::report(&error), |()| ExitCode::SUCCESS)
}

/// Listens before anything else, so that a port in use is told before a long build, and health can be asked for during it.
async fn listen_and_serve(config: Arc<Config>) -> anyhow::Result<()> {
    let stop = stop_signal().context("waiting for signals")?;
    let asked = config.server.listen;
    let listener = TcpListener::bind(asked)
        .await
        .with_context(|| format!("cannot listen on {asked}; choose another address or port with --listen"))?;
    let address = listener.local_addr().context("asking for the address")?;
    info!("listening on http://{address}");
    let engine = EngineHandle::empty();
    let server = ServerConfig { listen: address, ..config.server.clone() };
    let desk = Desk::new(engine.clone(), &server);
    let guest = Guest::new(mcp::PATH, mcp::service(desk.clone(), &server), mcp::words, &mcp::HEADERS);
    tokio::select! {
        () = http::serve(listener, desk, &server, vec![guest], stop) => Ok(()),
        supplied = supply(engine, Arc::clone(&config), || {
            info!("ready; try: curl 'http://{address}/v1/search?q=magnesium+sleep'");
        }) => supplied,
    }
}

/// Serves the floor of `bench serve` until a signal, or until the program that started this one is gone: its end of stdin is closed.
async fn serve_floor(bytes: usize) -> anyhow::Result<()> {
    let stop = stop_signal().context("waiting for signals")?;
    let listener = TcpListener::bind("127.0.0.1:0").await.context("listening")?;
    let address = listener.local_addr().context("asking for the address")?;
    info!("listening on http://{address}");
    info!("ready");
    let alone = spawn_blocking(|| io::copy(&mut io::stdin().lock(), &mut io::sink()));
    let stop = async {
        tokio::select! {
            () = stop => {}
            _ = alone => {}
        }
    };
    http::serve_floor(listener, bytes, stop).await.context("serving the floor")
}

/// Answers the program that started this one, as soon as there is an engine: its first questions follow at once.
async fn serve_stdio(config: Arc<Config>) -> anyhow::Result<()> {
    let stop = stop_signal().context("waiting for signals")?;
    let engine = EngineHandle::empty();
    let desk = Desk::new(engine.clone(), &config.server);
    let answering = async {
        engine.ready().await;
        mcp::over_stdio(desk, &config.server).await.context("talking to the program that started this one")
    };
    tokio::select! {
        answered = answering => answered,
        supplied = supply(engine.clone(), Arc::clone(&config), || info!("ready")) => supplied,
        () = stop => Ok(()),
    }
}

/// Opens or builds an engine, then replaces it for ever when another process has built; ends early if there is none to serve.
async fn supply(engine: EngineHandle, config: Arc<Config>, ready: impl FnOnce()) -> anyhow::Result<()> {
    let (preparing, prepared) = (Arc::clone(&config), engine.clone());
    let prepare = move || cli::prepare(&preparing, |engine| prepared.replace(engine));
    spawn_blocking(prepare).await.context("preparing the index")??;
    ready();
    let (index, every) = (config.build.index.clone(), config.server.reload);
    serving::watch(engine, index, every, move || cli::open(&config)).await;
    Ok(())
}

/// Ends with the first Ctrl-C or SIGTERM, which are caught from now on; the second one ends the process at once.
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut signals = Signals::catch()?;
    Ok(async move {
        signals.next().await;
        info!("stopping; a second signal stops at once");
        tokio::spawn(async move {
            signals.next().await;
            std::process::exit(1)
        });
    })
}

/// The signals that ask a server to stop.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn catch() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The signals that ask a server to stop.
#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn catch() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}

/// Logs to stderr: stdout belongs to the answers.
fn start_log(config: &Config) -> Result<(), ConfigError> {
    let log =
        tracing_subscriber::fmt().with_env_filter(log_filter(&config.log)?).with_target(false).with_writer(io::stderr);
    match config.log_format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().init(),
    }
    panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// Says where a panic happened and not what it says: that may quote a query, which is health data.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    error!("a panic in {place}: please report it");
}

/// One word has to be a level: the filter language takes any other for the name of a crate, and logs nothing but that.
fn log_filter(log: &str) -> Result<EnvFilter, ConfigError> {
    let is_word = log.chars().all(|char| char.is_ascii_alphanumeric());
    let filter = EnvFilter::builder().parse(log).ok().filter(|_| !is_word || log.parse::<LevelFilter>().is_ok());
    filter.map(without_questions).ok_or_else(|| ConfigError::Value {
        name: "log",
        value: format!("{log:?}"),
        what: "it takes error, warn, info, debug, trace, off, or a filter such as wellspring=debug".to_owned(),
    })
}

/// The filter without the lines that would tell what somebody asked for.
fn without_questions(filter: EnvFilter) -> EnvFilter {
    mcp::QUIET.into_iter().fold(filter, |filter, directive| {
        filter.add_directive(directive.parse().expect("a directive of ours is right"))
    })
}
