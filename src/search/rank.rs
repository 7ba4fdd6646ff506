//! The pipeline of ranking: candidates by words, their fit, candidates by meaning, and one score.

use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher};

use super::facet::{FacetIndex, Facets};
use super::lexical::{self, Fields, Fit, Words};
use super::limits::Limits;
use super::matches::{Matches, addresses};
use super::order::{Order, Selected, Sort};
use super::query::Query;
use super::semantic::{Answer, Feedback, TOWARDS_PASSAGES, TOWARDS_PRODUCTS};
use super::stages::{Meaning, Stages};
use super::title::first_titled;
use crate::document::Kind;
use crate::filter::Filter;
use crate::index::{DocumentVectors, IndexError, Reader, Scored};
use crate::ranking::{Explanation, Share, convex};
use crate::semantics::Probe;

/// Candidates by words, and as many by meaning: a few times what a page shows, because the fit changes their order. On all dev
/// sets, 60 give the ten best that 100 give.
const FAST_DEPTH: usize = 20;
const FULL_DEPTH: usize = 60;
/// What meaning counts in the score of a passage; words count the rest.
const PASSAGE_MEANING: f32 = 0.45;
/// What it counts in that of a product: a product's text is short and speaks of ingredients where a query speaks of a concern.
const PRODUCT_MEANING: f32 = 0.65;
/// What is left of the meaning of a document without any word of the query. What is near in meaning to a question about one
/// condition may be about its sibling: 0.7 gained 4 points of nDCG@10 on questions of our own topics; on `NFCorpus` it lost 0.002,
/// which a larger weight of meaning won back.
const WORDLESS_MEANING: f32 = 0.7;

/// How much of what is wanted, and by which stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'f> {
    /// Passages.
    pub passages: usize,
    /// Products.
    pub products: usize,
    /// Which stages run.
    pub stages: Stages,
    /// What everything found has to be.
    pub filter: Option<&'f Filter>,
    /// In which order.
    pub sort: Sort,
}

/// What a query found in both indexes.
pub struct Ranked<'r> {
    /// Passages.
    pub passages: Found<'r>,
    /// Products.
    pub products: Found<'r>,
    /// What became of the stages that rank by meaning.
    pub meaning: Meaning,
}

/// What a query found in one index.
pub struct Found<'r> {
    /// The best, best first; scores are 0 to 1.
    pub top: Vec<Scored>,
    /// Everything that has a word of the query and passes its filter.
    pub matches: Matches,
    words: Words<'r>,
    candidates: Vec<Candidate>,
    shares: [Share; 2],
    titled: Option<DocAddress>,
}

/// A document that may be an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    address: DocAddress,
    fit: Fit,
    /// Of its meaning to what is looked for.
    cosine: f32,
}

/// Ranks passages and products. Products are looked for by the meaning of the best passages as well: those say which
/// ingredients a concern is about. A query without words finds everything that fulfils the filter.
pub fn rank<'r>(
    reader: &'r Reader,
    facets: &Facets,
    query: &'r Query,
    wanted: Wanted<'_>,
) -> Result<Ranked<'r>, IndexError> {
    let [passages, products] = pools(reader, facets, query, wanted)?;
    if query.is_empty() && wanted.filter.is_some() {
        return Ok(Ranked {
            meaning: Meaning::NotAsked,
            passages: passages.list(wanted.sort.order_of_everything(Kind::Article), wanted.passages)?,
            products: products.list(wanted.sort.order_of_everything(Kind::Product), wanted.products)?,
        });
    }
    let space = reader.space().filter(|_| wanted.stages.contains(Stages::MEANING));
    let passage_candidates = passages.by_words(wanted.passages)?;
    let product_candidates = products.by_words(wanted.products)?;
    let [to_passages, to_products] = [TOWARDS_PASSAGES, TOWARDS_PRODUCTS].map(|feedback| {
        let space = space?;
        let mut answers = Vec::new();
        if wanted.stages.contains(Stages::FEEDBACK) {
            answers = self::answers(feedback, &passage_candidates, &space.passages);
            if answers.is_empty() {
                answers = self::answers(feedback, &product_candidates, &space.products);
            }
        }
        feedback.probe(space, query, &answers)
    });
    let used = match (wanted.stages.contains(Stages::MEANING), reader.space(), &to_passages) {
        (false, ..) => Meaning::NotAsked,
        (true, None, _) => Meaning::CorpusTooSmall,
        (true, Some(_), None) => Meaning::UnknownWords,
        (true, Some(_), Some(_)) => Meaning::Used,
    };
    let near_passages = space.zip(to_passages.as_ref()).map(|(space, probe)| (&space.passages, probe));
    let near_products = space.zip(to_products.as_ref()).map(|(space, probe)| (&space.products, probe));
    Ok(Ranked {
        meaning: used,
        passages: passages.finish(passage_candidates, near_passages, PASSAGE_MEANING, wanted.passages)?,
        products: products.finish(product_candidates, near_products, PRODUCT_MEANING, wanted.products)?,
    })
}

