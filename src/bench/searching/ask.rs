//! Asking an engine as the API would.

use super::Operation;
use super::kinds::Kind;
use crate::bench::floor::TOP;
use crate::engine::{Engine, Error, RelatedRequest, RetrieveRequest, SearchRequest, SuggestRequest, USUAL_FACETS};
use crate::filter::Field;
use crate::recommend::Wanted;
use crate::search::Stages;

/// Related products that stand beside a full answer.
const RELATED: usize = 4;

/// Asks, and counts what is found.
pub(super) fn ask(engine: &Engine, operation: Operation, kind: &Kind<'_>, text: &str) -> Result<usize, Error> {
    let filter = kind.filter.clone();
    let found = match operation {
        Operation::Fast => engine.search(&SearchRequest { filter, ..request(text, Stages::FAST) })?.passages.len(),
        Operation::Full => engine.search(&SearchRequest { filter, ..request(text, Stages::FULL) })?.passages.len(),
        Operation::AsYouType => {
            engine.search(&SearchRequest { prefix: true, ..request(text, Stages::FAST) })?.passages.len()
        }
        Operation::Suggest => {
            let request = SuggestRequest { typed: text.to_owned(), ..SuggestRequest::default() };
            engine.suggest(&request)?.completions.len()
        }
        Operation::Related => engine.related(&related(kind.are_ids, text))?.products.len(),
        Operation::Retrieve => {
            let request = RetrieveRequest { queries: vec![text.to_owned()], ..RetrieveRequest::default() };
            engine.retrieve(&request)?.results.len()
        }
    };
    Ok(found)
}

/// What the API asks for in each of its modes.
pub(super) fn request(query: &str, stages: Stages) -> SearchRequest {
    let is_full = stages == Stages::FULL;
    SearchRequest {
        query: query.to_owned(),
        stages,
        related: if is_full { RELATED } else { 0 },
        facets: if is_full {
            Field::ALL.into_iter().filter(|field| field.is_facet()).collect()
        } else {
            USUAL_FACETS.to_vec()
        },
        ..SearchRequest::default()
    }
}

/// Products that belong to documents, or to a text.
pub(super) fn related(are_ids: bool, seed: &str) -> RelatedRequest {
    let wanted = Wanted { limit: TOP, ..Wanted::default() };
    if are_ids {
        RelatedRequest { ids: seed.split(' ').map(str::to_owned).collect(), wanted, ..RelatedRequest::default() }
    } else {
        RelatedRequest { text: Some(seed.to_owned()), wanted, ..RelatedRequest::default() }
    }
}
