//! Ranking by meaning, learned from the corpus itself.
//!
//! 1. What is learned relates words of the same surroundings, and depends on nothing but the matrix.
//! 2. A text's vector has length one, does not depend on the order or the length of the text, and is zero without known words.
//! 3. The nearest of few vectors are the exact nearest; of many, nearly all of them are.
//! 4. A corpus that is too small ranks by words alone, and says so; so does the mode `fast`.
//! 5. A text that has none of the words is found by its neighbours' words, after those that have them, and is not counted.
//! 6. A new document is found by its meaning without learning anew.
//! 7. A query whose words nobody knows finds nothing by meaning either.
//! 8. A product that shares no word with a text is related to it by meaning, and says so.
//! 9. The title of an article finds it first, and so does the name of a product.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use wellspring::corpus::Corpus;
use wellspring::document::Document;
use wellspring::engine::SearchRequest;
use wellspring::search::{Meaning, Stages};
use wellspring::semantics::{DIMENSIONS, Probe, Quantized, Rows, SparseMatrix, TermVectors, learn, nearest, signature};

use crate::site::{Site, found, related_to_text, request, search};

/// Terms of a subject: two subjects have more of them than a vector has dimensions.
const TERMS: u32 = 300;

/// Passages of two subjects, each with its own terms, a tenth of which stand in each passage.
fn two_subjects() -> Vec<Vec<(u32, f32)>> {
    let mut random = fastrand::Rng::with_seed(7);
    let passage = |subject: u32| {
        let mut terms: Vec<u32> = (0..TERMS).map(|term| TERMS * subject + term).collect();
        random.shuffle(&mut terms);
        terms.truncate(TERMS as usize / 10);
        terms.sort_unstable();
        terms.into_iter().map(|term| (term, 1.0)).collect()
    };
    [0, 1].repeat(200).into_iter().map(passage).collect()
}

fn learned() -> TermVectors<'static> {
    let passages = two_subjects();
    let terms = 2 * TERMS as usize;
    learn(SparseMatrix::from_rows(terms, passages.iter().map(Vec::as_slice)), &vec![1.0; terms])
}

static LEARNED: LazyLock<TermVectors<'static>> = LazyLock::new(learned);

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn words_of_the_same_surroundings_are_near() {
    let vectors = learned();
    let of = |term| vectors.fold_in(&[(term, 1.0)]);
    let to_first = |terms: Range<u32>| terms.map(|term| cosine(&of(0), &of(term))).sum::<f32>();
    let (near, far) = (to_first(1..TERMS), to_first(TERMS + 1..2 * TERMS));
    assert!(near > far + 1.0, "{near} in all is not nearer than {far}");
    assert_eq!(vectors, learned(), "the same matrix gives the same vectors");
}

#[test]
fn the_nearest_of_many_are_nearly_all_found() {
    const ROWS: u32 = 20_000;
    const WANTED: usize = 100;
    let mut random = fastrand::Rng::with_seed(11);
    let bytes: Vec<i8> = (0..ROWS as usize * DIMENSIONS).map(|_| random.i8(-60..60)).collect();
    let mean = [0; DIMENSIONS];
    let probe = probe(&bytes[..DIMENSIONS], &mean);
    let found_among_few = scanned(&bytes, &probe, 10, &mean, Some(&mut (0..ROWS).step_by(50)));
    let of_few = |row: &u32| row.is_multiple_of(50);
    let exact_of_few: Vec<u32> = exact(&bytes, &probe, ROWS as usize).into_iter().filter(of_few).take(10).collect();
    assert_eq!(found_among_few, exact_of_few, "a few are all compared");
    let exact: HashSet<u32> = exact(&bytes, &probe, WANTED).into_iter().collect();
    let found = scanned(&bytes, &probe, WANTED, &mean, None);
    let kept = found.iter().filter(|row| exact.contains(row)).count();
    assert_eq!(found[0], 0, "the vector itself is the nearest");
    // Random vectors are the hardest: nothing lies apart.
    assert!(kept >= WANTED / 2, "{kept} of the {WANTED} nearest were found");
}

fn probe(vector: &[i8], mean: &Quantized) -> Probe {
    Probe::new(&[0.0; DIMENSIONS], 0.0, [(1.0, vector)], mean).unwrap()
}

fn scanned(
    bytes: &[i8],
    probe: &Probe,
    limit: usize,
    mean: &Quantized,
    among: Option<&mut dyn Iterator<Item = u32>>,
) -> Vec<u32> {
    let signatures: Vec<u64> =
        bytes.chunks_exact(DIMENSIONS).flat_map(|row| signature(row.try_into().unwrap(), mean)).collect();
    let near = nearest(Rows { signatures: &signatures, bytes }, probe, limit, among, |_| true);
    near.into_iter().map(|near| near.row).collect()
}

