//! A corpus in another language than English:
//!
//! 1. It is found by inflected words, in Latin script and in others, and what was found is marked.
//! 2. Words are found with their accents left out, and by the spellings that a language has beside the usual one.
//! 3. A word that has lost its vowel before an apostrophe is no part of the next one.
//! 4. The stop words are those of the language; a word that differs from one by its accent is none.
//! 5. The shipped synonyms are English, the protected words are everybody's, and a corpus brings its own of each; what is
//!    protected is not stemmed.
//! 6. Finding a few terms finds exactly what analysing the whole text finds.
//! 7. No word makes a stemmer panic, or leaves nothing.
//! 8. A word with two terms counts once in a query, and is named once in a reason.

use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use wellspring::analysis::{Analyzer, stem};
use wellspring::corpus::{Language, Vocabulary};
use wellspring::engine::{Engine, SearchRequest};
use wellspring::search::{Clause, Stages};

use crate::site::{Site, found, related_to_text, request, search};

/// A text of every language about sleep, food or skin, with the hard words of its spelling in it.
const TEXTS: [(Language, &str); 18] = [
    (Language::Arabic, "يساعد المغنيسيوم على النوم. الفيتامينات مهمة لصحة الجلد والعظام."),
    (
        Language::Danish,
        "Søvnen bliver bedre af magnesium, og huden får brug for vitaminer. Børn sover længere om aftenen.",
    ),
    (
        Language::Dutch,
        "Magnesium helpt bij vermoeidheid. Ideeën voor een gezonde huid: foto's, vitamines en 's avonds rust.",
    ),
    (
        Language::English,
        "Women's skin is dry when they are dying for sleep; omega-3 and B-12 help, and so does a café.",
    ),
    (
        Language::Finnish,
        "Magnesium auttaa väsymykseen. Unettomuus ja iho: päivää, yötä, vitamiineja ja hyvää terveyttä.",
    ),
    (
        Language::French,
        "L’huile d'onagre n'est pas un médicament. Aujourd'hui, jusqu'à dix gélules. La fatigue s'améliore, \
         qu'elle soit légère ou non ; les œufs et l'énergie y aident.",
    ),
    (
        Language::German,
        "Müdigkeit und Schlafstörungen: Die Hautpflege mit Nachtkerzenöl hilft. Aerobic, Oele, neue Quellen und ein \
         Vitamin-D-Mangel. Straßen, Strassen, überall.",
    ),
    (
        Language::Greek,
        "Το μαγνήσιο βοηθά στον ύπνο. Οι βιταμίνες είναι χρήσιμες για το δέρμα. ΒΙΤΑΜΙΝΕΣ και λίγος ύπνος.",
    ),
    (Language::Hungarian, "A magnézium segít az alvásban. A vitaminok fontosak a bőrnek és az egészségnek, azért is."),
    (
        Language::Italian,
        "L'olio d'oliva e l'attività fisica: dell'energia per la pelle. La qualità del sonno, un'idea.",
    ),
    (Language::Norwegian, "Søvnen blir bedre av magnesium. Huden trenger vitaminer, og helsen også."),
    (
        Language::Portuguese,
        "A alimentação e a saúde da pele. O magnésio não é um remédio; os pulmões e o coração também.",
    ),
    (
        Language::Romanian,
        "Sănătatea pielii și nutriția. Magneziul ajută la somn, iar vitaminele sunt importante; ţesutul și țesuturile.",
    ),
    (Language::Russian, "Магний помогает при бессоннице. Витамины нужны для кожи, и ребёнок ест ещё чай с мёдом."),
    (
        Language::Spanish,
        "La alimentación da energía. El té verde y más vitaminas para la piel; la inflamación también baja.",
    ),
    (Language::Swedish, "Sömnen blir bättre av magnesium. Huden behöver vitaminer, och hälsan också."),
    (Language::Tamil, "தூக்கம் உடலுக்கு நல்லது. வைட்டமின்கள் தோலுக்கு முக்கியம்."),
    (
        Language::Turkish,
        "Işık uykuyu bozar. B12'nin ve D vitamininin IŞIKLA ilgisi; sağlıklı uyku, adı ve ırmağın kıyısı. İyi uykular.",
    ),
];

fn site(language: Language) -> Site {
    let mut site = Site::new();
    site.options.language = Some(language);
    site
}

/// A site with one article of a text.
fn built(language: Language, text: &str) -> Engine {
    let site = site(language);
    site.article("a", "1", text);
    site.built()
}

fn check_found(language: Language, text: &str, queries: &[&str]) {
    let engine = built(language, text);
    for query in queries {
        assert_eq!(found(&engine, query), ["a#top.p1"], "{query:?} in {text:?}");
    }
}

