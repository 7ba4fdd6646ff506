//! A fresh index of judged documents, which goes away with the command.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use tempfile::TempDir;

use super::progress;
use crate::config::Config;
use crate::engine::{self, BuildOptions, Engine};
use crate::eval::{self, Qrels};

/// An index of a collection's documents, or of the site's where it has none of its own.
pub(super) struct JudgedIndex {
    pub(super) engine: Engine,
    _folder: TempDir,
}

impl JudgedIndex {
    pub(super) fn build(collection: &Path, config: &Config, qrels: &Qrels) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir().context("making a temporary folder for the index")?;
        let own = eval::own_corpus(collection);
        let lacks_own = own.is_none();
        // A collection without documents of its own judges the site's.
        let corpus = own.map_or_else(|| config.build.corpus.clone(), |own| vec![own]);
        // What a document is, the collection says; `--kind` narrows what is ranked.
        let options = BuildOptions { index: folder.path().join("index"), corpus, kind: None, ..config.build.clone() };
        let whose = || whose_documents(collection, &options.corpus, lacks_own);
        progress::shown(|progress| engine::build(&options, progress)).with_context(whose)?;
        let engine = engine::open(&options.index, &options.corpus, options.language)?;
        let judges_any = qrels.judgments().next().is_some();
        ensure!(!judges_any || eval::holds_relevant(&engine, qrels)?, "no relevant document is there ({})", whose());
        Ok(Self { engine, _folder: folder })
    }
}

/// Tells which documents a collection judges.
fn whose_documents(folder: &Path, corpus: &[PathBuf], lacks_own: bool) -> String {
    let corpus: Vec<String> = corpus.iter().map(|path| path.display().to_string()).collect();
    let corpus = corpus.join(", ");
    if lacks_own {
        format!("indexing {corpus}, as {} has no corpus.jsonl; --corpus names other content", folder.display())
    } else {
        format!("indexing {corpus}")
    }
}
