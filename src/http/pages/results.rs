//! What was found, as the results page shows it.

use std::collections::HashMap;

use super::address::Address;
use super::card::ProductCard;
use super::product::RELATED;
use super::view;
use crate::search::Sort;
use crate::wire::{self, LeftOut, MAX_OFFSET, Passage, SearchResponse};

/// Passages on a page, or articles where nothing was typed.
pub(super) const PAGE_SIZE: usize = 20;
/// Matching products on a page.
pub(super) const PRODUCTS: usize = 6;
/// The same where nothing was typed, and products are what is looked through.
pub(super) const BROWSED_PRODUCTS: usize = 12;
/// How far paging reaches.
pub(super) const LAST_PAGE: usize = MAX_OFFSET / PAGE_SIZE;
/// Further passages of an article that are named below its best one.
const MORE_PASSAGES: usize = 2;
/// Synonyms that are named above the results.
const MAX_ALSO: usize = 6;

/// What was found.
pub(super) struct Results {
    /// How many passages, or articles, were found.
    pub(super) passages: String,
    /// How many products.
    pub(super) total_products: String,
    /// What was searched for in place of what was typed, and the address that insists on what was typed.
    pub(super) corrected: Option<(String, String)>,
    /// What was probably meant, and the address that searches for it.
    pub(super) did_you_mean: Option<(String, String)>,
    pub(super) words: Vec<String>,
    /// What was looked for beside the words.
    pub(super) also: Vec<String>,
    pub(super) excluded: Vec<String>,
    pub(super) ignored: Vec<String>,
    pub(super) articles: Vec<ArticleView>,
    pub(super) products: Vec<ProductCard>,
    pub(super) related: Vec<ProductCard>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) number: usize,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

/// An article that was found.
pub(super) struct ArticleView {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) best: PassageView,
    pub(super) more: Vec<PassageView>,
}

/// A passage that was found.
pub(super) struct PassageView {
    pub(super) headings: String,
    pub(super) href: String,
    /// Escaped HTML with marks.
    pub(super) snippet: String,
    pub(super) sources: Option<String>,
}

/// Products on a page of an address.
pub(super) fn products_a_page(address: &Address) -> usize {
    if address.query.is_empty() { BROWSED_PRODUCTS } else { PRODUCTS }
}

impl Results {
    /// Of an answer without its facets.
    pub(super) fn new(mut response: SearchResponse, address: &Address) -> Self {
        let noun = if address.query.is_empty() { ("article", "articles") } else { ("passage", "passages") };
        let has_next = has_next(response.total, address);
        // A product that a warning forbids here is told with that warning, and not offered above it.
        let is_offered =
            |hit: &wire::ProductHit| response.left_out.iter().all(|left_out| left_out.id != hit.product.id);
        response.products.retain(is_offered);
        let (products, related) = cards(response.products, response.related_products, address.sort == Sort::Relevance);
        Self {
            passages: view::counted(response.total.passages, noun.0, noun.1),
            total_products: view::counted(response.total.products, "product", "products"),
            corrected: response.query.corrected.map(|corrected| (corrected, address.insisting())),
            did_you_mean: response.query.did_you_mean.map(|meant| {
                let href = address.asking(&meant);
                (meant, href)
            }),
            words: response.query.words,
            also: response.query.alternatives.into_iter().map(|also| also.text).take(MAX_ALSO).collect(),
            excluded: response.query.excluded,
            ignored: response.query.ignored,
            articles: response.articles.into_iter().map(ArticleView::new).collect(),
            products,
            related,
            left_out: response.left_out,
            number: address.number,
            previous: (address.number > 1).then(|| address.page(address.number - 1)),
            next: has_next.then(|| address.page(address.number + 1)),
        }
    }

    /// Whether nothing is to be shown but what helps.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.products.is_empty() && self.related.is_empty()
    }

    /// Whether any product is shown.
    pub(super) fn has_products(&self) -> bool {
        !(self.products.is_empty() && self.related.is_empty() && self.left_out.is_empty())
    }

    /// Whether the products are all that there is.
    pub(super) fn is_shop(&self) -> bool {
        self.articles.is_empty() && !self.products.is_empty()
    }
}

/// Whether there is more of either kind.
fn has_next(total: wire::Total, address: &Address) -> bool {
    let (passages, products) = (address.number * PAGE_SIZE, address.number * products_a_page(address));
    let is_more = passages < total.passages as usize || products < total.products as usize;
    is_more && address.number < LAST_PAGE
}

impl ArticleView {
    fn new(group: wire::ArticleGroup) -> Self {
        let mut passages = group.passages.into_iter().map(PassageView::new);
        Self {
            best: passages.next().expect("a group begins with its best passage"),
            more: passages.take(MORE_PASSAGES).collect(),
            href: view::document_href(&group.document.id, group.document.url.as_deref()),
            title: group.document.title,
        }
    }
}

impl PassageView {
    fn new(passage: Passage) -> Self {
        let sources = passage.references.len() as u64;
        Self {
            href: view::passage_href(&passage.document.id, &passage.id),
            headings: passage.heading_path.join(" › "),
            sources: (sources > 0).then(|| view::counted(sources, "source", "sources")),
            snippet: passage.snippet.html,
        }
    }
}

/// Matching and related products, each product once; in the order of relevance, of the matching ones those first that
/// belong to what was found.
fn cards(
    products: Vec<wire::ProductHit>,
    related: Vec<wire::RelatedProduct>,
    is_by_relevance: bool,
) -> (Vec<ProductCard>, Vec<ProductCard>) {
    let mut matching: Vec<ProductCard> = products.into_iter().map(ProductCard::hit).collect();
    if is_by_relevance {
        let rank: HashMap<String, usize> =
            related.iter().enumerate().map(|(rank, related)| (related.product.id.clone(), rank)).collect();
        matching.sort_by_key(|card| rank.get(&card.id).copied().unwrap_or(usize::MAX));
    }
    let mut others = Vec::new();
    for card in related.into_iter().map(ProductCard::related) {
        match matching.iter_mut().find(|shown| shown.id == card.id) {
            Some(shown) => shown.take_reasons(card),
            None => others.push(card),
        }
    }
    others.truncate(RELATED);
    (matching, others)
}
