//! An editor's own links.

use super::reason::{Reason, ReasonKind};
use super::{Candidates, Evidence, Seed};
use crate::index::{IndexError, Reader};

/// A link counts as much as its document does.
pub(super) fn collect(reader: &Reader, seed: &Seed, candidates: &mut Candidates) -> Result<(), IndexError> {
    for link in &seed.links {
        // A link may lead nowhere when the corpus was indexed with its invalid parts left out.
        let Some(product) = reader.product_by_id(link.product.as_str())? else { continue };
        let reason = Reason {
            kind: ReasonKind::EditorLink,
            text: format!("chosen by the editors of “{}”", link.title),
            document: Some(link.document.to_string()),
            passage: None,
            words: Vec::new(),
        };
        candidates.add(product, Evidence { strength: link.weight, reason });
    }
    Ok(())
}
