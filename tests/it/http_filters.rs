//! Filters, facets and sorting over HTTP:
//!
//! 1. A GET and a POST with the same filter answer the same: as a text, as a list, as a tree.
//! 2. A mistake in a filter, a facet or an order is a problem that names the parameter and says what to do.
//! 3. An answer has every facet in the mode `full`, the usual ones in `fast`, and those that were asked for.
//! 4. An empty query lists what a filter speaks of.
//! 5. Names are found inside a facet, with what was typed marked.
//! 6. Related products keep to the filter as well.

use serde_json::{Value, json};

use crate::http_errors::check;
use crate::server::Server;

/// A filter's results, of a query that finds everything.
fn get(server: &Server, parameters: &str) -> Value {
    let answer = server.get(&format!("/v1/search?q=magnesium+probiotics&related=0&{parameters}"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.lasting()
}

fn post(server: &Server, filter: &Value) -> Value {
    let body = json!({"q": "magnesium probiotics", "related": 0, "filter": filter});
    let answer = server.post("/v1/search", &body.to_string());
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.lasting()
}

#[test]
fn every_form_of_a_filter_means_the_same() {
    let server = Server::start();
    let unfiltered = get(&server, "");
    for (parameters, forms) in [
        (
            "filter=category:gut",
            vec![
                json!("category:gut"),
                json!(["category:gut"]),
                json!({"field": "category", "is": "gut"}),
                json!([{"field": "category", "in": ["gut"]}]),
                json!({"all": [{"field": "category", "is": "gut"}]}),
            ],
        ),
        (
            "filter=category:gut&filter=category:sleep&filter=price%3E%3D1",
            vec![
                json!(["category:gut", "category:sleep", "price>=1"]),
                json!("category:(gut OR sleep) price>=1"),
                json!([{"field": "category", "is": "gut"}, {"field": "category", "is": "sleep"}, {"field": "price", "from": 1}]),
                json!({"all": [{"field": "category", "in": ["gut", "sleep"]}, {"field": "price", "from": "1"}]}),
            ],
        ),
        (
            "filter=price:%3E5..%3C29.9+-form:powder",
            vec![
                json!("price>5 price<29.9 NOT form:powder"),
                json!({"all": [
                    {"field": "price", "above": 5, "below": 29.9},
                    {"not": {"any": [{"field": "form", "is": "powder"}]}}
                ]}),
            ],
        ),
        (
            "filter=published:2026-01",
            vec![
                json!({"field": "published", "is": "2026-01"}),
                json!({"field": "published", "from": "2026-01-01", "to": "2026-01-31"}),
            ],
        ),
    ] {
        let expected = get(&server, parameters);
        assert_ne!(expected["total"], unfiltered["total"], "{parameters}");
        for form in forms {
            let mut found = post(&server, &form);
            let mut expected = expected.clone();
            for answer in [&mut found, &mut expected] {
                // Which of the ways was chosen may show in the facets alone.
                answer.as_object_mut().unwrap().remove("facets");
            }
            assert_eq!(found, expected, "{form}");
        }
    }
}

#[test]
fn mistakes_are_told() {
    let server = Server::start();
    let fields = "category, tag, published, reviewed, concern, benefit, ingredient, brand, form, dietary, price, rating, \
                  availability, warning, id";
    for (parameters, parameter, detail) in [
        (
            "filter=catgory:x",
            "filter",
            format!("there is no field \"catgory\"; did you mean \"category\"? (the fields are {fields})"),
        ),
        ("filter=form:(tea", "filter", "character 10: expected AND, OR or a closing bracket, found the end".to_owned()),
        (
            "filter=form:tea&filter=price:dear",
            "filter",
            "price takes a number such as 10 or 19.90, or a range such as 10..25, not \"dear\"".to_owned(),
        ),
        (
            "sort=cheap",
            "sort",
            "it takes one of relevance, price, -price, date, -date, rating, not \"cheap\"".to_owned(),
        ),
        (
            "facets=category,ingredeint",
            "facets",
            "there is no facet \"ingredeint\"; did you mean \"ingredient\"?".to_owned(),
        ),
        ("facet_values=1001", "facet_values", "1001 is too much; the most is 1000".to_owned()),
    ] {
        let answer = server.get(&format!("/v1/search?q=a&{parameters}"));
        check(&answer, 400, "invalid-parameter", &format!("{parameter}: {detail}"));
        assert_eq!(answer.json()["parameter"], parameter);
    }
    for (filter, detail) in [
        (json!({"field": "catgory", "is": "x"}), format!("there is no field \"catgory\"; did you mean \"category\"? (the fields are {fields})")),
        (json!({"field": "form"}), "a field has one of is, in (with at least one value), or the ends of a range".to_owned()),
        (json!({"field": "form", "is": "a", "in": ["b"]}), "a field has one of is, in (with at least one value), or the ends of a range".to_owned()),
        (json!({"all": []}), "a list of all or any has at least one filter".to_owned()),
        (json!({"all": [{"field": "form", "is": "a"}], "is": "a"}), "an object has one of all, any, not and field".to_owned()),
        (json!({"field": "price", "from": 1, "above": 2}), "a range has one of from and above, and one of to and below".to_owned()),
        (json!({"field": "form", "from": 1}), "form has names, which are not more or less than others; write form:name".to_owned()),
        (json!({"field": "form", "si": "a"}), "unknown field `si`, expected one of `all`, `any`, `not`, `field`, `is`, `in`, `from`, `to`, `above`, `below`".to_owned()),
        (json!(5), "it takes a text, a tree, or a list of these, not 5".to_owned()),
    ] {
        let answer = server.post("/v1/search", &json!({"q": "a", "filter": filter}).to_string());
        check(&answer, 400, "invalid-parameter", &format!("filter: {detail}"));
    }
}

#[test]
fn unknown_values_find_nothing() {
    let answer = Server::start().get("/v1/search?q=magnesium&filter=category:nothing");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["total"], json!({"passages": 0, "products": 0}));
    let chosen = json!([{"value": "nothing", "count": 0, "selected": true}]);
    let categories = answer.json()["facets"]["products"]["category"].as_array().unwrap().clone();
    assert_eq!(Value::from(categories[categories.len() - 1..].to_vec()), chosen);
}

#[test]
fn facets_are_those_that_are_asked_for() {
    let server = Server::start();
    let names = |parameters: &str, kind: &str| {
        let facets = get(&server, parameters)["facets"][kind].clone();
        facets.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("", "passages"), "category published reviewed tag");
    let all = "availability benefit brand category concern dietary form ingredient price rating warning";
    assert_eq!(names("", "products"), all);
    assert_eq!((names("", "ranges").as_str(), names("facets=", "products").as_str()), ("price published", ""));
    assert_eq!(
        (names("mode=fast", "passages").as_str(), names("mode=fast", "products").as_str()),
        ("category", "category dietary form")
    );
    assert_eq!(names("facets=price,form&facets=brand", "products"), "brand form price");
}

#[test]
fn an_empty_query_lists_what_a_filter_speaks_of() {
    let server = Server::start();
    let answer = server.get("/v1/search?q=&filter=category:sleep").json();
    assert!(answer["total"]["passages"].as_u64().unwrap() >= 1, "{answer}");
    assert_eq!(answer["passages"][0]["document"]["id"], "magnesium");
    let products = server.get("/v1/search?q=&filter=price%3E0&sort=-price").json();
    let prices: Vec<f64> =
        products["products"].as_array().unwrap().iter().map(|product| product["price"].as_f64().unwrap()).collect();
    assert!(prices.len() == 2 && prices[0] > prices[1], "{prices:?}");
    assert_eq!(products["total"]["passages"], 0);
}

#[test]
fn names_are_found_inside_a_facet() {
    let server = Server::start();
    let answer = server.get("/v1/facets/ingredient?prefix=RHAM&q=probiotics");
    let expected = json!([{
        "value": "lactobacillus rhamnosus",
        "count": 1,
        "parts": [
            {"text": "lactobacillus ", "marked": false},
            {"text": "rham", "marked": true},
            {"text": "nosus", "marked": false},
        ],
    }]);
    assert_eq!((answer.status, &answer.json()["products"]), (200, &expected));
    assert_eq!(server.get("/v1/facets/ingredient?prefix=rham&filter=form:elixir").json()["products"], json!([]));
    let unknown = server.get("/v1/facets/price");
    let detail = "field: there is no facet of names \"price\"; the known ones are category, tag, concern, benefit, ingredient, \
                  brand, form, dietary, availability, warning";
    check(&unknown, 400, "invalid-parameter", detail);
}

#[test]
fn related_products_keep_to_the_filter() {
    let server = Server::start();
    let related = |filter: &str| {
        let answer = server.get(&format!("/v1/search?q=magnesium+probiotics&products=0&related=10{filter}")).lasting();
        answer["related_products"].as_array().unwrap().clone()
    };
    let all = related("");
    let form = all[0]["form"].as_str().unwrap();
    let others = related(&format!("&filter=-form:{form}"));
    assert!(!others.is_empty() && others.iter().all(|one| one["form"] != form), "{others:?}");
    assert!(related("&filter=form:nothing").is_empty());
}
