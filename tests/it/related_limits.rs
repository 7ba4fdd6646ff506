//! What may stand in a list of related products:
//!
//! 1. Only what passes the limits that were set: category, dietary marks, price, warnings.
//! 2. Of the sizes and flavours of one product one, and none of those of the seed.
//! 3. Nothing that its own warning forbids in the situation that is asked about; the answer names it with the warning. Advice to
//!    ask somebody first forbids nothing, and who wants to see all of them can.
//! 4. Substitutes, or complements, when that is wanted.
//! 5. Where content says too little, products of the same category, then those that editors chose most, then the best rated, each
//!    saying so.
//! 6. A near-twin of a better product steps back, the more the more diversity is wanted.

use wellspring::document::{Category, WarningKind};
use wellspring::engine::{Engine, RelatedAnswer, RelatedRequest};
use wellspring::recommend::{Intent, ProductFilter, Wanted};

use crate::site::{Site, related_to, related_to_text};

fn ask(engine: &Engine, id: &str, wanted: Wanted) -> RelatedAnswer {
    let wanted = Wanted { fallback: false, ..wanted };
    engine.related(&RelatedRequest { ids: vec![id.to_owned()], wanted, ..RelatedRequest::default() }).unwrap()
}

fn ids(answer: &RelatedAnswer) -> Vec<&str> {
    answer.products.iter().map(|related| related.product.id.as_str()).collect()
}

#[test]
fn limits_hold_for_every_hit() {
    let engine = Site::shipped().built();
    let filters = [
        ProductFilter { categories: vec![Category::new("sleep")], ..ProductFilter::default() },
        ProductFilter { dietary: vec!["Vegan".to_owned(), "gluten-free".to_owned()], ..ProductFilter::default() },
        ProductFilter { min_price: Some(15.into()), max_price: Some(20.into()), ..ProductFilter::default() },
        ProductFilter {
            without_warnings: vec![WarningKind::Pregnancy, WarningKind::Interaction],
            ..ProductFilter::default()
        },
    ];
    for filter in filters {
        let wanted = Wanted { filter: filter.clone(), ..Wanted::default() };
        let answer = ask(&engine, "magnesium-and-sleep", wanted);
        assert!(answer.products.len() > 1, "{filter:?}");
        assert!(answer.products.iter().all(|related| filter.allows(&related.product)), "{filter:?}");
    }
}

#[test]
fn one_of_the_sizes_of_a_product() {
    let site = Site::new();
    site.product("small", "Zinc 30 capsules", "brand: Reed", "Zinc for the skin.");
    site.product("large", "Zinc (90 capsules)", "brand: Reed", "Zinc for the skin.");
    site.product("other", "Zinc", "brand: Sedge", "Zinc for the skin.");
    site.product("mint", "Zinc lozenge mint", "variant_group: lozenge", "Zinc for the skin.");
    site.product("berry", "Zinc lozenge berry", "variant_group: lozenge", "Zinc for the skin.");
    let engine = site.built();
    let found: Vec<String> =
        related_to_text(&engine, "zinc").products.into_iter().map(|r| r.product.id.to_string()).collect();
    let has = |id: &str| found.iter().any(|found| found == id);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(has("other") && has("small") != has("large") && has("mint") != has("berry"));
    let beside = related_to(&engine, "small");
    assert!(!ids(&beside).contains(&"large") && ids(&beside).contains(&"other"));
}

#[test]
fn what_its_warning_forbids_is_left_out_and_named() {
    let engine = Site::shipped().built();
    let wide = |contraindicated| Wanted { limit: 40, contraindicated, ..Wanted::default() };
    let id = "folic-acid-and-pregnancy";
    let answer = ask(&engine, id, wide(false));
    assert!(!answer.left_out.is_empty());
    for left_out in &answer.left_out {
        assert!(left_out.warning.text.to_lowercase().contains("not"), "{left_out:?}");
        assert!(!ids(&answer).contains(&left_out.id.as_str()));
    }
    assert!(ids(&answer).contains(&"prenatal-multi"), "it is made for this");
    let all = ask(&engine, id, wide(true));
    assert!(all.left_out.is_empty());
    assert!(answer.left_out.iter().all(|left_out| ids(&all).contains(&left_out.id.as_str())));
    let sleep = ask(&engine, "magnesium-and-sleep", wide(false));
    assert!(
        sleep.left_out.iter().all(|left_out| left_out.warning.kind != WarningKind::Pregnancy),
        "{:?}",
        sleep.left_out
    );
}

