//! What a question about pregnancy, children, medicines, doses or an emergency must not be answered without: the warnings of the
//! products that it names or finds, and the passages that speak of what it is about.

use std::collections::HashSet;

use super::candidates::Candidate;
use super::request::{RetrieveKinds, RetrieveRequest};
use super::source::{Documents, Retrieved};
use crate::document::{Kind, WarningKind};
use crate::engine::{Engine, Error};
use crate::index::{IndexError, PassageOutline};
use crate::safety::Concern;
use crate::search::{self, Query, Ranked, Sort, Stages, Wanted};

/// Products whose warnings are added.
const PRODUCTS: usize = 8;
/// A product is concerned that has so much of the subjects of the question, as a share of what the best has.
const CONCERNED: f32 = 0.6;
/// Articles about what is asked about, of which the passages on a concern are added, and how many of each.
const ARTICLES: usize = 2;
const PASSAGES_AN_ARTICLE: usize = 2;
/// Passages of any article that are added for a concern.
const PASSAGES: usize = 3;
/// What a word in the headings counts beside one in the text.
const HEADING: usize = 2;

/// What is added to an answer.
#[derive(Debug, Default)]
pub(super) struct Care {
    /// What the question asks about that needs it.
    pub(super) concerns: Vec<Concern>,
    /// Warnings and passages.
    pub(super) added: Vec<Retrieved>,
}

impl Care {
    fn add(&mut self, retrieved: Retrieved, concern: Concern) {
        match self.added.iter_mut().find(|known| known.id == retrieved.id) {
            Some(known) if known.concerns.contains(&concern) => {}
            Some(known) => known.concerns.push(concern),
            None => self.added.push(Retrieved { concerns: vec![concern], ..retrieved }),
        }
    }
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
        let mut care = Care { concerns: Concern::of(question, &self.analyzer), added: Vec::new() };
        for concern in care.concerns.clone() {
            if request.kinds.contains(RetrieveKinds::WARNINGS) {
                self.add_warnings(concern, candidates, &mut care)?;
            }
            if request.kinds.contains(RetrieveKinds::PASSAGES) {
                self.add_passages_of_subjects(concern, candidates, request, documents, &mut care)?;
                self.add_passages_of_any(question, concern, candidates, request, documents, &mut care)?;
            }
        }
        Ok(care)
    }

    /// Adds the warnings that speak to a concern, of the products that the question is about.
    fn add_warnings(&self, concern: Concern, candidates: &[Candidate], care: &mut Care) -> Result<(), IndexError> {
        let kinds: HashSet<WarningKind> = concern.warnings().iter().copied().collect();
        let products = most_topical(candidates, Kind::Product);
        let most = products.first().map_or(0.0, |best| best.evidence.topical);
        for candidate in products.into_iter().take(PRODUCTS).filter(|one| one.evidence.topical >= CONCERNED * most) {
            let product = self.reader.product(candidate.hit.address)?;
            for (index, _) in product.warnings.iter().enumerate().filter(|(_, warning)| kinds.contains(&warning.kind)) {
                let warning = Retrieved { score: candidate.score, ..Retrieved::of_warning(&product, index) };
                care.add(warning, concern);
            }
        }
        Ok(())
    }

    /// Adds the passages that speak to a concern, of the articles that the question is about.
    fn add_passages_of_subjects(
        &self,
        concern: Concern,
        candidates: &[Candidate],
        request: &RetrieveRequest,
        documents: &mut Documents,
        care: &mut Care,
    ) -> Result<(), Error> {
        let terms: Vec<String> = concern.spoken_as().iter().map(|word| self.analyzer.term_of(word)).collect();
        let named = |text: &str| {
            let mut found = HashSet::new();
            self.analyzer.find(terms.iter().map(String::as_str), text, |term, _, _| _ = found.insert(term));
            found.len()
        };
        let speaks =
            |outline: &PassageOutline, text: &str| HEADING * named(&outline.heading_path.join(" ")) + named(text);
        let mut articles: Vec<String> = Vec::new();
        for candidate in most_topical(candidates, Kind::Article) {
            let passage = self.reader.passage(candidate.hit.address)?;
            if articles.len() < ARTICLES && !articles.iter().any(|known| *known == passage.document.as_str()) {
                articles.push(passage.document.to_string());
            }
        }
        for article in articles {
            for passage in
                documents.best_passages(&article, request, self, speaks)?.into_iter().take(PASSAGES_AN_ARTICLE)
            {
                care.add(passage, concern);
            }
        }
        Ok(())
    }

    /// Adds the passages that fit the question best when it is asked in the words of a concern.
    fn add_passages_of_any(
        &self,
        question: &str,
        concern: Concern,
        candidates: &[Candidate],
        request: &RetrieveRequest,
        documents: &mut Documents,
        care: &mut Care,
    ) -> Result<(), Error> {
        let query = Query::read(&format!("{question} {}", concern.spoken_as().join(" ")), &self.analyzer);
        let (filter, sort) = (request.filter.as_ref(), Sort::Relevance);
        let wanted = Wanted { passages: PASSAGES, products: 0, stages: Stages::FAST, filter, sort };
        let Ranked { passages, .. } = search::rank(&self.reader, &self.facets, &query, wanted)?;
        for hit in &passages.top {
            let is_it = |known: &&Candidate| known.kind == Kind::Article && known.hit.address == hit.address;
            let known = candidates.iter().find(is_it).copied();
            let candidate = known.unwrap_or(Candidate::unscored(Kind::Article, *hit));
            if let Some(passage) = documents.retrieved(&candidate, request, self)? {
                care.add(passage, concern);
            }
        }
        Ok(())
    }
}

/// The candidates of a kind, those first that have most of the question's subjects.
fn most_topical(candidates: &[Candidate], kind: Kind) -> Vec<&Candidate> {
    let mut found: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.kind == kind).collect();
    found.sort_by(|a, b| {
        let by_subjects = b.evidence.topical.total_cmp(&a.evidence.topical);
        by_subjects.then(b.evidence.strength().total_cmp(&a.evidence.strength()))
    });
    found
}
