//! A site in a temporary folder: a corpus, an index, and questions to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tempfile::TempDir;
use wellspring::engine::{
    self, BuildOptions, BuildReport, Engine, Error, RelatedAnswer, RelatedRequest, SearchAnswer, SearchRequest,
};
use wellspring::search::Stages;

pub(crate) struct Site {
    _folder: TempDir,
    pub(crate) options: BuildOptions,
}

impl Site {
    /// An empty corpus.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        Self::of(folder, corpus)
    }

    /// The corpus that the repository ships.
    pub(crate) fn shipped() -> Self {
        Self::of(tempfile::tempdir().unwrap(), Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
    }

    /// The same, built once for all who only read it.
    pub(crate) fn shipped_once() -> &'static Engine {
        static ENGINE: LazyLock<(Site, Engine)> = LazyLock::new(|| {
            let site = Site::shipped();
            let engine = site.built();
            (site, engine)
        });
        &ENGINE.1
    }

    fn of(folder: TempDir, corpus: PathBuf) -> Self {
        let options = BuildOptions {
            index: folder.path().join("index"),
            corpus: vec![corpus],
            kind: None,
            language: None,
            skip_invalid: false,
            threads: 1,
            memory: 30_000_000,
            vectors: true,
        };
        Self { _folder: folder, options }
    }

    pub(crate) fn corpus(&self) -> &Path {
        &self.options.corpus[0]
    }

    /// Writes a file of the corpus.
    pub(crate) fn file(&self, name: &str, content: &str) -> &Self {
        let path = self.corpus().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Writes an article of one section.
    pub(crate) fn article(&self, id: &str, title: &str, text: &str) -> &Self {
        self.file(&format!("articles/{id}.md"), &format!("---\ntitle: \"{title}\"\n---\n\n{text}\n"))
    }

    /// Writes a product; `more` is further front matter.
    pub(crate) fn product(&self, id: &str, name: &str, more: &str, text: &str) -> &Self {
        self.file(&format!("products/{id}.md"), &format!("---\nname: \"{name}\"\n{more}\n---\n\n{text}\n"))
    }

    pub(crate) fn build(&self) -> Result<BuildReport, Error> {
        engine::build(&self.options, &mut |_| {})
    }

    pub(crate) fn open(&self) -> Engine {
        self.opened().unwrap()
    }

    pub(crate) fn opened(&self) -> Result<Engine, Error> {
        engine::open(&self.options.index, &self.options.corpus, self.options.language)
    }

    pub(crate) fn built(&self) -> Engine {
        self.build().unwrap();
        self.open()
    }
}

pub(crate) fn request(query: &str) -> SearchRequest {
    SearchRequest {
        query: query.to_owned(),
        limit: 10,
        offset: 0,
        products: 10,
        products_offset: 0,
        related: 4,
        stages: Stages::FULL,
        fragments: 1,
        explain: false,
        ..SearchRequest::default()
    }
}

pub(crate) fn search(engine: &Engine, query: &str) -> SearchAnswer {
    engine.search(&request(query)).unwrap()
}

/// The ids of the passages that a query finds.
pub(crate) fn found(engine: &Engine, query: &str) -> Vec<String> {
    search(engine, query).passages.into_iter().map(|hit| hit.passage.id.into_owned()).collect()
}

/// The ids of the products that a query finds.
pub(crate) fn found_products(engine: &Engine, query: &str) -> Vec<String> {
    search(engine, query).products.into_iter().map(|hit| hit.product.id.to_string()).collect()
}

pub(crate) fn related_to_text(engine: &Engine, text: &str) -> RelatedAnswer {
    engine.related(&RelatedRequest { text: Some(text.to_owned()), ..RelatedRequest::default() }).unwrap()
}

pub(crate) fn related_to(engine: &Engine, id: &str) -> RelatedAnswer {
    engine.related(&RelatedRequest { ids: vec![id.to_owned()], ..RelatedRequest::default() }).unwrap()
}