fn check_marked(engine: &Engine, query: &str, marked: &[&str]) {
    let passage = &search(engine, query).passages[0];
    let found: Vec<&str> = passage.snippet.spans.iter().map(|span| &passage.passage.text[span.clone()]).collect();
    assert_eq!(found, marked, "{query}");
}

fn analyzer(language: Language) -> &'static Analyzer {
    static ANALYZERS: LazyLock<Vec<Analyzer>> =
        LazyLock::new(|| Language::ALL.map(|language| Analyzer::new(&Vocabulary::shipped_in(language))).into());
    &ANALYZERS[language as usize]
}

#[test]
fn inflected_words_are_found() {
    check_found(
        Language::French,
        "Les gélules de magnésium soulagent la fatigue et les remèdes végétaux aident les personnes stressées.",
        &["gélule", "fatigué", "fatiguées", "remède végétal", "végétale", "personne stressée"],
    );
    check_found(
        Language::German,
        "Magnesium hilft gegen Müdigkeit. Trockene Häute brauchen Pflege, und Schlafstörungen werden seltener.",
        &["Schlafstörung", "trockenen", "trockene Haut", "pflegen"],
    );
    check_found(
        Language::Spanish,
        "Las vitaminas ayudan a dormir mejor y cuidan las pieles secas. Las alimentaciones variadas protegen.",
        &["vitamina", "piel seca", "alimentación", "variada"],
    );
    check_found(
        Language::Russian,
        "Витамины помогают при бессоннице, а магний полезен для сухой кожи.",
        &["витамин", "витаминов", "бессонница", "сухая кожа", "МАГНИЯ"],
    );
    check_found(
        Language::Greek,
        "Οι βιταμίνες βοηθούν στον ύπνο και είναι χρήσιμες για το δέρμα.",
        &["βιταμίνη", "ΒΙΤΑΜΙΝΕΣ", "υπνος", "χρήσιμη"],
    );
    check_found(Language::Arabic, "يساعد المغنيسيوم على النوم", &["نوم", "مغنيسيوم"]);
    check_found(Language::Tamil, "தூக்கத்தை மேம்படுத்தும் வைட்டமின்கள்", &["தூக்கம்", "வைட்டமின்"]);
    check_found(Language::Turkish, "Vitaminler uykuyu düzenler.", &["vitaminleri", "VİTAMİNLER", "uyku", "uykular"]);
}

#[test]
fn what_was_found_is_marked() {
    let engine = built(Language::French, "L’huile d'onagre aide les peaux fatiguées. Des huiles d'olive.");
    check_marked(&engine, "huile", &["huile", "huiles"]);
    check_marked(&engine, "fatigue", &["fatiguées"]);
    check_marked(&built(Language::Russian, "Чай с мёдом и витамины."), "мед витамин", &["мёдом", "витамины"]);
}

#[test]
fn an_english_index_does_not_know_the_endings() {
    // Or the tests above would prove nothing.
    let engine = built(Language::English, "Les remèdes végétaux. Die Schlafstörungen. Витамины.");
    for query in ["végétal", "Schlafstörung", "витамин"] {
        let as_typed = SearchRequest { stages: Stages::FULL - Stages::SPELLING, ..request(query) };
        assert!(engine.search(&as_typed).unwrap().passages.is_empty(), "{query}");
    }
}

#[test]
fn accents_may_be_left_out() {
    check_found(
        Language::French,
        "La santé des peaux fatiguées dépend de l'énergie et du cœur.",
        &["sante", "fatiguees", "energie", "coeur", "SANTE"],
    );
    check_found(
        Language::Spanish,
        "La alimentación da energía y baja la inflamación.",
        &["alimentacion", "energia", "inflamacion", "alimentación", "energías"],
    );
    check_found(Language::Portuguese, "A alimentação e o coração.", &["alimentacao", "coracao", "alimentações"]);
    check_found(Language::Italian, "La qualità del sonno e l'attività.", &["qualita", "attivita"]);
    check_found(Language::Romanian, "Sănătatea și nutriția.", &["sanatatea", "nutritia", "nutriţia", "nutriție"]);
    check_found(Language::Turkish, "Sağlıklı bir ışık.", &["saglikli", "isik", "IŞIK"]);
    check_found(Language::Swedish, "Hälsan och sömnen.", &["halsan", "somnen"]);
}

