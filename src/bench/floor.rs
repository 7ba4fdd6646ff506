//! The floors: what Tantivy itself takes for the same.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use crate::analysis::Analyzer;
use crate::corpus::Corpus;
use crate::engine::{BuildOptions, Engine, Error, RelatedRequest};
use crate::index::{CHAIN, IndexError, PassageFields, Prepared, ProductFields, disjunction, prepare};

/// The best documents wanted, as in an answer.
pub(super) const TOP: usize = 10;
/// The letters that Tantivy may change in a word.
const MAX_DISTANCE: u8 = 1;

/// Everything that Tantivy is fed, already made.
#[derive(Clone)]
pub(super) struct Documents {
    passages: Vec<TantivyDocument>,
    products: Vec<TantivyDocument>,
}

impl Documents {
    /// Of all valid documents of a corpus.
    pub(super) fn of(corpus: &Corpus) -> Result<Self, IndexError> {
        let (of_passages, of_products) = (PassageFields::schema().1, ProductFields::schema().1);
        let (mut passages, mut products) = (Vec::new(), Vec::new());
        for document in corpus.batches().flat_map(|batch| batch.documents) {
            match prepare(&document, &of_passages, &of_products)? {
                Prepared::Passages(of_article) => passages.extend(of_article),
                Prepared::Product(product) => products.push(product),
            }
        }
        Ok(Self { passages, products })
    }

    /// Writes them with a bare writer an index: same schema, analyzer and threads, and no more memory.
    pub(super) fn write(self, analyzer: &Analyzer, options: &BuildOptions) -> Result<u64, IndexError> {
        let passages = write(self.passages, PassageFields::schema().0, analyzer, options, "passages")?;
        Ok(passages + write(self.products, ProductFields::schema().0, analyzer, options, "products")?)
    }
}

fn write(
    documents: Vec<TantivyDocument>,
    schema: Schema,
    analyzer: &Analyzer,
    options: &BuildOptions,
    folder: &str,
) -> Result<u64, IndexError> {
    if documents.is_empty() {
        return Ok(0);
    }
    let path = options.index.join(folder);
    std::fs::create_dir_all(&path).map_err(|source| IndexError::Io {
        action: "creating",
        path: path.clone(),
        source,
    })?;
    let directory = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
    let index = Index::open_or_create(directory, schema)?;
    index.tokenizers().register(CHAIN, analyzer.chain());
    let mut writer: IndexWriter = index.writer_with_num_threads(options.threads, options.memory / 2)?;
    for document in documents {
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(index.reader()?.searcher().num_docs())
}

/// What Tantivy is asked: the ten best documents of each index that an answer lists documents of.
pub(super) struct Floor<'e>(Vec<(&'e Searcher, Box<dyn TantivyQuery>)>);

impl<'e> Floor<'e> {
    /// The words of a query, whole or as one phrase.
    pub(super) fn words(engine: &'e Engine, text: &str) -> Self {
        let terms = terms(engine, text);
        Self::of_terms(engine, &terms)
    }

    /// Any of some terms.
    pub(super) fn of_terms(engine: &'e Engine, terms: &[String]) -> Self {
        Self::in_both(engine, |field, _| Box::new(any_of(field, terms)))
    }

    /// The words of a phrase, side by side.
    pub(super) fn phrase(engine: &'e Engine, text: &str) -> Self {
        let terms = terms(engine, text);
        Self::in_both(engine, |field, _| match terms.as_slice() {
            [_, _, ..] => {
                Box::new(PhraseQuery::new(terms.iter().map(|term| Term::from_field_text(field, term)).collect()))
            }
            _ => Box::new(any_of(field, &terms)),
        })
    }

    /// The words of a query, of documents that have a term of the field for facets.
    pub(super) fn filtered(engine: &'e Engine, text: &str, facet: &str) -> Self {
        let terms = terms(engine, text);
        Self::in_both(engine, |field, facets| {
            let has_facet = TermQuery::new(Term::from_field_text(facets, facet), IndexRecordOption::Basic);
            Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(any_of(field, &terms))),
                (Occur::Must, Box::new(has_facet)),
            ]))
        })
    }

    /// The words of a query, one of them with Tantivy's own tolerance.
    pub(super) fn fuzzy(engine: &'e Engine, text: &str, misspelt: &str) -> Self {
        let others: Vec<String> = text.split(' ').filter(|word| *word != misspelt).map(str::to_owned).collect();
        let others = terms(engine, &others.join(" "));
        Self::in_both(engine, |field, _| {
            let fuzzy = FuzzyTermQuery::new(Term::from_field_text(field, misspelt), MAX_DISTANCE, true);
            Box::new(BooleanQuery::new(vec![
                (Occur::Should, Box::new(any_of(field, &others))),
                (Occur::Should, Box::new(fuzzy)),
            ]))
        })
    }

    /// Products like what is asked about, by the same terms.
    pub(super) fn like_this(engine: &'e Engine, request: &RelatedRequest) -> Result<Self, Error> {
        let terms = engine.seed_terms(request)?;
        let (products, fields) = engine.reader().products();
        Ok(Self(vec![(products, Box::new(any_of(fields.body, &terms)))]))
    }

    /// Asks, and counts what is found.
    pub(super) fn ask(&self) -> Result<usize, IndexError> {
        let mut found = 0;
        for (searcher, query) in &self.0 {
            found += searcher.search(query.as_ref(), &TopDocs::with_limit(TOP).order_by_score())?.len();
        }
        Ok(found)
    }

    fn in_both(engine: &'e Engine, query: impl Fn(Field, Field) -> Box<dyn TantivyQuery>) -> Self {
        let (passages, of_passages) = engine.reader().passages();
        let (products, of_products) = engine.reader().products();
        let both = [(passages, of_passages.body, of_passages.facet), (products, of_products.body, of_products.facet)];
        let asked = both.into_iter().filter(|(searcher, ..)| searcher.num_docs() > 0);
        Self(asked.map(|(searcher, body, facets)| (searcher, query(body, facets))).collect())
    }
}

fn any_of(field: Field, terms: &[String]) -> BooleanQuery {
    disjunction(terms.iter().map(|term| (field, term.as_str(), 1.0)))
}

/// The distinct terms of a text that are no stop words, at most so many.
fn terms(engine: &Engine, text: &str) -> Vec<String> {
    let (mut terms, analyzer): (Vec<String>, _) = (Vec::new(), engine.analyzer());
    analyzer.each_term(text, |term, span, _| {
        let is_new = !terms.iter().any(|known| known == term);
        if is_new && !analyzer.is_stop_word(term, &text[span]) {
            terms.push(term.to_owned());
        }
    });
    terms
}

/// The folder in which a bare writer writes, in bytes.
pub(super) fn size_of(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
