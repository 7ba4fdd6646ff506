//! Where in a text the alternatives of a query stand.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::search::query::{PhraseTerm, Query};

/// A place that satisfies clauses of a query.
#[derive(Debug)]
pub(super) struct Match<'q> {
    /// In bytes of UTF-8 of the text.
    pub(super) span: Range<usize>,
    /// The clauses, by their indices.
    pub(super) clauses: &'q [usize],
}

/// What is looked for: terms at their distances.
struct Wanted<'q> {
    terms: &'q [PhraseTerm],
    clauses: &'q [usize],
    /// Whether it is a word that stands in the query's quotes only: it is marked alone only where its phrase is not.
    is_quoted: bool,
}

/// Everything that matches, in the order of the starts.
pub(super) fn find<'q>(text: &str, query: &'q Query, analyzer: &Analyzer) -> Vec<Match<'q>> {
    let wanted = wanted(query);
    let places = Places::find(text, &wanted, analyzer);
    let has_phrase =
        query.required.iter().any(|phrase| phrase.readings.iter().any(|terms| places.each(terms).next().is_some()));
    let mut found = Vec::new();
    for wanted in wanted.iter().filter(|wanted| !(wanted.is_quoted && has_phrase)) {
        found.extend(places.each(wanted.terms).map(|span| Match { span, clauses: wanted.clauses }));
    }
    found.sort_by_key(|found| (found.span.start, found.span.end));
    found
}

fn wanted(query: &Query) -> Vec<Wanted<'_>> {
    let mut wanted = Vec::new();
    for clause in &query.clauses {
        wanted.extend(clause.alternatives.iter().map(|alternative| Wanted {
            terms: &alternative.terms,
            clauses: &alternative.clauses,
            is_quoted: clause.is_quoted,
        }));
    }
    for phrase in &query.required {
        wanted.extend(phrase.readings.iter().map(|terms| Wanted { terms, clauses: &phrase.clauses, is_quoted: false }));
    }
    wanted
}

/// Where the single terms stand.
struct Places<'q> {
    /// The terms, sorted.
    terms: Vec<&'q str>,
    /// Of each term its places: which word of the text it is, and the word's bytes; in order.
    places: Vec<Vec<(usize, Range<usize>)>>,
}

impl<'q> Places<'q> {
    fn find(text: &str, wanted: &[Wanted<'q>], analyzer: &Analyzer) -> Self {
        let mut terms: Vec<&str> =
            wanted.iter().flat_map(|wanted| wanted.terms).map(|term| term.text.as_str()).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut places = vec![Vec::new(); terms.len()];
        analyzer.find(terms.iter().copied(), text, |term, span, word| places[term].push((word, span)));
        Self { terms, places }
    }

    fn of(&self, term: &PhraseTerm) -> &[(usize, Range<usize>)] {
        self.terms.binary_search(&term.text.as_str()).map_or(&[], |at| &self.places[at])
    }

    /// The spans of terms that stand at their distances.
    fn each<'p>(&'p self, terms: &'p [PhraseTerm]) -> impl Iterator<Item = Range<usize>> + 'p {
        let (first, rest) = terms.split_first().map_or((&[][..], terms), |(first, rest)| (self.of(first), rest));
        let offset = terms.first().map_or(0, |first| first.offset);
        first.iter().filter_map(move |(word, span)| {
            rest.iter().try_fold(span.clone(), |span, term| {
                let places = self.of(term);
                let at = places.binary_search_by_key(&(word + term.offset - offset), |&(word, _)| word).ok()?;
                Some(span.start..span.end.max(places[at].1.end))
            })
        })
    }
}
