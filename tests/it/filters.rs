//! Filters:
//!
//! 1. A filter that is read means what the table says, whatever the case of its words.
//! 2. Printing a filter and reading it gives the same filter.
//! 3. What cannot be read says at which character, and what was expected; an unknown field says which one was meant.
//! 4. Filters that are written apart: choices of one field are alternatives, everything else holds.
//! 5. A part that names only fields of the other kind leaves a kind as it is.
//! 6. What is found within a filter is what is found without it and fulfils it; ranking by meaning keeps to it too.
//! 7. An empty query with a filter finds everything that the filter speaks of, and nothing else.
//! 8. Values are equal whatever their case, accents and white space; an ingredient whatever its form and amount.
//! 9. Filters hold together with phrases and exclusions of the query.

use std::collections::BTreeSet;
use std::ops::Bound;

use proptest::prelude::*;
use time::macros::date;
use wellspring::document::Kind;
use wellspring::engine::{Engine, SearchRequest};
use wellspring::filter::{Field, Filter, Scalar};
use wellspring::search::Stages;

use crate::shop::{self, Shop};
use crate::site::{Site, request};

fn read(text: &str) -> Filter {
    Filter::read(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn is(field: Field, value: &str) -> Filter {
    Filter::Is { field, value: value.to_owned() }
}

fn number(text: &str) -> Scalar {
    Scalar::Number(text.parse().unwrap())
}

fn between(field: Field, from: Bound<Scalar>, to: Bound<Scalar>) -> Filter {
    Filter::Between { field, from, to }
}

fn all(parts: impl Into<Vec<Filter>>) -> Filter {
    Filter::All(parts.into())
}

fn any(parts: impl Into<Vec<Filter>>) -> Filter {
    Filter::Any(parts.into())
}

fn not(part: Filter) -> Filter {
    Filter::Not(Box::new(part))
}

#[test]
fn filters_mean_what_they_say() {
    use Bound::{Excluded, Included, Unbounded};
    use Field::{Brand, Category, Form, Id, Price, Published};
    let price = |from, to| between(Price, from, to);
    let (ten, most) = (number("10"), number("25.50"));
    let published = |first, last| between(Published, Included(Scalar::Date(first)), Included(Scalar::Date(last)));
    let cases = [
        ("category:sleep", is(Category, "sleep")),
        (" Category : sleep ", is(Category, "sleep")),
        ("category=sleep", is(Category, "sleep")),
        ("category!=sleep", not(is(Category, "sleep"))),
        (r#"brand:"Fern & \"Well\"""#, is(Brand, r#"Fern & "Well""#)),
        ("id:a/b-c", is(Id, "a/b-c")),
        ("form:5-htp", is(Form, "5-htp")),
        ("price:10", price(Included(ten), Included(ten))),
        ("price:10..25.50", price(Included(ten), Included(most))),
        ("price:10..<25.50", price(Included(ten), Excluded(most))),
        ("price:>10..25.50", price(Excluded(ten), Included(most))),
        ("price:..25.50", price(Unbounded, Included(most))),
        ("price:10..", price(Included(ten), Unbounded)),
        ("price:..", price(Unbounded, Unbounded)),
        ("price>=10", price(Included(ten), Unbounded)),
        ("price > 10", price(Excluded(ten), Unbounded)),
        ("price<25.50", price(Unbounded, Excluded(most))),
        ("price<=25.50", price(Unbounded, Included(most))),
        ("price!=10", not(price(Included(ten), Included(ten)))),
        ("published:2025-03-14", published(date!(2025 - 03 - 14), date!(2025 - 03 - 14))),
        ("published:2024-02", published(date!(2024 - 02 - 01), date!(2024 - 02 - 29))),
        ("published:2025", published(date!(2025 - 01 - 01), date!(2025 - 12 - 31))),
        ("published:2024..2025-03", published(date!(2024 - 01 - 01), date!(2025 - 03 - 31))),
        ("published>2024", between(Published, Excluded(Scalar::Date(date!(2024 - 12 - 31))), Unbounded)),
        ("published<2024", between(Published, Unbounded, Excluded(Scalar::Date(date!(2024 - 01 - 01))))),
        ("form:(capsule OR tea)", any([is(Form, "capsule"), is(Form, "tea")])),
        ("form:capsule,tea", any([is(Form, "capsule"), is(Form, "tea")])),
        ("form:(capsule AND -tea)", all([is(Form, "capsule"), not(is(Form, "tea"))])),
        ("form!=(capsule OR tea)", not(any([is(Form, "capsule"), is(Form, "tea")]))),
        ("-form:powder", not(is(Form, "powder"))),
        ("NOT -form:powder", not(not(is(Form, "powder")))),
        ("category:sleep form:tea", all([is(Category, "sleep"), is(Form, "tea")])),
        ("category:sleep and form:tea", all([is(Category, "sleep"), is(Form, "tea")])),
        (
            "category:sleep OR form:tea price:10",
            any([is(Category, "sleep"), all([is(Form, "tea"), price(Included(ten), Included(ten))])]),
        ),
        (
            "(category:sleep OR form:tea) AND NOT(form:and)",
            all([any([is(Category, "sleep"), is(Form, "tea")]), not(is(Form, "and"))]),
        ),
    ];
    for (text, filter) in cases {
        assert_eq!(read(text), filter, "{text}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let fields = Field::NAMES.join(", ");
    let unknown = format!("there is no field \"catgory\"; did you mean \"category\"? (the fields are {fields})");
    let nothing_like_it = format!("there is no field \"zzz\"; the known fields are {fields}");
    let more = "expected AND, OR, another condition or the end";
    let sign = "expected one of : = != > >= < <= after a field's name (a value of several words stands in quotes)";
    let condition = "expected a condition such as category:sleep";
    let dates =
        "published takes a date such as 2025-03-14, a month 2025-03, a year 2025, or a range such as 2024..2025";
    let cases = [
        ("catgory:sleep", unknown),
        ("zzz:sleep", nothing_like_it),
        ("", format!("character 1: {condition}, found the end")),
        ("sleep", format!("character 6: {sign}, found the end")),
        ("concern:heart health", format!("character 21: {sign}, found the end")),
        ("category:", "character 10: expected a value, found the end".to_owned()),
        ("category:sleep OR", format!("character 18: {condition}, found the end")),
        ("category:sleep)", format!("character 15: {more}, found ')'")),
        ("(category:sleep", "character 16: expected AND, OR or a closing bracket, found the end".to_owned()),
        ("form:(tea coffee)", "character 11: expected AND, OR or a closing bracket, found \"coffee\"".to_owned()),
        ("form:\"tea", "character 10: expected a closing quote, found the end".to_owned()),
        ("form:\u{e9} & form:tea", format!("character 8: {more}, found \"&\"")),
        ("form:é AND & form:tea", format!("character 12: {condition}, found \"&\"")),
        (
            "price:cheap",
            "price takes a number such as 10 or 19.90, or a range such as 10..25, not \"cheap\"".to_owned(),
        ),
        (
            "price>10..25",
            "price takes a number such as 10 or 19.90, or a range such as 10..25, not \"10..25\"".to_owned(),
        ),
        ("published:2025-13", format!("{dates}, not \"2025-13\"")),
        ("published:2025-02-30", format!("{dates}, not \"2025-02-30\"")),
        ("form>tea", "form has names, which are not more or less than others; write form:name".to_owned()),
        ("form:\" \"", "form takes a name, and there is none".to_owned()),
    ];
    for (text, message) in cases {
        assert_eq!(Filter::read(text).unwrap_err().to_string(), message, "{text}");
    }
}

#[test]
fn hostile_filters_are_refused_and_not_followed() {
    let nested = |open: &str, close: &str, depth: usize| format!("{}form:a{}", open.repeat(depth), close.repeat(depth));
    for (text, message) in [
        (nested("(", ")", 17), "it is nested more than 16 deep"),
        (nested("NOT ", "", 17), "it is nested more than 16 deep"),
        (nested("-", "", 3_000), "it is nested more than 16 deep"),
        (nested("(", ")", 100_000), "it has more than 4000 bytes, which is the most"),
        (vec!["form:a"; 201].join(" "), "it has 201 conditions; the most is 200"),
    ] {
        assert_eq!(Filter::read(&text).unwrap_err().to_string(), message);
    }
    assert_eq!(read(&nested("(", ")", 16)), is(Field::Form, "a"));
    let many = (0..201).map(|_| Filter::written("price>1").unwrap()).collect();
    assert_eq!(Filter::together(many).unwrap_err().to_string(), "it has 201 conditions; the most is 200");
}

#[test]
fn filters_written_apart_are_put_together() {
    let together =
        |texts: &[&str]| Filter::together(texts.iter().map(|text| Filter::written(text).unwrap()).collect()).unwrap();
    for (texts, text) in [
        (&["form:tea"][..], "form:tea"),
        (&["form:tea", "category:sleep", "form:capsule"], "(form:tea OR form:capsule) category:sleep"),
        (&["form:tea,powder", "form:capsule"], "form:tea OR form:powder OR form:capsule"),
        (&["price:10..25", "price:50..", "price>=5"], "(price:10..25 OR price:50..) price>=5"),
        (&["price>=10", "price<25"], "price>=10 price<25"),
        (&["published:2024", "published:2025"], "published:2024 OR published:2025"),
        (&["form:tea", "-form:powder"], "form:tea -form:powder"),
        (&["form:tea price>5", "form:capsule"], "(form:tea price>5) form:capsule"),
        (&["dietary:(vegan AND organic)", "dietary:raw"], "dietary:(vegan AND organic) dietary:raw"),
    ] {
        assert_eq!(together(texts), Some(read(text)), "{texts:?}");
    }
    assert_eq!(together(&[]), None);
}

/// A filter whose lists have several parts each: one part alone is written as itself.
fn filters() -> impl Strategy<Value = Filter> {
    let text = prop_oneof!["[a-zé0-9.:<>=-]{1,6}", "\\PC{1,8}", Just("and".to_owned()), Just("a \"b\" \\c".to_owned())];
    let of_names = prop::sample::select(vec![Field::Category, Field::Form, Field::Brand, Field::Id, Field::Tag]);
    let named = (of_names, text)
        .prop_filter("a name", |(_, value)| !value.trim().is_empty())
        .prop_map(|(field, value)| Filter::Is { field, value });
    let numbers = (proptest::num::i32::ANY, 0_u32..6)
        .prop_map(|(number, scale)| Scalar::Number(rust_decimal::Decimal::new(i64::from(number), scale)));
    let dates = (1000_i32..3000, 1_u16..365)
        .prop_map(|(year, day)| Scalar::Date(time::Date::from_ordinal_date(year, day).unwrap()));
    let between = |field: Field, values: BoxedStrategy<Scalar>| {
        let bound = prop_oneof![
            values.clone().prop_map(Bound::Included),
            values.prop_map(Bound::Excluded),
            Just(Bound::Unbounded)
        ];
        (bound.clone(), bound).prop_map(move |(from, to)| Filter::Between { field, from, to })
    };
    let condition =
        prop_oneof![named, between(Field::Price, numbers.boxed()), between(Field::Published, dates.boxed()),];
    condition.prop_recursive(4, 24, 4, |part| {
        let parts = prop::collection::vec(part.clone(), 2..4);
        prop_oneof![
            parts.clone().prop_map(Filter::All),
            parts.prop_map(Filter::Any),
            part.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_printed_filter_is_read_as_it_was(filter in filters()) {
        let text = filter.to_string();
        prop_assert_eq!(Filter::read(&text), Ok(filter), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-z: ()<>=.,\"\\\\-]{0,30}|\\PC{0,40}") {
        if let Ok(filter) = Filter::read(&text) {
            prop_assert_eq!(Filter::read(&filter.to_string()), Ok(filter));
        }
    }
}

/// The ids of the articles and the products that a request finds.
fn ids(engine: &Engine, request: &SearchRequest) -> (BTreeSet<String>, BTreeSet<String>) {
    let answer = engine.search(request).unwrap();
    let articles = answer.passages.iter().map(|hit| hit.passage.document.to_string()).collect();
    (articles, answer.products.iter().map(|hit| hit.product.id.to_string()).collect())
}

fn everything(query: &str, stages: Stages) -> SearchRequest {
    SearchRequest { limit: 2_000, products: 2_000, stages, related: 0, ..request(query) }
}

#[test]
fn filtered_results_are_the_unfiltered_ones_that_fulfil_the_filter() {
    let shop = Shop::random(7, 60);
    let engine = shop.site.built();
    let mut random = fastrand::Rng::with_seed(11);
    for round in 0..300 {
        let filter = shop::random_filter(&mut random, 3);
        let query = shop::WORDS[round % shop::WORDS.len()];
        let unfiltered = everything(query, Stages::FAST);
        let filtered = SearchRequest { filter: Some(filter.clone()), ..unfiltered.clone() };
        let (articles, products) = ids(&engine, &unfiltered);
        let keep = |ids: BTreeSet<String>, kind| {
            ids.into_iter().filter(|id| shop.fulfils(id, &filter, kind)).collect::<BTreeSet<_>>()
        };
        let expected = (keep(articles, Kind::Article), keep(products, Kind::Product));
        assert_eq!(ids(&engine, &filtered), expected, "{query} {filter}");
        let answer = engine.search(&filtered).unwrap();
        assert_eq!(answer.total_passages as usize, answer.passages.len(), "{query} {filter}");
        assert_eq!(answer.total_products as usize, answer.products.len(), "{query} {filter}");
    }
}

#[test]
fn an_empty_query_finds_what_the_filter_speaks_of() {
    let shop = Shop::random(8, 60);
    let engine = shop.site.built();
    let mut random = fastrand::Rng::with_seed(12);
    for _ in 0..200 {
        let filter = shop::random_filter(&mut random, 2);
        let found = ids(&engine, &SearchRequest { filter: Some(filter.clone()), ..everything("", Stages::FULL) });
        let speaks_of = |kind| !filter.parts_for(kind).is_empty();
        let expected = |kind| {
            let ids = shop.ids(kind).into_iter().filter(|id| shop.fulfils(id, &filter, kind) && speaks_of(kind));
            ids.collect::<BTreeSet<_>>()
        };
        assert_eq!(found, (expected(Kind::Article), expected(Kind::Product)), "{filter}");
    }
    let nothing = engine.search(&everything("", Stages::FULL)).unwrap();
    assert_eq!((nothing.total_passages, nothing.total_products), (0, 0), "without a filter as well");
}

#[test]
fn what_an_empty_query_excludes_is_not_listed() {
    let site = Site::new();
    site.product("a", "One", "form: tea", "Some sleep.").product("b", "Two", "form: tea", "Some rest.");
    let engine = site.built();
    let within = |query: &str| ids(&engine, &SearchRequest { filter: Some(read("form:tea")), ..request(query) }).1;
    assert_eq!(within(""), BTreeSet::from(["a".to_owned(), "b".to_owned()]));
    assert_eq!(within("-sleep"), BTreeSet::from(["b".to_owned()]));
}

#[test]
fn ranking_by_meaning_keeps_to_the_filter_and_fills_the_list() {
    let engine = Site::shipped().built();
    for (filter, kind) in [("category:sleep", "both"), ("form:capsule price<20", "products"), ("tag:acne", "articles")]
    {
        let within = SearchRequest { filter: Some(read(filter)), limit: 100, products: 100, ..request("skin") };
        let answer = engine.search(&within).unwrap();
        for hit in &answer.products {
            let product = &hit.product;
            match kind {
                "both" => assert!(product.categories.iter().any(|category| category.as_str() == "sleep")),
                "products" => {
                    assert_eq!(product.form.as_deref(), Some("capsule"));
                    assert!(product.price.unwrap() < 20.into());
                }
                _ => {}
            }
        }
        if kind != "articles" {
            let with_words = answer.total_products;
            assert!(answer.products.len() as u64 > with_words, "{filter}: what is near in meaning is found as well");
        }
    }
}

#[test]
fn a_kind_is_left_as_it_is_by_fields_of_the_other() {
    let engine = Site::shipped().built();
    let totals = |filter: Option<&str>| {
        let answer = engine.search(&SearchRequest { filter: filter.map(read), ..request("vitamin") }).unwrap();
        (answer.total_passages, answer.total_products)
    };
    let (passages, products) = totals(None);
    let form = totals(Some("form:capsule"));
    assert_eq!(form.0, passages);
    assert!(0 < form.1 && form.1 < products);
    let tag = totals(Some("tag:acne"));
    assert_eq!(tag.1, products);
    assert!(tag.0 < passages);
    let deeper = totals(Some("form:capsule OR category:immunity"));
    assert!(0 < deeper.0 && deeper.0 < passages, "no article has a form");
}

#[test]
fn values_are_equal_whatever_they_are_written_like() {
    let site = Site::new();
    let labels = "brand: Crème & Co\ncategories: [Hair and nails]\navailability: out_of_stock\nconcerns: [Low  Energy]";
    let ingredient =
        "ingredients:\n  - {name: \"Vitamin C (as ascorbic acid) 500 mg\"}\n  - {name: Thiamine (vitamin B1)}";
    let warning = "warnings:\n  - {kind: pregnancy, text: Ask first.}";
    site.product("p", "One", &format!("{labels}\n{ingredient}\n{warning}"), "Text.");
    site.product("q", "Two", "brand: Other", "Text.");
    let engine = site.built();
    for filter in [
        "brand:\"crème & co\"",
        "brand:\"CREME  & CO\"",
        "category:hair-and-nails",
        "category:\"Hair and Nails\"",
        "concern:\"low energy\"",
        "availability:out_of_stock",
        "availability:\"Out of stock\"",
        "ingredient:\"vitamin c\"",
        "ingredient:\"Vitamin C (as calcium ascorbate) 1000 mg\"",
        "ingredient:\"vitamin b1\"",
        "ingredient:Thiamine",
        "warning:pregnancy",
        "id:p",
    ] {
        let found = ids(&engine, &SearchRequest { filter: Some(read(filter)), ..request("text") }).1;
        assert_eq!(found, BTreeSet::from(["p".to_owned()]), "{filter}");
    }
    for filter in ["id:P", "brand:unknown", "ingredient:\"vitamin d\"", "price:..", "rating>1"] {
        let found = ids(&engine, &SearchRequest { filter: Some(read(filter)), ..request("text") }).1;
        assert_eq!(found, BTreeSet::new(), "{filter}");
    }
}

#[test]
fn a_filter_holds_beside_phrases_and_exclusions() {
    let engine = Site::shipped().built();
    let found = |query: &str, filter: &str| {
        ids(&engine, &SearchRequest { filter: Some(read(filter)), ..everything(query, Stages::FAST) })
    };
    let (phrase, _) = found("\"vitamin d\" -children", "category:immunity");
    let (both, _) = ids(&engine, &everything("\"vitamin d\" -children", Stages::FAST));
    let (category, _) = found("vitamin", "category:immunity");
    assert!(!phrase.is_empty() && phrase.len() < both.len());
    assert_eq!(phrase, both.intersection(&category).cloned().collect());
}
