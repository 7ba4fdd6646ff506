//! The words of the corpus that search treats specially: synonyms, stop words, protected words.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::Xxh3;

use super::lines::{utf8, without_bom};
use super::nearest::{quote, suggest};
use super::problem::{Flaw, Problem, Problems};

/// The folder of a corpus that holds its vocabulary.
pub(super) const FOLDER: &str = "vocabulary";

const SYNONYMS: &str = "synonyms.txt";
const STOP_WORDS: &str = "stop-words.txt";
const PROTECTED_WORDS: &str = "protected-words.txt";

/// Each file with what is used where a corpus has none of its own.
const SHIPPED: [(&str, &str); 3] = [
    (SYNONYMS, include_str!("../../corpus/vocabulary/synonyms.txt")),
    (STOP_WORDS, include_str!("../../corpus/vocabulary/stop-words.txt")),
    (PROTECTED_WORDS, include_str!("../../corpus/vocabulary/protected-words.txt")),
];

/// Synonyms, stop words and protected words, in lower case. Nothing is stemmed: that is the analyzer's work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    synonyms: Vec<SynonymRule>,
    stop_words: FxHashSet<String>,
    protected: FxHashSet<String>,
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
    /// The vocabulary that comes with the program.
    #[must_use]
    pub fn shipped() -> Self {
        let mut vocabulary = Self::default();
        for (name, text) in SHIPPED {
            vocabulary.add_shipped(name, text);
        }
        vocabulary
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

    /// A number that changes when a word does.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::default();
        for rule in &self.synonyms {
            digest.words(rule.from.iter());
            digest.words(rule.to.iter());
        }
        for words in [&self.stop_words, &self.protected] {
            let mut sorted: Vec<_> = words.iter().collect();
            sorted.sort_unstable();
            digest.words(sorted.into_iter());
        }
        digest.0.digest()
    }

    /// Reads the vocabulary of a corpus: the files in the given folders, and for a file that none of them has, the
    /// shipped one.
    pub(super) fn read(folders: &[PathBuf]) -> Result<Self, Vec<Problem>> {
        let mut vocabulary = Self::default();
        let mut problems = Vec::new();
        for (name, shipped) in SHIPPED {
            let paths: Vec<_> = folders.iter().map(|folder| folder.join(name)).filter(|path| path.is_file()).collect();
            for path in &paths {
                problems.extend(vocabulary.add_file(name, path));
            }
            if paths.is_empty() {
                vocabulary.add_shipped(name, shipped);
            }
        }
        problems.extend(folders.iter().flat_map(|folder| unknown_files(folder)));
        if problems.is_empty() { Ok(vocabulary) } else { Err(problems) }
    }

    fn add_file(&mut self, name: &str, path: &Path) -> Vec<Problem> {
        let mut problems = Problems::new(Arc::from(path));
        match fs::read(path) {
            Err(error) => {
                problems.report(1, Flaw::new(format!("cannot read the file: {error}"), "check its permissions"));
            }
            Ok(bytes) => match utf8(&bytes) {
                Err((line, flaw)) => problems.report(line + 1, flaw),
                Ok(text) => self.add(name, text, &mut problems),
            },
        }
        problems.into_vec()
    }

    fn add_shipped(&mut self, name: &str, text: &str) {
        let mut problems = Problems::new(Arc::from(Path::new(name)));
        self.add(name, text, &mut problems);
        debug_assert_eq!(problems.count(), 0, "the shipped vocabulary is sound");
    }

    fn add(&mut self, name: &str, text: &str, problems: &mut Problems) {
        for (number, line) in without_bom(text).lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let line = line.to_lowercase();
            match name {
                SYNONYMS => match synonym_rule(&line) {
                    Ok(rule) => self.synonyms.push(rule),
                    Err(flaw) => problems.report(number + 1, flaw),
                },
                STOP_WORDS => _ = self.stop_words.insert(line),
                _ => _ = self.protected.insert(line),
            }
        }
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

/// A problem for every text file of the folder that has a name nobody reads: it was meant for something.
fn unknown_files(folder: &Path) -> Vec<Problem> {
    let known = SHIPPED.map(|(name, _)| name);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut problems = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !known.contains(&name.as_ref()) {
            let mut found = Problems::new(Arc::from(path.as_path()));
            found.report(1, Flaw::new("is not a file of the vocabulary", suggest(&name, "files", &known)));
            problems.extend(found.into_vec());
        }
    }
    problems
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
