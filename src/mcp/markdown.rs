//! Documents as Markdown: what a model reads best.

use std::fmt::Write;

use rust_decimal::Decimal;

use crate::document::{Article, Block, BlockKind, Body, Ingredient, Product, Warning};

/// Tables come out of the readers as lines with this between the cells.
const CELL_END: &str = " | ";

/// A whole article.
pub(super) fn article(article: &Article) -> String {
    let mut text = format!("# {}\n", escaped(&article.title));
    if let Some(reviewed) = article.reviewed.or(article.published) {
        let _ = write!(text, "\n*{reviewed}*\n");
    }
    for block in article.body.blocks.iter().filter(|block| block.kind != BlockKind::Title) {
        let _ = write!(text, "\n{}\n", shown(&article.body, block));
    }
    text + &warnings(&article.warnings)
}

/// A whole product, never without its warnings.
pub(super) fn product(product: &Product) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&product.name), escaped(product.description.trim()));
    let mut facts = Vec::new();
    facts.extend(product.price.map(|price| fact("Price", &cost(price, product.currency.as_deref()))));
    facts.extend(product.brand.iter().map(|brand| fact("Brand", brand)));
    facts.extend(product.form.iter().map(|form| fact("Form", form)));
    facts.extend(list("Ingredients", product.ingredients.iter().map(ingredient)));
    facts.extend(list("Dietary", product.dietary.iter().cloned()));
    facts.push(fact("Availability", &product.availability.name().replace('_', " ")));
    let _ = write!(text, "\n{}\n", facts.join("\n"));
    match product.warnings.as_slice() {
        [] => text + "\n## Warnings\n\nNone stated by the shop, which does not mean that there are none.\n",
        stated => text + &warnings(stated),
    }
}

/// Warnings under a heading of their own; nothing where there are none.
pub(super) fn warnings(stated: &[Warning]) -> String {
    if stated.is_empty() {
        return String::new();
    }
    let lines = stated.iter().map(|warning| format!("- {}: {}\n", warning.kind.name(), escaped(&warning.text)));
    format!("\n## Warnings\n\n{}", lines.collect::<String>())
}

fn shown(body: &Body, block: &Block) -> String {
    let text = &body.text[block.span.clone()];
    match block.kind {
        BlockKind::Heading(level) => format!("{} {}", "#".repeat(level.clamp(2, 6).into()), escaped(text)),
        BlockKind::Whole if is_table(text) => table(text),
        _ => escaped(text),
    }
}

fn is_table(text: &str) -> bool {
    text.lines().count() > 1 && text.lines().all(|line| line.contains(CELL_END))
}

/// Rows between bars; the first one is the head.
fn table(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(|line| format!("| {} |", escaped(line))).collect();
    let columns = text.lines().next().map_or(1, |head| head.split(CELL_END).count());
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

fn fact(name: &str, value: &str) -> String {
    format!("- {name}: {}", escaped(value))
}

fn list(name: &str, values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| fact(name, &values.join(", ")))
}

fn ingredient(ingredient: &Ingredient) -> String {
    let parts = [Some(ingredient.name.clone()), ingredient.amount.map(|it| it.to_string()), ingredient.unit.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn cost(price: Decimal, currency: Option<&str>) -> String {
    format!("{price} {}", currency.unwrap_or_default()).trim_end().to_owned()
}

/// Text of the corpus is text: nothing in it becomes markup of a page that shows the Markdown.
fn escaped(text: &str) -> String {
    text.replace('<', "\\<")
}
