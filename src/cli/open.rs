//! Opening the index with the vocabulary that belongs to it.

use anyhow::Context;

use crate::config::Config;
use crate::engine::{self, BuildOptions, Engine};
use crate::index::IndexError;

/// Opens the generation in force with the vocabulary of the corpus; with the shipped one where the corpus is only the default
/// one and is not there.
pub fn open(config: &Config) -> Result<Engine, engine::Error> {
    let corpus = if has_corpus(config) { config.build.corpus.as_slice() } else { &[] };
    let BuildOptions { index, language, .. } = &config.build;
    engine::open(index, corpus, *language)
}

/// [`open`] for somebody who asks and cannot build.
pub(super) fn open_to_ask(config: &Config) -> anyhow::Result<Engine> {
    match open(config) {
        Err(error @ engine::Error::Index(IndexError::OtherAnalysis { .. })) => Err(error).with_context(|| {
            let index = config.build.index.display();
            format!(
                "the index in {index} was built with another vocabulary; name the corpus it was built from with --corpus, or \
                 rebuild it with `wellspring index`"
            )
        }),
        Err(error @ engine::Error::Index(IndexError::OtherLanguage { .. })) => Err(error).context(
            "an index is asked in the language that it was built in; say no other one, or rebuild it with `wellspring index`",
        ),
        opened => Ok(opened?),
    }
}

/// Whether there is a corpus to look at: one that was named has to be there, the default one may be missing.
pub(super) fn has_corpus(config: &Config) -> bool {
    !config.corpus_is_default || config.build.corpus.iter().any(|path| path.exists())
}
