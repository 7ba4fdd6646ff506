//! What related items are wanted for.

use super::intent::{is_applied, main_substances};
use crate::document::{Article, Category, DocumentId, Product};
use crate::index::{IndexedPassage, PassageOutline};
use crate::label::{self, Label};

/// What related items are wanted for: documents, passages, or any text; several of them are a cart. Each part has an equal say,
/// whatever its length, but for its weight.
#[derive(Debug, Clone, Default)]
pub struct Seed {
    pub(super) parts: Vec<SeedPart>,
}

/// One of the things that related items are wanted for.
#[derive(Debug, Clone, Default)]
pub(super) struct SeedPart {
    /// The document that it is, or is from.
    pub(super) document: Option<DocumentId>,
    /// The title of that, or the name of the product.
    pub(super) title: Option<String>,
    /// Whether it is that document, and not a part of it.
    pub(super) is_whole: bool,
    /// How much it counts, 0 to 1.
    pub(super) weight: f64,
    /// What it says, in order.
    pub(super) texts: Vec<SeedText>,
    /// The products that an editor chose for it.
    pub(super) links: Vec<DocumentId>,
    /// What it is labelled with, if it is a product.
    pub(super) labels: Vec<Label>,
    /// The product's variants share it.
    pub(super) variant_key: Option<String>,
    /// What is in the product, each ingredient by its first name.
    pub(super) substances: Vec<String>,
    /// Whether it is a product that goes on the skin.
    pub(super) is_applied: bool,
    pub(super) categories: Vec<Category>,
    /// Title, categories, tags or concerns: what the one who asks is about, in a few words.
    pub(super) about: String,
}

/// A text of a part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SeedText {
    pub(super) text: String,
    /// The passage that it is.
    pub(super) passage: Option<String>,
}

impl Seed {
    /// Adds a text that is from no document, such as a query.
    pub fn push_text(&mut self, text: &str, weight: f64) {
        let texts = vec![SeedText { text: text.to_owned(), passage: None }];
        self.parts.push(SeedPart { weight, texts, ..SeedPart::default() });
    }

    /// Adds a passage that was asked for, with its article's links.
    pub fn push_passage(&mut self, passage: &IndexedPassage<'_>) {
        self.push_found(passage, 1.0);
        if let Some(part) = self.parts.last_mut() {
            part.about = format!("{}\n{}", passage.title, passage.heading_path.join("\n"));
        }
    }

    /// Adds a passage that a query found, with its article's links. It says what belongs there, and nothing of the situation of
    /// the one who asks.
    pub fn push_found(&mut self, passage: &IndexedPassage<'_>, weight: f64) {
        self.parts.push(SeedPart {
            document: Some(passage.document.clone().into_owned()),
            title: Some(passage.title.to_string()),
            weight,
            texts: vec![SeedText { text: passage.text.to_string(), passage: Some(passage.id.to_string()) }],
            links: passage.products.to_vec(),
            ..SeedPart::default()
        });
    }

    /// Adds a whole article, passage by passage, each with the headings before it.
    pub fn push_article(&mut self, article: Article, passages: &[PassageOutline]) {
        let mut texts = vec![SeedText { text: article.title.clone(), passage: None }];
        let mut from = 0;
        for passage in passages {
            let text = article.body.text[from..passage.span.end].to_owned();
            texts.push(SeedText { text, passage: Some(passage.id.clone()) });
            from = passage.span.end;
        }
        let categories = article.categories.iter().map(Category::as_str);
        let about =
            [article.title.as_str()].into_iter().chain(categories).chain(article.tags.iter().map(String::as_str));
        self.parts.push(SeedPart {
            about: about.collect::<Vec<_>>().join("\n"),
            document: Some(article.id),
            title: Some(article.title),
            is_whole: true,
            weight: 1.0,
            texts,
            links: article.products,
            categories: article.categories,
            ..SeedPart::default()
        });
    }

    /// Adds a product.
    pub fn push_product(&mut self, product: &Product) {
        let words = std::iter::once(&product.name)
            .chain(product.ingredients.iter().map(|ingredient| &ingredient.name))
            .chain(&product.concerns)
            .chain(&product.benefits)
            .chain([&product.description]);
        let text = words.map(String::as_str).collect::<Vec<_>>().join("\n");
        self.parts.push(SeedPart {
            document: Some(product.id.clone()),
            title: Some(product.name.clone()),
            is_whole: true,
            weight: 1.0,
            texts: vec![SeedText { text, passage: None }],
            labels: label::labels(product),
            variant_key: Some(label::variant_key(product)),
            substances: main_substances(product),
            is_applied: is_applied(product),
            categories: product.categories.clone(),
            about: format!("{}\n{}", product.name, product.concerns.join("\n")),
            ..SeedPart::default()
        });
    }

    /// Whether a document is one of the seed's: it is not recommended then.
    pub(super) fn is(&self, document: &DocumentId) -> bool {
        self.parts.iter().any(|part| part.is_whole && part.document.as_ref() == Some(document))
    }

    /// The parts that are products, each with its place.
    pub(super) fn products(&self) -> impl Iterator<Item = (usize, &SeedPart)> {
        self.parts.iter().enumerate().filter(|(_, part)| part.variant_key.is_some())
    }
}
