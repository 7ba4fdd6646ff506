//! A shop of random articles and products, and what a filter says of each by looking at it alone.

use std::fmt::Write;
use std::ops::Bound;

use rust_decimal::Decimal;
use time::Date;
use wellspring::document::{Article, Kind, Product};
use wellspring::engine::FoundDocument;
use wellspring::filter::{Comparison, Field, Filter, Scalar};
use wellspring::label::substances;

use crate::site::Site;

pub(crate) const WORDS: [&str; 4] = ["magnesium", "sleep", "zinc", "skin"];
const CATEGORIES: [&str; 4] = ["sleep", "skin", "gut", "energy"];
const TAGS: [&str; 4] = ["Night Rest", "night rest", "Herbs", "kids"];
const FORMS: [&str; 4] = ["capsule", "Capsule", "tea", "powder"];
const BRANDS: [&str; 3] = ["Fern & Well", "fern & well", "Bärlauch"];
const DIETARY: [&str; 3] = ["vegan", "gluten-free", "halal"];
const INGREDIENTS: [&str; 4] = ["Zinc (as zinc citrate) 10 mg", "zinc", "Magnesium", "Thiamine (vitamin B1)"];

/// Documents with every kind of label, some of them twice or in two spellings.
pub(crate) struct Shop {
    pub(crate) site: Site,
    articles: Vec<Article>,
    products: Vec<Product>,
}

impl Shop {
    /// A shop with so many documents of each kind.
    pub(crate) fn random(seed: u64, documents: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let site = Site::new();
        for number in 0..documents {
            site.file(&format!("articles/a{number}.md"), &article(&mut random));
            site.file(&format!("products/p{number}.md"), &product(&mut random, number));
        }
        let mut shop = Self { site, articles: Vec::new(), products: Vec::new() };
        shop.read(documents);
        shop
    }

    /// Reads back what was written.
    fn read(&mut self, documents: usize) {
        let engine = self.site.built();
        for number in 0..documents {
            for id in [format!("a{number}"), format!("p{number}")] {
                match engine.document(&id).unwrap() {
                    FoundDocument::Article(article, _) => self.articles.push(*article),
                    FoundDocument::Product(product) => self.products.push(*product),
                }
            }
        }
    }

    pub(crate) fn ids(&self, kind: Kind) -> Vec<String> {
        match kind {
            Kind::Article => self.articles.iter().map(|article| article.id.to_string()).collect(),
            Kind::Product => self.products.iter().map(|product| product.id.to_string()).collect(),
        }
    }

    /// Whether a document of a kind fulfils what a filter says of that kind.
    pub(crate) fn fulfils(&self, id: &str, filter: &Filter, kind: Kind) -> bool {
        filter.parts_for(kind).into_iter().all(|part| self.fulfils_part(id, part))
    }

    fn fulfils_part(&self, id: &str, filter: &Filter) -> bool {
        match filter {
            Filter::All(parts) => parts.iter().all(|part| self.fulfils_part(id, part)),
            Filter::Any(parts) => parts.iter().any(|part| self.fulfils_part(id, part)),
            Filter::Not(part) => !self.fulfils_part(id, part),
            Filter::Is { field, value } => {
                self.names(id, *field).iter().any(|name| field.key(name) == field.key(value))
            }
            Filter::Between { field, from, to } => self.scalar(id, *field).is_some_and(|value| {
                let above = match from {
                    Bound::Included(from) => value >= *from,
                    Bound::Excluded(from) => value > *from,
                    Bound::Unbounded => true,
                };
                let below = match to {
                    Bound::Included(to) => value <= *to,
                    Bound::Excluded(to) => value < *to,
                    Bound::Unbounded => true,
                };
                above && below
            }),
        }
    }

    /// The names that a document has in a field, as they are written.
    pub(crate) fn names(&self, id: &str, field: Field) -> Vec<String> {
        if field == Field::Id {
            return vec![id.to_owned()];
        }
        if let Some(article) = self.articles.iter().find(|article| article.id.as_str() == id) {
            return match field {
                Field::Category => article.categories.iter().map(|it| it.as_str().to_owned()).collect(),
                Field::Tag => article.tags.clone(),
                _ => Vec::new(),
            };
        }
        let product = self.products.iter().find(|product| product.id.as_str() == id).unwrap();
        match field {
            Field::Category => product.categories.iter().map(|it| it.as_str().to_owned()).collect(),
            Field::Concern => product.concerns.clone(),
            Field::Benefit => product.benefits.clone(),
            Field::Ingredient => product.ingredients.iter().flat_map(|it| substances(&it.name)).collect(),
            Field::Brand => product.brand.iter().cloned().collect(),
            Field::Form => product.form.iter().cloned().collect(),
            Field::Dietary => product.dietary.clone(),
            Field::Availability => vec![product.availability.name().to_owned()],
            Field::Warning => product.warnings.iter().map(|it| it.kind.name().to_owned()).collect(),
            _ => Vec::new(),
        }
    }

    /// The number or date that a document has in a field.
    pub(crate) fn scalar(&self, id: &str, field: Field) -> Option<Scalar> {
        let article = self.articles.iter().find(|article| article.id.as_str() == id);
        let product = self.products.iter().find(|product| product.id.as_str() == id);
        match field {
            Field::Published => article?.published.map(Scalar::Date),
            Field::Reviewed => article?.reviewed.map(Scalar::Date),
            Field::Price => product?.price.map(Scalar::Number),
            Field::Rating => product?.rating.map(Scalar::Number),
            _ => None,
        }
    }
}

