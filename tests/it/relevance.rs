//! How well the shipped corpus is searched, by the judged topics in `tests/relevance`:
//!
//! 1. The topics keep their own rules: enough in every class, every judgment about a document that is there, grades from 0
//!    to 3, none of them a title.
//! 2. Only off-topic topics have no relevant document, and each of them has a tempting one that was judged 0.
//! 3. The figures over all topics and by class are what they were: a change of ranking is a change of the snapshots.
//! 4. They do not depend on how many threads have built the index.
//! 5. The same for related products; a seed is never its own answer.
//! 6. `wellspring eval` reads the folder, takes the documents of `--corpus`, and finds the same.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use wellspring::document::Kind;
use wellspring::engine::{Engine, FoundDocument, RelatedRequest};
use wellspring::eval::{
    self, Classes, Collection, EvalReport, Judged, MEASURES, Qrels, Queries, RankOptions, RankedTopics, TopicMeans,
};
use wellspring::recommend::{Signals, Wanted};
use wellspring::search::Stages;

use crate::site::Site;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance")
}

fn collection() -> Collection {
    Collection::read(&folder(), "test", Queries::Clean).unwrap()
}

fn related_qrels() -> Qrels {
    Qrels::read(&folder().join("related/products.tsv")).unwrap()
}

fn ranked(engine: &Engine) -> RankedTopics {
    let options = RankOptions { kind: None, stages: Stages::FULL };
    eval::rank(engine, &collection().topics, options, || {}).unwrap()
}

fn title(id: &str) -> String {
    match Site::shipped_once().document(id) {
        Ok(FoundDocument::Article(article, _)) => article.title.clone(),
        Ok(FoundDocument::Product(product)) => product.name.clone(),
        Err(error) => panic!("{error}: judge documents that are there"),
    }
}

fn row(name: &str, means: &TopicMeans) -> String {
    let mut row = format!("{name:<10} {:>6} {:>12.4}", means.topics, means.without_hits);
    for measure in &means.measures {
        write!(row, " {:>10.4}", measure.interval.mean).unwrap();
    }
    row
}

/// The figures to four decimals, a line a class.
fn figures(report: &EvalReport) -> String {
    let mut lines = vec![format!("{:<10} {:>6} {:>12}", "", "topics", "without hits")];
    lines[0].extend(MEASURES.map(|measure| format!(" {:>10}", measure.name)));
    lines.push(row("all", &report.total));
    lines.extend(report.classes.iter().map(|class| row(&class.class, &class.means)));
    lines.join("\n")
}

/// nDCG@10 of each topic, so that a changed snapshot says which topics have moved.
fn by_topic(ranked: &RankedTopics, qrels: &Qrels) -> String {
    let topics = qrels.topics().filter(|topic| !qrels.relevant(topic).is_empty());
    let lines = topics.map(|topic| {
        let [ndcg, ..] = Judged::new(ranked.run.ranked(topic), topic, qrels).scores();
        format!("{ndcg:.4} {topic}")
    });
    lines.collect::<Vec<String>>().join("\n")
}

#[test]
fn every_class_has_enough_topics() {
    let topics = collection().topics;
    assert!(topics.len() >= 90);
    let classes = eval::classes(&topics);
    let least = [
        ("lay", 15),
        ("medical", 8),
        ("misspelt", 8),
        ("off-topic", 8),
        ("product", 15),
        ("question", 15),
        ("safety", 8),
    ];
    assert_eq!(classes.keys().map(String::as_str).collect::<Vec<_>>(), least.map(|(class, _)| class));
    for (class, least) in least {
        assert!(classes[class].len() >= least, "{class} has {} topics", classes[class].len());
    }
}

#[test]
fn topics_are_no_titles_and_are_there_once() {
    let Collection { topics, qrels } = collection();
    let mut texts = HashSet::new();
    for topic in &topics {
        assert!(texts.insert(topic.text.to_lowercase()), "{} is there twice", topic.text);
    }
    for (_, document, _) in qrels.judgments() {
        assert!(!texts.contains(&title(document).to_lowercase()), "the title of {document} is no topic");
    }
}

#[test]
fn judgments_are_about_documents_that_are_there() {
    for qrels in [collection().qrels, related_qrels()] {
        for (_, document, grade) in qrels.judgments() {
            assert!(!title(document).is_empty());
            assert!((0..=3).contains(&grade), "{document} has grade {grade}");
        }
    }
}

