//! Sorting:
//!
//! 1. A sorted list is all that matches in the order of its values, whatever the page; what has none comes last.
//! 2. Of equal values the more relevant comes first; pages join.
//! 3. The other kind stays in the order of relevance.
//! 4. Without words, products stand by rating and name, and articles by date and title.
//! 5. The score of a sorted hit is explained.

use wellspring::document::Kind;
use wellspring::engine::{Engine, SearchRequest};
use wellspring::filter::{Field, Filter};
use wellspring::search::{Sort, Stages};

use crate::shop::{self, Shop};
use crate::site::{Site, request};

fn products(engine: &Engine, request: &SearchRequest) -> Vec<String> {
    engine.search(request).unwrap().products.iter().map(|hit| hit.product.id.to_string()).collect()
}

fn passages(engine: &Engine, request: &SearchRequest) -> Vec<String> {
    engine.search(request).unwrap().passages.iter().map(|hit| hit.passage.document.to_string()).collect()
}

fn all(query: &str, sort: Sort) -> SearchRequest {
    SearchRequest { limit: 2_000, products: 2_000, sort, stages: Stages::FAST, ..request(query) }
}

/// What comes first by value: nothing comes last.
fn ranks(shop: &Shop, ids: &[String], field: Field, sign: f64) -> Vec<f64> {
    let rank = |id: &String| shop.scalar(id, field).map_or(f64::INFINITY, |value| sign * value.to_f64());
    ids.iter().map(rank).collect()
}

#[test]
fn everything_that_matches_is_sorted() {
    let shop = Shop::random(21, 60);
    let engine = shop.site.built();
    let mut random = fastrand::Rng::with_seed(2);
    for query in shop::WORDS {
        let filter = shop::random_filter(&mut random, 1);
        for filter in [None, Some(filter)] {
            for (sort, field, sign) in [
                (Sort::Price, Field::Price, 1.0),
                (Sort::PriceDescending, Field::Price, -1.0),
                (Sort::Rating, Field::Rating, -1.0),
                (Sort::Date, Field::Published, -1.0),
                (Sort::DateAscending, Field::Published, 1.0),
            ] {
                let of_kind = if field.is_of(Kind::Product) { products } else { passages };
                let wanted = SearchRequest { filter: filter.clone(), ..all(query, sort) };
                let sorted = of_kind(&engine, &wanted);
                assert!(ranks(&shop, &sorted, field, sign).is_sorted(), "{query} {sort:?} {filter:?}");
                let mut found = of_kind(&engine, &SearchRequest { sort: Sort::Relevance, ..wanted.clone() });
                let mut listed = sorted.clone();
                found.sort();
                listed.sort();
                assert_eq!(found, listed, "{query} {sort:?}");
                let page = |offset, limit| {
                    let (products_offset, products) = (offset, limit);
                    let page = SearchRequest { offset, limit, products_offset, products, ..wanted.clone() };
                    of_kind(&engine, &page)
                };
                let pages: Vec<String> = (0..sorted.len().div_ceil(7)).flat_map(|at| page(at * 7, 7)).collect();
                assert_eq!(pages, sorted, "{query} {sort:?}");
            }
        }
    }
}

#[test]
fn equal_values_are_told_apart_by_relevance() {
    let site = Site::new();
    let filler = "and so on and on with words that say nothing at all ".repeat(3);
    for (id, price, text) in [
        ("far", "price: 5.00", format!("Sleep {filler}.")),
        ("near", "price: 5.00", "Sleep, sleep, sleep.".to_owned()),
        ("cheap", "price: 4.00", format!("{filler} sleep {filler}.")),
        ("none", "rating: 3", "Sleep sleep sleep sleep.".to_owned()),
        ("middle", "price: 5.00", "Sleep and rest and calm.".to_owned()),
    ] {
        site.product(id, id, &format!("{price}\ncurrency: EUR"), &text);
    }
    let engine = site.built();
    for stages in [Stages::FAST, Stages::FULL] {
        let sorted = |sort, limit| SearchRequest { products: limit, stages, ..all("sleep", sort) };
        let order = ["cheap", "near", "middle", "far", "none"];
        for wanted in 1..=5 {
            assert_eq!(products(&engine, &sorted(Sort::Price, wanted)), order[..wanted]);
        }
        let dearest = ["near", "middle", "far", "cheap", "none"];
        assert_eq!(products(&engine, &sorted(Sort::PriceDescending, 10)), dearest);
        assert_eq!(products(&engine, &sorted(Sort::Rating, 1)), ["none"]);
    }
}

