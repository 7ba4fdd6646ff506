//! Reading a generation: an immutable snapshot that any number of threads may use.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::schema::{Field, IndexRecordOption, OwnedValue, Schema};
use tantivy::{DocAddress, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, Term};

use super::IndexError;
use super::acronyms::{self, Acronym};
use super::completions::{self, Completions};
use super::directory::IndexDirectory;
use super::manifest::Manifest;
use super::mapped::MappedDirectory;
use super::prepare::exact_name;
use super::record::{self, IndexedPassage, PassageOutline};
use super::schema::{PASSAGES, PRODUCTS, PassageFields, ProductFields};
use super::space::{self, Space};
use super::words::{self, Words};
use crate::analysis::Analyzer;
use crate::document::{Article, Kind, Product};
use crate::semantics::Quantized;

/// A whole generation, open.
pub struct Reader {
    generation: String,
    revision: String,
    manifest: Manifest,
    passages: Searcher,
    products: Searcher,
    passage_fields: PassageFields,
    product_fields: ProductFields,
    space: Option<Space>,
    words: Words,
    completions: Completions,
    acronyms: Vec<Acronym>,
}

impl Reader {
    /// Opens the generation in force, or says why it must not be served.
    pub fn open(directory: &IndexDirectory, analyzer: &Analyzer) -> Result<Self, IndexError> {
        let generation = directory.generation()?;
        if generation.manifest.source.analysis != analyzer.fingerprint() {
            return Err(IndexError::OtherAnalysis { generation: generation.name });
        }
        let (passage_schema, passage_fields) = PassageFields::schema();
        let (product_schema, product_fields) = ProductFields::schema();
        let damaged = |file: &str, what: String| IndexError::Damaged {
            generation: generation.name.clone(),
            file: file.to_owned(),
            what,
        };
        let open = |folder: &str, schema: &Schema| {
            open_searcher(&generation.path.join(folder), schema).map_err(|error| damaged(folder, error.to_string()))
        };
        let passages = open(PASSAGES, &passage_schema)?;
        let products = open(PRODUCTS, &product_schema)?;
        let space = match generation.manifest.learned {
            None => None,
            Some(_) => Some(
                Space::open(&generation.path.join(space::FOLDER), &passages, &products)
                    .map_err(|(file, what)| IndexError::Damaged { generation: generation.name.clone(), file, what })?,
            ),
        };
        Ok(Self {
            passages,
            products,
            space,
            words: Words::open(&generation.path).map_err(|what| damaged(words::FILE, what))?,
            completions: Completions::open(&generation.path).map_err(|what| damaged(completions::FILE, what))?,
            acronyms: acronyms::read(&generation.path.join(acronyms::FILE))?,
            passage_fields,
            product_fields,
            generation: generation.name,
            revision: generation.revision,
            manifest: generation.manifest,
        })
    }

    /// The generation's name.
    #[must_use]
    pub fn generation(&self) -> &str {
        &self.generation
    }

    /// The generation's name with the digest of its content.
    #[must_use]
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// What it was built from and holds.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The passage index.
    #[must_use]
    pub fn passages(&self) -> (&Searcher, &PassageFields) {
        (&self.passages, &self.passage_fields)
    }

    /// The product index.
    #[must_use]
    pub fn products(&self) -> (&Searcher, &ProductFields) {
        (&self.products, &self.product_fields)
    }

    /// The abbreviations that its documents define, those of most documents first.
    #[must_use]
    pub fn acronyms(&self) -> &[Acronym] {
        &self.acronyms
    }

    /// How many passages and products have a term.
    pub fn holders(&self, term: &str) -> Result<u64, IndexError> {
        let passages = self.passages.doc_freq(&Term::from_field_text(self.passage_fields.body, term))?;
        Ok(passages + self.products.doc_freq(&Term::from_field_text(self.product_fields.body, term))?)
    }

    /// The vectors of everything; none if there is too little to learn them from.
    #[must_use]
    pub fn space(&self) -> Option<&Space> {
        self.space.as_ref()
    }

