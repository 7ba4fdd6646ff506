//! Products that belong to something:
//!
//! 1. An editor's link outweighs words, and says so; a link that leads nowhere is left out.
//! 2. A product's name in the text is recognised to the letter; the same words in running text are not.
//! 3. Shared telling words find a product without link or mention; the reason names words that the product has.
//! 4. The seed itself is never among its products.
//! 5. Scores lie in 0..=1, and fall where no diversity is wanted; every product has a reason; its explanation is the score.
//! 6. A shorter list is the beginning of a longer one.
//! 7. Without products, or without anything in common and nothing offered instead, the list is empty.
//! 8. What cannot be bought is not recommended, unless it is asked for.
//! 9. What is excluded is not recommended, and the others move up.
//! 10. Articles are found in the same way: each once, by the passage that fits best, never the seed, with reasons.

use std::collections::HashSet;

use wellspring::engine::{Error, RelatedRequest, excluded};
use wellspring::recommend::{ProductFilter, Target, Wanted};

use crate::site::{Site, related_to, related_to_text};

fn shop() -> Site {
    let site = Site::new();
    site.product("duo", "Skin + Digestion", "", "Zinc and botanicals.");
    site.product("bacteria", "Probiotic+", "", "Live cultures in a capsule.");
    site.product("magnesium", "Magnesium Night", "concerns: [trouble sleeping]", "Magnesium glycinate before bed.");
    site.product("iron", "Gentle Iron", "concerns: [tiredness]", "Iron bisglycinate in a capsule.");
    site.file(
        "articles/gut.md",
        "---\ntitle: The gut\nproducts: [bacteria]\n---\n\nTry our Skin + Digestion. It is about the belly.\n",
    );
    site.article("plain", "Belly", "Good for skin and digestion, they say, and magnesium for sleeping.");
    site
}

fn ids(site: &Site, id: &str) -> Vec<String> {
    let answer = related_to(&site.built(), id);
    answer.products.into_iter().map(|related| related.product.id.to_string()).collect()
}

#[test]
fn links_and_mentions_say_where_they_stand() {
    let answer = related_to(&shop().built(), "gut");
    let mut reasons: Vec<(&str, &str)> =
        answer.products.iter().map(|related| (related.product.id.as_str(), related.reasons[0].text.as_str())).collect();
    reasons.truncate(2);
    reasons.sort_unstable();
    assert_eq!(reasons, [("bacteria", "chosen by the editors of “The gut”"), ("duo", "mentioned in “The gut”"),]);
}

#[test]
fn running_text_is_no_mention() {
    let answer = related_to(&shop().built(), "plain");
    let duo = answer.products.iter().find(|related| related.product.id.as_str() == "duo");
    let kinds: Vec<&str> = duo.iter().flat_map(|duo| &duo.reasons).map(|reason| reason.kind.name()).collect();
    assert_eq!(kinds, ["shared_terms"]);
    assert!(answer.products.iter().any(|related| related.product.id.as_str() == "magnesium"));
}

#[test]
fn shared_words_are_named_as_the_product_has_them() {
    let answer = related_to_text(&shop().built(), "I sleep badly and am tired");
    let magnesium = answer.products.iter().find(|related| related.product.id.as_str() == "magnesium").unwrap();
    assert_eq!(magnesium.reasons[0].words, ["sleeping"]);
    assert_eq!(magnesium.reasons[0].text, "has the word sleeping as well");
}

#[test]
fn the_seed_is_not_its_own_product() {
    for seed in ["duo", "magnesium", "iron"] {
        assert!(!ids(&shop(), seed).contains(&seed.to_owned()));
    }
}

#[test]
fn a_link_to_nowhere_is_left_out() {
    let mut site = shop();
    site.file("articles/lost.md", "---\ntitle: Lost\nproducts: [nothing, iron]\n---\n\nAbout a lost link.\n");
    site.options.skip_invalid = true;
    assert_eq!(ids(&site, "lost")[0], "iron");
}

