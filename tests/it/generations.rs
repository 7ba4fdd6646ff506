//! The index is built in generations:
//!
//! 1. The index gives back every document exactly as it was read.
//! 2. A build indexes only what is new or has changed, and drops what is gone; the answers are those of a fresh build.
//! 3. A corpus with a problem changes nothing; leaving out what is invalid says what was left out.
//!    A corpus without any document does not replace one that has some.
//! 4. An open engine goes on serving its generation while and after another one is built.
//! 5. Two builds at once: the second is refused with a reason.
//! 6. An index of other analysis, of another format, or with a changed file is named, and a build mends it.
//! 7. Opening does not read files that still have the size and time they were written with, and writes nothing at all.
//! 8. Nothing that lies about in the index directory stops a build, and neither does the number of its threads.

use std::fs;
use std::path::PathBuf;

use wellspring::corpus::Corpus;
use wellspring::document::Document;
use wellspring::engine::{self, Error, FoundDocument};
use wellspring::index::{IndexDirectory, IndexError};

use crate::site::{Site, found, search};

fn open_error(site: &Site) -> Error {
    match site.opened() {
        Ok(_) => panic!("the index should not open"),
        Err(error) => error,
    }
}

fn generation_folder(site: &Site) -> PathBuf {
    site.options.index.join(IndexDirectory::new(&site.options.index).current().unwrap())
}

#[test]
fn documents_come_back_as_they_were_read() {
    let site = Site::shipped();
    let engine = site.built();
    let corpus = Corpus::open(&site.options.corpus, None).unwrap();
    let mut compared = 0;
    for document in corpus.batches().flat_map(|batch| batch.documents) {
        match (engine.document(document.id().as_str()).unwrap(), document) {
            (FoundDocument::Article(found, _), Document::Article(read)) => assert_eq!(found, read),
            (FoundDocument::Product(found), Document::Product(read)) => assert_eq!(found, read),
            (found, read) => panic!("{found:?} is not {read:?}"),
        }
        compared += 1;
    }
    assert!(compared >= 80);
}

#[test]
fn a_build_indexes_only_what_has_changed() {
    let site = Site::new();
    site.article("a", "One", "First text.").article("b", "Two", "Second text.").article("c", "Three", "Third text.");
    let first = site.build().unwrap();
    assert_eq!((first.changed, first.removed), (3, 0));
    let again = site.build().unwrap();
    assert_eq!((again.changed, again.removed), (0, 0));

    site.article("b", "Two", "Second text, mended.");
    fs::remove_file(site.corpus().join("articles/c.md")).unwrap();
    site.product("d", "Four", "", "A product.");
    let second = site.build().unwrap();
    assert_eq!((second.changed, second.removed), (2, 1));
    assert_eq!((second.counts.articles, second.counts.passages, second.counts.products), (2, 2, 1));

    let engine = site.open();
    assert_eq!(found(&engine, "text"), ["a#top.p1", "b#top.p1"]);
    assert_eq!(found(&engine, "mended"), ["b#top.p1"]);
    assert!(found(&engine, "third").is_empty());
    assert!(matches!(engine.document("c"), Err(Error::UnknownDocument(_))));
}

#[test]
fn an_article_may_become_a_product() {
    let site = Site::new();
    site.article("x", "Thing", "It is an article.");
    site.build().unwrap();
    fs::remove_file(site.corpus().join("articles/x.md")).unwrap();
    site.product("x", "Thing", "", "It is a product.");
    let engine = site.built();
    assert!(matches!(engine.document("x"), Ok(FoundDocument::Product(_))));
    assert!(found(&engine, "thing").is_empty());
}

