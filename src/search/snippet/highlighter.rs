//! Where in a text the alternatives of a query stand.

use std::ops::Range;

use crate::analysis::{Analyzer, Finder};
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

/// What a query looks for, ready to be marked in one text after another.
pub struct Highlighter<'q> {
    pub(super) query: &'q Query,
    wanted: Vec<Wanted<'q>>,
    /// Of the single terms, sorted.
    finder: Finder<'q>,
}

impl<'q> Highlighter<'q> {
    /// For the words, alternatives and phrases of a query.
    #[must_use]
    pub fn new(query: &'q Query, analyzer: &'q Analyzer) -> Self {
        let wanted = wanted(query);
        let mut terms: Vec<&str> =
            wanted.iter().flat_map(|wanted| wanted.terms).map(|term| term.text.as_str()).collect();
        terms.sort_unstable();
        terms.dedup();
        Self { query, finder: analyzer.finder(terms.into_iter()), wanted }
    }

    /// Everything that matches in a text, in the order of the starts.
    pub(super) fn find(&self, text: &str) -> Vec<Match<'q>> {
        let places = Places::find(text, &self.finder);
        let mut phrases = self.query.required.iter().flat_map(|phrase| &phrase.readings);
        let has_phrase = phrases.any(|terms| places.each(terms).next().is_some());
        let mut found = Vec::new();
        for wanted in self.wanted.iter().filter(|wanted| !(wanted.is_quoted && has_phrase)) {
            found.extend(places.each(wanted.terms).map(|span| Match { span, clauses: wanted.clauses }));
        }
        found.sort_by_key(|found| (found.span.start, found.span.end));
        found
    }
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
struct Places<'f, 'q> {
    finder: &'f Finder<'q>,
    /// Of each term its places: which word of the text it is, and the word's bytes; in order.
    places: Vec<Vec<(usize, Range<usize>)>>,
}

impl<'f, 'q> Places<'f, 'q> {
    fn find(text: &str, finder: &'f Finder<'q>) -> Self {
        let mut places = vec![Vec::new(); finder.terms().len()];
        finder.find(text, |term, span, word| places[term].push((word, span)));
        Self { finder, places }
    }

    fn of(&self, term: &PhraseTerm) -> &[(usize, Range<usize>)] {
        self.finder.terms().binary_search(&term.text.as_str()).map_or(&[], |at| &self.places[at])
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