    /// The words of all texts.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// What may be typed.
    #[must_use]
    pub fn completions(&self) -> &Completions {
        &self.completions
    }

    /// The passage at an address that a search gave.
    pub fn passage(&self, address: DocAddress) -> Result<IndexedPassage<'static>, IndexError> {
        let Stored { text, record } = self.passages.doc(address)?;
        let mut passage: IndexedPassage<'static> = postcard::from_bytes(&record)?;
        passage.text = Cow::Owned(text);
        Ok(passage)
    }

    /// The product at an address that a search gave.
    pub fn product(&self, address: DocAddress) -> Result<Product, IndexError> {
        let Stored { text, record } = self.products.doc(address)?;
        let mut product: Product = postcard::from_bytes(&record)?;
        product.description = text;
        Ok(product)
    }

    /// The product with an id.
    pub fn product_by_id(&self, id: &str) -> Result<Option<Product>, IndexError> {
        self.product_address(id)?.map(|address| self.product(address)).transpose()
    }

    /// Where the product with an id is.
    pub fn product_address(&self, id: &str) -> Result<Option<DocAddress>, IndexError> {
        Ok(addresses(&self.products, self.product_fields.document, id, 1)?.first().copied())
    }

    /// Where the product is whose name a text has to the letter, white space apart.
    pub fn product_named(&self, name: &str) -> Result<Option<DocAddress>, IndexError> {
        Ok(addresses(&self.products, self.product_fields.exact_name, &exact_name(name), 1)?.first().copied())
    }

    /// The passage with an id.
    pub fn passage_by_id(&self, id: &str) -> Result<Option<IndexedPassage<'static>>, IndexError> {
        let article = id.split('#').next().unwrap_or_default();
        for address in addresses(&self.passages, self.passage_fields.document, article, usize::MAX)? {
            let passage = self.passage(address)?;
            if passage.id == id {
                return Ok(Some(passage));
            }
        }
        Ok(None)
    }

    /// The vector of a product, or of an article's first passage; nothing where there are none.
    pub fn vector(&self, id: &str) -> Result<Option<Quantized>, IndexError> {
        let Some(space) = &self.space else { return Ok(None) };
        let vector = if let Some(address) = self.product_address(id)? {
            Some(space.products.of(address))
        } else {
            let passages = addresses(&self.passages, self.passage_fields.document, id, 1)?;
            passages.first().map(|&address| space.passages.of(address))
        };
        Ok(vector.and_then(|vector| vector.first_chunk()).copied())
    }

    /// The first passages of articles whose editor chose a product, at most so many.
    pub fn linking(&self, product: &str, most: usize) -> Result<Vec<DocAddress>, IndexError> {
        addresses(&self.passages, self.passage_fields.link, product, most)
    }

    /// The products that editors chose, each with the number of articles that have the link.
    pub fn linked_products(&self) -> Result<Vec<(String, u64)>, IndexError> {
        let mut linked: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.passages.segment_readers() {
            let index = segment.inverted_index(self.passage_fields.link)?;
            let mut links = index.terms().stream().map_err(tantivy::TantivyError::from)?;
            while links.advance() {
                let id = String::from_utf8_lossy(links.key()).into_owned();
                *linked.entry(id).or_default() += u64::from(links.value().doc_freq);
            }
        }
        Ok(linked.into_iter().collect())
    }

    /// The products of a category, at most so many.
    pub fn products_in(&self, category: &str, most: usize) -> Result<Vec<DocAddress>, IndexError> {
        addresses(&self.products, self.product_fields.category, category, most)
    }

    /// Some products, at most so many.
    #[must_use]
    pub fn some_products(&self, most: usize) -> Vec<DocAddress> {
        let segments = (0..).zip(self.products.segment_readers());
        let live =
            segments.flat_map(|(ordinal, segment)| segment.doc_ids_alive().map(move |id| DocAddress::new(ordinal, id)));
        live.take(most).collect()
    }

    /// The article with an id, whole, and where its passages are.
    pub fn article_by_id(&self, id: &str) -> Result<Option<(Article, Vec<PassageOutline>)>, IndexError> {
        let mut passages: Vec<IndexedPassage> =
            addresses(&self.passages, self.passage_fields.document, id, usize::MAX)?
                .into_iter()
                .map(|address| self.passage(address))
                .collect::<Result<_, _>>()?;
        passages.sort_unstable_by_key(|passage| passage.ordinal);
        Ok(record::assemble(passages))
    }

    /// Id, kind and title of the documents after an id, in the order of the ids, at most so many.
    pub fn documents_after(&self, id: &str, most: usize) -> Result<Vec<(String, Kind, String)>, IndexError> {
        let mut found = Vec::new();
        for (address, article) in first_after(&self.passages, self.passage_fields.document, id, most)? {
            found.push((article, Kind::Article, self.passage(address)?.title.into_owned()));
        }
        for (address, product) in first_after(&self.products, self.product_fields.document, id, most)? {
            found.push((product, Kind::Product, self.product(address)?.name));
        }
        found.sort_unstable();
        found.truncate(most);
        Ok(found)
    }

    /// Calls `visit` with the name of each product, some of them perhaps twice.
    pub fn each_product_name(&self, mut visit: impl FnMut(&str)) -> Result<(), IndexError> {
        for segment in self.products.segment_readers() {
            let index = segment.inverted_index(self.product_fields.exact_name)?;
            let mut names = index.terms().stream().map_err(tantivy::TantivyError::from)?;
            while names.advance() {
                visit(&String::from_utf8_lossy(names.key()));
            }
        }
        Ok(())
    }
}

