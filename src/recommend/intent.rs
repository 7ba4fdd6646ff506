//! What a recommendation is to be beside the products of a seed: another one like them, or one that goes with them.

use super::Seed;
use super::seed::SeedPart;
use crate::document::Product;
use crate::label;

/// Ingredients that two products share, of all that they have together: with so many, one stands for the other.
const SUBSTITUTE_SHARE: f64 = 1.0 / 3.0;
/// Products of so few ingredients are bought for the first of them.
const SIMPLE: usize = 6;

/// Words of the forms of what goes on the skin or the hair.
const APPLIED: [&str; 12] = [
    "balm",
    "cleanser",
    "cream",
    "skin gel",
    "lotion",
    "mask",
    "moisturi",
    "ointment",
    "serum",
    "shampoo",
    "sunscreen",
    "toner",
];

/// What is wanted beside the products of a seed. Articles and texts have no substitutes: for them all intents are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Intent {
    /// Whatever belongs there.
    #[default]
    Any,
    /// Substitutes: what one might buy instead.
    Similar,
    /// Complements: what one might buy as well.
    Complementary,
}

impl Intent {
    /// Whether a product is what is wanted.
    pub(super) fn allows(self, seed: &Seed, product: &Product) -> bool {
        if self == Self::Any || seed.products().next().is_none() {
            return true;
        }
        let is_substitute = seed.products().any(|(_, other)| is_substitute(other, product));
        is_substitute == (self == Self::Similar)
    }
}

/// Whether a product could stand for one of the seed: taken or applied like it, with the same main ingredient among few, or with
/// several in common that are a third of all; where no ingredients are known, half of the words of the names.
fn is_substitute(of_seed: &SeedPart, product: &Product) -> bool {
    if of_seed.is_applied != is_applied(product) {
        return false;
    }
    let (own, others) = (&of_seed.substances, main_substances(product));
    if own.is_empty() || others.is_empty() {
        let name = of_seed.title.as_deref().unwrap_or_default().to_lowercase();
        return names_overlap(&name, &product.name.to_lowercase());
    }
    let shared = own.iter().filter(|name| others.contains(name)).count();
    let all = own.len() + others.len() - shared;
    let is_simple = own.len().max(others.len()) <= SIMPLE;
    is_simple && own[0] == others[0] || shared > 1 && shared as f64 >= SUBSTITUTE_SHARE * all as f64
}

/// Whether a product goes on the skin: zinc in a sunscreen is no substitute for a zinc tablet.
pub(super) fn is_applied(product: &Product) -> bool {
    let form = product.form.as_deref().unwrap_or_default().to_lowercase();
    APPLIED.iter().any(|applied| form.contains(applied))
}

/// What is in a product, each ingredient by its first name.
pub(super) fn main_substances(product: &Product) -> Vec<String> {
    product.ingredients.iter().filter_map(|one| label::substances(&one.name).into_iter().next()).collect()
}

fn names_overlap(a: &str, b: &str) -> bool {
    let [a, b] =
        [a, b].map(|name| name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).collect::<Vec<_>>());
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared > 0 && 2 * shared >= a.len().min(b.len())
}
