//! The picture of a product, or a drawing of its form where the shop has none.

use super::view;
use crate::wire;

/// What is drawn where there is no picture, by words in the form's name.
const DRAWINGS: [(&[&str], &str); 4] = [
    (&["capsule", "softgel", "tablet", "pill", "gummies", "gummy", "lozenge"], CAPSULE),
    (
        &["drop", "oil", "syrup", "serum", "tincture", "spray", "liquid", "lotion", "shampoo", "cleanser", "toner"],
        BOTTLE,
    ),
    (&["cream", "gel", "balm", "mask", "powder", "ointment", "butter", "salt"], JAR),
    (&["tea", "sachet", "drink", "bar"], CUP),
];

const CAPSULE: &str = "M14.500 33.500a9.200 9.200 0 0 1 0-13l6-6a9.200 9.200 0 0 1 13 13l-6 6a9.200 9.200 0 0 1-13 0zM17.500 17.500l13 13";
const BOTTLE: &str =
    "M20 8h8v6h-8zM18 18a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v20a2 2 0 0 1-2 2H20a2 2 0 0 1-2-2zM18 24h12M18 33h12";
const JAR: &str = "M14 11h20v7H14zM12 22a4 4 0 0 1 4-4h16a4 4 0 0 1 4 4v13a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3zM12 26h24";
const CUP: &str =
    "M11 19h22v10a8 8 0 0 1-8 8h-6a8 8 0 0 1-8-8zM33 22h2a4 4 0 0 1 0 9h-2.500M17 14c0-2 2-2 2-4M25 14c0-2 2-2 2-4";
const LEAF: &str = "M12 36c0-16 8-24 25-25 0 17-8 25-20 24M12 38c4-8 9-13 16-17";

/// What is shown of a product.
pub(super) struct Picture {
    /// Where its picture is.
    pub(super) src: Option<String>,
    /// The path of a drawing in a box of 48.
    pub(super) drawing: &'static str,
}

impl Picture {
    /// Of a product.
    pub(super) fn of(product: &wire::Product) -> Self {
        Self { src: view::picture(product.image.as_deref()), drawing: drawing(product.form.as_deref()) }
    }
}

fn drawing(form: Option<&str>) -> &'static str {
    let form = form.unwrap_or_default().to_lowercase();
    let is_of = |words: &[&str]| words.iter().any(|word| form.contains(word));
    DRAWINGS.into_iter().find(|(words, _)| is_of(words)).map_or(LEAF, |(_, drawing)| drawing)
}
