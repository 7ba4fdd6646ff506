//! Documents whose title is what was typed.

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use super::query::Query;
use crate::index::IndexError;

/// The first of some documents whose title, or name, has the words of a query and no others, in any order.
pub(super) fn first_titled(
    searcher: &Searcher,
    title: Field,
    query: &Query,
    documents: impl IntoIterator<Item = DocAddress>,
) -> Result<Option<DocAddress>, IndexError> {
    let words = query.words().len() as u32;
    let segments = searcher.segment_readers().iter();
    let lengths = segments.map(|segment| segment.get_fieldnorms_reader(title)).collect::<tantivy::Result<Vec<_>>>()?;
    for document in documents {
        // The length first: that is one look into an array.
        let length = lengths[document.segment_ord as usize].fieldnorm(document.doc_id);
        if length == words && has_all_words(searcher, title, query, document)? {
            return Ok(Some(document));
        }
    }
    Ok(None)
}

fn has_all_words(searcher: &Searcher, title: Field, query: &Query, document: DocAddress) -> Result<bool, IndexError> {
    let segment = searcher.segment_reader(document.segment_ord);
    let index = segment.inverted_index(title)?;
    for word in query.words() {
        let term = Term::from_field_text(title, &word.term);
        let postings = index.read_postings(&term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else { return Ok(false) };
        let at = if postings.doc() < document.doc_id { postings.seek(document.doc_id) } else { postings.doc() };
        if at == TERMINATED || at != document.doc_id {
            return Ok(false);
        }
    }
    Ok(!query.words().is_empty())
}
