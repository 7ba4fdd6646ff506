//! `fetch`: a whole document.

use crate::engine::{Engine, Error, FoundDocument};
use crate::mcp::markdown;
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{Document, FetchArguments, Fetched, FetchedMetadata, FetchedPassage};

pub(in crate::mcp) struct Fetch;

impl Tool for Fetch {
    const NAME: &'static str = "fetch";
    const TITLE: &'static str = "Read an article or a product";
    const DESCRIPTION: &'static str = "Gives the whole text of one article or product with its address, warnings, sources and dates. Call \
        it with an id from the results of search, retrieve or related_products, when a passage is not enough to answer from; with the \
        id of a passage it gives the article around it and says where the passage stands, with that of a warning its product.";
    type Arguments = FetchArguments;
    type Answer = Fetched;

    fn run(FetchArguments { id }: FetchArguments, engine: &Engine, house: &House) -> Result<Fetched, Refusal> {
        let id = id.trim().to_owned();
        let document_id = id.split('#').next().unwrap_or_default();
        let unknown = || Error::UnknownDocument(id.clone());
        let found = engine.document(document_id).map_err(|error| match error {
            Error::UnknownDocument(_) => unknown(),
            error => error,
        })?;
        let text = whole_text(&found);
        let is_part = id.contains('#') && !is_warning(&found, &id);
        let document = Document::from(found);
        let passage = if is_part { Some(passage(&document, &id).ok_or_else(unknown)?) } else { None };
        let (title, url) = match &document {
            Document::Article(article) => (article.title.clone(), article.url.as_deref()),
            Document::Product(product) => (product.name.clone(), product.url.as_deref()),
        };
        let url = house.links.document(document_id, url);
        Ok(Fetched { id, title, text, url, metadata: FetchedMetadata { passage, ..FetchedMetadata::of(document) } })
    }
}

/// An article's text as spans point into it, or a product as it is shown, with the warnings.
fn whole_text(found: &FoundDocument) -> String {
    match found {
        FoundDocument::Article(article, _) => {
            format!("{}{}", article.body.text, markdown::warnings(&article.warnings))
        }
        FoundDocument::Product(product) => markdown::product(product),
    }
}

fn is_warning(found: &FoundDocument, id: &str) -> bool {
    match found {
        FoundDocument::Article(..) => false,
        FoundDocument::Product(product) => (0..product.warnings.len()).any(|index| product.warning_id(index) == id),
    }
}

fn passage(document: &Document, id: &str) -> Option<FetchedPassage> {
    let Document::Article(article) = document else { return None };
    let outline = article.passages.iter().find(|outline| outline.id == id)?;
    Some(FetchedPassage { heading_path: outline.heading_path.clone(), span: outline.span })
}