#[test]
fn a_problem_changes_nothing() {
    let mut site = Site::new();
    site.article("a", "One", "First text.");
    let generation = site.build().unwrap().generation;
    site.article("b", "Two", "Second text.").file("articles/c.md", "---\ntitle: Three\n---\n");
    match site.build() {
        Err(Error::InvalidCorpus(problems)) => assert_eq!(problems.len(), 1, "{problems:?}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(site.open().generation(), generation);
    assert_eq!(
        fs::read_dir(&site.options.index).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count(),
        1
    );

    site.options.skip_invalid = true;
    let report = site.build().unwrap();
    assert_eq!((report.changed, report.skipped.len()), (1, 1));
    assert_eq!(report.skipped[0].path, site.corpus().join("articles/c.md"));
    assert_eq!(found(&site.open(), "text").len(), 2);
}

#[test]
fn a_folder_made_anew_is_another_revision() {
    let site = Site::new();
    site.article("a", "One", "Old text.");
    let old = site.built();
    assert_eq!(engine::current_revision(&site.options.index).as_deref(), Some(old.revision()));
    fs::remove_dir_all(&site.options.index).unwrap();
    site.article("a", "One", "New text.");
    let new = site.built();
    assert_eq!(new.generation(), old.generation());
    assert_ne!(new.revision(), old.revision());
}

#[test]
fn an_empty_corpus_does_not_replace_a_good_index() {
    let site = Site::new();
    assert_eq!(site.build().unwrap().counts.articles, 0, "a first build may be empty");
    site.article("a", "One", "Some text.");
    site.build().unwrap();
    fs::remove_dir_all(site.corpus().join("articles")).unwrap();
    assert!(matches!(site.build(), Err(Error::EmptyCorpus(_))));
    assert_eq!(found(&site.open(), "text"), ["a#top.p1"]);
}

#[test]
fn an_open_engine_keeps_its_generation() {
    let site = Site::new();
    site.article("a", "One", "Old text.");
    let old = site.built();
    for round in 0..3 {
        site.article("a", "One", &format!("New text {round}."));
        site.build().unwrap();
    }
    assert_eq!(search(&old, "old").passages[0].passage.text, "Old text.");
    assert_eq!(found(&site.open(), "new"), ["a#top.p1"]);
}

#[test]
fn a_second_builder_is_refused() {
    let site = Site::new();
    site.article("a", "One", "Text.");
    let _lock = IndexDirectory::new(&site.options.index).lock().unwrap();
    assert!(matches!(site.build(), Err(Error::Index(IndexError::Locked(_)))));
}

#[test]
fn an_index_of_another_analysis_is_named_and_rebuilt() {
    let site = Site::new();
    site.article("a", "One", "Sleeping well.");
    site.build().unwrap();
    site.file("vocabulary/protected-words.txt", "sleeping\n");
    assert!(matches!(open_error(&site), Error::Index(IndexError::OtherAnalysis { .. })));
    assert_eq!(site.build().unwrap().changed, 1, "everything is indexed anew");
    assert!(found(&site.open(), "sleep").is_empty(), "the protected word keeps its ending");
}

#[test]
fn an_index_of_another_format_is_named_and_rebuilt() {
    let site = Site::new();
    site.article("a", "One", "Text.");
    site.build().unwrap();
    let manifest = generation_folder(&site).join("manifest.json");
    let other = fs::read_to_string(&manifest).unwrap().replace("\"format\": ", "\"format\": 9");
    let digest = xxhash_rust::xxh3::xxh3_64(other.as_bytes());
    fs::write(&manifest, other).unwrap();
    let name = IndexDirectory::new(&site.options.index).current().unwrap();
    fs::write(site.options.index.join("CURRENT"), format!("{name} {digest:016x}\n")).unwrap();
    assert!(matches!(open_error(&site), Error::Index(IndexError::OtherFormat { .. })));
    assert!(!engine::is_up_to_date(&site.options).unwrap());
    site.build().unwrap();
    assert_eq!(found(&site.open(), "text"), ["a#top.p1"]);
}

#[test]
fn a_changed_file_is_named_and_a_touched_one_is_read_and_trusted() {
    let site = Site::new();
    site.article("a", "One", "Some text.").product("p", "Thing", "", "More text.");
    site.build().unwrap();
    let folder = generation_folder(&site);
    for file in ["ledger", "passages/meta.json", "products/meta.json"] {
        let path = folder.join(file);
        let content = fs::read(&path).unwrap();
        fs::write(&path, &content).unwrap();
        site.open();
        let mut flipped = content.clone();
        flipped[content.len() / 2] ^= 1;
        fs::write(&path, flipped).unwrap();
        match open_error(&site) {
            Error::Index(IndexError::Damaged { file: named, .. }) => assert_eq!(named, file),
            other => panic!("{other}"),
        }
        fs::write(&path, content).unwrap();
    }
    assert!(engine::is_up_to_date(&site.options).unwrap());
}

#[test]
fn scores_forget_what_is_gone() {
    let (site, fresh) = (Site::new(), Site::new());
    site.article("a", "One", "Iron and zinc.").article("b", "Two", "Iron and zinc again.");
    for site in [&site, &fresh] {
        site.article("c", "Three", "Iron and copper.").product("p", "Four", "", "Iron, in a capsule.");
    }
    site.product("q", "Five", "", "Iron, in a powder.").build().unwrap();
    for gone in ["articles/a.md", "articles/b.md", "products/q.md"] {
        fs::remove_file(site.corpus().join(gone)).unwrap();
    }
    let (mended, new) = (search(&site.built(), "iron"), search(&fresh.built(), "iron"));
    assert_eq!(mended.passages[0].score.to_bits(), new.passages[0].score.to_bits());
    assert_eq!(mended.products[0].score.to_bits(), new.products[0].score.to_bits());
}

#[test]
fn a_price_written_otherwise_is_a_change() {
    let site = Site::new();
    site.product("p", "Thing", "price: 12.5\nrating: 4\ningredients: [{name: Zinc, amount: 5, unit: mg}]", "Text.");
    site.build().unwrap();
    site.product("p", "Thing", "price: 12.50\nrating: 4\ningredients: [{name: Zinc, amount: 5, unit: mg}]", "Text.");
    assert_eq!(site.build().unwrap().changed, 1);
    site.product("p", "Thing", "price: 12.50\nrating: 4.0\ningredients: [{name: Zinc, amount: 5, unit: mg}]", "Text.");
    assert_eq!(site.build().unwrap().changed, 1);
    site.product(
        "p",
        "Thing",
        "price: 12.50\nrating: 4.0\ningredients: [{name: Zinc, amount: 5.0, unit: mg}]",
        "Text.",
    );
    assert_eq!(site.build().unwrap().changed, 1);
    assert_eq!(site.build().unwrap().changed, 0);
}

#[test]
fn many_threads_make_one_small_index() {
    let mut site = Site::new();
    (site.options.threads, site.options.memory) = (16, 480_000_000);
    for round in 0..6 {
        for number in 0..300 {
            site.article(&format!("a{number}"), "Title", &format!("The text of round {round}. ").repeat(20));
        }
        assert_eq!(site.build().unwrap().counts.passages, 300, "round {round}");
    }
    assert_eq!(site.open().reader().passages().0.segment_readers().len(), 1);
}

#[test]
fn a_stranger_in_the_index_directory_does_not_stop_a_build() {
    let site = Site::new();
    site.article("a", "One", "Text.").build().unwrap();
    fs::write(site.options.index.join("generation-000099"), "no folder").unwrap();
    site.article("a", "One", "Other text.").build().unwrap();
    assert_eq!(found(&site.open(), "other"), ["a#top.p1"]);
}

#[test]
fn opening_writes_nothing() {
    let site = Site::new();
    site.article("a", "One", "Text.").product("p", "Thing", "", "More text.").build().unwrap();
    let folder = generation_folder(&site);
    let files = || {
        let mut files = Vec::new();
        for kind in ["passages", "products"] {
            for entry in fs::read_dir(folder.join(kind)).unwrap() {
                files.push(entry.unwrap().path());
            }
        }
        files
    };
    for lock in files().iter().filter(|path| path.extension().is_some_and(|ending| ending == "lock")) {
        fs::remove_file(lock).unwrap();
    }
    let before = files();
    assert_eq!(found(&site.open(), "text"), ["a#top.p1"]);
    assert_eq!(files(), before);
}

#[test]
fn a_large_index_is_not_left_full_of_holes() {
    const PRODUCTS: usize = 12_600;
    let site = Site::new();
    let record = |id: usize| format!("{{\"id\": \"p{id}\", \"name\": \"N\", \"text\": \"Zinc {id}.\"}}");
    for from in [0, 300, 2_000, 2_400] {
        let records: Vec<String> = (from..PRODUCTS).map(record).collect();
        site.file("products.jsonl", &records.join("\n")).build().unwrap();
        let engine = site.open();
        let products = engine.reader().products().0;
        let segments = products.segment_readers().iter();
        let written: u64 = segments.map(|segment| u64::from(segment.max_doc())).sum();
        assert_eq!(products.num_docs() as usize, PRODUCTS - from);
        assert!(written as f64 <= 1.12 * products.num_docs() as f64, "{written} without the first {from}");
    }
}
