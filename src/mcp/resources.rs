//! Documents as resources: `wellspring://doc/{id}`, as Markdown.

use percent_encoding::percent_decode_str;
use rmcp::model::{
    ErrorData, ListResourceTemplatesResult, ListResourcesResult, ReadResourceResult, Resource, ResourceContents,
    ResourceTemplate,
};
use serde_json::json;

use super::markdown;
use super::refusal::Refusal;
use crate::engine::{Engine, Error, FoundDocument, ListedDocument};
use crate::wire::encoded;

/// In front of the id of a document.
const PREFIX: &str = "wellspring://doc/";
/// An id may have slashes, which stay as they are.
const TEMPLATE: &str = "wellspring://doc/{+id}";
const MARKDOWN: &str = "text/markdown";
/// Documents on one page of the list.
const PAGE: usize = 100;

/// A page of all documents in the order of their ids. The cursor is the last id of the page before.
pub(super) fn list(engine: &Engine, cursor: Option<&str>) -> Result<ListResourcesResult, Error> {
    let mut documents = engine.documents_after(cursor.unwrap_or_default(), PAGE + 1)?;
    let has_more = documents.len() > PAGE;
    documents.truncate(PAGE);
    let next = documents.last().filter(|_| has_more).map(|document| document.id.clone());
    let mut page = ListResourcesResult::with_all_items(documents.into_iter().map(resource).collect());
    page.next_cursor = next;
    Ok(page)
}

/// How the address of a document is made from its id.
pub(super) fn templates() -> ListResourceTemplatesResult {
    let template = ResourceTemplate::new(TEMPLATE, "document")
        .with_title("Article or product")
        .with_description("The whole text of an article or a product, by the id that results of the tools carry.")
        .with_mime_type(MARKDOWN);
    ListResourceTemplatesResult::with_all_items(vec![template])
}

/// The document at an address.
pub(super) fn read(engine: &Engine, uri: &str) -> Result<ReadResourceResult, ErrorData> {
    let id = uri.strip_prefix(PREFIX).ok_or_else(|| unknown(uri))?;
    let id = percent_decode_str(id).decode_utf8().map_err(|_| unknown(uri))?;
    let text = match engine.document(&id) {
        Ok(FoundDocument::Article(article, _)) => markdown::article(&article),
        Ok(FoundDocument::Product(product)) => markdown::product(&product),
        Err(Error::UnknownDocument(_)) => return Err(unknown(uri)),
        Err(error) => return Err(failed(error.into())),
    };
    Ok(ReadResourceResult::new(vec![ResourceContents::text(text, uri).with_mime_type(MARKDOWN)]))
}

/// An error of the protocol for what a tool would tell the model.
pub(super) fn failed(refusal: Refusal) -> ErrorData {
    ErrorData::internal_error(refusal.tell(), None)
}

fn unknown(uri: &str) -> ErrorData {
    let message =
        format!("there is no resource {uri:?}; resources/list names all, and an id of a result makes {TEMPLATE}");
    ErrorData::resource_not_found(message, Some(json!({ "uri": uri })))
}

fn resource(document: ListedDocument) -> Resource {
    let uri = format!("{PREFIX}{}", encoded(&document.id));
    Resource::new(uri, document.id)
        .with_title(document.title)
        .with_description(document.kind.name())
        .with_mime_type(MARKDOWN)
}
