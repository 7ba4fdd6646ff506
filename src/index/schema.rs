//! The fields of the two indexes.

use tantivy::schema::{BytesOptions, FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};

/// The folders of the two indexes in a generation.
pub(super) const PASSAGES: &str = "passages";
pub(super) const PRODUCTS: &str = "products";

/// The name under which the analyzer's chain is registered with Tantivy.
pub const CHAIN: &str = "wellspring";

/// Fields of the passage index.
#[derive(Debug, Clone, Copy)]
pub struct PassageFields {
    /// Id of the article: one raw term, to find and delete its passages.
    pub document: Field,
    /// Title, headings, labels and text together: the field that ranks. Positions are kept for phrases.
    pub body: Field,
    /// The article's title alone, for a small extra weight.
    pub title: Field,
    /// The heading path and the article's categories and tags alone, for a small extra weight.
    pub labels: Field,
    /// What the article is counted and filtered by: terms that [`super::read_facet`] reads.
    pub facet: Field,
    /// When the article appeared: a column of Julian days.
    pub published: Field,
    /// When it was last checked, likewise.
    pub reviewed: Field,
    /// What the article is listed by, with its first passage only: a column of titles without case and accents.
    pub order: Field,
    /// The article's title, raw, with its first passage only.
    pub exact_title: Field,
    /// The innermost heading, raw, with the first passage of its section only.
    pub exact_heading: Field,
    /// Ids of the products that an editor chose for the article, raw, with its first passage only.
    pub link: Field,
    /// The stored text of the passage, apart from the record because Tantivy reads stored text faster than stored bytes.
    pub(super) text: Field,
    /// The stored record.
    pub(super) record: Field,
}

/// Fields of the product index.
#[derive(Debug, Clone, Copy)]
pub struct ProductFields {
    /// Id of the product, raw.
    pub document: Field,
    /// All its words together: the field that ranks.
    pub body: Field,
    /// Its name alone, for a small extra weight.
    pub name: Field,
    /// Ingredients, concerns, benefits and categories alone, for a small extra weight.
    pub labels: Field,
    /// Its name to the letter, to recognise it in running text.
    pub exact_name: Field,
    /// Categories, raw.
    pub category: Field,
    /// What it is counted and filtered by: terms that [`super::read_facet`] reads.
    pub facet: Field,
    /// A column of prices.
    pub price: Field,
    /// A column of ratings.
    pub rating: Field,
    /// What it is listed by: a column of names without case and accents.
    pub order: Field,
    /// Its labels, raw: what it shares with other products.
    pub label: Field,
    /// The stored description.
    pub(super) text: Field,
    /// The stored record.
    pub(super) record: Field,
}

impl PassageFields {
    /// The schema with its fields.
    #[must_use]
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            document: schema.add_text_field("document", STRING),
            body: schema.add_text_field("body", analysed(IndexRecordOption::WithFreqsAndPositions)),
            title: schema.add_text_field("title", analysed(IndexRecordOption::WithFreqs)),
            labels: schema.add_text_field("labels", analysed(IndexRecordOption::WithFreqs)),
            facet: schema.add_text_field("facet", STRING),
            published: schema.add_f64_field("published", FAST),
            reviewed: schema.add_f64_field("reviewed", FAST),
            order: schema.add_text_field("order", FAST),
            exact_title: schema.add_text_field("exact_title", STRING),
            exact_heading: schema.add_text_field("exact_heading", STRING),
            link: schema.add_text_field("link", STRING),
            text: schema.add_text_field("text", TextOptions::default().set_stored()),
            record: schema.add_bytes_field("record", BytesOptions::default().set_stored()),
        };
        (schema.build(), fields)
    }
}

impl ProductFields {
    /// The schema with its fields.
    #[must_use]
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            document: schema.add_text_field("document", STRING),
            body: schema.add_text_field("body", analysed(IndexRecordOption::WithFreqsAndPositions)),
            name: schema.add_text_field("name", analysed(IndexRecordOption::WithFreqs)),
            labels: schema.add_text_field("labels", analysed(IndexRecordOption::WithFreqs)),
            exact_name: schema.add_text_field("exact_name", STRING),
            category: schema.add_text_field("category", STRING),
            facet: schema.add_text_field("facet", STRING),
            price: schema.add_f64_field("price", FAST),
            rating: schema.add_f64_field("rating", FAST),
            order: schema.add_text_field("order", FAST),
            label: schema.add_text_field("label", STRING),
            text: schema.add_text_field("text", TextOptions::default().set_stored()),
            record: schema.add_bytes_field("record", BytesOptions::default().set_stored()),
        };
        (schema.build(), fields)
    }
}

fn analysed(option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(CHAIN).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}
