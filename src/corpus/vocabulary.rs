//! The words of the corpus that search treats specially: synonyms, stop words, protected words, and the subjects it is about.

use std::path::PathBuf;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::Xxh3;

use super::language::Language;
use super::problem::{Flaw, Problem};
use super::vocabulary_file::{
    PROTECTED_WORDS, STOP_WORDS, SUBJECTS, SYNONYMS, content, each_line, files, unknown_files,
};
use crate::nearest::quote;

/// Each file of words with what is used where an English corpus has none of its own.
const SHIPPED: [(&str, &str); 4] = [
    (SYNONYMS, include_str!("../../corpus/vocabulary/synonyms.txt")),
    (STOP_WORDS, include_str!("../../corpus/vocabulary/stop-words.txt")),
    (PROTECTED_WORDS, include_str!("../../corpus/vocabulary/protected-words.txt")),
    (SUBJECTS, include_str!("../../corpus/vocabulary/subjects.txt")),
];

/// Synonyms, stop words, protected words and subjects, in lower case. Nothing is stemmed: that is the analyzer's work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    language: Language,
    synonyms: Vec<SynonymRule>,
    stop_words: FxHashSet<String>,
    protected: FxHashSet<String>,
    subjects: FxHashSet<String>,
}

/// Words or phrases that a search for others finds as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymRule {
    /// What is searched for.
    pub from: Vec<String>,
    /// What is found too. In a group of equals this is the same list.
    pub to: Vec<String>,
}

impl Vocabulary {
    /// The English vocabulary that comes with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::shipped_in(Language::English)
    }

    /// What comes with the program for a language.
    #[must_use]
    pub fn shipped_in(language: Language) -> Self {
        let mut vocabulary = Self { language, ..Self::default() };
        for (name, text) in SHIPPED {
            vocabulary.add_shipped(name, text);
        }
        vocabulary
    }

    /// The language of these words, and of the texts that they are for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The synonym rules, in the order of their file.
    #[must_use]
    pub fn synonyms(&self) -> &[SynonymRule] {
        &self.synonyms
    }

    /// Words that carry no meaning of their own in a search.
    #[must_use]
    pub fn stop_words(&self) -> &FxHashSet<String> {
        &self.stop_words
    }

    /// Words that are never stemmed, corrected or split.
    #[must_use]
    pub fn protected(&self) -> &FxHashSet<String> {
        &self.protected
    }

    /// Words of the field that the corpus is about, whether its texts have them or not.
    #[must_use]
    pub fn subjects(&self) -> &FxHashSet<String> {
        &self.subjects
    }

    /// A number that changes when a word does.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::default();
        for rule in &self.synonyms {
            digest.words(rule.from.iter());
            digest.words(rule.to.iter());
        }
        for words in [&self.stop_words, &self.protected, &self.subjects] {
            let mut sorted: Vec<_> = words.iter().collect();
            sorted.sort_unstable();
            digest.words(sorted.into_iter());
        }
        digest.0.digest()
    }

    /// Reads the vocabulary of a corpus: the files in the given folders, and for a file that none of them has, the
    /// shipped one.
    pub(super) fn read(folders: &[PathBuf], language: Language) -> Result<Self, Vec<Problem>> {
        let mut vocabulary = Self { language, ..Self::default() };
        let mut problems = Vec::new();
        for (name, shipped) in SHIPPED {
            let paths = files(folders, name);
            for path in &paths {
                problems.extend(each_line(path, |line| vocabulary.add(name, line)));
            }
            if paths.is_empty() {
                vocabulary.add_shipped(name, shipped);
            }
        }
        problems.extend(folders.iter().flat_map(|folder| unknown_files(folder)));
        if problems.is_empty() { Ok(vocabulary) } else { Err(problems) }
    }

    /// Adds what comes with the program: synonyms are English, what is protected (B12, omega-3, SPF) is the same everywhere.
    fn add_shipped(&mut self, name: &str, english: &str) {
        if self.language == Language::English || name == PROTECTED_WORDS {
            let flaws: Vec<Flaw> = content(english).filter_map(|(_, line)| self.add(name, &line).err()).collect();
            debug_assert!(flaws.is_empty(), "the shipped vocabulary is sound");
        } else if name == STOP_WORDS {
            let words = stop_words::lookup(self.language.code()).unwrap_or_default();
            self.stop_words.extend(words.iter().map(|word| word.to_lowercase()));
        }
    }

    fn add(&mut self, name: &str, line: &str) -> Result<(), Flaw> {
        match name {
            SYNONYMS => self.synonyms.push(synonym_rule(line)?),
            STOP_WORDS => _ = self.stop_words.insert(line.to_owned()),
            SUBJECTS => self.subjects.extend(line.split_whitespace().map(str::to_owned)),
            _ => _ = self.protected.insert(line.to_owned()),
        }
        Ok(())
    }
}

/// Reads `a, b, c` (equals) or `a, b => c` (one way).
fn synonym_rule(line: &str) -> Result<SynonymRule, Flaw> {
    let help = "write a group such as acne, pimples, or one way such as blackheads => comedones";
    let sides: Vec<Vec<String>> = line.split("=>").map(terms).collect();
    if sides.iter().any(Vec::is_empty) {
        return Err(Flaw::new(format!("{} has nothing on one side", quote(line)), help));
    }
    match <[_; 2]>::try_from(sides) {
        Ok([from, to]) => Ok(SynonymRule { from, to }),
        Err(sides) => match <[_; 1]>::try_from(sides) {
            Ok([group]) if group.len() > 1 => Ok(SynonymRule { from: group.clone(), to: group }),
            Ok(_) => Err(Flaw::new(format!("{} has no synonym", quote(line)), help)),
            Err(_) => Err(Flaw::new(format!("{} has more than one =>", quote(line)), help)),
        },
    }
}

fn terms(side: &str) -> Vec<String> {
    let words = |term: &str| term.split_whitespace().collect::<Vec<_>>().join(" ");
    side.split(',').map(words).filter(|term| !term.is_empty()).collect()
}

#[derive(Default)]
struct Digest(Xxh3);

impl Digest {
    /// Adds a list so that no other list of lists has the same bytes.
    fn words<'w>(&mut self, words: impl ExactSizeIterator<Item = &'w String>) {
        self.0.update(&words.len().to_le_bytes());
        for word in words {
            self.0.update(&word.len().to_le_bytes());
            self.0.update(word.as_bytes());
        }
    }
}
