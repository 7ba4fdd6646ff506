//! The readers of the corpus: files in, documents and problems out. The only code that reads `corpus/`.
//!
//! A file goes through four hands, each with one thing to know:
//!
//! 1. `source` lists the files and streams them in batches, in an order that never changes;
//! 2. a reader (`markdown`, `plain`, `html`, `json`, `csv`) knows one format and turns it into a `record`:
//!    fields with their lines, and a body in some markup;
//! 3. `article` and `product`, with `fields` and `scalar`, turn a record into a document and find every problem in it;
//! 4. `ledger` knows what only the whole corpus can tell: ids given twice, and links to products that do not exist.
//!
//! To add a format: a variant in `format`, and a reader that makes records of it.
//!
//! Nothing here stops at the first mistake: an editor sees all problems of all files at once, each with file, line,
//! field, and what to do about it. Nothing here analyses words: that is a later stage.

mod article;
mod beir;
mod clean;
mod csv;
mod fields;
mod format;
mod front_matter;
mod html;
mod ingredient;
mod json;
mod language;
mod ledger;
mod lines;
mod markdown;

mod parsed;
mod picture;
mod plain;
mod problem;
mod product;
mod record;
mod reference;
mod scalar;
mod source;
mod text;
mod unit;
mod vocabulary;
mod vocabulary_file;
mod warning;

pub use language::{Language, UnknownLanguage};
pub use picture::Picture;
pub use problem::Problem;
pub use source::{Batch, Corpus, CorpusError};
pub use vocabulary::{SynonymRule, Vocabulary};
