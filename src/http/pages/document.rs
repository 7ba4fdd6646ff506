//! `GET /documents/{id}`: an article or a product, to be read.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;

use super::article::ArticlePage;
use super::page;
use super::product::{self, Beside, ProductPage, RELATED};
use crate::engine::FoundDocument;
use crate::http::app::App;
use crate::http::documents::document_id;
use crate::http::problem::Problem;
use crate::recommend::{Target, Wanted};

/// Shows a document with what belongs to it.
pub(in crate::http) async fn document(
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let id = document_id(id)?;
    app.work(move |engine| {
        let language = engine.language();
        Ok(match engine.document(&id)? {
            FoundDocument::Article(article, outlines) => {
                let wanted = Wanted { limit: RELATED, ..Wanted::default() };
                let related = product::related(&id, engine, Target::Products, wanted)?;
                let body = article.body.clone();
                page(&ArticlePage::new((*article, outlines).into(), &body, related, language))
            }
            FoundDocument::Product(product) => {
                page(&ProductPage::new((*product).into(), Beside::of(&id, engine)?, language))
            }
        })
    })
    .await
}
