//! Words are found as people type them:
//!
//! 1. Names of nutrients are found in every common spelling, with and without hyphen, space, capital or accent.
//! 2. Endings do not matter; protected words keep theirs.
//! 3. A compound is found by its parts and as one word.
//!    A citation mark is no word.
//! 4. Positions count words, so that phrases survive; spans cut the word out of the text.
//! 5. Index-time and query-time analysis agree, whatever was analysed before on the same thread.
//! 6. Finding a few terms finds them wherever analysing the whole text does.
//! 7. No text at all makes it panic, and every stem is safe.
//! 8. Counting the words changes no term.

use proptest::prelude::*;
use tantivy::tokenizer::TokenStream;
use wellspring::analysis::{Analyzer, WordCounts, stem};
use wellspring::corpus::{Language, Vocabulary};

fn analyzer() -> Analyzer {
    Analyzer::new(&Vocabulary::shipped())
}

fn terms(text: &str) -> Vec<String> {
    analyzer().terms(text).into_iter().map(|term| term.text).collect()
}

/// Whether a text would be found by a query: some term of the query, and not only a bare letter or number, is in the text.
fn finds(query: &str, text: &str) -> bool {
    let text = terms(text);
    terms(query).iter().any(|term| term.len() > 1 && text.contains(term))
}

#[test]
fn nutrients_are_found_in_every_spelling() {
    let spellings: [(&[&str], &[&str]); 8] = [
        (&["B12", "b12", "B-12", "b 12", "vitamin B 12"], &["Vitamin B12 is made by bacteria", "B-12", "vitamin B 12"]),
        (&["omega-3", "omega 3", "omega3", "Omega‑3"], &["Omega-3 fats", "omega 3", "OMEGA3"]),
        (&["vitamin D3", "d3", "D 3", "d-3"], &["take D3 drops", "vitamin D 3", "D-3"]),
        (&["5-HTP", "5htp", "5 HTP"], &["5-HTP is", "5 HTP", "5HTP"]),
        (&["CoQ10", "coq10", "CoQ-10", "coq 10"], &["CoQ10 (ubiquinol)", "CoQ-10", "coq 10"]),
        (&["Probiotic+", "probiotic+", "probiotic", "probiotics"], &["our Probiotic+.", "Probiotic+ capsules"]),
        (&["café", "cafe", "CAFÉ", "cafe\u{301}"], &["at the café", "at the cafe", "cafe\u{301}"]),
        (&["women's", "womens", "women’s", "women"], &["for women", "women's health", "women’s health"]),
    ];
    for (queries, texts) in spellings {
        for query in queries {
            for text in texts {
                assert!(finds(query, text), "{query:?} {:?} does not find {text:?} {:?}", terms(query), terms(text));
            }
        }
    }
}

#[test]
fn a_sign_makes_another_word() {
    assert_eq!(terms("Probiotic+"), ["probiot", "probiotic+"]);
    assert_eq!(terms("D3+K2"), ["d3", "k2"]);
}

#[test]
fn compounds_are_one_word_and_their_parts() {
    assert_eq!(terms("sun-screen"), ["sun", "screen", "sunscreen"]);
    assert_eq!(terms("over-the-counter"), ["over", "the", "counter"]);
    assert_eq!(terms("omega-3-rich"), ["omega", "3", "omega3", "rich", "3rich"]);
    assert_eq!(terms("take 2 with water"), ["take", "2", "with", "water"], "only protected words join over a space");
}

#[test]
fn a_citation_mark_is_no_word() {
    assert_eq!(terms("sleep.[12] Then [a] and [3 mg]"), terms("sleep. Then a and 3 mg"));
}

#[test]
fn an_apostrophe_alone_is_no_word() {
    for text in ["'", "’", "\u{2bc}", "\u{2bc}[", "a \u{2bc} b"] {
        assert!(terms(text).iter().all(|term| ["a", "b"].contains(&term.as_str())), "{text:?} {:?}", terms(text));
    }
}

#[test]
fn endings_do_not_matter_but_for_protected_words() {
    assert_eq!(terms("skins sleeping probiotics"), terms("skin sleeps probiotic"));
    assert_eq!(terms("IBS"), ["ibs"]);
}

