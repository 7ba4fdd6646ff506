//! What lists of related documents are like, beside how good they are.

use std::collections::{HashMap, HashSet};

use super::run::Run;
use crate::engine::{Engine, Error};
use crate::semantics::{Quantized, cosine};

/// Documents of a list that are looked at.
const DEPTH: usize = 10;
/// Two documents of such a cosine are told apart by a size or a flavour.
const TWINS: f32 = 0.95;

/// Figures over the ten best of each list, by the vectors that were learned from the corpus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListFigures {
    /// The share of all documents that stand in any list.
    pub coverage: f64,
    /// How unlike each other two documents of a list are: the mean of 1 less their cosine (Ziegler et al. 2005, "Improving
    /// recommendation lists through topic diversification", turned round).
    pub diversity: f64,
    /// The share of lists in which two documents are all but the same.
    pub near_twins: f64,
}

impl ListFigures {
    /// Looks at the lists of a run over so many documents; nothing where the corpus is too small to learn vectors from.
    pub fn of(run: &Run, documents: u64, engine: &Engine) -> Result<Option<Self>, Error> {
        let mut vectors: HashMap<&str, Quantized> = HashMap::new();
        let lists: Vec<Vec<&str>> = run
            .lists()
            .map(|ranked| ranked.iter().take(DEPTH).map(|hit| hit.document.as_str()).collect::<Vec<_>>())
            .filter(|list: &Vec<&str>| list.len() > 1)
            .collect();
        for id in lists.iter().flatten().copied().collect::<HashSet<_>>() {
            let Some(vector) = engine.vector(id)? else { return Ok(None) };
            vectors.insert(id, vector);
        }
        let pairs: Vec<Vec<f32>> = lists.iter().map(|list| pairs(list, &vectors)).collect();
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / lists.len().max(1) as f64;
        let unlike = |cosines: &Vec<f32>| {
            cosines.iter().map(|&cosine| 1.0 - f64::from(cosine)).sum::<f64>() / cosines.len() as f64
        };
        let has_twins = |cosines: &Vec<f32>| f64::from(u8::from(cosines.iter().any(|&cosine| cosine >= TWINS)));
        Ok(Some(Self {
            coverage: vectors.len() as f64 / documents.max(1) as f64,
            diversity: mean(&mut pairs.iter().map(unlike)),
            near_twins: mean(&mut pairs.iter().map(has_twins)),
        }))
    }
}

/// The cosines of all pairs of a list.
fn pairs(list: &[&str], vectors: &HashMap<&str, Quantized>) -> Vec<f32> {
    let pairs = list.iter().enumerate().flat_map(|(at, a)| list[at + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| cosine(&vectors[a], &vectors[b])).collect()
}
