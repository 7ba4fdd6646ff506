//! What an ingredient of a label is, whatever its form and amount: "Vitamin C (as ascorbic acid) 500 mg" is vitamin C.

/// Words that begin a note on where a substance comes from, which is not another name of it.
const FORM_NOTES: [&str; 8] = ["as", "from", "in", "of", "providing", "standardised", "standardized", "with"];
/// Salts, esters and preparations that stand behind the name of a substance.
const FORMS: [&str; 29] = [
    "acetate",
    "aspartate",
    "bisglycinate",
    "carbonate",
    "chelate",
    "chloride",
    "citrate",
    "concentrate",
    "extract",
    "fumarate",
    "gluconate",
    "glycinate",
    "hydrochloride",
    "iodide",
    "malate",
    "methionine",
    "monohydrate",
    "oil",
    "oxide",
    "phosphate",
    "picolinate",
    "powder",
    "root",
    "selenite",
    "sulfate",
    "sulphate",
    "taurate",
    "threonate",
    "yeast",
];
/// Units of amounts.
pub const UNITS: [&str; 12] = ["mg", "g", "kg", "µg", "μg", "mcg", "ug", "iu", "ml", "cfu", "billion", "%"];

/// What a package holds so many of.
const PACKS: [&str; 12] = [
    "capsule", "capsules", "caps", "tablet", "tablets", "softgel", "softgels", "gummies", "servings", "count", "ct",
    "pack",
];
/// The largest number that is part of a name rather than an amount: "Vitamin B12".
const LARGEST_NAMED: f64 = 12.0;

/// The names of a substance in lower case: the one that the label begins with, and a second one in brackets, as in "Thiamine
/// (vitamin B1)".
#[must_use]
pub fn substances(ingredient: &str) -> Vec<String> {
    let lower = ingredient.to_lowercase();
    let mut names: Vec<String> = Vec::new();
    for (depth, part) in parts(&lower) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_note = depth > 0 && words.first().is_some_and(|first| FORM_NOTES.contains(first));
        let name = if is_note { String::new() } else { substance(&words) };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The parts of a text outside and inside of brackets, with how deep each lies.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, bracket) in text.match_indices(['(', ')', '[', ']']) {
        parts.push((depth, &text[start..at]));
        start = at + bracket.len();
        depth = if matches!(bracket, "(" | "[") { depth + 1 } else { depth.saturating_sub(1) };
    }
    parts.push((depth, &text[start..]));
    parts
}

/// A name without amounts, without what follows "as" or a comma, and without the form behind it.
fn substance(words: &[&str]) -> String {
    let mut name: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && matches!(*word, "as" | "from" | "providing") {
            break;
        }
        let bare = word.trim_matches([',', ';', '.', ':', '*', '†']);
        // A number belongs to the name of a vitamin ("vitamin b 12"), otherwise it is an amount.
        let is_amount =
            is_number(bare) && name.last() != Some(&"b") || at > 0 && UNITS.contains(&bare) || is_quantity(bare);
        if !bare.is_empty() && !is_amount {
            name.push(bare);
        }
        if word.ends_with([',', ';']) {
            break;
        }
    }
    while name.len() > 1 && name.last().is_some_and(|last| FORMS.contains(last)) {
        name.pop();
    }
    name.join(" ")
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | ':'))
}

/// A number with its unit in one word: "500mg", "40%".
fn is_quantity(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    unit.len() < word.len() && UNITS.contains(&unit)
}

/// A name in lower case without amounts and what they count. A small number may be a name's own: "Omega 3", "Vitamin B 12".
pub(super) fn without_amounts(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '/' | '|'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_counted = |word: &str| UNITS.contains(&word) || PACKS.contains(&word);
    let says_amount = |at: usize| {
        let next = words.get(at + 1).is_some_and(|next| is_counted(next));
        let is_number = words[at].parse::<f64>().is_ok_and(|number| number > LARGEST_NAMED || next);
        is_number || is_quantity(words[at]) || is_counted(words[at])
    };
    (0..words.len()).filter(|&at| !says_amount(at)).map(|at| words[at]).collect::<Vec<_>>().join(" ")
}
