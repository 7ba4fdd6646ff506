//! What a question about pregnancy, children, medicines, doses or an emergency must not be answered without: the warnings of the
//! products that it names or finds, and the passages that speak of what it is about.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::iter;

use super::candidates::{Candidate, Gathered};
use super::request::{RetrieveKinds, RetrieveRequest};
use super::source::{Documents, Retrieved};
use crate::analysis::Finder;
use crate::document::{Kind, Product};
use crate::engine::{Engine, Error};
use crate::index::{IndexError, PassageOutline};
use crate::safety::{Concern, WARNING_WORDS};
use crate::search::{self, Query, Ranked, Sort, Stages, Wanted};

/// Products whose warnings are added.
const PRODUCTS: usize = 40;
/// Products whose description is added: it may say more than the label.
const DESCRIPTIONS: usize = 1;
/// A product is concerned if its name and ingredients have so many of the words that any product's have, as a share.
const CONCERNED: f32 = 0.6;
/// Subjects of a question whose best article is looked through, and how many of its passages on a concern are added.
const SUBJECTS: usize = 3;
const ARTICLES_A_SUBJECT: usize = 3;
const PASSAGES_AN_ARTICLE: usize = 3;
/// Passages of any article that are added for a concern.
const PASSAGES: usize = 3;
/// The best passages of the question itself that are looked at beside them.
const OWN_PASSAGES: usize = 6;
/// Who asks how much of something that is as unlikely to be answered here does not ask for a dose.
const UNLIKELY: f32 = 0.2;
/// What a word in the headings counts beside one in the text.
const HEADING: usize = 2;
/// What a heading counts that warns.
const WARNING_HEADING: usize = 3;

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
        gathered: &Gathered,
        request: &RetrieveRequest,
        documents: &mut Documents,
    ) -> Result<Care, Error> {
        let candidates = &gathered.candidates;
        let mut care = Care { concerns: Concern::of(question, &self.analyzer), added: Vec::new() };
        // "How many goals" is no dose; but who speaks of an emergency is never sent away.
        let only_counts = care.concerns == [Concern::Dose] && gathered.confidence < UNLIKELY;
        if only_counts || gathered.is_off_topic() && !care.concerns.contains(&Concern::Emergency) {
            care.concerns.clear();
        }
        if care.concerns.is_empty() {
            return Ok(care);
        }
        // "Zinc in pregnancy" is about zinc: what is said of pregnancy everywhere else is no help.
        let subject =
            self.gather(&Concern::subject_of(question, &care.concerns, &self.analyzer), request.filter.as_ref())?;
        let products = self.concerned(&subject, candidates)?;
        let articles = self.articles_about(&subject, candidates, request)?;
        for concern in care.concerns.clone() {
            if request.kinds.contains(RetrieveKinds::WARNINGS) {
                add_warnings(concern, &products, &mut care);
            }
            if request.kinds.contains(RetrieveKinds::PRODUCTS) {
                for (product, score) in products.iter().take(DESCRIPTIONS) {
                    care.add(Retrieved { score: *score, ..Retrieved::of_product(product) }, concern);
                }
            }
            if request.kinds.contains(RetrieveKinds::PASSAGES) {
                self.add_passages_of_subjects(concern, &articles, request, documents, &mut care)?;
                self.add_passages_of_any(question, concern, candidates, request, documents, &mut care)?;
            }
        }
        Ok(care)
    }

    /// The articles that a question is about: the best one for all of its subjects, and the best one for each.
    fn articles_about(
        &self,
        subject: &Gathered,
        candidates: &[Candidate],
        request: &RetrieveRequest,
    ) -> Result<Vec<String>, IndexError> {
        let about = if subject.subject_words.is_empty() { candidates } else { &subject.candidates };
        let mut addresses: Vec<_> =
            most_topical(about, Kind::Article).into_iter().map(|found| found.hit.address).take(1).collect();
        for word in subject.subject_words.iter().take(SUBJECTS) {
            let query = Query::read(word, &self.analyzer);
            let wanted = Wanted {
                passages: ARTICLES_A_SUBJECT,
                products: 0,
                stages: Stages::FAST,
                filter: request.filter.as_ref(),
                sort: Sort::Relevance,
            };
            let Ranked { passages, .. } = search::rank(&self.reader, &self.facets, &query, wanted)?;
            addresses.extend(passages.top.iter().map(|hit| hit.address));
        }
        let mut articles: Vec<String> = Vec::new();
        for address in addresses {
            let article = self.reader.passage(address)?.document.to_string();
            if !articles.contains(&article) {
                articles.push(article);
            }
        }
        Ok(articles)
    }

    /// The products that a question is about: those with most of its words in name and ingredients, with their scores.
    fn concerned(&self, subject: &Gathered, candidates: &[Candidate]) -> Result<Vec<(Product, f32)>, IndexError> {
        let mut found: Vec<(usize, Product, f32)> = Vec::new();
        for candidate in subject.candidates.iter().filter(|candidate| candidate.kind == Kind::Product) {
            let product = self.reader.product(candidate.hit.address)?;
            let is_it = |known: &&Candidate| known.kind == Kind::Product && known.hit.address == candidate.hit.address;
            let score = candidates.iter().find(is_it).map_or(0.0, |known| known.score);
            found.push((self.named(subject, &product), product, score));
        }
        let most = found.iter().map(|(named, ..)| *named).max().unwrap_or_default();
        found.retain(|&(named, ..)| named > 0 && named as f32 >= CONCERNED * most as f32);
        found.sort_by_key(|&(named, ..)| Reverse(named));
        Ok(found.into_iter().take(PRODUCTS).map(|(_, product, score)| (product, score)).collect())
    }

    /// How many words of a question the name and the ingredients of a product have.
    fn named(&self, question: &Gathered, product: &Product) -> usize {
        // Who asks about vitamin D means vitamin D3 too: what the label's words may also be counts.
        let mut has: HashSet<String> = HashSet::new();
        for text in iter::once(&product.name).chain(product.ingredients.iter().map(|ingredient| &ingredient.name)) {
            let mut label = Query::read(text, &self.analyzer);
            self.synonyms.expand(&mut label, Stages::FULL);
            has.extend(label.alternatives().flat_map(|one| &one.terms).map(|term| term.text.clone()));
        }
        let present = question.alternatives.iter().filter(|(terms, _)| terms.iter().all(|term| has.contains(term)));
        present.flat_map(|(_, words)| words).collect::<HashSet<_>>().len()
    }

    /// Adds the passages that speak to a concern, of the articles that the question is about.
    fn add_passages_of_subjects(
        &self,
        concern: Concern,
        articles: &[String],
        request: &RetrieveRequest,
        documents: &mut Documents,
        care: &mut Care,
    ) -> Result<(), Error> {
        let terms = |words: &[&str]| words.iter().map(|word| self.analyzer.term_of(word)).collect::<Vec<String>>();
        let (spoken, warning) = (terms(concern.spoken_as()), terms(WARNING_WORDS));
        let [spoken, warning] = [&spoken, &warning].map(|terms| self.analyzer.finder(terms.iter().map(String::as_str)));
        let count = |terms: &Finder<'_>, text: &str| {
            let mut found = HashSet::new();
            terms.find(text, |term, _, _| _ = found.insert(term));
            found.len()
        };
        let speaks = |outline: &PassageOutline, text: &str| {
            let heading = outline.heading_path.join(" ");
            let warns = usize::from(count(&warning, &heading) > 0);
            WARNING_HEADING * warns + HEADING * count(&spoken, &heading) + count(&spoken, text)
        };
        for article in articles {
            for passage in
                documents.best_passages(article, request, self, speaks)?.into_iter().take(PASSAGES_AN_ARTICLE)
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
        // What the question itself found is looked at as well.
        let own = candidates.iter().filter(|candidate| candidate.kind == Kind::Article).take(OWN_PASSAGES);
        for hit in own.map(|candidate| &candidate.hit).chain(&passages.top) {
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

/// Adds the warnings of some products that speak to a concern.
fn add_warnings(concern: Concern, products: &[(Product, f32)], care: &mut Care) {
    for (product, score) in products {
        let kinds = concern.warnings();
        for (index, _) in product.warnings.iter().enumerate().filter(|(_, warning)| kinds.contains(&warning.kind)) {
            care.add(Retrieved { score: *score, ..Retrieved::of_warning(product, index) }, concern);
        }
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