#[test]
fn every_document_answers_something() {
    let judged = collection().qrels;
    let answers: HashSet<&str> =
        judged.judgments().filter(|&(.., grade)| grade >= 2).map(|(_, document, _)| document).collect();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for kind in ["articles", "products"] {
        for entry in corpus.join(kind).read_dir().unwrap() {
            let path = entry.unwrap().path();
            let id = path.file_stem().unwrap().to_str().unwrap();
            assert!(answers.contains(id), "{id} answers no topic well");
        }
    }
}

#[test]
fn only_off_topic_topics_have_no_answer() {
    let Collection { topics, qrels } = collection();
    for topic in topics {
        let off_topic = topic.class.as_deref() == Some("off-topic");
        assert_eq!(qrels.relevant(&topic.id).is_empty(), off_topic, "{}: {}", topic.id, topic.text);
    }
}

#[test]
fn search_figures() {
    let Collection { topics, qrels } = collection();
    let ranked = ranked(Site::shipped_once());
    let report = EvalReport::new(&ranked, &qrels, None, &eval::classes(&topics));
    let unanswerable = report.unanswerable;
    let of_unanswerable =
        format!("{} topics without relevant documents: {} with hits", unanswerable.topics, unanswerable.with_hits);
    insta::assert_snapshot!("search", format!("{}\n\n{of_unanswerable}", figures(&report)));
    insta::assert_snapshot!("search_by_topic", by_topic(&ranked, &qrels));
}

/// The last bit of a score may depend on the order in which its parts are added; what is measured may not.
#[test]
fn figures_do_not_depend_on_threads() {
    let mut site = Site::shipped();
    site.options.threads = 4;
    let qrels = collection().qrels;
    let (by_four, by_one) = (by_topic(&ranked(&site.built()), &qrels), by_topic(&ranked(Site::shipped_once()), &qrels));
    for (by_four, by_one) in by_four.lines().zip(by_one.lines()) {
        assert_eq!(by_four, by_one);
    }
}

#[test]
fn related_figures() {
    let qrels = related_qrels();
    let ranked =
        eval::rank_related(Site::shipped_once(), qrels.topics(), Some(Kind::Product), &Wanted::default(), || {})
            .unwrap();
    let mut kinds: HashMap<bool, Vec<String>> = HashMap::new();
    for seed in qrels.topics() {
        assert!(ranked.run.ranked(seed).iter().all(|hit| hit.document != seed), "{seed} is its own answer");
        let is_product = matches!(Site::shipped_once().document(seed), Ok(FoundDocument::Product(_)));
        kinds.entry(is_product).or_default().push(seed.to_owned());
    }
    assert!(kinds[&false].len() >= 30 && kinds[&true].len() >= 30);
    let classes = [("article", false), ("product", true)].map(|(kind, key)| (kind.to_owned(), kinds[&key].clone()));
    let report = EvalReport::new(&ranked, &qrels, None, &Classes::from(classes));
    insta::assert_snapshot!("related", figures(&report));
    insta::assert_snapshot!("related_by_seed", by_topic(&ranked, &qrels));
}

/// What editors chose is found without their links, by what the texts say.
#[test]
fn editors_choices_are_found_without_their_links() {
    let wanted = Wanted { signals: Signals::all() - Signals::LINKS, limit: 5, ..Wanted::default() };
    let (mut found, mut articles) = (0, 0);
    for seed in related_qrels().topics() {
        let Ok(FoundDocument::Article(article, _)) = Site::shipped_once().document(seed) else { continue };
        let request =
            RelatedRequest { ids: vec![seed.to_owned()], wanted: wanted.clone(), ..RelatedRequest::default() };
        let products = Site::shipped_once().related(&request).unwrap().products;
        articles += usize::from(!article.products.is_empty());
        found += usize::from(products.iter().any(|related| article.products.contains(&related.product.id)));
    }
    assert!(articles >= 30 && found * 100 >= articles * 85, "{found} of {articles}");
}

#[test]
fn the_command_takes_the_documents_of_the_site() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut command = Command::new(env!("CARGO_BIN_EXE_wellspring"));
    command.arg("eval").arg(folder()).args(["--split", "test", "--json", "--corpus"]).arg(corpus);
    let output = command.env_remove("WELLSPRING_CONFIG").output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let Collection { topics, qrels } = collection();
    let report = EvalReport::new(&ranked(Site::shipped_once()), &qrels, None, &eval::classes(&topics));
    assert_eq!(found["topics"], report.total.topics);
    for (measure, found) in report.total.measures.iter().zip(found["measures"].as_array().unwrap()) {
        assert!((found["mean"].as_f64().unwrap() - measure.interval.mean).abs() < 1e-12, "{}", measure.name);
    }
    assert_eq!(found["classes"].as_array().unwrap().len(), report.classes.len());
    assert_eq!(found["unanswerable"]["topics"], report.unanswerable.topics);
}
