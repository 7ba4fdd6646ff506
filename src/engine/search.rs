//! The answer to a query.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::read_query::QueryRead;
use super::related::SEED_PASSAGES;
use super::{Engine, Error};
use crate::document::Product;
use crate::filter::{Field, Filter};
use crate::index::{IndexedPassage, Scored};
use crate::ranking::Explanation;
use crate::recommend::{self, LeftOut, RelatedProduct, RelatedProducts, Seed};
use crate::search::{
    self, FacetCounts, FacetsWanted, Found, Highlighter, Meaning, Query, Ranked, Snippet, Sort, Spelling, Stages,
    Wanted,
};

/// A query with what is wanted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// What was typed: any text.
    pub query: String,
    /// Passages wanted.
    pub limit: usize,
    /// Passages skipped.
    pub offset: usize,
    /// Matching products wanted.
    pub products: usize,
    /// Matching products skipped.
    pub products_offset: usize,
    /// Related products wanted.
    pub related: usize,
    /// Which stages of ranking run.
    pub stages: Stages,
    /// Whether the last word is still being typed: it also stands for what begins with it.
    pub prefix: bool,
    /// Fragments of each text that are shown at most; one is always shown.
    pub fragments: usize,
    /// Whether each score is to be explained.
    pub explain: bool,
    /// What everything found has to be.
    pub filter: Option<Filter>,
    /// In which order.
    pub sort: Sort,
    /// What the matches are counted by.
    pub facets: Vec<Field>,
    /// Names of each facet that are listed at most.
    pub facet_values: usize,
}

/// The facets that are counted unless others are asked for: few values, which cost little.
pub const USUAL_FACETS: [Field; 3] = [Field::Category, Field::Form, Field::Dietary];
/// Names of a facet that are listed unless another number is asked for.
pub const USUAL_FACET_VALUES: usize = 50;

impl Default for SearchRequest {
    /// Ten of each kind by every stage, with what belongs to them left out.
    fn default() -> Self {
        Self {
            query: String::new(),
            limit: 10,
            offset: 0,
            products: 10,
            products_offset: 0,
            related: 0,
            stages: Stages::FULL,
            prefix: false,
            fragments: 1,
            explain: false,
            filter: None,
            sort: Sort::Relevance,
            facets: USUAL_FACETS.to_vec(),
            facet_values: USUAL_FACET_VALUES,
        }
    }
}

/// Everything that a query found.
#[derive(Debug)]
pub struct SearchAnswer {
    /// What was typed, and what was done to its words.
    pub spelling: Spelling,
    /// How the query was read after that.
    pub query: Query,
    /// The best passages, best first.
    pub passages: Vec<PassageHit>,
    /// The same passages by article, the article with the best passage first.
    pub articles: Vec<ArticleGroup>,
    /// The best matching products, best first.
    pub products: Vec<ProductHit>,
    /// Products that belong to what was found.
    pub related: Vec<RelatedProduct>,
    /// Products that would belong, but for a warning that names what the query is about.
    pub left_out: Vec<LeftOut>,
    /// How the matching passages divide.
    pub passage_facets: Vec<FacetCounts>,
    /// How the matching products divide.
    pub product_facets: Vec<FacetCounts>,
    /// Passages with a word of the query; without words, articles.
    pub total_passages: u64,
    /// Products with a word of the query.
    pub total_products: u64,
    /// Which stages of ranking were asked for.
    pub stages: Stages,
    /// What became of those that rank by meaning.
    pub meaning: Meaning,
    /// Time taken.
    pub took: Duration,
}

/// A passage that was found.
#[derive(Debug)]
pub struct PassageHit {
    /// The passage.
    pub passage: IndexedPassage<'static>,
    /// Larger is better; comparable within this answer.
    pub score: f32,
    /// What of it to show.
    pub snippet: Snippet,
    /// How the score came about, when asked for.
    pub explanation: Option<Explanation>,
}

/// The passages of one article.
#[derive(Debug, PartialEq, Eq)]
pub struct ArticleGroup {
    /// Indices into the answer's passages, best first.
    pub passages: Vec<usize>,
}

/// A product that was found.
#[derive(Debug)]
pub struct ProductHit {
    /// The product.
    pub product: Product,
    /// Larger is better; comparable within this answer's products.
    pub score: f32,
    /// What of its description to show.
    pub snippet: Snippet,
    /// How the score came about, when asked for.
    pub explanation: Option<Explanation>,
}

