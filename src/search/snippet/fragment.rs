//! Which parts of a text to show.

use std::ops::Range;

use super::Match;
use crate::passage::sentence_starts;

/// The longest fragment, in bytes of UTF-8, without what completes its last word.
const MAX_FRAGMENT_BYTES: usize = 260;
/// How far back a fragment reaches for the start of its sentence.
const MAX_LEAD_BYTES: usize = 120;
/// Context before the first match when its sentence starts too far back.
const LEAD_BYTES: usize = 50;
/// What a clause that was already seen adds, beside 1 for a new one.
const REPEAT_WEIGHT: f32 = 0.1;

/// The fragments that cover most of a query, a clause counted once whichever alternative matched; in the order of the text. The
/// text's beginning if nothing matches.
pub(super) fn best(text: &str, found: &[Match<'_>], idf: &[f32], most: usize) -> Vec<Range<usize>> {
    let clauses = found.iter().flat_map(|found| found.clauses).max().map_or(0, |last| last + 1);
    let mut seen = vec![false; clauses];
    let mut fragments: Vec<Range<usize>> = Vec::new();
    while fragments.len() < most {
        let Some((gap, covered)) = best_stretch(text, found, idf, &seen, &fragments) else { break };
        for &clause in found.iter().filter(|found| is_in(&found.span, &covered)).flat_map(|found| found.clauses) {
            seen[clause] = true;
        }
        let inside = around(&text[gap.clone()], covered.start - gap.start..covered.end - gap.start);
        let fragment = gap.start + inside.start..gap.start + inside.end;
        let at = fragments.partition_point(|known| known.start < fragment.start);
        fragments.insert(at, fragment);
    }
    if fragments.is_empty() {
        fragments.push(around(text, 0..0));
    }
    fragments
}

/// The free part of the text whose matches are worth most side by side, and what they cover; the first of equals.
fn best_stretch(
    text: &str,
    found: &[Match<'_>],
    idf: &[f32],
    seen: &[bool],
    fragments: &[Range<usize>],
) -> Option<(Range<usize>, Range<usize>)> {
    let mut best: Option<(f32, Range<usize>, Range<usize>)> = None;
    for gap in gaps(text.len(), fragments) {
        let inside: Vec<&Match<'_>> = found.iter().filter(|found| is_in(&found.span, &gap)).collect();
        for index in 0..inside.len() {
            let (value, covered) = stretch(&inside[index..], idf, seen);
            if best.as_ref().is_none_or(|best| value > best.0) {
                best = Some((value, gap.clone(), covered));
            }
        }
    }
    best.map(|(_, gap, covered)| (gap, covered))
}

/// What the matches are worth that fit into one fragment with the first of them.
fn stretch(found: &[&Match<'_>], idf: &[f32], seen: &[bool]) -> (f32, Range<usize>) {
    let mut covered = found[0].span.clone();
    let mut seen = seen.to_vec();
    let mut value = 0.0;
    for other in found {
        if other.span.end > covered.start + MAX_FRAGMENT_BYTES - LEAD_BYTES && other.span.start > covered.start {
            break;
        }
        covered.end = covered.end.max(other.span.end);
        for &clause in other.clauses {
            let weight = idf.get(clause).copied().unwrap_or_default();
            value += if std::mem::replace(&mut seen[clause], true) { weight * REPEAT_WEIGHT } else { weight };
        }
    }
    (value, covered)
}

/// The parts of a text between fragments that are in order.
fn gaps(end: usize, fragments: &[Range<usize>]) -> Vec<Range<usize>> {
    let starts = [0].into_iter().chain(fragments.iter().map(|fragment| fragment.end));
    let ends = fragments.iter().map(|fragment| fragment.start).chain([end]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

fn is_in(span: &Range<usize>, within: &Range<usize>) -> bool {
    within.start <= span.start && span.end <= within.end
}

/// A fragment that has what it is to cover, and as much of the sentences around it as there is room for.
fn around(text: &str, covered: Range<usize>) -> Range<usize> {
    let at = covered.start;
    let room = MAX_FRAGMENT_BYTES.saturating_sub(covered.len());
    let from = floor(text, at.saturating_sub(MAX_LEAD_BYTES.min(room)));
    let sentence = match from {
        0 => Some(0),
        _ => sentence_starts(&text[from..]).map(|start| from + start).take_while(|&start| start <= at).next(),
    };
    let start = sentence.unwrap_or_else(|| next_word(text, floor(text, at.saturating_sub(LEAD_BYTES.min(room))), at));
    let limit = (start + MAX_FRAGMENT_BYTES).max(covered.end);
    if limit >= text.len() {
        return start..text.len();
    }
    let limit = floor(text, limit);
    let sentence_end =
        sentence_starts(&text[start..limit]).last().map(|next| start + text[start..start + next].trim_end().len());
    let is_enough = |&end: &usize| end >= covered.end && end > at + LEAD_BYTES;
    let end = sentence_end.filter(is_enough).unwrap_or_else(|| word_end(text, start, limit, covered.end.max(at + 1)));
    start..end
}

/// The start of the first whole word after `from`, at the latest `at`.
fn next_word(text: &str, from: usize, at: usize) -> usize {
    text[from..at].find(char::is_whitespace).map_or(at, |space| {
        let start = from + space;
        start + (text[start..at].len() - text[start..at].trim_start().len())
    })
}

/// The end of the last whole word before `limit` that leaves what stands before `least`; a word that fills the fragment is cut.
fn word_end(text: &str, start: usize, limit: usize, least: usize) -> usize {
    let end = text[start..limit].rfind(char::is_whitespace).map_or(limit, |space| start + space);
    let end = if end >= least { end } else { limit };
    start + text[start..end].trim_end().len()
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