#[test]
fn positions_count_words_and_spans_cut_them() {
    let text = "The omega-3 “café” isn’t far";
    let found: Vec<(usize, &str)> =
        analyzer().terms(text).into_iter().map(|term| (term.position, &text[term.span])).collect();
    assert_eq!(found, [(0, "The"), (1, "omega"), (2, "3"), (1, "omega-3"), (3, "café"), (4, "isn’t"), (5, "far"),]);
}

#[test]
fn words_that_make_stemmers_stumble_are_their_own_stems() {
    for word in ["", "'", "ied", "ﬁ", "éé", "ß", "\u{301}", "日本語", "😀", "aaaaaaaaaaé", "ying", "’s", "yéy"]
    {
        assert!(stem(word, Language::English).len() <= word.len() + 1, "{word:?}");
    }
}

#[test]
fn counting_changes_no_term() {
    let analyzer = analyzer();
    let counts = WordCounts::default();
    let mut chain = analyzer.counting_chain(&counts);
    let text = "Sleeping sleeps: the café’s B12, B-12 and sun-screens sleep. Sleeping.";
    let mut terms = Vec::new();
    let mut stream = chain.token_stream(text);
    while let Some(token) = stream.next() {
        terms.push(token.text.clone());
    }
    drop(stream);
    drop(chain);
    assert_eq!(terms, analyzer.terms(text).into_iter().map(|term| term.text).collect::<Vec<_>>());
    let mut counted: Vec<(String, String, u64)> =
        counts.take().into_iter().map(|count| (count.word.into(), count.term, count.occurrences)).collect();
    counted.sort_unstable();
    let count = |word: &str| counted.iter().find(|(counted, ..)| counted == word).cloned().unwrap();
    assert_eq!(count("sleeping"), ("sleeping".to_owned(), "sleep".to_owned(), 2));
    assert_eq!(count("café"), ("café".to_owned(), "cafe".to_owned(), 1));
    assert_eq!(count("sunscreens").1, "sunscreen");
    assert!(counted.iter().all(|(word, ..)| !word.contains("12")), "{counted:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_can_be_analysed(text in "\\PC{0,200}") {
        let analyzer = analyzer();
        for term in analyzer.terms(&text) {
            prop_assert!(!term.text.is_empty() && term.text.len() <= 200);
            prop_assert!(!text[term.span].is_empty());
        }
    }

    #[test]
    fn a_word_is_found_again_wherever_it_stands(words in prop::collection::vec("[a-zA-Zé0-9]{1,20}", 1..12)) {
        let analyzer = analyzer();
        let together: Vec<String> = analyzer.terms(&words.join(", ")).into_iter().map(|term| term.text).collect();
        for word in &words {
            for term in analyzer.terms(word) {
                prop_assert!(together.contains(&term.text), "{} of {:?} in {:?}", term.text, word, together);
            }
        }
    }

    #[test]
    fn a_few_terms_are_found_where_the_whole_analysis_finds_them(
        text in "(dying |D 3 |B-12 |omega-3 |skies |cafés? |women's |\\[3\\] |[a-zA-Zé]{1,3}[ .'-]|\\PC){0,40}",
        wanted in "(die|d 3|b12|omega 3|sky|cafe|woman|[a-z]{1,3}| ){0,6}",
    ) {
        let analyzer = analyzer();
        let wanted: Vec<String> = analyzer.terms(&wanted).into_iter().map(|term| term.text).collect();
        let mut found = Vec::new();
        analyzer.finder(wanted.iter().map(String::as_str)).find(&text, |term, span, position| {
            found.push((term, span.start, span.end, position));
        });
        let place = |term: &str| wanted.iter().position(|wanted| wanted == term);
        let all = analyzer.terms(&text);
        for term in &all {
            if let Some(at) = place(&term.text) {
                prop_assert!(found.contains(&(at, term.span.start, term.span.end, term.position)), "{term:?} of {text:?}");
            }
        }
    }

    #[test]
    fn stems_never_panic(word in "\\p{L}{0,30}") {
        prop_assert!(stem(&word, Language::English).len() <= word.len() + 1);
    }
}
