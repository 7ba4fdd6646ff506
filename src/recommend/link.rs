//! An editor's own links.

use super::reason::ReasonKind;
use super::{Candidates, Evidence, Seed};
use crate::index::{IndexError, Reader};

/// A link counts as much as its document does.
pub(super) fn collect(reader: &Reader, seed: &Seed, candidates: &mut Candidates) -> Result<(), IndexError> {
    for (source, link) in seed.links.iter().enumerate() {
        // A link may lead nowhere when the corpus was indexed with its invalid parts left out.
        if let Some(product) = reader.product_address(link.product.as_str())? {
            candidates.add(product, Evidence { kind: ReasonKind::EditorLink, strength: link.weight, source });
        }
    }
    Ok(())
}