#[test]
fn umlauts_may_be_typed_as_two_letters() {
    let text = "Müdigkeit, Öle und trockene Häute; die Größe der Äpfel.";
    check_found(
        Language::German,
        text,
        &["Muedigkeit", "Mudigkeit", "Oele", "Haeute", "haut", "Groesse", "Größe", "grösse", "apfel", "Aepfel"],
    );
    check_marked(&built(Language::German, "Aerobic hilft, und Oel auch."), "Öl aerobic", &["Aerobic", "Oel"]);
    // The e after another vowel or after q is one of its own.
    check_found(Language::German, "Neue Quellen, blaue Beeren.", &["neu", "Quelle", "blau"]);
}

#[test]
fn german_compounds_stay_whole() {
    let text = "Zur Hautpflege gehört ein Nachtkerzenöl; bei Vitamin-D-Mangel hilft Sonnenlicht.";
    check_found(Language::German, text, &["Hautpflege", "Nachtkerzenöle", "Vitamin D", "Mangel", "Sonnenlichts"]);
    assert_eq!(found(&built(Language::German, text), "Licht"), Vec::<String>::new(), "they are not taken apart");
}

#[test]
fn a_letter_may_have_two_forms() {
    check_found(Language::Russian, "Мёд для ребёнка.", &["мед", "мёд", "ребенка"]);
    check_found(Language::Greek, "Ο ύπνος.", &["ύπνος", "ΥΠΝΟΣ", "ύπνο"]);
    check_found(Language::Turkish, "IŞIK ve İLAÇ", &["ışık", "ilaç"]);
}

#[test]
fn an_elided_word_is_no_part_of_the_next() {
    let huile = "L’huile d'onagre jusqu'au soir, et aujourd'hui l'été.";
    check_found(Language::French, huile, &["huile", "l'huile", "d'huile", "onagre", "aujourd'hui", "AUJOURD’HUI"]);
    check_marked(&built(Language::French, huile), "l'huile", &["huile"]);
    check_found(Language::Italian, "Dell'olio d'oliva e un'idea.", &["olio", "l'olio", "oliva", "idee"]);
    check_found(
        Language::Turkish,
        "B12'nin yararı ve Türkiye’den gelen omega-3'ün gücü",
        &["B12", "türkiye", "omega 3"],
    );
    check_found(Language::Dutch, "Foto's van de huid", &["foto"]);
    let terms: Vec<String> =
        analyzer(Language::French).terms("d'd'd'eau l' l''a").into_iter().map(|term| term.text).collect();
    assert_eq!(terms, ["eau", "l", "l", "a"]);
}

#[test]
fn stop_words_are_those_of_the_language() {
    let ignored = |language, query: &str| search(&built(language, "x"), query).query.ignored;
    assert_eq!(
        ignored(Language::French, "Est-ce que l'huile est bonne pour la peau"),
        ["Est", "ce", "que", "pour", "la"]
    );
    assert_eq!(ignored(Language::German, "was hilft fuer die Haut"), ["was", "fuer", "die"]);
    assert_eq!(ignored(Language::Spanish, "té para el estrés, mas también"), ["para", "el", "mas", "también"]);
    assert_eq!(ignored(Language::Russian, "Что есть для кожи и ещё"), ["Что", "есть", "для", "и", "ещё"]);
    assert_eq!(ignored(Language::Greek, "Τι είναι αυτός ο ύπνος"), ["Τι", "είναι", "αυτός", "ο"]);
    for language in Language::ALL {
        let vocabulary = Vocabulary::shipped_in(language);
        assert!(vocabulary.stop_words().len() > 50, "{language}");
        for word in vocabulary.stop_words().iter().filter(|word| word.chars().all(char::is_alphabetic)) {
            let term = analyzer(language).terms(word).remove(0).text;
            assert!(analyzer(language).is_stop_word(&term, word), "{word} of {language}");
        }
    }
}

#[test]
fn the_vocabulary_is_that_of_the_language() {
    let (english, french) = (Vocabulary::shipped(), Vocabulary::shipped_in(Language::French));
    assert!(french.synonyms().is_empty() && french.stop_words().contains("avec"));
    assert_eq!(french.protected(), english.protected());
    let site = site(Language::French);
    site.file("vocabulary/stop-words.txt", "bonjour\n").file("vocabulary/synonyms.txt", "peau, derme\n");
    site.file("vocabulary/protected-words.txt", "acné\n").article("a", "1", "La peau contre l'acné.");
    let engine = site.built();
    assert_eq!(search(&engine, "bonjour la peau").query.ignored, ["bonjour"], "its own list is the only one");
    assert_eq!(
        search(&engine, "acné").query.clauses[0].alternatives[0].term(),
        Some("acne"),
        "protected, so not stemmed"
    );
    assert_eq!(found(&engine, "acne"), ["a#top.p1"]);
}

