//! The shipped corpus keeps its own rules:
//!
//! 1. It reads without a problem: at least 40 articles and 40 products.
//! 2. An article has 500 to 1,200 words, real headings, a summary, a category, and at least three references, every one of
//!    which is cited where its claim is made.
//! 3. A reference that names a PubMed id links to it, and a label is never empty.
//! 4. At least half of the articles have products that an editor chose; every product is found by some article's category.
//! 5. A product has everything a buyer asks for, an image that is there, and warnings or a reason to have none.
//! 6. The categories cover what the site is about.
//! 7. The vocabulary has at least 150 groups of synonyms.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use wellspring::corpus::{Corpus, Vocabulary};
use wellspring::document::{Article, BlockKind, Category, Document, Product};

fn corpus() -> (Vec<Article>, Vec<Product>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (mut articles, mut products) = (Vec::new(), Vec::new());
    for batch in Corpus::open(&[folder], None).unwrap().batches() {
        assert!(batch.problems.is_empty(), "{}", batch.problems[0]);
        for document in batch.documents {
            match document {
                Document::Article(article) => articles.push(*article),
                Document::Product(product) => products.push(*product),
            }
        }
    }
    (articles, products)
}

#[test]
fn there_is_enough_of_it() {
    let (articles, products) = corpus();
    assert!(articles.len() >= 40 && products.len() >= 40);
    assert!(Vocabulary::shipped().synonyms().len() >= 150);
    let linked = articles.iter().filter(|article| !article.products.is_empty()).count();
    assert!(2 * linked >= articles.len(), "{linked} of {} articles have products", articles.len());
}

#[test]
fn articles_are_whole() {
    for article in corpus().0 {
        let words = article.body.text.split_whitespace().count();
        assert!((500..=1_250).contains(&words), "{} has {words} words", article.id);
        let headings = article.body.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(2))).count();
        assert!(headings >= 4, "{} has {headings} headings", article.id);
        assert!(article.summary.is_some() && !article.categories.is_empty() && article.published.is_some());
    }
}

#[test]
fn claims_have_references() {
    for article in corpus().0 {
        let cited: HashSet<usize> = article.body.citations.iter().map(|citation| citation.reference).collect();
        assert!(article.references.len() >= 3, "{} has {} references", article.id, article.references.len());
        assert_eq!(cited.len(), article.references.len(), "{} cites each of its references", article.id);
        for reference in &article.references {
            assert!(reference.label.len() > 5, "{}: {reference:?}", article.id);
            if let Some(pmid) = &reference.pmid {
                let url = format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/");
                assert_eq!(reference.url.as_ref(), Some(&url), "{}", article.id);
            }
        }
    }
}

#[test]
fn products_are_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (articles, products) = corpus();
    let categories: HashSet<&str> =
        articles.iter().flat_map(|article| &article.categories).map(Category::as_str).collect();
    let mut without_warnings = 0;
    for product in &products {
        let id = &product.id;
        assert!(product.price.is_some() && product.currency.is_some() && product.form.is_some(), "{id}");
        assert!(!product.ingredients.is_empty() && !product.concerns.is_empty() && !product.dietary.is_empty(), "{id}");
        assert!(product.categories.iter().all(|category| categories.contains(category.as_str())), "{id}");
        let image = fs::read_to_string(folder.join(product.image.as_ref().unwrap())).unwrap();
        assert!(image.starts_with("<svg") && !image.contains("<script") && image.len() < 4_096, "{id}");
        without_warnings += usize::from(product.warnings.is_empty());
    }
    assert!(without_warnings <= products.len() / 10);
}

#[test]
fn it_covers_what_it_is_about() {
    let (articles, _) = corpus();
    for category in [
        "gut",
        "skin",
        "sleep",
        "stress",
        "energy",
        "immunity",
        "bones",
        "heart",
        "brain",
        "eyes",
        "joints",
        "hair-and-nails",
        "hormones",
        "pregnancy",
        "ageing",
        "sport",
        "plant-based",
        "children",
    ] {
        let about = articles.iter().filter(|article| article.categories.iter().any(|it| it.as_str() == category));
        assert!(about.count() >= 1, "no article is about {category}");
    }
}
