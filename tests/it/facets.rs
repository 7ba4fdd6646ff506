//! Facets:
//!
//! 1. Counts are those of looking at every document that matches, for every facet, whatever the filter.
//! 2. The counts of a facet that is refined are made without what the filter says of that field alone.
//! 3. Chosen values are marked and always listed, also those that nothing has.
//! 4. A name is shown as most documents write it.
//! 5. Bands of numbers cover everything and overlap nowhere; a band is chosen by what it is called.
//! 6. No more names are listed than wanted, the most frequent first; only the facets that are asked for.
//! 7. Inside a facet, names are found by the beginning of any of their words, with the counts of the facet.

use std::collections::BTreeMap;

use wellspring::document::Kind;
use wellspring::engine::{Engine, FacetRequest, SearchAnswer, SearchRequest};
use wellspring::filter::{Field, Filter, Scalar, Values};
use wellspring::search::{FacetCounts, FacetValue, Stages, marked_name};

use crate::shop::{self, Shop};
use crate::site::{Site, request};

fn facets() -> Vec<Field> {
    Field::ALL.into_iter().filter(|field| field.is_facet()).collect()
}

fn counting(query: &str, filter: Option<Filter>) -> SearchRequest {
    let (facets, facet_values) = (facets(), 1_000);
    SearchRequest {
        filter,
        facets,
        facet_values,
        limit: 2_000,
        products: 2_000,
        stages: Stages::FAST,
        ..request(query)
    }
}

fn read(text: &str) -> Filter {
    Filter::read(text).unwrap()
}

/// The documents that matches stand for, one for each match.
fn matched(answer: &SearchAnswer, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Article => answer.passages.iter().map(|hit| hit.passage.document.to_string()).collect(),
        Kind::Product => answer.products.iter().map(|hit| hit.product.id.to_string()).collect(),
    }
}

/// The filter without the parts of its top that are about one field alone.
fn without(filter: &Filter, kind: Kind, field: Field) -> Vec<Filter> {
    let parts = filter.parts_for(kind).into_iter();
    parts.filter(|part| part.only_field() != Some(field)).cloned().collect()
}

fn counts_by_key(facet: &FacetCounts) -> BTreeMap<String, u64> {
    let counted = facet.values.iter().filter(|value| value.count > 0);
    counted.map(|value| (facet.field.key(&value.value), value.count)).collect()
}

