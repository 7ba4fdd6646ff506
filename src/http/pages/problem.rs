//! Problems on pages: one that has just happened, and what each kind of them means.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::{page, view};
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::http::request_id::RequestId;

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    version: &'static str,
    query: String,
    kind: ProblemType,
    detail: &'a str,
    request_id: &'a str,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    version: &'static str,
    query: String,
    kind: ProblemType,
    others: Vec<ProblemType>,
}

/// A problem that has just happened.
pub(in crate::http) fn problem(problem: &Problem, request_id: &RequestId) -> Response {
    page(&FailurePage {
        version: view::VERSION,
        query: String::new(),
        kind: problem.kind(),
        detail: problem.detail(),
        request_id: request_id.as_str(),
    })
}

/// `GET /problems/{name}`: what a kind of problem means.
pub(in crate::http) async fn problem_type(Path(name): Path<String>) -> Result<Response, Problem> {
    let unknown = || Problem::new(ProblemType::NotFound, "no kind of problem has this name; /docs lists all of them");
    let kind = ProblemType::named(&name).ok_or_else(unknown)?;
    let others = ProblemType::ALL.into_iter().filter(|&other| other != kind).collect();
    Ok(page(&ProblemPage { version: view::VERSION, query: String::new(), kind, others }))
}