fn some<'w>(random: &mut fastrand::Rng, words: &[&'w str]) -> Vec<&'w str> {
    let count = random.usize(0..3);
    random.choose_multiple(words.iter().copied(), count)
}

fn list(random: &mut fastrand::Rng, words: &[&str]) -> String {
    format!("{:?}", some(random, words))
}

fn text(random: &mut fastrand::Rng) -> String {
    (0..6).map(|_| WORDS[random.usize(..WORDS.len())]).collect::<Vec<_>>().join(" ")
}

fn day(random: &mut fastrand::Rng) -> Date {
    Date::from_ordinal_date(random.i32(2022..2026), random.u16(1..366)).unwrap()
}

fn article(random: &mut fastrand::Rng) -> String {
    let mut front = format!(
        "title: {}\ncategories: {}\ntags: {}\n",
        random.choice(["Sleep", "On zinc", "Étude", "Notes"]).unwrap(),
        list(random, &CATEGORIES),
        list(random, &TAGS)
    );
    for field in ["published", "reviewed"] {
        if random.u8(..3) > 0 {
            writeln!(front, "{field}: {}", day(random)).unwrap();
        }
    }
    format!("---\n{front}---\n\n{}\n\n## More\n\n{}\n", text(random), text(random))
}

fn product(random: &mut fastrand::Rng, number: usize) -> String {
    let mut front = format!(
        "name: {} {number}\ncategories: {}\nconcerns: {}\nbenefits: {}\ndietary: {}\n",
        random.choice(["Zinc", "zinc", "Abend"]).unwrap(),
        list(random, &CATEGORIES),
        list(random, &TAGS),
        list(random, &TAGS),
        list(random, &DIETARY)
    );
    for (field, values) in [("form", &FORMS[..]), ("brand", &BRANDS), ("availability", &["in_stock", "preorder"])] {
        if random.u8(..4) > 0 {
            writeln!(front, "{field}: {:?}", random.choice(values).unwrap()).unwrap();
        }
    }
    if random.u8(..4) > 0 {
        writeln!(front, "price: {}\ncurrency: EUR", Decimal::new(random.i64(1..12) * 250, 2)).unwrap();
    }
    if random.u8(..3) > 0 {
        writeln!(front, "rating: {}", Decimal::new(random.i64(2..=10) * 5, 1)).unwrap();
    }
    let ingredients: Vec<String> =
        some(random, &INGREDIENTS).into_iter().map(|name| format!("{{name: {name:?}}}")).collect();
    writeln!(front, "ingredients: [{}]", ingredients.join(", ")).unwrap();
    if random.bool() {
        front.push_str("warnings:\n  - {kind: age, text: For adults.}\n  - {kind: age, text: Not for children.}\n");
    }
    format!("---\n{front}---\n\n{}\n", text(random))
}

/// A filter about what such a shop has, and a little of what it has not.
pub(crate) fn random_filter(random: &mut fastrand::Rng, depth: usize) -> Filter {
    let parts = |random: &mut fastrand::Rng| (0..2).map(|_| random_filter(random, depth - 1)).collect();
    match if depth == 0 { 9 } else { random.u8(..10) } {
        0..=2 => Filter::All(parts(random)),
        3..=4 => Filter::Any(parts(random)),
        5 => Filter::Not(Box::new(random_filter(random, depth - 1))),
        _ => random_condition(random),
    }
}

fn random_condition(random: &mut fastrand::Rng) -> Filter {
    let (field, values): (Field, &[&str]) = match random.u8(..14) {
        0..=1 => (Field::Category, &CATEGORIES),
        2 => (Field::Tag, &TAGS),
        3 => (Field::Concern, &TAGS),
        4 => (Field::Benefit, &TAGS),
        5 => (Field::Ingredient, &["zinc", "Magnesium oxide", "vitamin b1", "iron"]),
        6 => (Field::Brand, &["FERN & WELL", "Barlauch", "nobody"]),
        7 => (Field::Form, &FORMS),
        8 => (Field::Dietary, &DIETARY),
        9 => (Field::Availability, &["in stock", "preorder", "discontinued"]),
        10 => (Field::Warning, &["age", "pregnancy"]),
        11 => (Field::Id, &["p3", "a3", "p33", "none"]),
        12 => {
            return comparison(
                random,
                &[Field::Price, Field::Rating],
                &["2.5", "5", "10", "4.5"],
                &["5..20", "..10", ">5..<20", ".."],
            );
        }
        _ => {
            return comparison(
                random,
                &[Field::Published, Field::Reviewed],
                &["2023", "2024-02", "2025-07-01"],
                &["2023..2024", "2024..", "..2023-06"],
            );
        }
    };
    Filter::compared(field, Comparison::Is, random.choice(values).unwrap()).unwrap()
}

fn comparison(random: &mut fastrand::Rng, fields: &[Field], values: &[&str], ranges: &[&str]) -> Filter {
    let field = *random.choice(fields).unwrap();
    let comparisons = [Comparison::Above, Comparison::AtLeast, Comparison::Below, Comparison::AtMost, Comparison::Is];
    let (comparison, value) = if random.bool() {
        (Comparison::Is, random.choice(ranges))
    } else {
        (*random.choice(&comparisons).unwrap(), random.choice(values))
    };
    Filter::compared(field, comparison, value.unwrap()).unwrap()
}