#[test]
fn a_protected_word_overrules_the_stemmer() {
    let found_by = |query: &str, protected: &str| {
        let site = site(Language::Turkish);
        site.file("vocabulary/protected-words.txt", protected).article("a", "1", "Vitaminler ve IBS.");
        found(&site.built(), query)
    };
    assert_eq!(found_by("vitamin", "# none"), Vec::<String>::new(), "the stemmer takes it for an inflected word");
    for query in ["vitamin", "VITAMIN", "VİTAMİN", "ibs", "IBS"] {
        assert_eq!(found_by(query, "vitamin\nibs"), ["a#top.p1"], "{query}");
    }
}

#[test]
fn a_word_with_two_terms_counts_once() {
    let engine = built(Language::Spanish, "La energía.");
    let query = search(&engine, "energía vitamina también").query;
    let terms = |clause: &Clause| clause.alternatives.iter().map(|it| it.term().unwrap().to_owned()).collect();
    let clauses: Vec<Vec<String>> = query.clauses.iter().map(terms).collect();
    assert_eq!(clauses, [vec!["energ", "energi"], vec!["vitamin"]]);
    assert_eq!(query.ignored, ["también"]);

    let site = site(Language::Spanish);
    site.product("p", "Cápsulas", "", "Para la energía.").article("a", "1", "x");
    let related = related_to_text(&site.built(), "más energía");
    assert_eq!(related.products[0].reasons[0].text.matches("energía").count(), 1, "{:?}", related.products[0].reasons);
}

/// The terms of a text by finding them, and by analysing it: their places among the wanted ones, and their bytes.
fn both_ways(analyzer: &Analyzer, wanted: &[String], text: &str) -> [Vec<(usize, Range<usize>)>; 2] {
    let mut by_finding = Vec::new();
    analyzer.finder(wanted.iter().map(String::as_str)).find(text, |term, span, _| by_finding.push((term, span)));
    let place = |term: &str| wanted.iter().position(|wanted| wanted == term);
    let all = analyzer.terms(text).into_iter();
    let mut by_analysis: Vec<_> = all.filter_map(|term| Some((place(&term.text)?, term.span))).collect();
    for found in [&mut by_finding, &mut by_analysis] {
        found.sort_unstable_by_key(|(term, span)| (span.start, span.end, *term));
    }
    [by_finding, by_analysis]
}

#[test]
fn finding_finds_what_analysis_finds() {
    for (language, text) in TEXTS {
        let analyzer = analyzer(language);
        let stop_words: Vec<String> = Vocabulary::shipped_in(language).stop_words().iter().cloned().collect();
        let text = format!("{text} {}", stop_words.join(", "));
        for term in analyzer.terms(&text) {
            let [by_finding, by_analysis] = both_ways(analyzer, std::slice::from_ref(&term.text), &text);
            assert_eq!(by_finding, by_analysis, "{} in {language}", term.text);
        }
    }
}

#[test]
fn words_that_make_stemmers_stumble_are_their_own_stems() {
    let odd = ["", "'", "ß", "\u{301}", "日本語", "😀", "ıi", "ae", "ue", "ال", "ςς", "ёй", "ிி", "és", "qué", "ﬁ"];
    for language in Language::ALL {
        for word in odd {
            assert_eq!(stem(word, language).is_empty(), word.is_empty(), "{word:?} in {language}");
        }
    }
}

/// Words of the alphabets and endings that the stemmers' rules are about, in any order, and of any other letters.
fn words() -> impl Strategy<Value = String> {
    let parts = "(ae|oe|ue|que|é|è|ü|ß|ş|ț|ı|İ|ő|ção|ión|ía|ée|lık|ının|ssä|ség|ung|keit|ость|ами|ёй|ων|ός|ال|ات|கள்|த்தை|[a-z]|[а-я]|[α-ω]|[ء-ي]|[அ-ஹ]|\\p{L}|\\p{M}){0,12}";
    proptest::string::string_regex(parts).expect("an expression")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn stems_never_panic_and_leave_something(word in words(), language in select(&Language::ALL[..])) {
        prop_assert_eq!(stem(&word, language).is_empty(), word.is_empty());
    }

    #[test]
    fn any_words_are_found_where_analysis_finds_them(
        text in prop::collection::vec(words(), 1..12),
        apart in select(&[" ", ", ", "'", "’", ". "][..]),
        language in select(&Language::ALL[..]),
    ) {
        let (analyzer, text) = (analyzer(language), text.join(apart));
        let terms: Vec<String> = analyzer.terms(&text).into_iter().map(|term| term.text).collect();
        prop_assert!(terms.iter().all(|term| !term.is_empty()));
        for term in terms {
            let [by_finding, by_analysis] = both_ways(analyzer, &[term], &text);
            prop_assert_eq!(by_finding, by_analysis);
        }
    }
}
