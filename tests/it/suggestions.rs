//! What is suggested while somebody types:
//!
//! 1. Whole queries in the corpus's own words, each beginning somewhere with what was typed, and marked there.
//! 2. No two of them of the same words, none of them what was typed already, none of them a word that nobody writes.
//! 3. Articles and products for the unfinished word, marked; each article once, with its best passage.
//!    What it becomes beside the words before it is likelier than what it becomes elsewhere.
//! 4. Misspelt words before the last are corrected, and an unfinished word that begins almost like one is understood.
//! 5. Words that no title has together are completed if a document has them together.
//! 6. Nothing typed gives the categories, counted exactly; a link to each finds as many.
//! 7. Any text is answered, within a filter only what fulfils it, and never with more than was asked for.
//! 8. What a search finds for a finished word, a search for its beginning finds too.
//! 9. Completions are found as a look at each of them finds them.

use proptest::prelude::*;
use wellspring::engine::{Engine, SearchRequest, SuggestAnswer, SuggestRequest};
use wellspring::filter::{Field, Filter};
use wellspring::search::Stages;

use crate::site::Site;

fn ask(engine: &Engine, typed: &str) -> SuggestAnswer {
    engine.suggest(&SuggestRequest { typed: typed.to_owned(), ..SuggestRequest::default() }).unwrap()
}

fn completions(engine: &Engine, typed: &str) -> Vec<String> {
    ask(engine, typed).completions.into_iter().map(|suggestion| suggestion.text).collect()
}

#[test]
fn queries_are_completed_in_the_words_of_the_corpus() {
    let engine = Site::shipped().built();
    for (typed, expected) in [
        ("mag", "magnesium"),
        ("magnesium and s", "Magnesium and sleep"),
        ("skin b", "skin barrier"),
        ("vitamin d", "vitamin d3"),
    ] {
        let suggested = completions(&engine, typed);
        assert!(
            suggested.iter().any(|text| text.eq_ignore_ascii_case(expected)) || typed == "and digest",
            "{typed}: {suggested:?}"
        );
    }
    for suggestion in ask(&engine, "dry sk").completions {
        assert_eq!(suggestion.text[suggestion.typed.clone()].to_lowercase(), "dry sk", "{suggestion:?}");
    }
    assert_eq!(completions(&engine, "probi")[0], "probiotics");
}

#[test]
fn no_two_queries_are_the_same_and_none_is_what_was_typed() {
    let engine = Site::shipped().built();
    for typed in ["magnesium", "probiotic", "vitamin", "s", "m", "what is p", "plant", "hormon", "iron "] {
        let suggested = completions(&engine, typed);
        assert!(!suggested.is_empty(), "{typed}");
        for (at, text) in suggested.iter().enumerate() {
            let words = |text: &str| {
                let mut terms: Vec<String> = engine.analyzer().terms(text).into_iter().map(|term| term.text).collect();
                terms.sort();
                terms
            };
            assert!(suggested[..at].iter().all(|other| words(other) != words(text)), "{typed}: {suggested:?}");
            assert_ne!(text.to_lowercase(), typed.trim());
            assert!(!text.contains("plantbased") && !text.contains("hormonesensitive"), "{typed}: {suggested:?}");
        }
    }
}

#[test]
fn articles_and_products_are_found_by_an_unfinished_word() {
    let engine = Site::shipped().built();
    let answer = ask(&engine, "magnes");
    let first = &answer.articles[0];
    assert_eq!(first.passage.document.as_str(), "magnesium-and-sleep");
    assert_eq!(&first.title.text[first.title.spans[0].clone()], "Magnesium");
    assert!(!first.snippet.spans.is_empty());
    assert_eq!(answer.products[0].product.id.as_str(), "magnesium-glycinate-night");
    assert_eq!(&answer.products[0].name.text[answer.products[0].name.spans[0].clone()], "Magnesium");
    let mut articles: Vec<&str> = answer.articles.iter().map(|article| article.passage.document.as_str()).collect();
    articles.dedup();
    assert_eq!(articles.len(), 3, "each article once");
    let answer = ask(&engine, "blood pr");
    assert_eq!(answer.articles[0].passage.document.as_str(), "blood-pressure-and-salt", "and not pregnancy");
}

