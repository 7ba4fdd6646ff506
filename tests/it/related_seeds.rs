//! What related products can be wanted for:
//!
//! 1. A passage, whose own text counts, and whose article's links do.
//! 2. A query, by what it finds.
//! 3. A cart, of which no part fills the list.
//! 4. A text, which gives what the article that says the same gives, links apart.
//! 5. Any of them, with scores that mean the same for each: what is about something else entirely scores low.
//! 6. A product, with what editors chose beside it; and the articles that it was chosen for.

use std::collections::HashSet;

use wellspring::engine::{Engine, Error, FoundDocument, RelatedRequest};
use wellspring::recommend::{ReasonKind, Signals, Target, Wanted};

use crate::site::{Site, related_to};

fn ask(engine: &Engine, request: &RelatedRequest) -> Vec<String> {
    let products = engine.related(request).unwrap().products;
    products.into_iter().map(|related| related.product.id.to_string()).collect()
}

fn of(ids: &[&str]) -> RelatedRequest {
    RelatedRequest { ids: ids.iter().map(|&id| id.to_owned()).collect(), ..RelatedRequest::default() }
}

#[test]
fn a_passage_and_a_query_are_seeds() {
    let engine = Site::shipped().built();
    let passage = "gut-skin-connection#can-probiotics-help-with-acne.p1";
    let answer = engine.related(&of(&[passage])).unwrap();
    assert_eq!(answer.products[0].product.id.as_str(), "probiotic-plus");
    assert_eq!(answer.products[0].reasons[0].document.as_deref(), Some("gut-skin-connection"));
    let query = RelatedRequest { query: Some("magnesum for sleep".to_owned()), ..RelatedRequest::default() };
    assert!(ask(&engine, &query)[0].contains("magnesium"), "it is corrected as a search is");
    let error = engine.related(&of(&["gut-skin-connection#nowhere.p1"])).unwrap_err();
    assert!(matches!(error, Error::UnknownDocument(id) if id.ends_with("nowhere.p1")));
}

#[test]
fn each_part_of_a_cart_has_its_say() {
    let engine = Site::shipped().built();
    let cart = ["iron-deficiency-and-tiredness", "melatonin-1mg"];
    let both: HashSet<String> = ask(&engine, &of(&cart)).into_iter().collect();
    for alone in cart {
        let own = ask(&engine, &of(&[alone]));
        let kept = own.iter().take(5).filter(|id| both.contains(*id)).count();
        assert!(kept >= 2, "of {alone}: {own:?} in {both:?}");
    }
    assert!(both.is_disjoint(&cart.map(str::to_owned).into()));
}

#[test]
fn a_text_gives_what_its_article_gives() {
    let engine = Site::shipped().built();
    for id in ["gut-skin-connection", "magnesium-and-sleep", "caffeine-and-l-theanine"] {
        let FoundDocument::Article(article, _) = engine.document(id).unwrap() else { panic!("{id} is an article") };
        let text = format!("{}\n{}", article.title, article.body.text);
        let wanted = Wanted { signals: Signals::all() - Signals::LINKS, ..Wanted::default() };
        let by_id = ask(&engine, &RelatedRequest { wanted: wanted.clone(), ..of(&[id]) });
        let by_text = ask(&engine, &RelatedRequest { text: Some(text), wanted, ..RelatedRequest::default() });
        assert_eq!(by_id, by_text, "{id}");
    }
}

#[test]
fn links_lead_in_both_directions() {
    let site = Site::new();
    site.product("one", "Alpha", "", "First.")
        .product("two", "Beta", "", "Second.")
        .product("three", "Gamma", "", "Third.");
    site.file("articles/a.md", "---\ntitle: Letters\nproducts: [one, two]\n---\n\nOther words.\n");
    let engine = site.built();
    let beside = &related_to(&engine, "one").products[0];
    assert_eq!(beside.product.id.as_str(), "two");
    assert_eq!(beside.reasons[0].kind, ReasonKind::LinkedTogether);
    assert_eq!(beside.reasons[0].text, "chosen together with “Alpha” by the editors of “Letters”");
    assert_eq!(beside.reasons[0].document.as_deref(), Some("a"));
    let articles = engine.related(&RelatedRequest { target: Target::Articles, ..of(&["one"]) }).unwrap().articles;
    assert_eq!(articles[0].passage.document.as_str(), "a");
    assert_eq!(articles[0].reasons[0].text, "its editors chose “Alpha”");
}

#[test]
fn shared_labels_are_told_in_words() {
    let engine = Site::shipped().built();
    let answer = related_to(&engine, "magnesium-glycinate-night");
    let told = answer.products.iter().flat_map(|related| &related.reasons);
    let labels: Vec<&str> =
        told.filter(|reason| reason.kind == ReasonKind::SharedLabels).map(|reason| reason.text.as_str()).collect();
    assert!(labels.iter().any(|text| text.contains("contains magnesium, as “")), "{labels:?}");
}

#[test]
fn a_score_means_the_same_for_every_seed() {
    const THRESHOLD: f64 = 0.25;
    let engine = Site::shipped().built();
    let best = |text: &str| {
        let request = RelatedRequest { text: Some(text.to_owned()), ..RelatedRequest::default() };
        engine.related(&request).unwrap().products.first().map_or(0.0, |related| related.score)
    };
    for about in ["magnesium for sleep", "what to take against bloating after meals", "dry skin in winter"] {
        assert!(best(about) > THRESHOLD, "{about}: {}", best(about));
    }
    for off in [
        "how to change a car tyre and the oil filter of the engine",
        "the election results were announced on Sunday by the president",
        "my cat needs food and a new bed in the house",
    ] {
        assert!(best(off) < THRESHOLD, "{off}: {}", best(off));
    }
}