/// Everything that matches a query within a filter, unranked: passages and products. A query without words matches everything.
pub fn matching(
    reader: &Reader,
    facets: &Facets,
    query: &Query,
    filter: Option<&Filter>,
) -> Result<[Matches; 2], IndexError> {
    let wanted = Wanted { passages: 0, products: 0, stages: Stages::FAST, filter, sort: Sort::default() };
    let [passages, products] = pools(reader, facets, query, wanted)?;
    Ok([passages, products].map(|pool| if query.is_empty() { pool.of_everything().matches } else { pool.matches }))
}

fn pools<'r, 'f>(
    reader: &'r Reader,
    facets: &'f Facets,
    query: &'r Query,
    wanted: Wanted<'_>,
) -> Result<[Pool<'r, 'f>; 2], IndexError> {
    let (passages, fields) = reader.passages();
    let fields = lexical::passage_fields(fields);
    let passages = Pool::new(Kind::Article, passages, fields, &facets.passages, query, wanted)?;
    let (products, fields) = reader.products();
    let fields = lexical::product_fields(fields);
    Ok([passages, Pool::new(Kind::Product, products, fields, &facets.products, query, wanted)?])
}

/// What one index has for a query, on the way to its best.
struct Pool<'r, 'f> {
    searcher: &'r Searcher,
    facets: &'f FacetIndex,
    query: &'r Query,
    title: Option<Field>,
    /// The order of its list, if that is not relevance.
    order: Option<Order>,
    /// Whether its best by words say what else is looked for.
    gives_feedback: bool,
    depth: usize,
    words: Words<'r>,
    matches: Matches,
}

impl<'r, 'f> Pool<'r, 'f> {
    fn new(
        kind: Kind,
        searcher: &'r Searcher,
        fields: Fields,
        facets: &'f FacetIndex,
        query: &'r Query,
        wanted: Wanted<'_>,
    ) -> Result<Self, IndexError> {
        let order = wanted.sort.order(kind);
        let stages = match kind {
            Kind::Article => wanted.stages,
            // A list of concerns is answered by the product for one of them: of a product, coverage counts in its nearness
            // alone, and nothing is gained by where its words stand.
            Kind::Product => wanted.stages - Stages::COVERAGE - Stages::PROXIMITY,
        };
        let body = fields[0].0;
        let limits = Limits::of(query, facets.conditions(searcher, wanted.filter)?, searcher, body)?;
        let words = Words::new(searcher, fields, query, stages)?;
        Ok(Self {
            depth: if stages.contains(Stages::MEANING) { FULL_DEPTH } else { FAST_DEPTH },
            matches: Matches::collect(searcher, body, query, &words.alternatives, limits)?,
            title: stages.contains(Stages::FIELDS).then_some(fields[1].0),
            gives_feedback: stages.contains(Stages::FEEDBACK),
            words,
            searcher,
            facets,
            query,
            order,
        })
    }

    /// The pool of everything within the limits, whatever its words.
    fn of_everything(self) -> Self {
        let matches = Matches::within(self.searcher, self.facets.listed().to_vec(), self.matches.into_limits());
        Self { matches, ..self }
    }

