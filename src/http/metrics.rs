//! What is counted, for Prometheus.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::app::App;
use super::problem::Problem;
use crate::engine::Engine;
use crate::serving::Desk;

/// Seconds: a search takes a millisecond or less, and a request is given up after two seconds by default.
const LATENCY_BUCKETS: [f64; 12] = [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];
/// What [`encode`] writes.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

type Latencies = Family<RouteLabels, Histogram, fn() -> Histogram>;

/// Everything that a server counts.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    latencies: Latencies,
    in_flight: Gauge,
    index: IndexGauges,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

/// How much the index in force holds.
#[derive(Default)]
struct IndexGauges {
    articles: Gauge,
    passages: Gauge,
    products: Gauge,
    built: Gauge,
}

impl Metrics {
    /// Counts that start at zero now.
    pub(super) fn new(desk: Desk) -> Self {
        let mut registry = Registry::default();
        let requests = Family::default();
        registry.register("wellspring_http_requests", "Requests answered", requests.clone());
        let latencies = Latencies::new_with_constructor(|| Histogram::new(LATENCY_BUCKETS));
        let help = "Time from the request's head to the answer's, in seconds";
        registry.register("wellspring_http_request_duration_seconds", help, latencies.clone());
        let in_flight = Gauge::default();
        registry.register("wellspring_http_requests_in_flight", "Requests being worked on", in_flight.clone());
        registry.register_collector(Box::new(Shed(desk)));
        register_start(&mut registry);
        Self { requests, latencies, in_flight, index: IndexGauges::register(&mut registry), registry }
    }

    /// A request has come in.
    pub(super) fn begin_request(&self) {
        self.in_flight.inc();
    }

    /// A request is over.
    pub(super) fn end_request(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        self.in_flight.dec();
        self.requests.get_or_create(&RequestLabels { route: route.to_owned(), method, status }).inc();
        self.latencies.get_or_create(&RouteLabels { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    fn encode(&self, engine: Option<&Engine>) -> Result<String, fmt::Error> {
        if let Some(engine) = engine {
            self.index.set(engine);
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// How many were turned away, by any door.
struct Shed(Desk);

impl Collector for Shed {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let count = ConstCounter::new(self.0.turned_away());
        let help = "Requests turned away under load";
        count.encode(encoder.encode_descriptor("wellspring_http_requests_shed", help, None, count.metric_type())?)
    }
}

impl fmt::Debug for Shed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shed").field(&self.0.turned_away()).finish()
    }
}

impl IndexGauges {
    fn register(registry: &mut Registry) -> Self {
        let gauges = Self::default();
        registry.register("wellspring_index_articles", "Articles in the index", gauges.articles.clone());
        registry.register("wellspring_index_passages", "Passages in the index", gauges.passages.clone());
        registry.register("wellspring_index_products", "Products in the index", gauges.products.clone());
        let help = "When the index was built, in seconds since 1970";
        registry.register("wellspring_index_built_timestamp_seconds", help, gauges.built.clone());
        gauges
    }

    fn set(&self, engine: &Engine) {
        let manifest = engine.manifest();
        self.articles.set(manifest.counts.articles.cast_signed());
        self.passages.set(manifest.counts.passages.cast_signed());
        self.products.set(manifest.counts.products.cast_signed());
        self.built.set(manifest.built_at.unix_timestamp());
    }
}

/// The name belongs to everybody, and so has no prefix of ours.
fn register_start(registry: &mut Registry) {
    let started: Gauge = Gauge::default();
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    started.set(since_epoch.as_secs().cast_signed());
    registry.register("process_start_time_seconds", "When the server started, in seconds since 1970", started);
}

/// `GET /metrics`.
pub(super) async fn metrics(State(app): State<App>) -> Result<Response, Problem> {
    let text = app.metrics().encode(app.engine().as_deref()).map_err(Problem::internal)?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response())
}
