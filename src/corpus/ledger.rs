//! What only the whole corpus can tell: ids that two documents have, and links to products that do not exist.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::parsed::Parsed;
use super::problem::{Flaw, Problem, Problems};
use crate::document::{Document, Kind};
use crate::nearest::{nearest, quote};

/// Every dangling link costs a look at every product to find the nearest: after so many, nobody reads on.
const MAX_SUGGESTIONS: usize = 100;

/// Every id of the corpus with its place, and every link with its place.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    places: FxHashMap<String, Place>,
    links: Vec<Link>,
}

#[derive(Debug)]
struct Place {
    kind: Kind,
    path: Arc<Path>,
    line: usize,
}

#[derive(Debug)]
struct Link {
    to: String,
    path: Arc<Path>,
    line: usize,
}

impl Ledger {
    /// Enters a record; records are entered in the order of the corpus. Returns its document if that is sound and the
    /// first of its id.
    pub(super) fn enter(&mut self, parsed: Parsed, path: &Arc<Path>, problems: &mut Vec<Problem>) -> Option<Document> {
        self.links.extend(parsed.products.iter().map(|to| Link {
            to: to.as_str().to_owned(),
            path: Arc::clone(path),
            line: parsed.products_line,
        }));
        let id = parsed.id?;
        if let Some(first) = self.places.get(id.as_str()) {
            let message = format!("{} is the id of {}:{} too", quote(id.as_str()), first.path.display(), first.line);
            problems.extend(one(path, parsed.line, "id", Flaw::new(message, "give one of the two another id")));
            return None;
        }
        let place = Place { kind: parsed.kind, path: Arc::clone(path), line: parsed.line };
        self.places.insert(id.as_str().to_owned(), place);
        parsed.document
    }

    /// The problems of links that lead nowhere, once everything is entered.
    pub(super) fn close(self) -> Vec<Problem> {
        let is_product = |to: &str| self.places.get(to).is_some_and(|place| place.kind == Kind::Product);
        let dangling = self.links.iter().filter(|link| !is_product(&link.to));
        dangling.enumerate().flat_map(|(number, link)| self.dangling(link, number < MAX_SUGGESTIONS)).collect()
    }

    fn dangling(&self, link: &Link, suggest: bool) -> Vec<Problem> {
        let message = match self.places.get(&link.to) {
            Some(_) => format!("{} is an article, not a product", quote(&link.to)),
            None => format!("no product has the id {}", quote(&link.to)),
        };
        let products = self.places.iter().filter(|(_, place)| place.kind == Kind::Product).map(|(id, _)| id.as_str());
        let nearest = if suggest { nearest_of(&link.to, products) } else { None };
        let help = match nearest {
            Some(id) => format!("did you mean {id:?}?"),
            None => "write the id of a product of this corpus, or take it out".to_owned(),
        };
        one(&link.path, link.line, "products", Flaw::new(message, help))
    }
}

/// The nearest of ids that come in no particular order: the first in the alphabet of those equally near.
fn nearest_of<'n>(to: &str, ids: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    nearest(to, ids)
}

fn one(path: &Arc<Path>, line: usize, field: &str, flaw: Flaw) -> Vec<Problem> {
    let mut problems = Problems::new(Arc::clone(path));
    problems.report_field(line, field, flaw);
    problems.into_vec()
}