impl Engine {
    /// Answers a query. Every text is a query; one that finds nothing has an empty answer. Without words, a filter alone finds
    /// everything that it speaks of.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, Error> {
        let started = Instant::now();
        let QueryRead { query, spelling, .. } = self.read_query(&request.query, request.stages, request.prefix)?;
        // The best ones say what belongs to the query, whichever page is asked for.
        let wanted = request.offset.saturating_add(request.limit).max(SEED_PASSAGES);
        let wanted = Wanted {
            passages: wanted,
            products: request.products_offset.saturating_add(request.products),
            stages: request.stages,
            filter: request.filter.as_ref(),
            sort: request.sort,
        };
        let found = search::rank(&self.reader, &self.facets, &query, wanted)?;
        let Ranked { passages: found_passages, products: found_products, meaning } = found;
        let highlighter = Highlighter::new(&query, &self.analyzer);
        let passages = self.passage_hits(&found_passages, &highlighter, request)?;
        let products = self.product_hits(&found_products, &highlighter, request)?;
        let related = self.related_to(&query, &found_passages, &found_products, request.related)?;
        let facets = FacetsWanted { fields: &request.facets, values: request.facet_values };
        Ok(SearchAnswer {
            related: related.products,
            left_out: related.left_out,
            articles: group_by_article(&passages),
            passages,
            products,
            passage_facets: self.facets.passages.count(&found_passages.matches, facets),
            product_facets: self.facets.products.count(&found_products.matches, facets),
            total_passages: found_passages.matches.total(),
            total_products: found_products.matches.total(),
            stages: request.stages,
            meaning,
            query,
            spelling,
            took: started.elapsed(),
        })
    }

    fn passage_hits(
        &self,
        found: &Found<'_>,
        highlighter: &Highlighter<'_>,
        request: &SearchRequest,
    ) -> Result<Vec<PassageHit>, Error> {
        let hits = found.top.iter().skip(request.offset).take(request.limit).map(|&hit| {
            let passage = self.reader.passage(hit.address)?;
            Ok(PassageHit {
                snippet: highlighter.snippet(&passage.text, found.idf(), request.fragments),
                explanation: request.explain.then(|| found.explain(hit)).transpose()?,
                score: hit.score,
                passage,
            })
        });
        hits.collect()
    }

    fn product_hits(
        &self,
        found: &Found<'_>,
        highlighter: &Highlighter<'_>,
        request: &SearchRequest,
    ) -> Result<Vec<ProductHit>, Error> {
        let hits = found.top.iter().skip(request.products_offset).take(request.products).map(|&hit| {
            let product = self.reader.product(hit.address)?;
            Ok(ProductHit {
                snippet: highlighter.snippet(&product.description, found.idf(), request.fragments),
                explanation: request.explain.then(|| found.explain(hit)).transpose()?,
                score: hit.score,
                product,
            })
        });
        hits.collect()
    }

    /// Products for the query and the best passages it found, within its filter; none when there is nothing to go by.
    fn related_to(
        &self,
        query: &Query,
        passages: &Found<'_>,
        products: &Found<'_>,
        limit: usize,
    ) -> Result<RelatedProducts, Error> {
        if limit == 0 || query.is_empty() {
            return Ok(RelatedProducts::default());
        }
        let within = products.matches.within_filter();
        let within = within.as_ref().map(|within| -> recommend::Within<'_> { within });
        self.related_to_found(&query.text, &passages.top, within, limit)
    }

    /// Products for the text of a query and the best passages that it found.
    pub(super) fn related_to_found(
        &self,
        text: &str,
        passages: &[Scored],
        within: Option<recommend::Within<'_>>,
        limit: usize,
    ) -> Result<RelatedProducts, Error> {
        let mut seed = Seed::default();
        self.push_found(text, passages, &mut seed)?;
        let wanted = recommend::Wanted { limit, fallback: false, ..recommend::Wanted::default() };
        Ok(self.recommender.related(&self.reader, &self.analyzer, &seed, &wanted, within)?)
    }
}

fn group_by_article(passages: &[PassageHit]) -> Vec<ArticleGroup> {
    let mut groups: Vec<ArticleGroup> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (index, hit) in passages.iter().enumerate() {
        let group = *known.entry(hit.passage.document.as_str()).or_insert_with(|| {
            groups.push(ArticleGroup { passages: Vec::new() });
            groups.len() - 1
        });
        groups[group].passages.push(index);
    }
    groups
}
