//! `wellspring bench serve`: a server under load.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, ensure};

use super::args::BenchServeArgs;
use super::report;
use super::search::read_queries;
use super::server::Server;
use crate::bench::{
    self, Connections, LoadOptions, LoadReport, LoadSide, Measured, Purpose, Target, measure_floor, measure_server,
};
use crate::cli::text::megabytes;
use crate::cli::{open, prepare, progress, write_json};
use crate::config::Config;
use crate::wire;

/// So many queries are drawn,
const QUERIES: usize = 200;
/// of so many words.
const WORDS: usize = 2;

pub(super) fn run(args: &BenchServeArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let queries = match &args.queries {
        Some(file) => read_queries(file)?,
        None => draw(args.url.is_some(), config)?,
    };
    let report = progress::named_steps(|step| measure(args, &queries, config, step))?;
    report::write(args.output.report.as_deref(), "serve", || bench::serve_page(&report))?;
    if args.output.json {
        write_json(out, &wire::BenchServe::from(&report))?;
    } else {
        write(out, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Queries from the texts of the index, which is not built only to ask somebody else's server.
fn draw(is_elsewhere: bool, config: &Config) -> anyhow::Result<Vec<String>> {
    let engine = if is_elsewhere {
        open(config)
            .context("there is no index here to draw queries from; name some for the server with --queries FILE")?
    } else {
        prepare(config, drop)?;
        open(config)?
    };
    let queries = bench::drawn_queries(&engine, QUERIES, WORDS)?;
    let index = config.build.index.display();
    ensure!(
        !queries.is_empty(),
        "there is no text in the index {index} to draw queries from; name some with --queries FILE"
    );
    Ok(queries)
}

fn measure(
    args: &BenchServeArgs,
    queries: &[String],
    config: &Config,
    step: &dyn Fn(String),
) -> anyhow::Result<LoadReport> {
    let options = LoadOptions { rate: args.rate.map(f64::from), window: Duration::from_secs(u64::from(args.seconds)) };
    let endpoint = args.endpoint.into();
    let connect = |url: &str| -> anyhow::Result<Connections> {
        step(format!("opening {} connections to {url}", args.connections));
        Ok(Connections::open(Target::new(url, endpoint, queries)?, args.connections as usize)?)
    };
    let (ours, floor) = if let Some(url) = &args.url {
        (measure_server(&connect(url)?, None, options, &|rate| step(asking("the server", rate)))?, None)
    } else {
        step("starting the server".to_owned());
        let ours = measure_ours(&Server::start(config)?, connect, options, step)?;
        let floor = Server::start_floor(ours.mean_bytes().round() as usize)?;
        let (connections, say) = (connect(&floor.url)?, |rate| step(asking("the floor", rate)));
        let floor = measure_floor(&connections, Some(floor.process()), &ours, options, &say)?;
        (ours, Some(floor))
    };
    let (url, queries, connections) = (args.url.clone(), queries.len(), args.connections as usize);
    Ok(LoadReport { url, endpoint, queries, connections, ours, floor })
}

fn measure_ours(
    server: &Server,
    connect: impl Fn(&str) -> anyhow::Result<Connections>,
    options: LoadOptions,
    step: &dyn Fn(String),
) -> anyhow::Result<LoadSide> {
    let connections = connect(&server.url)?;
    Ok(measure_server(&connections, Some(server.process()), options, &|rate| step(asking("the server", rate)))?)
}

fn asking(whom: &str, rate: f64) -> String {
    format!("asking {whom} {rate:.0} times a second")
}

fn write(out: &mut impl Write, report: &LoadReport) -> io::Result<()> {
    writeln!(
        out,
        "{} of {} queries over {} connections to {}; latencies count from when a request is due\n",
        report.endpoint.name(),
        report.queries,
        report.connections,
        report.url.as_deref().unwrap_or("a server started for this, on this machine, which it shares with who asks"),
    )?;
    writeln!(
        out,
        "{:<7} {:<7} {:>9} {:>10} {:>7} {:>7} {:>7} {:>31} {:>8} {:>7} {:>10}",
        "", "run", "asked/s", "answered/s", "503", "failed", "late", "p50/p95/p99, ms", "p99/p50", "held", "CPU, µs"
    )?;
    write_side(out, "ours", &report.ours)?;
    if let Some(floor) = &report.floor {
        write_side(out, "floor", floor)?;
    }
    writeln!(out)?;
    write_summary(out, report)
}

fn write_side(out: &mut impl Write, name: &str, side: &LoadSide) -> io::Result<()> {
    side.runs.iter().try_for_each(|measured| write_run(out, name, measured))
}

fn write_run(out: &mut impl Write, name: &str, measured: &Measured) -> io::Result<()> {
    let run = &measured.run;
    let millis = |share: f64| run.latency.at(share).as_secs_f64() * 1e3;
    writeln!(
        out,
        "{name:<7} {:<7} {:>9.0} {:>10.0} {:>7} {:>7} {:>6.1}% {:>31} {:>8} {:>7} {:>10}",
        measured.purpose.name(),
        run.rate,
        run.achieved,
        run.shed,
        run.failures(),
        run.late_share() * 100.0,
        format!("{:.2} / {:.2} / {:.2}", millis(0.5), millis(0.95), millis(0.99)),
        figure(run.p99_to_p50(), 1.0),
        if run.is_held() { "yes" } else { "no" },
        figure(measured.cpu_a_request(), 1e6),
    )
}

fn write_summary(out: &mut impl Write, report: &LoadReport) -> io::Result<()> {
    let highest =
        |side: &LoadSide| side.highest.map_or_else(|| "none".to_owned(), |rate| format!("{rate:.0} a second"));
    if report.ours.of(Purpose::Given).is_none() {
        write!(out, "highest rate held: {}", highest(&report.ours))?;
        match &report.floor {
            Some(floor) => writeln!(out, "; floor {}", highest(floor))?,
            None => writeln!(out)?,
        }
    }
    if let Some(above) = report.ours.of(Purpose::Above) {
        let (shed, ratio) = (above.run.shed_share() * 100.0, figure(report.overload_ratio(), 1.0));
        writeln!(
            out,
            "at twice that rate {shed:.1} % is refused with 503; p99 of what is answered is {ratio} times that at the rate held"
        )?;
    }
    if report.floor.is_some() {
        let (cpu, latency) = (figure(report.cpu_ratio(), 1.0), figure(report.latency_ratio(), 1.0));
        let bytes = report.ours.mean_bytes();
        writeln!(
            out,
            "beside a handler that answers with as many bytes ({bytes:.0}): {cpu} times the processor time, {latency} times the median from sending"
        )?;
    }
    if let Some((before, after)) = report.ours.memory {
        writeln!(out, "memory of the server: {} before, {} after", megabytes(before), megabytes(after))?;
    }
    Ok(())
}

fn figure(value: Option<f64>, times: f64) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.*}", if times > 1.0 { 0 } else { 2 }, value * times))
}
