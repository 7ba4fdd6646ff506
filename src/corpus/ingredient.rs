//! Reads the ingredients of a product.

use std::sync::LazyLock;

use regex::Regex;

use super::clean::one_line;
use super::fields::{Fields, scalar, split};
use super::problem::Flaw;
use super::record::Value;
use super::scalar;
use crate::document::Ingredient;

const NAME: &str = "ingredients";
const KNOWN: [&str; 3] = ["name", "amount", "unit"];

/// A name, an amount, and a unit that labels use. The name may have digits (`Vitamin B12`); the amount stands alone.
static DOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^ (?<name>.*\S) [\s:]+ (?<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) \s*
        (?<unit>(?:billion|million)\ (?:cfu|live\ cultures)|kcal|cfu|mcg|[µμ]g|ug|mg|kg|g|ml|iu|%)$",
    )
    .expect("the pattern is a constant")
});

/// Takes the ingredients: a list of maps `{name, amount, unit}` or of texts such as `Magnesium 200 mg`.
pub(super) fn ingredients(fields: &mut Fields<'_, '_>, separators: [char; 2]) -> Vec<Ingredient> {
    let (line, values) = fields.values(NAME, |text| split(text, separators));
    let mut ingredients = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Value::Map(map) => ingredients.extend(from_map(fields.nested(NAME, line, map))),
            other => match scalar(other) {
                Ok(text) => ingredients.extend(from_text(&one_line(text))),
                Err(flaw) => fields.report(line, NAME, flaw),
            },
        }
    }
    ingredients
}

fn from_map(mut entry: Fields<'_, '_>) -> Option<Ingredient> {
    let (name, name_is_sound) = entry.soundly(|entry| entry.line(&["name"]));
    if name.is_none() && name_is_sound {
        entry.missing("name", Flaw::new("the ingredient has no name", "write it as on the label"));
    }
    let amount = entry.parsed("amount", scalar::amount);
    let unit = entry.line(&["unit"]);
    entry.finish(&KNOWN);
    Some(Ingredient { name: name?, amount, unit })
}

/// Reads `Magnesium 200 mg`; a text that does not end in an amount and a unit is a name.
fn from_text(text: &str) -> Option<Ingredient> {
    if text.is_empty() {
        return None;
    }
    let dose = DOSE.captures(text).and_then(|found| {
        let amount = scalar::amount(&found["amount"].replace(',', "")).ok()?;
        let name = found["name"].trim_end_matches([':', ' ']).to_owned();
        Some(Ingredient { name, amount: Some(amount), unit: Some(found["unit"].to_owned()) })
    });
    Some(dose.unwrap_or_else(|| Ingredient { name: text.to_owned(), amount: None, unit: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_end_in_an_amount_and_a_unit() {
        let read = |text| {
            let ingredient = from_text(text).expect("not empty");
            (ingredient.name, ingredient.amount.map(|amount| amount.to_string()), ingredient.unit)
        };
        let dose = |name: &str, amount: &str, unit: &str| (name.into(), Some(amount.into()), Some(unit.into()));
        assert_eq!(read("Magnesium 200 mg"), dose("Magnesium", "200", "mg"));
        assert_eq!(read("Vitamin B12: 1,000 µg"), dose("Vitamin B12", "1000", "µg"));
        assert_eq!(read("L. rhamnosus 5 billion CFU"), dose("L. rhamnosus", "5", "billion CFU"));
        assert_eq!(read("Niacinamide 10%"), dose("Niacinamide", "10", "%"));
        assert_eq!(read("CoQ10"), ("CoQ10".into(), None, None));
    }
}
