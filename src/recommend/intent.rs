//! What a recommendation is to be beside the products of a seed: another one like them, or one that goes with them.

use super::Seed;
use super::seed::SeedPart;
use crate::document::Product;
use crate::label::{self, Label, LabelKind};

/// Ingredients that two products share, of all that they have together: more than this, and one stands for the other.
const SUBSTITUTE_SHARE: f64 = 1.0 / 3.0;

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
        let labels = label::labels(product);
        let is_substitute = seed.products().any(|(_, other)| is_substitute(other, product, &labels));
        is_substitute == (self == Self::Similar)
    }
}

/// Whether a product could stand for one of the seed: the same main ingredient, or a third of all ingredients; where no ingredients
/// are known, half of the words of the names.
fn is_substitute(of_seed: &SeedPart, product: &Product, labels: &[Label]) -> bool {
    let (own, others) = (ingredients(&of_seed.labels), ingredients(labels));
    if own.is_empty() || others.is_empty() {
        let name = of_seed.title.as_deref().unwrap_or_default().to_lowercase();
        return names_overlap(&name, &product.name.to_lowercase());
    }
    let shared = own.iter().filter(|name| others.contains(name)).count();
    let all = own.len() + others.len() - shared;
    own[0] == others[0] || shared as f64 > SUBSTITUTE_SHARE * all as f64
}

fn ingredients(labels: &[Label]) -> Vec<&str> {
    labels.iter().filter(|label| label.kind == LabelKind::Ingredient).map(|label| label.name.as_str()).collect()
}

fn names_overlap(a: &str, b: &str) -> bool {
    let [a, b] =
        [a, b].map(|name| name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).collect::<Vec<_>>());
    let shared = a.iter().filter(|word| b.contains(word)).count();
    shared > 0 && 2 * shared >= a.len().min(b.len())
}
