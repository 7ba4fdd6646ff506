//! Every route, on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower::util::option_layer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::app::App;
use super::compatible::{dify, rerank, vector_stores};
use super::guest::Guest;
use super::problem::{self, Problem};
use super::problem_type::ProblemType;
use super::{
    cache, documents, facets, headers, health, limits, metrics, observe, openapi, pages, related, retrieve, search,
    suggest,
};

/// The routes of a server and of its guests, with everything that happens before and after them.
///
/// The order of the layers is the order in which a request meets them; an answer meets them from below.
pub fn router(app: App, guests: Vec<Guest>) -> Router {
    let outer = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::secure))
        .layer(option_layer(headers::cors(&app.config().cors, &guests)))
        .layer(from_fn(problem::render));
    let inner = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(limits::after_panic))
        .layer(from_fn_with_state(app.clone(), limits::within_time));
    let guarded = ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(limits::after_panic))
        .layer(from_fn_with_state(app.clone(), limits::guest_within_time));
    let own = Router::new()
        .merge(cached(&app))
        .merge(uncached())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(app.config().max_body_bytes))
        .layer(inner)
        .with_state(app);
    let all = guests.into_iter().fold(own, |routes, guest| routes.merge(guest.behind(guarded.clone())));
    all.layer(outer)
}

/// What depends on the index and on the address alone.
fn cached(app: &App) -> Router<App> {
    let (api, _) = described_and_cached().split_for_parts();
    api.route("/rerank", post(rerank::rerank))
        .nest("/openai", stores())
        .route("/", get(pages::search))
        .route("/documents/{*id}", get(pages::document))
        .route_layer(from_fn_with_state(app.clone(), cache::conditional))
}

/// The vector stores once more, for clients that look for them below another path.
fn stores() -> Router<App> {
    Router::new()
        .route("/v1/vector_stores", get(vector_stores::stores))
        .route("/v1/vector_stores/{store}", get(vector_stores::store))
        .route("/v1/vector_stores/{store}/files/{file}/content", get(vector_stores::file_content))
        .route("/v1/vector_stores/{store}/search", post(vector_stores::search))
}

fn uncached() -> Router<App> {
    let (probes, _) = probes().split_for_parts();
    probes
        .route("/metrics", get(metrics::metrics))
        .route("/openapi.json", get(openapi::openapi_json))
        .route("/docs", get(pages::docs))
        .route("/problems/{name}", get(pages::problem_type))
        .route("/assets/wellspring.css", get(pages::stylesheet))
        .route("/assets/page.js", get(pages::page_script))
        .route("/assets/wellspring.js", get(pages::script))
        .route("/wellspring.js", get(pages::script))
        .route("/media/{*path}", get(pages::media))
        .route("/favicon.svg", get(pages::favicon))
}

/// The routes that the description of the API has.
pub(super) fn described() -> OpenApiRouter<App> {
    described_and_cached().merge(probes())
}

fn described_and_cached() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(search::search, search::search_post))
        .routes(routes!(suggest::suggest))
        .routes(routes!(retrieve::retrieve, retrieve::retrieve_post))
        .routes(routes!(related::related, related::related_post))
        .routes(routes!(facets::facet))
        .routes(routes!(documents::document))
        .routes(routes!(vector_stores::stores))
        .routes(routes!(vector_stores::store))
        .routes(routes!(vector_stores::file_content))
        .routes(routes!(vector_stores::search))
        .routes(routes!(rerank::rerank))
        .routes(routes!(rerank::rerank_v2))
        .routes(routes!(dify::retrieval))
}

fn probes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(health::health)).routes(routes!(health::ready))
}

async fn not_found() -> Problem {
    Problem::new(ProblemType::NotFound, "nothing is served at this path; /docs lists what is")
}

async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    let detail = format!("{} does not take {method}; the Allow header lists what it takes", uri.path());
    Problem::new(ProblemType::MethodNotAllowed, detail)
}
