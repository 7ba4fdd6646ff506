//! What products are wanted for.

use std::collections::HashSet;

use crate::document::{Article, DocumentId, Product};
use crate::index::{IndexedPassage, PassageOutline};

/// What products are wanted for: documents, passages, or any text.
#[derive(Debug, Clone, Default)]
pub struct Seed {
    /// Documents that must not be recommended, because they are the seed or unwanted.
    pub documents: HashSet<DocumentId>,
    /// Whether products that cannot be bought are recommended as well.
    pub unavailable: bool,
    /// An editor's links.
    pub links: Vec<SeedLink>,
    /// Texts, the weightiest first.
    pub texts: Vec<SeedText>,
}

/// A link from a document of the seed to a product.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedLink {
    /// The document that has the link.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The product.
    pub product: DocumentId,
    /// How much the document counts in the seed, 0 to 1.
    pub weight: f64,
}

/// A text of the seed.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedText {
    /// What it says.
    pub text: String,
    /// The title of its document.
    pub title: Option<String>,
    /// The document it is from.
    pub document: Option<DocumentId>,
    /// The passage it is.
    pub passage: Option<String>,
    /// How much it counts in the seed, 0 to 1.
    pub weight: f64,
}

impl Seed {
    /// Adds a text that is from no document, such as a query.
    pub fn push_text(&mut self, text: &str, weight: f64) {
        self.texts.push(SeedText { text: text.to_owned(), title: None, document: None, passage: None, weight });
    }

    /// Adds a passage with its article's links.
    pub fn push_passage(&mut self, passage: &IndexedPassage<'_>, weight: f64) {
        self.push_links(&passage.document, &passage.title, &passage.products, weight);
        self.texts.push(SeedText {
            text: passage.text.to_string(),
            title: Some(passage.title.to_string()),
            document: Some(passage.document.clone().into_owned()),
            passage: Some(passage.id.to_string()),
            weight,
        });
    }

    /// Adds a whole article, passage by passage.
    pub fn push_article(&mut self, article: &Article, passages: &[PassageOutline]) {
        self.documents.insert(article.id.clone());
        self.push_links(&article.id, &article.title, &article.products, 1.0);
        let mut push = |text: &str, passage: Option<&String>| {
            self.texts.push(SeedText {
                text: text.to_owned(),
                title: Some(article.title.clone()),
                document: Some(article.id.clone()),
                passage: passage.cloned(),
                weight: 1.0,
            });
        };
        push(&article.title, None);
        for passage in passages {
            push(&article.body.text[passage.span.clone()], Some(&passage.id));
        }
    }

    /// Adds a product.
    pub fn push_product(&mut self, product: &Product) {
        self.documents.insert(product.id.clone());
        let words = std::iter::once(&product.name)
            .chain(product.ingredients.iter().map(|ingredient| &ingredient.name))
            .chain(&product.concerns)
            .chain(&product.benefits)
            .chain([&product.description]);
        self.texts.push(SeedText {
            text: words.map(String::as_str).collect::<Vec<_>>().join("\n"),
            title: Some(product.name.clone()),
            document: Some(product.id.clone()),
            passage: None,
            weight: 1.0,
        });
    }

    fn push_links(&mut self, document: &DocumentId, title: &str, products: &[DocumentId], weight: f64) {
        // Every passage of an article brings all of its links.
        if self.links.iter().any(|link| &link.document == document) {
            return;
        }
        self.links.extend(products.iter().map(|product| SeedLink {
            document: document.clone(),
            title: title.to_owned(),
            product: product.clone(),
            weight,
        }));
    }
}
