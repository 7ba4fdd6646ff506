//! A product on a page of its own.

use askama::Template;

use super::card::{self, ProductCard, ReasonView};
use super::picture::Picture;
use super::view;
use crate::corpus::Language;
use crate::engine::{Engine, Error, RelatedRequest};
use crate::filter::Field;
use crate::recommend::{Intent, Target, Wanted};
use crate::wire::{self, LeftOut, RelatedArticle, RelatedResponse};

/// Related products on the page of a document.
pub(super) const RELATED: usize = 4;
/// Of each kind on the page of a product.
const BESIDE: usize = 3;

/// The page of a product.
#[derive(Template)]
#[template(path = "product.html")]
pub(super) struct ProductPage {
    version: &'static str,
    /// The tag of the content's language.
    language: &'static str,
    query: String,
    product: wire::Product,
    picture: Picture,
    price: Option<String>,
    rating: Option<String>,
    availability: String,
    categories: Vec<(String, String)>,
    labels: Vec<Labels>,
    site_href: Option<String>,
    paragraphs: Vec<String>,
    ingredients: Vec<IngredientView>,
    attributes: Vec<(String, String)>,
    similar: Vec<ProductCard>,
    complementary: Vec<ProductCard>,
    left_out: Vec<LeftOut>,
    articles: Vec<RelatedArticleView>,
}

/// Labels of one kind, each with our page of what else has it.
struct Labels {
    title: &'static str,
    values: Vec<(String, String)>,
}

struct IngredientView {
    name: String,
    href: String,
    amount: String,
}

/// An article that a product belongs to.
struct RelatedArticleView {
    title: String,
    href: String,
    headings: String,
    text: String,
    reasons: Vec<ReasonView>,
}

/// What stands beside a product.
pub(super) struct Beside {
    similar: RelatedResponse,
    complementary: RelatedResponse,
    articles: Vec<RelatedArticle>,
}

impl Beside {
    /// Of a product.
    pub(super) fn of(id: &str, engine: &Engine) -> Result<Self, Error> {
        let related =
            |intent, target| related(id, engine, target, Wanted { intent, limit: BESIDE, ..Wanted::default() });
        let similar = related(Intent::Similar, Target::Products)?;
        let mut complementary = related(Intent::Complementary, Target::Products)?;
        // What is offered for want of better is in the first list already.
        complementary
            .products
            .retain(|product| similar.products.iter().all(|known| known.product.id != product.product.id));
        Ok(Self { articles: related(Intent::Any, Target::Articles)?.articles, similar, complementary })
    }
}

impl ProductPage {
    /// Of a product and what belongs to it.
    pub(super) fn new(product: wire::Product, beside: Beside, language: Language) -> Self {
        let cards = |related: RelatedResponse| related.products.into_iter().map(ProductCard::related).collect();
        Self {
            version: view::VERSION,
            language: language.code(),
            query: String::new(),
            picture: Picture::of(&product),
            price: card::price(&product),
            rating: card::rating(&product),
            availability: view::label(Field::Availability, product.availability),
            categories: view::links(Field::Category, &product.categories),
            labels: labels(&product),
            site_href: view::site_href(product.url.as_deref()).map(ToOwned::to_owned),
            paragraphs: product.description.split("\n\n").map(ToOwned::to_owned).collect(),
            ingredients: product.ingredients.iter().map(IngredientView::new).collect(),
            attributes: attributes(&product),
            left_out: beside.similar.left_out.clone(),
            similar: cards(beside.similar),
            complementary: cards(beside.complementary),
            articles: beside.articles.into_iter().map(RelatedArticleView::new).collect(),
            product,
        }
    }
}

impl IngredientView {
    fn new(ingredient: &wire::Ingredient) -> Self {
        let amount = ingredient.amount.map(|amount| amount.to_string());
        Self {
            amount: [amount, ingredient.unit.clone()].into_iter().flatten().collect::<Vec<_>>().join("\u{a0}"),
            href: view::value_href(Field::Ingredient, &ingredient.name),
            name: ingredient.name.clone(),
        }
    }
}

impl RelatedArticleView {
    fn new(related: RelatedArticle) -> Self {
        Self {
            href: view::passage_href(&related.article.id, &related.passage_id),
            title: related.article.title,
            headings: related.heading_path.join(" › "),
            text: related.text,
            reasons: related.reasons.into_iter().map(ReasonView::new).collect(),
        }
    }
}

/// What belongs to a document.
pub(super) fn related(id: &str, engine: &Engine, target: Target, wanted: Wanted) -> Result<RelatedResponse, Error> {
    let request = RelatedRequest { ids: vec![id.to_owned()], target, wanted, ..RelatedRequest::default() };
    Ok(RelatedResponse::new(engine.related(&request)?, false, engine))
}

fn labels(product: &wire::Product) -> Vec<Labels> {
    let all =
        [("Dietary", Field::Dietary, &product.dietary), ("People look for it with", Field::Concern, &product.concerns)];
    let labels = all.map(|(title, field, values)| Labels { title, values: view::links(field, values) });
    labels.into_iter().filter(|labels| !labels.values.is_empty()).collect()
}

/// What the shop says beyond the known fields.
fn attributes(product: &wire::Product) -> Vec<(String, String)> {
    let attributes = product.attributes.iter();
    attributes.map(|(name, values)| (view::capitalised(&view::words(name)), values.join(", "))).collect()
}