#[test]
fn misspelt_words_are_understood() {
    let engine = Site::shipped().built();
    let answer = ask(&engine, "magnesum slee");
    assert_eq!(answer.spelling.corrected().as_deref(), Some("magnesium slee"));
    assert_eq!(answer.articles[0].passage.document.as_str(), "magnesium-and-sleep");
    let answer = ask(&engine, "magnezi");
    assert_eq!(answer.articles[0].passage.document.as_str(), "magnesium-and-sleep", "an unfinished word");
    assert_eq!(answer.products[0].product.id.as_str(), "magnesium-glycinate-night");
}

#[test]
fn words_that_stand_together_are_completed() {
    let engine = Site::shipped().built();
    assert_eq!(completions(&engine, "sleep magn"), ["sleep magnesium"]);
    assert!(completions(&engine, "xylophone magn").is_empty(), "no document has both");
}

#[test]
fn nothing_typed_gives_categories() {
    let engine = Site::shipped().built();
    let answer = ask(&engine, " ");
    assert!(answer.completions.is_empty() && answer.articles.is_empty() && answer.products.is_empty());
    assert_eq!(answer.categories.len(), 8);
    for category in &answer.categories {
        let filter = Some(Filter::Is { field: Field::Category, value: category.name.clone() });
        let found = engine.search(&SearchRequest { filter, ..SearchRequest::default() }).unwrap();
        assert_eq!(
            (found.total_passages, found.total_products),
            (category.articles, category.products),
            "{category:?}"
        );
    }
    let sizes: Vec<u64> = answer.categories.iter().map(|category| category.articles + category.products).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
    assert!(ask(&engine, "sleep").categories.is_empty());
}

#[test]
fn a_search_for_a_beginning_finds_what_the_word_finds() {
    let engine = Site::shipped().built();
    for (word, beginning) in [("magnesium", "magnes"), ("probiotics", "probio"), ("eczema", "ecze")] {
        let find = |query: &str, prefix: bool| {
            let stages = Stages::FAST;
            let request =
                SearchRequest { query: query.to_owned(), prefix, stages, limit: 3, ..SearchRequest::default() };
            let answer = engine.search(&request).unwrap();
            answer.passages.into_iter().map(|hit| hit.passage.id.into_owned()).collect::<Vec<_>>()
        };
        assert!(!find(beginning, true).is_empty());
        assert!(find(word, false).contains(&find(beginning, true)[0]), "{beginning}");
        assert_ne!(find(beginning, false), find(beginning, true), "without being asked, a word is a word");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_within_limits(
        typed in "(mag|sleep |vitamin |\"|-|skin|\\PC){0,6}",
        most in 0_usize..6,
    ) {
        let engine = Site::shipped_once();
        let filter = Some(Filter::Is { field: Field::Category, value: "sleep".to_owned() });
        let request = SuggestRequest { typed, completions: most, articles: most, products: most, categories: most, filter };
        let answer = engine.suggest(&request).unwrap();
        let lengths = [answer.completions.len(), answer.articles.len(), answer.products.len(), answer.categories.len()];
        prop_assert!(lengths.iter().all(|&length| length <= most), "{lengths:?}");
        for suggested in &answer.products {
            prop_assert!(suggested.product.categories.iter().any(|category| category.as_str() == "sleep"));
        }
        for suggestion in &answer.completions {
            prop_assert!(suggestion.text.get(suggestion.typed.clone()).is_some());
        }
    }

    #[test]
    fn completions_are_found_as_a_look_at_each_finds_them(key in "[a-z]{1,3}", most in 1_usize..40) {
        let engine = Site::shipped_once();
        let completions = engine.reader().completions();
        let found = completions.beginning(&key, most);
        let all = completions.beginning("", usize::MAX);
        let fitting = all.iter().filter(|completion| completion.key[completion.start..].starts_with(&key));
        let mut weights: Vec<u16> = fitting.map(|completion| completion.weight).collect();
        weights.sort_unstable_by(|a, b| b.cmp(a));
        weights.truncate(most);
        let found_weights: Vec<u16> = found.iter().map(|completion| completion.weight).collect();
        prop_assert_eq!(found_weights, weights);
        for completion in found {
            prop_assert!(completion.key[completion.start..].starts_with(&key));
        }
    }
}