fn names_by_key(shop: &Shop, field: Field, documents: &[&String]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for id in documents {
        let mut keys: Vec<String> = shop.names(id, field).iter().map(|name| field.key(name)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}

fn check_names(shop: &Shop, facet: &FacetCounts, documents: &[&String], context: &str) {
    let expected = names_by_key(shop, facet.field, documents);
    assert_eq!(counts_by_key(facet), expected, "{:?} {context}", facet.field);
}

fn check_numbers(shop: &Shop, facet: &FacetCounts, documents: &[&String], context: &str) {
    let scalars: Vec<Scalar> = documents.iter().filter_map(|id| shop.scalar(id, facet.field)).collect();
    let bands = facet.values.iter().filter(|value| !value.is_chosen);
    for FacetValue { value, count, .. } in bands {
        let condition = read(&format!("{}:{value}", facet.field.name()));
        let holders = documents.iter().filter(|id| shop.fulfils(id, &condition, kind_of(facet.field)));
        assert_eq!(holders.count() as u64, *count, "{:?} {value} {context}", facet.field);
    }
    if !facet.values.iter().any(|value| value.is_chosen) {
        let all: u64 = facet.values.iter().map(|value| value.count).sum();
        assert_eq!(all, scalars.len() as u64, "{:?} {context}", facet.field);
    }
    let end = |scalar: Option<&Scalar>| scalar.map(|scalar| scalar.to_f64());
    let range = end(scalars.iter().min()).zip(end(scalars.iter().max()));
    assert_eq!(facet.range, range, "{:?} {context}", facet.field);
}

fn kind_of(field: Field) -> Kind {
    if field.is_of(Kind::Product) { Kind::Product } else { Kind::Article }
}

fn check_answer(shop: &Shop, engine: &Engine, query: &str, filter: &Filter) {
    let answer = engine.search(&counting(query, Some(filter.clone()))).unwrap();
    let unfiltered = engine.search(&counting(query, None)).unwrap();
    for (kind, counted) in [(Kind::Article, &answer.passage_facets), (Kind::Product, &answer.product_facets)] {
        let all = matched(&unfiltered, kind);
        for facet in counted {
            let left = without(filter, kind, facet.field);
            let fulfils = |id: &&String| left.iter().all(|part| shop.fulfils(id, part, kind));
            let documents: Vec<&String> = all.iter().filter(fulfils).collect();
            let context = format!("{query} {filter}");
            match facet.field.values() {
                Values::Names => check_names(shop, facet, &documents, &context),
                _ => check_numbers(shop, facet, &documents, &context),
            }
        }
    }
}

#[test]
fn counts_are_those_of_looking_at_every_document() {
    let shop = Shop::random(3, 60);
    let engine = shop.site.built();
    let mut random = fastrand::Rng::with_seed(5);
    for round in 0..120 {
        let filter = shop::random_filter(&mut random, 2);
        check_answer(&shop, &engine, shop::WORDS[round % shop::WORDS.len()], &filter);
    }
    for filter in
        ["form:capsule", "form:tea brand:Bärlauch price:5..20", "price>=10 -form:tea", "published:2024 tag:kids"]
    {
        check_answer(&shop, &engine, "sleep", &read(filter));
    }
}

fn small_shop() -> Engine {
    let site = Site::new();
    for (number, (form, brand, price)) in
        [("Tea", "Fern", 5), ("tea", "FERN", 10), ("tea", "Fern", 20), ("capsule", "Other", 30)].into_iter().enumerate()
    {
        let more = format!(
            "form: {form}\nbrand: {brand}\nprice: {price}.00\ncurrency: EUR\nconcerns: [Heart health, heat {number}]"
        );
        site.product(&format!("p{number}"), &format!("Product {number}"), &more, "Text.");
    }
    site.built()
}

fn values(answer: &SearchAnswer, field: Field) -> Vec<(String, u64, bool)> {
    let facet = answer.product_facets.iter().find(|facet| facet.field == field).unwrap();
    facet.values.iter().map(|value| (value.value.clone(), value.count, value.is_chosen)).collect()
}

fn value(value: &str, count: u64, is_chosen: bool) -> (String, u64, bool) {
    (value.to_owned(), count, is_chosen)
}

#[test]
fn chosen_values_are_marked_and_the_others_can_still_be_chosen() {
    let engine = small_shop();
    let counted = |filter: &str| engine.search(&counting("text", Some(read(filter)))).unwrap();
    let answer = counted("form:TEA brand:fern");
    assert_eq!(answer.total_products, 3);
    assert_eq!(values(&answer, Field::Form), [value("tea", 3, true)], "without the form, of one brand");
    assert_eq!(values(&answer, Field::Brand), [value("Fern", 3, true)]);
    let answer = counted("form:capsule");
    assert_eq!(values(&answer, Field::Form), [value("tea", 3, false), value("capsule", 1, true)]);
    assert_eq!(values(&answer, Field::Brand), [value("Other", 1, false)]);
    let answer = counted("form:(capsule OR Elixir) brand:Fern");
    let forms = [value("tea", 3, false), value("capsule", 0, true), value("Elixir", 0, true)];
    assert_eq!(values(&answer, Field::Form), forms);
    assert_eq!(values(&answer, Field::Brand), [value("Other", 1, false), value("Fern", 0, true)]);
}

#[test]
fn bands_are_chosen_by_what_they_are_called() {
    let engine = small_shop();
    let counted = |filter: Option<Filter>| engine.search(&counting("text", filter)).unwrap();
    let bands = values(&counted(None), Field::Price);
    assert_eq!(bands.iter().map(|(_, count, _)| count).sum::<u64>(), 4);
    for (band, count, _) in &bands {
        let answer = counted(Some(read(&format!("price:{band}"))));
        assert_eq!(answer.total_products, *count, "{band}");
        let marked: Vec<_> = bands.iter().map(|(name, count, _)| (name.clone(), *count, name == band)).collect();
        assert_eq!(values(&answer, Field::Price), marked);
    }
    let own = values(&counted(Some(read("price:7..25"))), Field::Price);
    assert_eq!(own.last(), Some(&value("7..25", 2, true)), "a range of one's own is listed too");
}

#[test]
fn only_what_is_wanted_is_listed() {
    let engine = small_shop();
    let wanted = SearchRequest { facets: vec![Field::Form, Field::Concern], facet_values: 1, ..request("text") };
    let answer = engine.search(&wanted).unwrap();
    assert!(answer.passage_facets.is_empty());
    assert_eq!(
        answer.product_facets.iter().map(|facet| facet.field).collect::<Vec<_>>(),
        [Field::Concern, Field::Form]
    );
    assert_eq!(values(&answer, Field::Form), [value("tea", 3, false)]);
    assert_eq!(values(&answer, Field::Concern), [value("Heart health", 4, false)]);
    let chosen = SearchRequest { filter: Some(read("form:capsule")), ..wanted.clone() };
    let answer = engine.search(&chosen).unwrap();
    assert_eq!(values(&answer, Field::Form), [value("tea", 3, false), value("capsule", 1, true)]);
    let nothing = engine.search(&SearchRequest { facets: Vec::new(), ..wanted }).unwrap();
    assert!(nothing.product_facets.is_empty());
}

#[test]
fn names_are_found_inside_a_facet() {
    let engine = small_shop();
    let found = |beginning: &str, filter: Option<&str>, query: &str| {
        let filter = filter.map(read);
        let (field, limit) = (Field::Concern, 10);
        let request = FacetRequest { field, beginning: beginning.to_owned(), query: query.to_owned(), filter, limit };
        let found = engine.facet(&request).unwrap().products;
        found.into_iter().map(|value| format!("{} {}", value.value, value.count)).collect::<Vec<_>>()
    };
    assert_eq!(found("HEALT", None, ""), ["Heart health 4"]);
    assert_eq!(found("hea", None, ""), ["Heart health 4", "heat 0 1", "heat 1 1", "heat 2 1", "heat 3 1"]);
    assert_eq!(found("hea", Some("form:capsule"), ""), ["Heart health 1", "heat 3 1"]);
    assert_eq!(found("heat", Some("concern:\"heat 1\""), ""), ["heat 0 1", "heat 1 1", "heat 2 1", "heat 3 1"]);
    assert_eq!(found("hea", None, "fern -tea"), [""; 0], "of what matches");
    assert_eq!(found("eart", None, ""), [""; 0]);
    assert_eq!(found("", None, "").len(), 5);
    assert_eq!(found("heart", None, "xylophone"), [""; 0]);
}

#[test]
fn what_was_typed_is_marked_in_a_name() {
    let marked = |field, name: &str, text: &str| {
        let mut marked = marked_name(field, name, text);
        assert_eq!(marked.text, name);
        for span in marked.spans.iter().rev() {
            marked.text.insert(span.end, ']');
            marked.text.insert(span.start, '[');
        }
        marked.text
    };
    assert_eq!(marked(Field::Concern, "Heart health", "HEAL"), "Heart [heal]th");
    assert_eq!(marked(Field::Brand, "Bärlauch & Co", "bar"), "[Bär]lauch & Co");
    assert_eq!(marked(Field::Category, "hair-and-nails", "And na"), "hair-[and-na]ils");
    assert_eq!(marked(Field::Ingredient, "vitamin c", "vitamin"), "[vitamin] c");
    assert_eq!(marked(Field::Brand, "Fern", ""), "Fern");
    assert_eq!(marked(Field::Brand, "Fern", "ern"), "Fern");
}
