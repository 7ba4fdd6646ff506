//! Editors' own links, in both directions: what an article's editor chose for it, the articles that a product was chosen for,
//! and what was chosen beside it.

use super::Seed;
use super::evidence::{Candidates, Evidence, Linker, Source};
use super::reason::ReasonKind;
use super::target::Target;
use crate::index::{IndexError, Reader};

/// Articles with a link to one product that are looked at.
const MAX_LINKERS: usize = 50;

/// A link counts as much as its part of the seed does.
pub(super) fn collect(
    reader: &Reader,
    target: Target,
    seed: &Seed,
    candidates: &mut Candidates,
) -> Result<(), IndexError> {
    match target {
        Target::Products => {
            chosen(reader, seed, candidates)?;
            chosen_together(reader, seed, candidates)
        }
        Target::Articles => choosing(reader, seed, candidates),
    }
}

/// Products that an editor put beside an article of the seed.
fn chosen(reader: &Reader, seed: &Seed, candidates: &mut Candidates) -> Result<(), IndexError> {
    for (part, of_seed) in seed.parts.iter().enumerate() {
        for product in &of_seed.links {
            // A link may lead nowhere when the corpus was indexed with its invalid parts left out.
            if let Some(address) = reader.product_address(product.as_str())? {
                let source = Source { part, text: 0 };
                candidates.add(address, Evidence::new(ReasonKind::EditorLink, of_seed.weight, source));
            }
        }
    }
    Ok(())
}

/// Products that stand beside a product of the seed in an editor's list.
fn chosen_together(reader: &Reader, seed: &Seed, candidates: &mut Candidates) -> Result<(), IndexError> {
    for (part, product) in seed.products() {
        let Some(id) = &product.document else { continue };
        for address in reader.linking(id.as_str(), MAX_LINKERS)? {
            let passage = reader.passage(address)?;
            // A long list says little of any two of its products.
            let strength = product.weight / passage.products.len() as f64;
            let via = Linker { document: passage.document.clone().into_owned(), title: passage.title.to_string() };
            for other in passage.products.iter().filter(|other| *other != id) {
                if let Some(address) = reader.product_address(other.as_str())? {
                    let evidence = Evidence::new(ReasonKind::LinkedTogether, strength, Source { part, text: 0 });
                    candidates.add(address, Evidence { via: Some(via.clone()), ..evidence });
                }
            }
        }
    }
    Ok(())
}

/// Articles whose editor chose a product of the seed, each by its first passage.
fn choosing(reader: &Reader, seed: &Seed, candidates: &mut Candidates) -> Result<(), IndexError> {
    for (part, product) in seed.products() {
        let Some(id) = &product.document else { continue };
        for address in reader.linking(id.as_str(), MAX_LINKERS)? {
            let source = Source { part, text: 0 };
            candidates.add(address, Evidence::new(ReasonKind::EditorLink, product.weight, source));
        }
    }
    Ok(())
}
