//! What is offered when content says too little: products of the seed's categories, then those that editors chose most often,
//! then the best rated.

use std::cmp::Reverse;

use tantivy::DocAddress;

use super::Seed;
use super::evidence::{Candidate, Evidence, Source};
use super::reason::ReasonKind;
use crate::index::{IndexError, Reader};

/// Products that are looked at in one step of the chain.
const MOST: usize = 200;

/// The steps of the chain, the closest first.
pub(super) const CHAIN: [ReasonKind; 3] = [ReasonKind::SameCategory, ReasonKind::MostLinked, ReasonKind::BestRated];

/// The products of one step, best first.
pub(super) fn step(kind: ReasonKind, reader: &Reader, seed: &Seed) -> Result<Vec<Candidate>, IndexError> {
    let addresses = match kind {
        ReasonKind::SameCategory => {
            let mut addresses = Vec::new();
            for category in seed.parts.iter().flat_map(|part| &part.categories) {
                addresses.extend(reader.products_in(category.as_str(), MOST)?);
            }
            best_rated(addresses, reader)?
        }
        ReasonKind::MostLinked => {
            let mut linked = reader.linked_products()?;
            linked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let ids = linked.into_iter().take(MOST);
            let addresses = ids.filter_map(|(id, _)| reader.product_address(&id).transpose());
            addresses.collect::<Result<_, _>>()?
        }
        _ => best_rated(reader.some_products(MOST), reader)?,
    };
    let candidate =
        |address| Candidate { address, score: 0.0, evidence: vec![Evidence::new(kind, 1.0, Source::default())] };
    Ok(addresses.into_iter().map(candidate).collect())
}

fn best_rated(addresses: Vec<DocAddress>, reader: &Reader) -> Result<Vec<DocAddress>, IndexError> {
    let mut rated = Vec::with_capacity(addresses.len());
    for address in addresses {
        rated.push((Reverse(reader.product(address)?.rating), address));
    }
    rated.sort();
    Ok(rated.into_iter().map(|(_, address)| address).collect())
}