    /// Everything within the limits, in an order; nothing if the filter says nothing of such documents.
    fn list(self, order: Order, wanted: usize) -> Result<Found<'r>, IndexError> {
        let is_asked_for = !self.matches.limits().conditions.is_empty();
        let pool = if is_asked_for { self.of_everything() } else { self };
        let top = order.list(pool.facets, pool.searcher, &pool.matches, wanted)?;
        let top = top.into_iter().map(|address| Scored { address, score: 0.0 }).collect();
        let shares = [Share { weight: 1.0, best: 0.0 }, Share { weight: 0.0, best: 0.0 }];
        Ok(Found { top, matches: pool.matches, words: pool.words, candidates: Vec::new(), shares, titled: None })
    }

    /// The first matches in an order, equal ones by their words.
    fn sorted(mut self, order: Order, wanted: usize) -> Result<Found<'r>, IndexError> {
        // Pages are cut by the words alone, so these decide on a page too.
        self.words.count_words_alone();
        let Selected { before, tied, room } = order.select(self.facets, &self.matches, wanted);
        let mut documents = self.words.best_of(&before, wanted)?;
        documents.extend(self.words.best_of(&tied, room)?);
        let mut candidates = self.fitted(documents)?;
        candidates.sort_by(|a, b| {
            let by_value = order.rank(self.facets, a.address).total_cmp(&order.rank(self.facets, b.address));
            by_value.then(b.fit.score().total_cmp(&a.fit.score())).then(a.address.cmp(&b.address))
        });
        let best = candidates.iter().map(|candidate| candidate.fit.score()).fold(0.0, f32::max);
        let shares = [Share { weight: 1.0, best }, Share { weight: 0.0, best: 0.0 }];
        let scored = |candidate: &Candidate| Scored { address: candidate.address, score: candidate.score(&shares) };
        let top = candidates.iter().map(scored).collect();
        Ok(Found { top, matches: self.matches, words: self.words, candidates, shares, titled: None })
    }

    /// The best by words, the best fit first.
    fn by_words(&self, wanted: usize) -> Result<Vec<Candidate>, IndexError> {
        if (self.order.is_some() || wanted == 0) && !self.gives_feedback {
            return Ok(Vec::new());
        }
        let found = self.words.candidates(&self.matches, wanted.max(self.depth))?;
        let mut candidates = self.fitted(found)?;
        candidates.sort_unstable_by(|a, b| b.fit.score().total_cmp(&a.fit.score()).then(a.address.cmp(&b.address)));
        Ok(candidates)
    }

    fn fitted(&self, mut addresses: Vec<DocAddress>) -> Result<Vec<Candidate>, IndexError> {
        addresses.sort_unstable();
        let fits = self.words.fit(&addresses)?;
        let fitted = addresses.into_iter().zip(fits);
        Ok(fitted.map(|(address, fit)| Candidate { address, fit, cosine: 0.0 }).collect())
    }

    /// Adds what is found by meaning, and gives everything its score.
    fn finish(
        self,
        mut candidates: Vec<Candidate>,
        meaning: Option<(&DocumentVectors, &Probe)>,
        share: f32,
        wanted: usize,
    ) -> Result<Found<'r>, IndexError> {
        if let Some(order) = self.order {
            return self.sorted(order, wanted);
        }
        // Where none is wanted, all that the words found was for feedback.
        let meaning = meaning.filter(|_| wanted > 0);
        if let Some((vectors, probe)) = meaning {
            for candidate in &mut candidates {
                candidate.cosine = probe.cosine(vectors.of(candidate.address));
            }
            candidates.extend(self.by_meaning(&candidates, vectors, probe, wanted.max(self.depth))?);
        }
        let share = if meaning.is_some() { share } else { 0.0 };
        let best = |value: fn(&Candidate) -> f32| candidates.iter().map(value).fold(0.0, f32::max);
        let shares = [
            Share { weight: 1.0 - share, best: best(|candidate| candidate.fit.score()) },
            Share { weight: share, best: best(|candidate| candidate.cosine) },
        ];
        let mut top: Vec<Scored> = candidates
            .iter()
            .map(|candidate| Scored { address: candidate.address, score: candidate.score(&shares) })
            .filter(|scored| scored.score > 0.0)
            .collect();
        top.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
        let titled = self.lift_titled(&mut top)?;
        top.truncate(wanted);
        Ok(Found { top, matches: self.matches, words: self.words, candidates, shares, titled })
    }

    /// Puts the best document whose title is the query to the top: whoever types a title looks for that document, whatever else
    /// is near to it.
    fn lift_titled(&self, top: &mut [Scored]) -> Result<Option<DocAddress>, IndexError> {
        let Some(title) = self.title else { return Ok(None) };
        let titled = first_titled(self.searcher, title, self.query, top.iter().map(|scored| scored.address))?;
        if let Some(at) = top.iter().position(|scored| Some(scored.address) == titled) {
            top[..=at].rotate_right(1);
            top[0].score = 1.0;
        }
        Ok(titled)
    }

    /// The nearest that are not known yet.
    fn by_meaning(
        &self,
        known: &[Candidate],
        vectors: &DocumentVectors,
        probe: &Probe,
        depth: usize,
    ) -> Result<Vec<Candidate>, IndexError> {
        let mut known: Vec<DocAddress> = known.iter().map(|candidate| candidate.address).collect();
        known.sort_unstable();
        let mut allowed = self.matches.limits().allowed().map(addresses);
        let among = allowed.as_mut().map(|allowed| -> &mut dyn Iterator<Item = DocAddress> { allowed });
        let near = vectors.nearest(self.searcher, probe, depth, among).into_iter();
        let new: Vec<DocAddress> =
            near.map(|near| near.address).filter(|address| known.binary_search(address).is_err()).collect();
        let mut candidates = self.fitted(new)?;
        for candidate in &mut candidates {
            candidate.cosine = probe.cosine(vectors.of(candidate.address));
        }
        Ok(candidates)
    }
}

