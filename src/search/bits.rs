//! Sets of documents, one bit a document.

use std::iter;

/// A set of documents of one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(super) fn empty(documents: u32) -> Self {
        Self { words: vec![0; (documents as usize).div_ceil(64)] }
    }

    /// None of the documents of the same segment.
    pub(super) fn empty_like(&self) -> Self {
        Self { words: vec![0; self.words.len()] }
    }

    /// Every document of a segment.
    pub(super) fn full(documents: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; (documents as usize).div_ceil(64)] };
        if let Some(last) = bits.words.last_mut().filter(|_| !documents.is_multiple_of(64)) {
            *last = (1 << (documents % 64)) - 1;
        }
        bits
    }

    /// Sets the bits of rising numbers, a word of the set at a time.
    pub(super) fn set_all(&mut self, documents: &[u32]) {
        let (mut word, mut bits) = (0, 0_u64);
        for &document in documents {
            let next = document as usize / 64;
            if next != word {
                if bits != 0 {
                    self.words[word] |= bits;
                }
                (word, bits) = (next, 0);
            }
            bits |= 1 << (document % 64);
        }
        if bits != 0 {
            self.words[word] |= bits;
        }
    }

    pub(super) fn set(&mut self, document: u32) {
        self.words[document as usize / 64] |= 1 << (document % 64);
    }

    pub(super) fn has(&self, document: u32) -> bool {
        self.words[document as usize / 64] >> (document % 64) & 1 == 1
    }

    /// The numbers of the bits that are set, rising.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let first = index as u32 * 64;
            iter::successors(Some(word), |left| Some(left & left.wrapping_sub(1)))
                .take_while(|&left| left != 0)
                .map(move |left| first + left.trailing_zeros())
        })
    }

    /// How much memory it takes, in words.
    pub(super) fn size(&self) -> u64 {
        self.words.len() as u64
    }

    pub(super) fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub(super) fn count_shared(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    pub(super) fn keep_shared(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    pub(super) fn remove_all(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    pub(super) fn keep_only(&mut self, keep: impl Fn(u32) -> bool) {
        for (index, word) in self.words.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                if !keep(index as u32 * 64 + bit) {
                    *word &= !(1 << bit);
                }
                left &= left - 1;
            }
        }
    }
}