#[test]
fn a_warning_forbids_what_stands_behind_its_not() {
    let warning = |kind: &str, text: &str| format!("warnings: [{{kind: {kind}, text: \"{text}\"}}]");
    let forbids = |warning: &str, text: &str| {
        let site = Site::new();
        site.product("herb", "Herb drops", warning, "Herb for calm days in pregnancy, childhood and with warfarin.");
        let answer = related_to_text(&site.built(), text);
        assert_eq!(answer.left_out.len() + answer.products.len(), 1, "{text}");
        !answer.left_out.is_empty()
    };
    let pregnancy = warning("pregnancy", "Do not use in pregnancy or when breastfeeding.");
    assert!(forbids(&pregnancy, "herb for pregnant women"));
    assert!(forbids(&pregnancy, "a herb while breastfeeding"));
    assert!(!forbids(&pregnancy, "herb drops"));
    assert!(!forbids(&warning("pregnancy", "Ask a midwife before use in pregnancy."), "herb in pregnancy"));
    assert!(forbids(&warning("age", "For adults only."), "a herb for toddlers"));
    assert!(!forbids(&warning("age", "For adults only."), "a herb for adults"));
    let warfarin =
        warning("interaction", "Do not take with warfarin or similar blood thinners unless your doctor agrees.");
    assert!(forbids(&warfarin, "herb and warfarin"));
    assert!(!forbids(&warfarin, "what my doctor says of herb"));
    let advice = warning("pregnancy", "Not recommended in pregnancy.");
    assert!(!forbids(&advice, "the recommended dose of herb"), "how it is forbidden is no situation");
    assert!(forbids(&advice, "the recommended dose of herb in pregnancy"));
    assert!(forbids(&warning("interaction", "Avoid alcohol."), "herb and alcohol"));
    assert!(forbids(&warning("interaction", "Do not use retinoids."), "herb with retinoids"));
    let kidney = warning("condition", "Not for people with kidney disease.");
    assert!(forbids(&kidney, "herb in kidney disease"));
    assert!(!forbids(&kidney, "herb for heart disease"));
}

#[test]
fn what_a_search_happens_to_find_is_no_situation() {
    let engine = Site::shipped().built();
    for (query, product) in [("retinol", "retinol-night-serum"), ("5-htp", "five-htp-100")] {
        let answer = crate::site::search(&engine, query);
        assert!(answer.left_out.is_empty(), "{query}: {:?}", answer.left_out);
        assert!(answer.related.iter().any(|related| related.product.id.as_str() == product), "{query}");
    }
    let asked = crate::site::search(&engine, "retinol in pregnancy");
    assert!(asked.left_out.iter().any(|left_out| left_out.id.as_str() == "retinol-night-serum"));
}

#[test]
fn a_substitute_or_a_complement() {
    let engine = Site::shipped().built();
    let list = |intent| {
        let answer = ask(&engine, "zinc-picolinate-15", Wanted { intent, limit: 5, ..Wanted::default() });
        let zinc = |related: &wellspring::recommend::RelatedProduct| {
            related.product.ingredients.first().is_some_and(|first| first.name.to_lowercase().starts_with("zinc"))
        };
        answer.products.iter().map(zinc).collect::<Vec<_>>()
    };
    assert!(list(Intent::Similar).iter().all(|&is_zinc| is_zinc));
    assert!(!list(Intent::Similar).is_empty());
    assert!(list(Intent::Complementary).iter().all(|&is_zinc| !is_zinc));
    assert_eq!(list(Intent::Complementary).len(), 5);
}

#[test]
fn something_is_offered_where_content_says_too_little() {
    let site = Site::new();
    site.product("linked", "Alpha", "", "First letter.").product("rated", "Beta", "rating: 4.8", "Second letter.");
    site.product("same", "Gamma", "categories: [teeth]", "Third letter.");
    site.file("articles/a.md", "---\ntitle: Wobble\ncategories: [teeth]\n---\n\nXylophone.\n");
    site.file("articles/b.md", "---\ntitle: Elsewhere\nproducts: [linked]\n---\n\nOther things.\n");
    let answer = related_to(&site.built(), "a");
    let told: Vec<(&str, &str)> =
        answer.products.iter().map(|related| (related.product.id.as_str(), related.reasons[0].kind.name())).collect();
    assert_eq!(told, [("same", "same_category"), ("linked", "most_linked"), ("rated", "best_rated")]);
    assert!(answer.products.iter().all(|related| related.score == 0.0));
}

#[test]
fn diversity_puts_near_twins_back() {
    let engine = Site::shipped().built();
    let order = |id: &str, diversity| {
        let answer = ask(&engine, id, Wanted { diversity: Some(diversity), ..Wanted::default() });
        answer.products.iter().map(|related| related.product.id.to_string()).collect::<Vec<_>>()
    };
    let seeds = ["omega-3-fish-oil", "ceramide-barrier-cream", "kids-probiotic-drops", "eating-well-in-pregnancy"];
    let (plain, diverse): (Vec<_>, Vec<_>) = seeds.iter().map(|id| (order(id, 0.0), order(id, 0.9))).unzip();
    assert!(plain.iter().zip(&diverse).all(|(plain, diverse)| plain[0] == diverse[0]), "the best stays the best");
    assert_ne!(plain, diverse);
}
