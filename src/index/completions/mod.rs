//! What people may want to type, in the words of the corpus: titles, headings, product names, categories, concerns,
//! ingredients, words and frequent phrases, each with a weight.
//!
//! A completion is found by each word of it that tells something: "sleep" leads to "Magnesium and sleep". These places stand
//! in one list, in the order of what follows them, mapped from disk: what begins with a text is one stretch of it, found by
//! halving. The best of a long stretch are found by the best of each block, so that one letter costs no more than a word.

mod build;
mod phrase;

use std::ops::Range;
use std::path::Path;

use tantivy::Directory;
use tantivy::directory::{MmapDirectory, OwnedBytes};

use crate::analysis::{Analyzer, fold_name};

pub(super) use build::{Texts, write};

/// The file's name in a generation.
pub(super) const FILE: &str = "completions";

/// Places that are looked at together.
const BLOCK: usize = 64;
/// Numbers at the file's beginning: how many completions, and how many places.
const HEADER: usize = 2;
/// Bytes of a number.
const NUMBER: usize = size_of::<u32>();

/// The completions of a generation.
pub struct Completions {
    bytes: OwnedBytes,
    /// How many completions there are.
    texts: usize,
    /// How many places they have.
    places: usize,
    /// The largest weight of each block of places.
    best_of_blocks: Vec<u16>,
}

/// Something that may be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion<'c> {
    /// As it is shown.
    pub text: &'c str,
    /// Its words in the form in which they are looked up, a space between each two.
    pub key: &'c str,
    /// Where in the key what was looked for stands: a byte at which a word begins.
    pub start: usize,
    /// How much it is worth there; larger is better.
    pub weight: u16,
}

/// A place in the list: a word of a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    completion: u32,
    start: u16,
    weight: u16,
}

/// Some words in the form in which completions are looked up: folded, a space between each two.
#[must_use]
pub fn completion_key(text: &str, analyzer: &Analyzer) -> String {
    analyzer.words(text).map(|word| fold_name(&word.text)).collect::<Vec<_>>().join(" ")
}

impl Completions {
    /// Maps the file of a generation, or says what is wrong with it.
    pub(super) fn open(generation: &Path) -> Result<Self, String> {
        let directory = MmapDirectory::open(generation).map_err(|error| error.to_string())?;
        let file = directory.open_read(Path::new(FILE)).map_err(|error| error.to_string())?;
        let bytes = file.read_bytes().map_err(|error| error.to_string())?;
        let mut opened = Self { bytes, texts: 0, places: 0, best_of_blocks: Vec::new() };
        let header = opened.numbers(0..HEADER).ok_or("it is too short")?;
        (opened.texts, opened.places) = (header[0] as usize, header[1] as usize);
        let is_whole = opened.numbers(0..opened.letters_at()).is_some()
            && opened.ends().last().is_none_or(|&end| opened.letters().len() == end as usize);
        if !is_whole {
            return Err("its size is not that of its completions".to_owned());
        }
        let best =
            |places: &[[u32; 2]]| places.iter().map(|&place| Place::read(place).weight).max().unwrap_or_default();
        opened.best_of_blocks = opened.place_numbers().chunks(BLOCK).map(best).collect();
        Ok(opened)
    }

    /// The best completions that have somewhere a word from which on they begin with a key, best first, equal ones in their order;
    /// one may come more than once, for several of its words.
    #[must_use]
    pub fn beginning(&self, key: &str, most: usize) -> Vec<Completion<'_>> {
        let range = self.range(key);
        let mut best: Vec<(usize, Place)> = Vec::new();
        for block in self.best_blocks(&range, most) {
            let places = range.start.max(block * BLOCK)..range.end.min((block + 1) * BLOCK);
            best.extend(places.map(|at| (at, self.place(at))));
        }
        let by_weight = |a: &(usize, Place), b: &(usize, Place)| b.1.weight.cmp(&a.1.weight).then(a.0.cmp(&b.0));
        if best.len() > most {
            // Of a thousand places a handful is wanted: only those are sorted.
            best.select_nth_unstable_by(most, by_weight);
            best.truncate(most);
        }
        best.sort_unstable_by(by_weight);
        best.into_iter().map(|(_, place)| self.completion(place)).collect()
    }

    /// The blocks that have the best places of a stretch: each of the best is in one of as many blocks. Those at the edges are always
    /// among them, because their best may stand outside of the stretch.
    fn best_blocks(&self, range: &Range<usize>, most: usize) -> Vec<usize> {
        let (first, last) = (range.start / BLOCK, range.end / BLOCK);
        let mut inner: Vec<usize> = (first + 1..last).collect();
        if inner.len() > most {
            inner.select_nth_unstable_by(most, |&a, &b| {
                self.best_of_blocks[b].cmp(&self.best_of_blocks[a]).then(a.cmp(&b))
            });
            inner.truncate(most);
        }
        inner.extend([first, last]);
        inner.sort_unstable();
        inner.dedup();
        inner
    }

    /// The places from which on completions begin with a key.
    fn range(&self, key: &str) -> Range<usize> {
        // Compared as bytes: to look whether they are UTF-8 costs more than to compare them.
        let from = |place: usize| {
            let place = self.place(place);
            self.letters().get(self.spans(place).1).and_then(|key| key.get(place.start.into()..)).unwrap_or_default()
        };
        let key = key.as_bytes();
        let start = partition_point(0..self.places, |place| from(place) < key);
        let end = partition_point(start..self.places, |place| from(place).starts_with(key));
        start..end
    }

    fn completion(&self, place: Place) -> Completion<'_> {
        let (text, key) = self.spans(place);
        Completion { text: self.text(text), key: self.text(key), start: place.start.into(), weight: place.weight }
    }

    /// Where a text and its key are, one after the other.
    fn spans(&self, place: Place) -> (Range<usize>, Range<usize>) {
        let ends = self.ends();
        let end = |at: usize| ends.get(at).map_or(0, |&end| end as usize);
        let own = 2 * place.completion as usize;
        let start = if own == 0 { 0 } else { end(own - 1) };
        (start..end(own), end(own)..end(own + 1))
    }

    fn text(&self, span: Range<usize>) -> &str {
        self.letters().get(span).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn place(&self, at: usize) -> Place {
        Place::read(self.place_numbers()[at])
    }

    fn numbers(&self, range: Range<usize>) -> Option<&[u32]> {
        let bytes = self.bytes.get(NUMBER * range.start..NUMBER * range.end)?;
        bytemuck::try_cast_slice(bytes).ok()
    }

    fn ends(&self) -> &[u32] {
        self.numbers(HEADER..HEADER + 2 * self.texts).unwrap_or_default()
    }

    fn place_numbers(&self) -> &[[u32; 2]] {
        let start = HEADER + 2 * self.texts;
        self.numbers(start..start + 2 * self.places).map(bytemuck::cast_slice).unwrap_or_default()
    }

    /// Numbers before the texts.
    fn letters_at(&self) -> usize {
        HEADER + 2 * self.texts + 2 * self.places
    }

    fn letters(&self) -> &[u8] {
        &self.bytes[NUMBER * self.letters_at()..]
    }
}

impl Place {
    fn read([completion, place]: [u32; 2]) -> Self {
        Self { completion, start: (place >> 16) as u16, weight: place as u16 }
    }

    fn written(self) -> [u32; 2] {
        [self.completion, u32::from(self.start) << 16 | u32::from(self.weight)]
    }
}

/// The first of some numbers for which something no longer holds.
fn partition_point(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut start, mut end) = (range.start, range.end);
    while start < end {
        let middle = usize::midpoint(start, end);
        if holds(middle) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    start
}