#[test]
fn scores_fall_and_explain_themselves() {
    let engine = Site::shipped().built();
    for id in ["gut-skin-connection", "magnesium-and-sleep", "folic-acid-and-pregnancy", "zinc-picolinate-15"] {
        let wanted = Wanted { diversity: Some(0.0), ..Wanted::default() };
        let request = RelatedRequest { ids: vec![id.to_owned()], wanted, ..RelatedRequest::default() };
        let products = engine.related(&request).unwrap().products;
        assert_eq!(products.len(), 10, "{id}");
        assert!(products.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for related in products {
            assert!((0.0..=1.0).contains(&related.score));
            assert!(!related.reasons.is_empty() && related.reasons.iter().all(|reason| !reason.text.is_empty()));
            assert!((related.explanation.value - related.score).abs() < 1e-9);
        }
    }
}

#[test]
fn the_gut_and_skin_article_has_its_two_products() {
    let answer = related_to(&Site::shipped().built(), "gut-skin-connection");
    let mut first: Vec<&str> = answer.products[..2].iter().map(|related| related.product.id.as_str()).collect();
    first.sort_unstable();
    assert_eq!(first, ["probiotic-plus", "skin-digestion"]);
    for related in &answer.products[..2] {
        let kinds: Vec<&str> = related.reasons.iter().map(|reason| reason.kind.name()).collect();
        assert_eq!(kinds[..2], ["editor_link", "mention"]);
    }
}

#[test]
fn nothing_in_common_is_an_empty_list() {
    let site = Site::new();
    site.article("a", "Alone", "There are no products here.");
    let engine = site.built();
    assert!(related_to(&engine, "a").products.is_empty());
    let wanted = Wanted { fallback: false, ..Wanted::default() };
    let request = RelatedRequest { text: Some("xylophone".to_owned()), wanted, ..RelatedRequest::default() };
    assert!(shop().built().related(&request).unwrap().products.is_empty());
}

#[test]
fn an_unknown_document_is_named() {
    let request = RelatedRequest {
        ids: vec!["nowhere".to_owned()],
        wanted: Wanted { limit: 3, ..Wanted::default() },
        ..RelatedRequest::default()
    };
    let error = shop().built().related(&request).unwrap_err();
    assert!(matches!(&error, Error::UnknownDocument(id) if id == "nowhere"), "{error}");
}

#[test]
fn a_shorter_list_is_the_beginning_of_a_longer_one() {
    let engine = Site::shipped().built();
    for id in ["gut-skin-connection", "magnesium-and-sleep", "folic-acid-and-pregnancy"] {
        let list = |limit| {
            let request = RelatedRequest {
                ids: vec![id.to_owned()],
                wanted: Wanted { limit, ..Wanted::default() },
                ..RelatedRequest::default()
            };
            let products = engine.related(&request).unwrap().products;
            products.into_iter().map(|related| (related.product.id, related.score.to_bits())).collect::<Vec<_>>()
        };
        let longest = list(20);
        for limit in 0..20 {
            assert_eq!(list(limit), longest[..limit], "{id}, {limit}");
        }
    }
}

#[test]
fn any_number_of_products_may_be_wanted() {
    let request = RelatedRequest {
        ids: vec!["gut".to_owned()],
        wanted: Wanted { limit: usize::MAX, ..Wanted::default() },
        ..RelatedRequest::default()
    };
    assert!(shop().built().related(&request).unwrap().products.len() >= 2);
}

fn mentioned(site: &Site, text: &str) -> Vec<String> {
    let products = related_to_text(&site.built(), text).products;
    let is_mentioned = |kind: &str| kind == "mention";
    let names = products.iter().filter(|related| related.reasons.iter().any(|reason| is_mentioned(reason.kind.name())));
    names.map(|related| related.product.id.to_string()).collect()
}

#[test]
fn the_longest_name_is_the_one_that_is_meant() {
    let site = shop();
    site.product("kids", "Probiotic+ Kids", "", "Live cultures to chew.");
    assert_eq!(mentioned(&site, "We sell Probiotic+ Kids."), ["kids"]);
    assert_eq!(mentioned(&site, "We sell Probiotic+."), ["bacteria"]);
}

#[test]
fn a_name_may_end_in_a_bracket() {
    let site = shop();
    site.product("zinc", "Zinc (Picolinate)", "", "Zinc in a tablet.");
    for text in ["Try Zinc (Picolinate).", "(Zinc (Picolinate))", "Some take zinc, “Zinc (Picolinate)”, daily"] {
        assert_eq!(mentioned(&site, text), ["zinc"], "{text}");
    }
}

#[test]
fn a_mention_in_the_title_is_one_in_the_article() {
    let site = shop();
    site.article("why", "Why Gentle Iron works", "It is about oxygen.");
    let answer = related_to(&site.built(), "why");
    assert_eq!(answer.products[0].reasons[0].text, "mentioned in “Why Gentle Iron works”");
    assert_eq!(answer.products[0].reasons[0].document.as_deref(), Some("why"));
}

#[test]
fn a_reason_knows_the_words_of_form_brand_and_diet() {
    let site = shop();
    site.product("gum", "Chews", "form: gummy\nbrand: Meadowlark\ndietary: [vegan]", "For the teeth.");
    for word in ["gummy", "meadowlark", "vegan"] {
        let answer = related_to_text(&site.built(), word);
        assert_eq!(answer.products[0].reasons[0].words, [word]);
    }
}

#[test]
fn what_cannot_be_bought_is_left_out() {
    let site = shop();
    site.product("gone", "Magnesium Day", "availability: discontinued", "Magnesium for the day.");
    site.product("later", "Magnesium Dawn", "availability: preorder", "Magnesium for the dawn.");
    let engine = site.built();
    let ids = |unavailable| {
        let text = Some("magnesium".to_owned());
        let filter = ProductFilter { unavailable, ..ProductFilter::default() };
        let wanted = Wanted { filter, fallback: false, ..Wanted::default() };
        let request = RelatedRequest { text, wanted, ..RelatedRequest::default() };
        let products = engine.related(&request).unwrap().products;
        products.into_iter().map(|related| related.product.id.to_string()).collect::<HashSet<_>>()
    };
    let asked: HashSet<String> = ["magnesium", "gone", "later"].map(str::to_owned).into();
    assert_eq!(ids(true), asked);
    assert_eq!(ids(false), &asked - &HashSet::from(["gone".to_owned()]));
}

#[test]
fn what_is_excluded_is_left_out() {
    let engine = shop().built();
    let request = |exclude: &[&str]| RelatedRequest {
        ids: vec!["gut".to_owned()],
        wanted: Wanted {
            limit: 1,
            exclude: excluded(&exclude.iter().map(|&id| id.to_owned()).collect::<Vec<_>>()),
            ..Wanted::default()
        },
        ..RelatedRequest::default()
    };
    let first = |exclude: &[&str]| engine.related(&request(exclude)).unwrap().products[0].product.id.to_string();
    let best = first(&[]);
    assert_ne!(first(&[&best, "not there", "no id # at all"]), best);
}

#[test]
fn articles_are_found_in_the_same_way() {
    let engine = Site::shipped().built();
    for id in ["gut-skin-connection", "melatonin-1mg"] {
        let request =
            RelatedRequest { ids: vec![id.to_owned()], target: Target::Articles, ..RelatedRequest::default() };
        let answer = engine.related(&request).unwrap();
        assert!(answer.products.is_empty());
        assert_eq!(answer.articles.len(), 10);
        let documents: HashSet<&str> =
            answer.articles.iter().map(|related| related.passage.document.as_str()).collect();
        assert_eq!(documents.len(), 10, "each stands there once");
        assert!(!documents.contains(id));
        assert!(answer.articles.is_sorted_by(|a, b| a.score >= b.score));
        for related in &answer.articles {
            assert!((0.0..=1.0).contains(&related.score) && !related.reasons.is_empty());
            assert!((related.explanation.value - related.score).abs() < 1e-9);
        }
    }
    let sleep = RelatedRequest {
        ids: vec!["melatonin-1mg".to_owned()],
        target: Target::Articles,
        wanted: Wanted { limit: 1, ..Wanted::default() },
        ..RelatedRequest::default()
    };
    let first = &engine.related(&sleep).unwrap().articles[0];
    assert!(first.passage.text.contains("elatonin"), "{}", first.passage.id);
}
