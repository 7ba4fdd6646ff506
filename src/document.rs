//! The plain data that everything else works on: articles, products and their ids. No I/O, no JSON.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Something to read: its passages are ranked one by one.
    Article,
    /// Something to buy: ranked as a whole.
    Product,
}

impl Kind {
    /// The lower-case name used in corpus files, on the wire and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Product => "product",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The id of an article or a product, unique over both kinds.
///
/// It stands in URLs and in front of the `#` of a passage id, so it has no white space, no control character and no `#`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentId(String);

impl DocumentId {
    /// The longest id, in bytes of UTF-8.
    pub const MAX_BYTES: usize = 512;

    /// Takes an id if it keeps the rules, and otherwise says which one it breaks.
    pub fn new(id: impl Into<String>) -> Result<Self, InvalidId> {
        let id = id.into();
        if id.is_empty() {
            return Err(InvalidId::Empty);
        }
        if id.len() > Self::MAX_BYTES {
            return Err(InvalidId::TooLong);
        }
        match id.chars().find(|&c| c == '#' || c.is_whitespace() || c.is_control()) {
            Some(forbidden) => Err(InvalidId::Forbidden(forbidden)),
            None => Ok(Self(id)),
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for DocumentId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The rule that a would-be [`DocumentId`] breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    /// There is nothing in it.
    #[error("the id is empty")]
    Empty,
    /// It is longer than [`DocumentId::MAX_BYTES`].
    #[error("the id is longer than {} bytes", DocumentId::MAX_BYTES)]
    TooLong,
    /// It has a character that would break URLs or passage ids.
    #[error("the id has the character {0:?}, which an id cannot have")]
    Forbidden(char),
}

/// What a document is about, as a slug such as `sleep`. (A *topic* is a judged information need, and another thing.)
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Category(String);

impl Category {
    /// Lower-cases a name and joins its words by hyphens: `Hair and nails` is `hair-and-nails`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(slug(name))
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Lower-case words joined by hyphens, as in the last part of an article's address.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A source that an article names for what it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Reference {
    /// The citation as a reader sees it.
    pub label: String,
    /// `PubMed` id: digits only.
    pub pmid: Option<String>,
    /// Digital object identifier, without `https://doi.org/`.
    pub doi: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WarningKind {
    /// Before and during pregnancy.
    Pregnancy,
    /// While breastfeeding.
    Breastfeeding,
    /// With medicines or other supplements.
    Interaction,
    /// Not for an age group.
    Age,
    /// Something that people are allergic to.
    Allergen,
    /// With an illness or before an operation.
    Condition,
    /// How much is too much.
    Dose,
    /// Anything else.
    Other,
}

impl WarningKind {
    /// Every kind with its name, in the order of the declaration.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("pregnancy", Self::Pregnancy),
        ("breastfeeding", Self::Breastfeeding),
        ("interaction", Self::Interaction),
        ("age", Self::Age),
        ("allergen", Self::Allergen),
        ("condition", Self::Condition),
        ("dose", Self::Dose),
        ("other", Self::Other),
    ];

    /// The lower-case name used in corpus files and on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// What a reader or buyer must know before acting on a text or taking a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// The warning in the words of the corpus.
    pub text: String,
}

/// The readable text of a document with its structure. Blocks are in the order of the text and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Body {
    /// The text that every span of the document points into.
    pub text: String,
    /// What the text is made of; bytes between blocks are white space or markup that nobody reads.
    pub blocks: Vec<Block>,
    /// Where the text cites which reference, by position.
    pub citations: Vec<Citation>,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Block {
    /// Bytes of UTF-8 in [`Body::text`].
    pub span: Range<usize>,
    /// What stands there.
    pub kind: BlockKind,
}

/// What a [`Block`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// The title, where it stands in the text itself.
    Title,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text, which may be cut between sentences.
    Paragraph,
    /// A list, a table, code or a boxed warning: never cut inside while it has a bearable size.
    Whole,
    /// The list of references at the end: not part of any passage.
    References,
}

/// A place in the text that cites a reference.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Byte of UTF-8 in [`Body::text`] at which the mark stands.
    pub at: usize,
    /// Index into [`Article::references`].
    pub reference: usize,
}

/// An article as an editor wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Article {
    /// Unique over articles and products.
    pub id: DocumentId,
    /// Its title: never empty.
    pub title: String,
    /// Where the site shows it.
    pub url: Option<String>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What it is about, the main category first.
    pub categories: Vec<Category>,
    /// Free keywords.
    pub tags: Vec<String>,
    /// When it appeared.
    pub published: Option<Date>,
    /// When it was last checked.
    pub reviewed: Option<Date>,
    /// Who checked it.
    pub reviewed_by: Option<String>,
    /// What it says.
    pub body: Body,
    /// Its sources, in the order of their first mention or of the list.
    pub references: Vec<Reference>,
    /// The products that an editor chose for it.
    pub products: Vec<DocumentId>,
    /// What its readers must know.
    pub warnings: Vec<Warning>,
    /// What the corpus says beyond the known fields.
    pub attributes: Attributes,
}

