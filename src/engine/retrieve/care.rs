//! What a question about pregnancy, children, medicines, doses or an emergency must not be answered without: the warnings of the
//! products that it names or finds, and the passages that speak of what it is about.

use std::collections::HashSet;

use super::candidates::Candidate;
use super::request::{RetrieveKinds, RetrieveRequest};
use super::source::{Documents, Retrieved};
use crate::document::{Kind, WarningKind};
use crate::engine::{Engine, Error};
use crate::index::IndexError;
use crate::safety::Concern;
use crate::search::{self, Query, Ranked, Sort, Stages, Wanted};

/// Products whose warnings are added.
const PRODUCTS: usize = 6;
/// Passages that are added for each concern.
const PASSAGES: usize = 3;
/// Passages that are looked at for them.
const DEPTH: usize = 20;

/// What is added to an answer.
#[derive(Debug, Default)]
pub(super) struct Care {
    /// What the question asks about that needs it.
    pub(super) concerns: Vec<Concern>,
    /// Warnings and passages.
    pub(super) added: Vec<Retrieved>,
}

impl Engine {
    /// What a question needs beside what it found.
    pub(super) fn care(
        &self,
        question: &str,
        candidates: &[Candidate],
        request: &RetrieveRequest,
        documents: &mut Documents,
    ) -> Result<Care, Error> {
        let concerns = Concern::of(question, &self.analyzer);
        let mut care = Care { concerns, added: Vec::new() };
        if care.concerns.is_empty() {
            return Ok(care);
        }
        if request.kinds.contains(RetrieveKinds::WARNINGS) {
            self.add_warnings(candidates, &mut care)?;
        }
        if request.kinds.contains(RetrieveKinds::PASSAGES) {
            self.add_passages(question, candidates, request, documents, &mut care)?;
        }
        Ok(care)
    }

    /// Adds the warnings that speak to the concerns, of the products whose name or labels the question names.
    fn add_warnings(&self, candidates: &[Candidate], care: &mut Care) -> Result<(), IndexError> {
        let kinds: HashSet<WarningKind> =
            care.concerns.iter().flat_map(|concern| concern.warnings()).copied().collect();
        let mut products: Vec<&Candidate> =
            candidates.iter().filter(|candidate| candidate.kind == Kind::Product).collect();
        products.sort_by(|a, b| b.evidence.strength().total_cmp(&a.evidence.strength()));
        let most = products.first().map_or(0.0, |best| best.evidence.strength());
        for candidate in products.into_iter().take(PRODUCTS).filter(|one| one.evidence.strength() >= 0.5 * most) {
            let product = self.reader.product(candidate.hit.address)?;
            for (index, warning) in product.warnings.iter().enumerate() {
                if kinds.contains(&warning.kind) {
                    let concerns = care.concerns.iter().filter(|concern| concern.warnings().contains(&warning.kind));
                    let concerns = concerns.copied().collect();
                    let retrieved =
                        Retrieved { score: candidate.score, concerns, ..Retrieved::of_warning(&product, index) };
                    care.added.push(retrieved);
                }
            }
        }
        Ok(())
    }

    /// Adds the passages that speak to the concerns.
    fn add_passages(
        &self,
        question: &str,
        candidates: &[Candidate],
        request: &RetrieveRequest,
        documents: &mut Documents,
        care: &mut Care,
    ) -> Result<(), Error> {
        for concern in care.concerns.clone() {
            let query = Query::read(&format!("{question} {}", concern.spoken_as().join(" ")), &self.analyzer);
            let wanted = Wanted {
                passages: DEPTH,
                products: 0,
                stages: Stages::FAST,
                filter: request.filter.as_ref(),
                sort: Sort::Relevance,
            };
            let Ranked { passages, .. } = search::rank(&self.reader, &self.facets, &query, wanted)?;
            for hit in passages.top.iter().take(PASSAGES) {
                let known =
                    candidates.iter().find(|known| known.kind == Kind::Article && known.hit.address == hit.address);
                let candidate = known.copied().unwrap_or(Candidate::unscored(Kind::Article, *hit));
                let Some(retrieved) = documents.retrieved(&candidate, request, self)? else { continue };
                match care.added.iter_mut().find(|known| known.id == retrieved.id) {
                    Some(known) => known.concerns.push(concern),
                    None => care.added.push(Retrieved { concerns: vec![concern], ..retrieved }),
                }
            }
        }
        Ok(())
    }
}