fn exact(bytes: &[i8], probe: &Probe, limit: usize) -> Vec<u32> {
    let mut all: Vec<(u32, f32)> =
        (0..).zip(bytes.chunks_exact(DIMENSIONS)).map(|(row, vector)| (row, probe.cosine(vector))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.into_iter().take(limit).map(|(row, _)| row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_vector_has_length_one_whatever_the_text(terms in vec((0..2 * TERMS, 0.1_f32..3.0), 1..30), times in 1_u16..9) {
        let vectors = &*LEARNED;
        let vector = vectors.fold_in(&terms);
        prop_assert!((cosine(&vector, &vector) - 1.0).abs() < 1e-4);
        let mut turned = terms.clone();
        turned.reverse();
        let longer: Vec<(u32, f32)> = turned.iter().map(|&(term, weight)| (term, weight * f32::from(times))).collect();
        prop_assert!(cosine(&vector, &vectors.fold_in(&longer)) > 0.999);
        prop_assert!(vectors.fold_in(&[]).iter().all(|&x| x == 0.0));
    }

    #[test]
    fn the_nearest_of_few_are_exact(rows in vec(vec(-90_i8..90, DIMENSIONS), 1..40), limit in 0_usize..50) {
        let bytes = rows.concat();
        let mean = [0; DIMENSIONS];
        prop_assume!(rows[0].iter().any(|&x| x != 0));
        let probe = probe(&rows[0], &mean);
        prop_assert_eq!(scanned(&bytes, &probe, limit, &mean, None), exact(&bytes, &probe, limit));
    }
}

/// A number in letters that no stemmer takes for an ending.
fn name(number: u8) -> String {
    [number / 12, number % 12].map(|digit| (b'a' + digit) as char).iter().collect::<String>() + "x"
}

/// Texts of two subjects with five themes each, each theme with its own words; each word stands in one of 25 texts.
fn library() -> Site {
    let site = Site::new();
    let words = |subject: &str| (0..150).map(|word| format!("{subject}{}", name(word))).collect::<Vec<_>>();
    let mut random = fastrand::Rng::with_seed(3);
    for (subject, words) in [("sol", words("sol")), ("lun", words("lun"))] {
        for number in 0..100 {
            let theme = number % 5 * 30;
            let mut chosen = words[theme..theme + 30].to_vec();
            random.shuffle(&mut chosen);
            let text = format!("{}.", chosen[..12].join(" "));
            site.article(&format!("{subject}-{number}"), &format!("Note {number}"), &text);
        }
    }
    site
}

#[test]
fn a_small_corpus_ranks_by_words_and_says_so() {
    let site = Site::new();
    site.article("a", "Sleep", "Sleep well.");
    let engine = site.built();
    assert_eq!(search(&engine, "sleep").meaning, Meaning::CorpusTooSmall);
    let fast = engine.search(&SearchRequest { stages: Stages::FAST, ..request("sleep") }).unwrap();
    assert_eq!(fast.meaning, Meaning::NotAsked);
    assert_eq!(found(&engine, "sleep").len(), 1);
}

#[test]
fn what_has_none_of_the_words_is_found_by_its_meaning() {
    let engine = library().built();
    let wanted = SearchRequest { limit: 150, ..request("solaax") };
    let full = engine.search(&wanted).unwrap();
    assert_eq!(full.meaning, Meaning::Used);
    let holders = full.total_passages as usize;
    let fast = engine.search(&SearchRequest { stages: Stages::FAST, ..wanted }).unwrap();
    assert_eq!(fast.passages.len(), holders);
    assert!(full.passages.len() > holders, "meaning adds to the {holders} that have the word");
    let subjects = full.passages.iter().map(|hit| hit.passage.document.as_str().starts_with("sol"));
    let of_subject = subjects.take(2 * holders).filter(|&is| is).count();
    assert!(of_subject * 10 >= 2 * holders * 9, "{of_subject} of the first {} are of the subject", 2 * holders);
    assert!(full.passages[..holders / 2].iter().all(|hit| hit.passage.text.contains("solaax")));
}

#[test]
fn a_new_document_is_folded_in() {
    let site = library();
    let before = site.built().manifest().learned;
    site.article("new", "Note", "Solabx solacx soladx solaex solafx solagx.");
    let engine = site.built();
    let after = engine.manifest().learned;
    assert_eq!(before.map(|learned| learned.documents), after.map(|learned| learned.documents));
    let answer = engine.search(&SearchRequest { limit: 150, ..request("solaax") }).unwrap();
    assert!(answer.passages.iter().any(|hit| hit.passage.document.as_str() == "new"));
}

#[test]
fn unknown_words_mean_nothing() {
    let answer = search(&library().built(), "xyzzy plugh");
    assert_eq!(answer.meaning, Meaning::UnknownWords);
    assert!(answer.passages.is_empty() && answer.products.is_empty());
}

#[test]
fn a_product_without_a_shared_word_is_related_by_meaning() {
    let products = related_to_text(&Site::shipped().built(), "pimples and blackheads").products;
    let supplement = products.iter().find(|related| related.product.id.as_str() == "skin-digestion").unwrap();
    let reasons: Vec<(&str, &str)> =
        supplement.reasons.iter().map(|reason| (reason.kind.name(), reason.text.as_str())).collect();
    assert_eq!(reasons, [("meaning", "close in meaning to the text")]);
    assert!(products[0].score > supplement.score, "a shared word counts more");
}

#[test]
fn titles_and_names_find_their_own_first() {
    let site = Site::shipped();
    let engine = site.built();
    let corpus = Corpus::open(&site.options.corpus, None).unwrap();
    let mut lost = Vec::new();
    for document in corpus.batches().flat_map(|batch| batch.documents) {
        for stages in [Stages::FAST, Stages::FULL] {
            let first = match &document {
                Document::Article(article) => {
                    let answer = engine.search(&SearchRequest { stages, ..request(&article.title) }).unwrap();
                    answer.passages.first().map(|hit| hit.passage.document.to_string())
                }
                Document::Product(product) => {
                    let answer = engine.search(&SearchRequest { stages, ..request(&product.name) }).unwrap();
                    answer.products.first().map(|hit| hit.product.id.to_string())
                }
            };
            if first.as_deref() != Some(document.id().as_str()) {
                lost.push((document.id().to_string(), first, stages));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