/// Fields that only the site knows, as text; several values keep their order.
pub type Attributes = BTreeMap<String, Vec<String>>;

/// Whether a product can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Availability {
    /// It can be bought now.
    #[default]
    InStock,
    /// It cannot be bought now.
    OutOfStock,
    /// It can be ordered and comes later.
    Preorder,
    /// It is sold no more.
    Discontinued,
}

impl Availability {
    /// Every value with its name, in the order of the declaration (the names are schema.org's `ItemAvailability` in snake case).
    pub const NAMES: [(&'static str, Self); 4] = [
        ("in_stock", Self::InStock),
        ("out_of_stock", Self::OutOfStock),
        ("preorder", Self::Preorder),
        ("discontinued", Self::Discontinued),
    ];

    /// Whether it can be bought, now or in advance.
    #[must_use]
    pub fn can_be_bought(self) -> bool {
        matches!(self, Self::InStock | Self::Preorder)
    }

    /// The lower-case name used in corpus files and on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// What is in a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ingredient {
    /// As on the label: `Magnesium (as magnesium bisglycinate)`.
    pub name: String,
    /// How much a daily portion has.
    pub amount: Option<Decimal>,
    /// The unit of the amount.
    pub unit: Option<String>,
}

/// A product as the shop describes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Product {
    /// Unique over articles and products.
    pub id: DocumentId,
    /// Its name: never empty.
    pub name: String,
    /// Where the shop shows it.
    pub url: Option<String>,
    /// Its picture.
    pub image: Option<String>,
    /// What the shop says of it.
    pub description: String,
    /// In [`Product::currency`].
    pub price: Option<Decimal>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Whether it can be bought.
    pub availability: Availability,
    /// Who makes it.
    pub brand: Option<String>,
    /// Capsule, cream, drops, ...
    pub form: Option<String>,
    /// What it is for, the main category first.
    pub categories: Vec<Category>,
    /// What people look for when they find it, in their words.
    pub concerns: Vec<String>,
    /// What the label may say.
    pub benefits: Vec<String>,
    /// What is in it.
    pub ingredients: Vec<Ingredient>,
    /// Vegan, gluten-free, ...
    pub dietary: Vec<String>,
    /// What its users must know; empty means that none is stated.
    pub warnings: Vec<Warning>,
    /// Of 5.
    pub rating: Option<Decimal>,
    /// The same for all sizes and flavours of one product.
    pub variant_group: Option<String>,
    /// What the shop says beyond the known fields.
    pub attributes: Attributes,
}

/// An article or a product.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Document {
    /// Something to read.
    Article(Box<Article>),
    /// Something to buy.
    Product(Box<Product>),
}

impl Product {
    /// The id of one of its warnings: `product-id#warning-pregnancy`; of the second one of a kind, with `-2` behind it.
    #[must_use]
    pub fn warning_id(&self, index: usize) -> String {
        let kind = self.warnings[index].kind;
        let earlier = self.warnings[..index].iter().filter(|other| other.kind == kind).count();
        let number = if earlier == 0 { String::new() } else { format!("-{}", earlier + 1) };
        format!("{}#warning-{}{number}", self.id, kind.name())
    }
}

impl Document {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &DocumentId {
        match self {
            Self::Article(article) => &article.id,
            Self::Product(product) => &product.id,
        }
    }

    /// Article or product.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Article(_) => Kind::Article,
            Self::Product(_) => Kind::Product,
        }
    }

    /// The products that it points to.
    #[must_use]
    pub fn products(&self) -> &[DocumentId] {
        match self {
            Self::Article(article) => &article.products,
            Self::Product(_) => &[],
        }
    }
}
