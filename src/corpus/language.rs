//! The languages that content can be written in: those that have a stemmer.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::problem::{Flaw, Problem, Problems};
use super::vocabulary_file::{LANGUAGE, each_line, files};
use crate::nearest::{quote, suggest};

/// What a corpus is written in. One corpus, and so one index, has one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
#[expect(missing_docs, reason = "a language is named by its name")]
pub enum Language {
    Arabic,
    Danish,
    Dutch,
    #[default]
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
}

/// A name that is no language's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {help}")]
pub struct UnknownLanguage {
    message: String,
    /// Names the nearest language, or all of them.
    help: String,
}

impl Language {
    /// Every language, by name.
    pub const ALL: [Self; 18] = [
        Self::Arabic,
        Self::Danish,
        Self::Dutch,
        Self::English,
        Self::Finnish,
        Self::French,
        Self::German,
        Self::Greek,
        Self::Hungarian,
        Self::Italian,
        Self::Norwegian,
        Self::Portuguese,
        Self::Romanian,
        Self::Russian,
        Self::Spanish,
        Self::Swedish,
        Self::Tamil,
        Self::Turkish,
    ];

    /// Its code in ISO 639-1, which is its tag in BCP 47 too: what the attribute `lang` of a page takes.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code_and_name().0
    }

    /// Its name in English, in lower case: what people write into settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.code_and_name().1
    }

    fn code_and_name(self) -> (&'static str, &'static str) {
        match self {
            Self::Arabic => ("ar", "arabic"),
            Self::Danish => ("da", "danish"),
            Self::Dutch => ("nl", "dutch"),
            Self::English => ("en", "english"),
            Self::Finnish => ("fi", "finnish"),
            Self::French => ("fr", "french"),
            Self::German => ("de", "german"),
            Self::Greek => ("el", "greek"),
            Self::Hungarian => ("hu", "hungarian"),
            Self::Italian => ("it", "italian"),
            Self::Norwegian => ("no", "norwegian"),
            Self::Portuguese => ("pt", "portuguese"),
            Self::Romanian => ("ro", "romanian"),
            Self::Russian => ("ru", "russian"),
            Self::Spanish => ("es", "spanish"),
            Self::Swedish => ("sv", "swedish"),
            Self::Tamil => ("ta", "tamil"),
            Self::Turkish => ("tr", "turkish"),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a name or a code, in capitals or not, with a region after it or not: `French`, `fr`, `fr-CA`.
    fn from_str(written: &str) -> Result<Self, UnknownLanguage> {
        let written = written.trim();
        let lower = written.to_lowercase();
        let name = match lower.split(['-', '_']).next() {
            // The stemmer is that of Bokmål.
            Some("nb") => "no",
            name => name.unwrap_or_default(),
        };
        let known = Self::ALL.into_iter().find(|language| language.name() == name || language.code() == name);
        known.ok_or_else(|| UnknownLanguage {
            message: format!("{} is not a language that can be searched", quote(written)),
            help: suggest(written, "languages", &Self::ALL.map(Self::name)),
        })
    }
}

impl TryFrom<String> for Language {
    type Error = UnknownLanguage;

    fn try_from(written: String) -> Result<Self, UnknownLanguage> {
        written.parse()
    }
}

impl From<Language> for &'static str {
    fn from(language: Language) -> Self {
        language.code()
    }
}

/// The language that the given folders say their corpus is written in, if one of them says it.
pub(super) fn said_in(folders: &[PathBuf]) -> Result<Option<Language>, Vec<Problem>> {
    let mut said: Option<Language> = None;
    let mut problems = Vec::new();
    let paths = files(folders, LANGUAGE);
    for path in &paths {
        problems.extend(each_line(path, |line| {
            let language = line.parse().map_err(|UnknownLanguage { message, help }| Flaw::new(message, help))?;
            match said.replace(language) {
                Some(before) if before != language => Err(two_languages(before, language)),
                _ => Ok(()),
            }
        }));
    }
    match paths.first() {
        _ if !problems.is_empty() => Err(problems),
        Some(path) if said.is_none() => Err(silent(path)),
        _ => Ok(said),
    }
}

fn silent(path: &Path) -> Vec<Problem> {
    let mut problems = Problems::new(Arc::from(path));
    problems.report(1, Flaw::new("names no language", "write one line, such as french"));
    problems.into_vec()
}

fn two_languages(one: Language, other: Language) -> Flaw {
    let help =
        "a corpus has one language: keep one line, and build what is written in another into an index of its own";
    Flaw::new(format!("{other} is a second language beside {one}"), help)
}
