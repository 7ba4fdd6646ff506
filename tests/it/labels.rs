//! What products are labelled with:
//!
//! 1. An ingredient is the same whatever its form and amount; a second name in brackets is a name of it.
//! 2. Reading a label twice changes nothing, and no label makes it panic.
//! 3. Sizes of one product have one key, different products have not.

use proptest::prelude::*;
use wellspring::corpus::Corpus;
use wellspring::document::{Document, Product};
use wellspring::label::{self, substances};

use crate::site::Site;

#[test]
fn an_ingredient_without_form_and_amount() {
    for (ingredient, names) in [
        ("Vitamin C (as ascorbic acid) 500 mg", &["vitamin c"][..]),
        ("Magnesium (as magnesium bisglycinate)", &["magnesium"]),
        ("Zinc picolinate", &["zinc"]),
        ("Thiamine (vitamin B1)", &["thiamine", "vitamin b1"]),
        ("Vitamin B 12, 50 µg", &["vitamin b 12"]),
        ("Aged garlic extract 600mg", &["aged garlic"]),
        ("Omega-3 from fish oil [EPA (180 mg)]", &["omega-3", "epa"]),
        ("Lactobacillus rhamnosus GG 5 billion CFU", &["lactobacillus rhamnosus gg"]),
        ("Citrate", &["citrate"]),
        ("500 mg", &[]),
        ("", &[]),
    ] {
        assert_eq!(substances(ingredient), names, "{ingredient}");
    }
}

fn named(name: &str, more: &str) -> Product {
    let site = Site::new();
    site.product("p", name, more, "Text.");
    let corpus = Corpus::open(&site.options.corpus, None).unwrap();
    let document = corpus.batches().flat_map(|batch| batch.documents).next();
    let Some(Document::Product(product)) = document else { panic!("{name} is a product") };
    *product
}

#[test]
fn sizes_share_a_key() {
    let key = |name: &str, more: &str| label::variant_key(&named(name, more));
    for (a, b) in [("Zinc 15 mg", "Zinc 50mg"), ("Whey 1 kg", "Whey 500 g"), ("Iron (60 tablets)", "Iron 120 Tablets")]
    {
        assert_eq!(key(a, "brand: Reed"), key(b, "brand: Reed"));
        assert_ne!(key(a, "brand: Reed"), key(b, "brand: Sedge"));
    }
    for (a, b) in [("Vitamin B 6", "Vitamin B 12"), ("Omega 3", "Omega 6"), ("Zinc", "Zinc Plus")] {
        assert_ne!(key(a, ""), key(b, ""));
    }
    assert_eq!(key("Berry bar", "variant_group: bar"), key("Nut bar", "variant_group: bar"));
}

proptest! {
    #[test]
    fn names_are_names_of_themselves(ingredient in "[A-Za-z0-9 ()\\[\\],.%µ-]{0,60}") {
        for name in substances(&ingredient) {
            prop_assert!(!name.is_empty() && name == name.to_lowercase());
            prop_assert_eq!(substances(&name), vec![name.clone()]);
        }
    }
}
