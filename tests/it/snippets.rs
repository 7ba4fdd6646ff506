//! What a snippet shows, beyond the words as they were typed:
//!
//! 1. Synonyms are marked by their own text, those of several words and phrases in quotes as one mark.
//! 2. A word in quotes is marked alone only where its phrase is not.
//! 3. The fragment is the one that covers most of the query, a word and its synonym counted once.
//! 4. Fragments are at most as many as wanted, in order, apart from each other, and show more of the query than one.
//! 5. Whatever the text and the query: spans are whole, in order, inside of fragments, and the HTML is escaped text.

use proptest::prelude::*;
use wellspring::analysis::Analyzer;
use wellspring::corpus::Vocabulary;
use wellspring::search::{Highlighter, Query, Snippet, Stages, Synonyms};

fn shown(text: &str, query: &str, fragments: usize) -> Snippet {
    let vocabulary = Vocabulary::shipped();
    let analyzer = Analyzer::new(&vocabulary);
    let mut query = Query::read(query, &analyzer);
    Synonyms::new(&vocabulary, &analyzer).expand(&mut query, Stages::FULL);
    let idf = vec![1.0; query.clauses.len()];
    Highlighter::new(&query, &analyzer).snippet(text, &idf, fragments)
}

fn marks(text: &str, query: &str) -> Vec<String> {
    shown(text, query, 1).spans.into_iter().map(|span| text[span].to_owned()).collect()
}

#[test]
fn what_matched_is_marked() {
    assert_eq!(marks("A pimple is no Acne.", "acne"), ["pimple", "Acne"]);
    assert_eq!(marks("Ascorbic acid, an acid, is in fruit.", "vitamin c"), ["Ascorbic acid"]);
    assert_eq!(marks("A pressure, and those with hypertension.", "high blood pressure"), ["pressure", "hypertension"]);
    assert_eq!(marks("Shortness of breath is dyspnoea.", "dyspnoea"), ["Shortness of breath", "dyspnoea"]);
    assert_eq!(marks("Probiotic+ is one of the probiotics.", "Probiotic+"), ["Probiotic+", "probiotics"]);
    assert_eq!(marks("Omega3, omega-3 and omega 3.", "omega-3"), ["Omega3", "omega-3", "omega 3"]);
}

#[test]
fn phrases_are_one_mark() {
    assert_eq!(marks("Vitamin C is a vitamin.", "\"vitamin c\""), ["Vitamin C"]);
    assert_eq!(marks("A vitamin of the C class.", "\"vitamin c\""), ["vitamin", "C"]);
    assert_eq!(marks("Lack of the sun [3], not lack of sleep.", "\"lack of sleep\""), ["lack of sleep"]);
    assert_eq!(marks("Eat omega-3 fats; omega fats are others.", "\"omega3 fats\""), ["omega-3 fats"]);
}

#[test]
fn a_word_and_its_synonym_are_one() {
    let filler = "Nothing of interest stands in this sentence about the weather. ".repeat(8);
    let text = format!("Acne, pimples, breakouts and blemishes. {filler}Pimples and sleep belong together. {filler}");
    assert!(
        shown(&text, "acne sleep", 1).html.contains("<mark>Pimples</mark> and <mark>sleep</mark> belong together.")
    );
}

#[test]
fn several_fragments_show_more() {
    let filler = "Nothing of interest stands in this sentence about the weather. ".repeat(8);
    let text = format!("Zinc is a metal. {filler}Sleep is rest. {filler}Tea is a drink. {filler}");
    let spans = |fragments| shown(&text, "zinc sleep tea", fragments).spans.len();
    assert_eq!([spans(0), spans(1), spans(2), spans(3), spans(9)], [1, 1, 2, 3, 3]);
    let html = shown(&text, "zinc sleep tea", 3).html;
    assert!(html.starts_with("<mark>Zinc</mark>") && html.ends_with(" …"), "{html}");
    assert_eq!(html.matches(" … ").count(), 2, "{html}");
}

fn hostile() -> impl Strategy<Value = String> {
    "(\\PC|[ \n.<&\"’-]|Acne |vitamin C |é |omega-3|Sleep\\. |日本 ){0,300}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn snippets_hold_whatever_the_text(text in hostile(), query in hostile(), wanted in 0_usize..6) {
        let snippet = shown(&text, &query, wanted);
        prop_assert!((1..=wanted.max(1)).contains(&snippet.fragments.len()));
        prop_assert!(snippet.fragments.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(snippet.spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for span in &snippet.spans {
            prop_assert!(!text[span.clone()].is_empty());
            prop_assert!(snippet.fragments.iter().any(|it| it.start <= span.start && span.end <= it.end));
        }
        for fragment in &snippet.fragments {
            prop_assert!(fragment.is_empty() || !text[fragment.clone()].is_empty());
        }
        let bare = snippet.html.replace("<mark>", "").replace("</mark>", "");
        prop_assert!(!bare.contains(['<', '"', '\n']), "{}", snippet.html);
        prop_assert_eq!(snippet.html.matches("<mark>").count(), snippet.spans.len());
    }
}