impl Candidate {
    fn score(&self, shares: &[Share; 2]) -> f32 {
        convex(&[(shares[0], self.fit.score()), (shares[1], self.nearness())])
    }

    /// A document that no stage has looked at.
    fn unranked(address: DocAddress) -> Self {
        Self { address, fit: Fit::default(), cosine: 0.0 }
    }

    fn explain_nearness(&self) -> Explanation {
        let cosine = "the cosine to the query turned towards its best passages";
        let gate = "what is left of it by the share of the words that are there";
        let parts =
            vec![Explanation::leaf(f64::from(self.cosine), cosine), Explanation::leaf(f64::from(self.gate()), gate)];
        Explanation::tree(f64::from(self.nearness()), "meaning, the product of", parts)
    }

    /// How near it is in meaning; nearer if it has the words as well, the last of which says most.
    fn nearness(&self) -> f32 {
        self.cosine * self.gate()
    }

    fn gate(&self) -> f32 {
        WORDLESS_MEANING + (1.0 - WORDLESS_MEANING) * self.fit.coverage.powi(2)
    }
}

impl Found<'_> {
    /// How much each clause of the query says here: the inverse document frequency of its typed word.
    #[must_use]
    pub fn idf(&self) -> &[f32] {
        &self.words.idf
    }

    /// The words of the query, ready for this index.
    pub(super) fn words(&self) -> &Words<'_> {
        &self.words
    }

    /// Why a document has its score.
    pub fn explain(&self, hit: Scored) -> Result<Explanation, IndexError> {
        let words = self.words.explain(hit.address)?;
        let candidate = self.candidates.iter().find(|candidate| candidate.address == hit.address);
        let meaning = candidate.copied().unwrap_or(Candidate::unranked(hit.address)).explain_nearness();
        let parts = [words, meaning].into_iter().zip(&self.shares).filter(|(_, share)| share.weight > 0.0);
        let mut parts: Vec<Explanation> = parts.map(|(part, share)| share.explain(part)).collect();
        if self.titled == Some(hit.address) {
            let rest = 1.0 - parts.iter().map(|part| part.value).sum::<f64>();
            parts.push(Explanation::leaf(rest, "what is left to 1, because its title is the query"));
        }
        Ok(Explanation::tree(f64::from(hit.score), "sum of", parts))
    }
}

fn answers<'v>(feedback: Feedback, candidates: &[Candidate], vectors: &'v DocumentVectors) -> Vec<Answer<'v>> {
    feedback.answers(candidates.iter().map(|candidate| (candidate.address, candidate.fit.score())), vectors)
}
