//! Which language: what the settings or the corpus say when an index is built, and the index's own when it is asked.
//!
//! What was said is the truth, and the index remembers it: so nobody has to say it again to ask, and forgetting to say it
//! cannot turn an index into one of another language.

use std::path::{Path, PathBuf};

use super::{BuildOptions, Error};
use crate::corpus::{Corpus, Language, Vocabulary};
use crate::index::IndexDirectory;

/// The language to build in: the one that is said, or English; but not English over another one without a word.
pub(super) fn to_build_in(options: &BuildOptions, corpus: &Corpus) -> Result<Language, Error> {
    if let Some(said) = said(options.language, corpus)? {
        return Ok(said);
    }
    match IndexDirectory::new(&options.index).language(None) {
        Ok(language) if language != Language::default() => {
            Err(Error::UnsaidLanguage { index: options.index.clone(), language })
        }
        // An index that cannot be read is built anew, from what is said.
        _ => Ok(Language::default()),
    }
}

/// The vocabulary to ask an index with, in the index's own language, which may not be another than the one that is said.
pub(super) fn vocabulary_to_ask(
    index: &Path,
    corpus: &[PathBuf],
    settings: Option<Language>,
) -> Result<Vocabulary, Error> {
    let index = IndexDirectory::new(index);
    if corpus.is_empty() {
        return Ok(Vocabulary::shipped_in(index.language(settings)?));
    }
    let corpus = Corpus::open(corpus, None)?;
    let language = index.language(said(settings, &corpus)?)?;
    corpus.vocabulary(language).map_err(Error::InvalidCorpus)
}

/// What the settings say, or the corpus; they may not contradict each other.
fn said(settings: Option<Language>, corpus: &Corpus) -> Result<Option<Language>, Error> {
    match (settings, corpus.language().map_err(Error::InvalidCorpus)?) {
        (Some(said), Some(written)) if said != written => Err(Error::TwoLanguages { said, written }),
        (said, written) => Ok(said.or(written)),
    }
}
