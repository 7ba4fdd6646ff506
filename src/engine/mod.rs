//! The facade: everything that a door can ask for, over one immutable snapshot of the index.
//!
//! An [`Engine`] is one open generation. Doors keep it behind an `Arc` and put a new one in its place when a build has
//! finished; requests that run keep the snapshot they started with.

mod build;
mod check;
mod facet;
mod language;
mod listing;
mod read_query;
mod related;
mod rerank;
mod retrieve;
mod search;
mod suggest;

use std::path::{Path, PathBuf};

use crate::analysis::Analyzer;
use crate::corpus::{CorpusError, Language, Problem, Vocabulary};
use crate::document::{Article, Product};
use crate::index::{IndexDirectory, IndexError, Manifest, PassageOutline, Reader};
use crate::recommend::Recommender;
use crate::search::{Facets, Subjects, Synonyms};
use crate::semantics::Quantized;

pub use build::{BuildOptions, BuildReport, Progress, build, is_up_to_date, vocabulary};
pub use check::{CheckReport, check};
pub use facet::{FacetAnswer, FacetRequest};
pub use listing::ListedDocument;
pub use related::{RelatedAnswer, RelatedRequest, excluded};
pub use rerank::{RerankAnswer, RerankRequest, RerankedText};
pub use retrieve::{
    DEFAULT_THRESHOLD, RetrieveAnswer, RetrieveKinds, RetrieveRequest, Retrieved, SourceKind, Surroundings, Verdict,
};
pub use search::{ArticleGroup, PassageHit, ProductHit, SearchAnswer, SearchRequest, USUAL_FACET_VALUES, USUAL_FACETS};
pub use suggest::{SuggestAnswer, SuggestRequest, SuggestedArticle, SuggestedCategory, SuggestedProduct};

/// Why the engine has no answer, sorted by whose fault it is.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller asked for a document that is not there.
    #[error("there is no document, or passage, with the id {0:?}; search for it first, ids stand in every answer")]
    UnknownDocument(String),
    /// The content has mistakes.
    #[error("the corpus has {} problem(s); `wellspring check` lists them, `--skip-invalid` indexes the rest", .0.len())]
    InvalidCorpus(Vec<Problem>),
    /// There is nothing where there used to be something: a folder that is not mounted, or a path that is wrong.
    #[error(
        "there is no document in {}, and the index has some; nothing was changed: name the right corpus, or delete the index first",
        .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
    )]
    EmptyCorpus(Vec<PathBuf>),
    /// The settings say one language, and the corpus another.
    #[error(
        "the settings say that the corpus is in {said}, and its language.txt says {written}; let one of them say nothing"
    )]
    TwoLanguages {
        /// In the settings.
        said: Language,
        /// In the corpus.
        written: Language,
    },
    /// Building would turn an index of another language into an English one, and nobody said that it should.
    #[error(
        "the index in {} is in {language}, and nothing says what the corpus is in; say it with --language, or once and for \
         all in the file vocabulary/language.txt of the corpus",
        .index.display()
    )]
    UnsaidLanguage {
        /// Where the index is.
        index: PathBuf,
        /// The language it is in.
        language: Language,
    },
    /// The content cannot be read.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The index cannot be read or written.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// One open generation.
pub struct Engine {
    analyzer: Analyzer,
    reader: Reader,
    synonyms: Synonyms,
    recommender: Recommender,
    facets: Facets,
    subjects: Subjects,
}

/// Opens the generation in force with the vocabulary of a corpus, or with the shipped one where there is no corpus.
///
/// `language` is what the settings say: the index knows its own, but may not be asked in another.
pub fn open(index: &Path, corpus: &[PathBuf], language: Option<Language>) -> Result<Engine, Error> {
    Engine::open(index, &language::vocabulary_to_ask(index, corpus, language)?)
}

/// A document by its id.
#[derive(Debug)]
pub enum FoundDocument {
    /// An article, whole, and where its passages are.
    Article(Box<Article>, Vec<PassageOutline>),
    /// A product.
    Product(Box<Product>),
}

impl Engine {
    /// Opens the generation in force. `vocabulary` is the one it was built with, or another one with the same analysis.
    pub fn open(index: &Path, vocabulary: &Vocabulary) -> Result<Self, Error> {
        let analyzer = Analyzer::new(vocabulary);
        let directory = IndexDirectory::new(index);
        let reader = match Reader::open(&directory, &analyzer) {
            // Between reading `CURRENT` and opening its files, a build may have switched and cleared away the old ones.
            Err(IndexError::Damaged { generation, .. }) if directory.current().as_ref() != Some(&generation) => {
                Reader::open(&directory, &analyzer)?
            }
            result => result?,
        };
        Ok(Self {
            recommender: Recommender::open(&reader)?,
            facets: Facets::read(&reader)?,
            subjects: Subjects::new(vocabulary, &analyzer),
            synonyms: synonyms(&reader, vocabulary, &analyzer)?,
            analyzer,
            reader,
        })
    }

    /// The generation's name.
    #[must_use]
    pub fn generation(&self) -> &str {
        self.reader.generation()
    }

    /// The generation's name with the digest of its content.
    #[must_use]
    pub fn revision(&self) -> &str {
        self.reader.revision()
    }

    /// What the generation was built from and holds.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        self.reader.manifest()
    }

    /// What the documents are written in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.reader.manifest().source.language
    }

    /// The index itself, for measurements.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// How text becomes terms here.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// What a product, or the beginning of an article, means; nothing where the corpus is too small to learn from.
    pub fn vector(&self, id: &str) -> Result<Option<Quantized>, Error> {
        Ok(self.reader.vector(id)?)
    }

    /// A document by its id.
    pub fn document(&self, id: &str) -> Result<FoundDocument, Error> {
        if let Some((article, passages)) = self.reader.article_by_id(id)? {
            return Ok(FoundDocument::Article(Box::new(article), passages));
        }
        match self.reader.product_by_id(id)? {
            Some(product) => Ok(FoundDocument::Product(Box::new(product))),
            None => Err(Error::UnknownDocument(id.to_owned())),
        }
    }
}

/// What [`Engine::revision`] would be if the index were opened now, without opening it.
#[must_use]
pub fn current_revision(index: &Path) -> Option<String> {
    IndexDirectory::new(PathBuf::from(index)).revision()
}

/// The synonyms of a vocabulary, and the abbreviations that the documents of an index define.
fn synonyms(reader: &Reader, vocabulary: &Vocabulary, analyzer: &Analyzer) -> Result<Synonyms, IndexError> {
    let mut synonyms = Synonyms::new(vocabulary, analyzer);
    synonyms.add_acronyms(reader.acronyms(), analyzer, |term| reader.holders(term))?;
    Ok(synonyms)
}