pub(super) fn open_searcher(path: &Path, schema: &Schema) -> Result<Searcher, tantivy::TantivyError> {
    let index = Index::open(MappedDirectory(MmapDirectory::open(path)?))?;
    if index.schema() != *schema {
        return Err(tantivy::TantivyError::SchemaError("the fields are not those of this program".to_owned()));
    }
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

/// The stored text of a document.
pub(super) fn stored_text(searcher: &Searcher, address: DocAddress) -> Result<String, IndexError> {
    Ok(searcher.doc::<Stored>(address)?.text)
}

/// What is stored with a document: its one text and its one record.
#[derive(Default)]
struct Stored {
    text: String,
    record: Vec<u8>,
}

impl DocumentDeserialize for Stored {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut stored: D) -> Result<Self, DeserializeError> {
        let mut document = Self::default();
        while let Some((_, value)) = stored.next_field::<OwnedValue>()? {
            match value {
                OwnedValue::Str(text) => document.text = text,
                OwnedValue::Bytes(record) => document.record = record,
                _ => {}
            }
        }
        Ok(document)
    }
}

/// The first live documents that have a raw term, at most so many: hundreds of products may share one name.
fn addresses(searcher: &Searcher, field: Field, text: &str, most: usize) -> Result<Vec<DocAddress>, IndexError> {
    let term = Term::from_field_text(field, text);
    let mut found = Vec::new();
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let index = segment.inverted_index(field)?;
        let postings = index.read_postings(&term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else { continue };
        while postings.doc() != TERMINATED && found.len() < most {
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                found.push(DocAddress::new(ordinal as u32, postings.doc()));
            }
            postings.advance();
        }
    }
    Ok(found)
}

/// The first terms after one that a live document has, in their order, each with such a document; at most so many.
fn first_after(
    searcher: &Searcher,
    field: Field,
    after: &str,
    most: usize,
) -> Result<Vec<(DocAddress, String)>, IndexError> {
    let mut found: BTreeMap<String, DocAddress> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms =
            index.terms().range().gt(after.as_bytes()).into_stream().map_err(tantivy::TantivyError::from)?;
        let mut taken = 0;
        while taken < most && terms.advance() {
            let term = String::from_utf8_lossy(terms.key()).into_owned();
            if let Some(&address) = addresses(searcher, field, &term, 1)?.first() {
                found.insert(term, address);
                taken += 1;
            }
        }
    }
    Ok(found.into_iter().take(most).map(|(term, address)| (address, term)).collect())
}
