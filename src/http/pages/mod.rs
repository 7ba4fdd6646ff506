//! Pages for people: rendered on the server from the same answers that the API gives. They work without any script; where
//! scripts run, the search box suggests while one types.
//!
//! A page forgives what the API refuses: parameters that it does not know are none of its business, because mailing and
//! advertising tools add theirs to every link.

mod address;
mod article;
mod assets;
mod card;
mod docs;
mod document;
mod facets;
mod help;
mod media;
mod picture;
mod problem;
mod product;
mod results;
mod schema;
mod search;
mod view;

use askama::Template;
use axum::extract::{MatchedPath, Request};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use super::problem::Problem;

pub(super) use assets::{favicon, page_script, script, stylesheet};
pub(super) use docs::docs;
pub(super) use document::document;
pub(super) use media::media;
pub(super) use problem::{problem, problem_type};
pub(super) use search::search;

/// Whether the answer to a request is read by a person: it is to a page, or a browser follows a link that leads nowhere.
pub(super) fn is_for_people(request: &Request) -> bool {
    match request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) {
        Some("/" | "/docs") => true,
        Some(route) => route.starts_with("/documents/") || route.starts_with("/problems/"),
        None => {
            let accept = request.headers().get(header::ACCEPT);
            accept.is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"))
        }
    }
}

/// A template as an answer.
fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => Problem::internal(error).into_response(),
    }
}
