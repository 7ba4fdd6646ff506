//! The kinds of queries that are asked, each query with its floor.

use tantivy::TantivyError;

use super::Operation;
use super::ask::{self, request};
use super::queries::Drawer;
use crate::bench::floor::Floor;
use crate::engine::{Engine, Error, SearchRequest};
use crate::filter::{Field, Filter};
use crate::index::{IndexError, read_facet};
use crate::search::Stages;

/// Documents of a cart.
const CART: usize = 5;
/// Letters of the longest beginning of a word that is asked for.
const MAX_LETTERS: usize = 5;

/// A query with its floor.
pub(super) struct Asked<'e> {
    pub(super) text: String,
    pub(super) floor: Floor<'e>,
}

/// Queries of one kind, and how they are asked.
pub(super) struct Kind<'e> {
    pub(super) name: String,
    pub(super) operations: Vec<Operation>,
    pub(super) filter: Option<Filter>,
    /// Whether what is asked is the ids of documents, with spaces between them.
    pub(super) are_ids: bool,
    pub(super) asked: Vec<Asked<'e>>,
}

/// How many kinds there are, at the most.
#[must_use]
pub fn kinds_of_queries() -> usize {
    4 + 1 + 1 + 1 + 1 + 1 + MAX_LETTERS + 4
}

impl<'e> Kind<'e> {
    pub(super) fn new(name: &str, asked: Vec<Asked<'e>>) -> Self {
        let operations = vec![Operation::Fast, Operation::Full];
        Self { name: name.to_owned(), operations, filter: None, are_ids: false, asked }
    }
}

/// Every kind of query, drawn from the texts of an index.
pub(super) fn kinds(engine: &Engine, count: usize) -> Result<Vec<Kind<'_>>, Error> {
    let mut drawer = Drawer::new(engine);
    let mut kinds = Vec::new();
    let words = |text: String| Asked { floor: Floor::words(engine, &text), text };
    for (number, name) in (1..).zip(["one word", "two words", "three words", "four words"]) {
        kinds.push(Kind::new(name, draw(count, || drawer.words(number))?.into_iter().map(words).collect()));
    }
    let questions: Vec<Asked<'_>> = draw(count, || drawer.question())?.into_iter().map(words).collect();
    let operations = vec![Operation::Fast, Operation::Full, Operation::Retrieve];
    kinds.push(Kind { operations, ..Kind::new("question", questions) });
    let phrase = |text: String| Asked { floor: Floor::phrase(engine, &text), text };
    kinds.push(Kind::new("phrase", draw(count, || drawer.phrase())?.into_iter().map(phrase).collect()));
    let misspelt = draw(count, || drawer.misspelt())?;
    let fuzzy = |(text, word): (String, String)| Asked { floor: Floor::fuzzy(engine, &text, &word), text };
    kinds.push(Kind::new("misspelt", misspelt.into_iter().map(fuzzy).collect()));
    if let Some((filter, facet)) = usual_filter(engine)? {
        let filtered = |text: String| Asked { floor: Floor::filtered(engine, &text, &facet), text };
        let asked = draw(count, || drawer.words(2))?.into_iter().map(filtered).collect();
        kinds.push(Kind { filter: Some(filter), ..Kind::new("filter and facets", asked) });
    }
    let unknown = draw(count, || Ok(Some(drawer.unknown())))?;
    kinds.push(Kind::new("no hit", unknown.into_iter().map(words).collect()));
    for letters in 1..=MAX_LETTERS {
        let typed = draw(count, || drawer.beginning(letters))?;
        let asked = typed.into_iter().map(|text| begun(engine, text)).collect::<Result<_, _>>()?;
        let name = format!("{letters} letter{}", if letters == 1 { "" } else { "s" });
        let operations = vec![Operation::Suggest, Operation::AsYouType];
        kinds.push(Kind { operations, ..Kind::new(&name, asked) });
    }
    kinds.extend(related(engine, &mut drawer, count)?);
    kinds.retain(|kind| !kind.asked.is_empty());
    Ok(kinds)
}

/// What is still being typed; the floor is asked for everything that the word may become.
fn begun(engine: &Engine, text: String) -> Result<Asked<'_>, Error> {
    let request = SearchRequest { prefix: true, ..request(&text, Stages::FAST) };
    let query = engine.search(&request)?.query;
    let terms: Vec<String> = query.alternatives().filter_map(|one| one.term()).map(str::to_owned).collect();
    Ok(Asked { floor: Floor::of_terms(engine, &terms), text })
}

fn related<'e>(engine: &'e Engine, drawer: &mut Drawer<'e>, count: usize) -> Result<Vec<Kind<'e>>, Error> {
    let mut kinds = Vec::new();
    if engine.reader().products().0.num_docs() == 0 {
        return Ok(kinds);
    }
    let texts = draw(count, || drawer.text())?;
    let seeds = [
        ("article", draw(count, || drawer.article())?),
        ("product", draw(count, || drawer.product())?),
        ("cart of five", draw(count, || drawer.cart(CART))?),
        ("text", texts),
    ];
    for (name, asked) in seeds {
        let are_ids = name != "text";
        let asked = asked.into_iter().map(|text| like_this(engine, are_ids, text)).collect::<Result<_, _>>()?;
        kinds.push(Kind { operations: vec![Operation::Related], are_ids, ..Kind::new(name, asked) });
    }
    Ok(kinds)
}

/// A seed; the floor is asked for the terms that stand for it.
fn like_this(engine: &Engine, are_ids: bool, text: String) -> Result<Asked<'_>, Error> {
    Ok(Asked { floor: Floor::like_this(engine, &ask::related(are_ids, &text))?, text })
}

fn draw<T>(count: usize, mut one: impl FnMut() -> Result<Option<T>, Error>) -> Result<Vec<T>, Error> {
    let drawn: Result<Vec<Option<T>>, Error> = (0..count).map(|_| one()).collect();
    Ok(drawn?.into_iter().flatten().collect())
}

/// The category of most documents, as a filter and as the term that stands for it.
fn usual_filter(engine: &Engine) -> Result<Option<(Filter, String)>, Error> {
    let (searcher, fields) = engine.reader().passages();
    let (products, of_products) = engine.reader().products();
    let mut most: Option<(u32, String)> = None;
    for (searcher, field) in [(searcher, fields.facet), (products, of_products.facet)] {
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field).map_err(IndexError::from)?;
            let mut terms = index.terms().stream().map_err(|error| IndexError::from(TantivyError::from(error)))?;
            while let Some((term, info)) = terms.next() {
                let Ok(term) = str::from_utf8(term) else { continue };
                let is_category = read_facet(term).is_some_and(|(field, ..)| field == Field::Category);
                if is_category && most.as_ref().is_none_or(|(holders, _)| info.doc_freq > *holders) {
                    most = Some((info.doc_freq, term.to_owned()));
                }
            }
        }
    }
    let filter = most.and_then(|(_, term)| {
        let (_, _, name) = read_facet(&term)?;
        Some((Filter::read(&format!("category:\"{name}\"")).ok()?, term))
    });
    Ok(filter)
}