#[test]
fn the_other_kind_keeps_its_order() {
    let engine = Site::shipped().built();
    let found = |sort| engine.search(&SearchRequest { sort, ..request("vitamin skin") }).unwrap();
    let relevant = found(Sort::Relevance);
    let ids = |hits: &[wellspring::engine::ProductHit]| -> Vec<String> {
        hits.iter().map(|hit| hit.product.id.to_string()).collect()
    };
    let passages = |answer: &wellspring::engine::SearchAnswer| -> Vec<String> {
        answer.passages.iter().map(|hit| hit.passage.id.to_string()).collect()
    };
    let (by_price, by_date) = (found(Sort::Price), found(Sort::Date));
    assert_eq!(passages(&by_price), passages(&relevant));
    assert_eq!(ids(&by_date.products), ids(&relevant.products));
    assert_ne!(ids(&by_price.products), ids(&relevant.products));
    assert_ne!(passages(&by_date), passages(&relevant));
}

#[test]
fn without_words_a_list_has_an_order_of_its_own() {
    let site = Site::new();
    let article = |id: &str, title: &str, date: &str| {
        let text = format!("---\ntitle: {title}\ncategories: [sleep]\n{date}\n---\n\nOne.\n\n## More\n\nTwo.\n");
        site.file(&format!("articles/{id}.md"), &text);
    };
    article("old", "A", "published: 2024-01-01");
    article("b", "b", "published: 2025-01-01");
    article("a", "Á", "published: 2025-01-01");
    article("none", "A", "reviewed: 2026-01-01");
    for (id, name, more) in [
        ("x", "b", "rating: 4"),
        ("y", "A", "rating: 4.0"),
        ("z", "C", "rating: 4.5"),
        ("u", "0", "price: 2.00\ncurrency: EUR"),
    ] {
        site.product(id, name, &format!("categories: [sleep]\n{more}"), "Text.");
    }
    let engine = site.built();
    let within = |sort| SearchRequest { filter: Some(Filter::read("category:sleep").unwrap()), ..all("", sort) };
    assert_eq!(products(&engine, &within(Sort::Relevance)), ["z", "y", "x", "u"]);
    assert_eq!(products(&engine, &within(Sort::Price)), ["u", "y", "x", "z"], "what has no price by its name");
    assert_eq!(passages(&engine, &within(Sort::Relevance)), ["a", "b", "old", "none"], "each article once");
    assert_eq!(passages(&engine, &within(Sort::DateAscending)), ["old", "a", "b", "none"]);
    let page =
        |products_offset| products(&engine, &SearchRequest { products_offset, products: 2, ..within(Sort::Relevance) });
    assert_eq!((page(0), page(2)), (vec!["z".to_owned(), "y".to_owned()], vec!["x".to_owned(), "u".to_owned()]));
    let only_products = SearchRequest { filter: Some(Filter::read("rating>4").unwrap()), ..all("", Sort::Relevance) };
    assert_eq!((passages(&engine, &only_products), products(&engine, &only_products)), (vec![], vec!["z".to_owned()]));
}

#[test]
fn the_score_of_a_sorted_hit_is_explained() {
    let engine = Site::shipped().built();
    let answer =
        engine.search(&SearchRequest { explain: true, sort: Sort::Price, ..request("iron tiredness") }).unwrap();
    assert!(answer.products.len() > 2);
    for hit in &answer.products {
        let explanation = hit.explanation.as_ref().unwrap();
        assert!((explanation.value - f64::from(hit.score)).abs() < 1e-3, "{explanation:?} {}", hit.score);
    }
}
