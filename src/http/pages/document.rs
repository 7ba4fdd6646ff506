//! `GET /documents/{id}`: an article or a product, to be read.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;

use super::article::ArticlePage;
use super::page;
use super::product::{self, ProductPage};
use crate::engine::FoundDocument;
use crate::http::app::App;
use crate::http::documents::document_id;
use crate::http::problem::Problem;

/// Shows a document with the products that belong to it.
pub(in crate::http) async fn document(
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let id = document_id(id)?;
    app.work(move |engine| {
        let found = engine.document(&id)?;
        let related = product::related_to(&id, engine)?;
        let language = engine.language();
        Ok(match found {
            FoundDocument::Article(article, outlines) => {
                let body = article.body.clone();
                page(&ArticlePage::new((*article, outlines).into(), &body, related, language))
            }
            FoundDocument::Product(product) => page(&ProductPage::new((*product).into(), related, language)),
        })
    })
    .await
}
