//! How ranking is measured:
//!
//! 1. The measures agree with `trec_eval` to four decimals: the expected values below are its own.
//! 2. Ties are broken by descending document id, and scores that differ beyond single precision are a tie; unjudged documents
//!    are not relevant; a topic without hits counts 0.
//! 3. A run survives writing and reading.
//! 4. An interval holds its mean; a run compared with itself differs by nothing; a clear difference is significant.
//! 5. `wellspring eval` reads a BEIR folder and prints every measure, over all topics and by class.
//! 6. Topics without relevant documents are counted apart; topics without a query count nowhere.
//! 7. A folder without documents judges those of `--corpus`.
//! 8. What cannot be read is named, with its line.

use std::fs;
use std::path::Path;
use std::process::Command;

use wellspring::eval::{Judged, MEASURES, Qrels, Ranked, Run, bootstrap, compare};

fn qrels() -> Qrels {
    let mut qrels = Qrels::default();
    for (topic, document, grade) in
        [("t1", "a", 2), ("t1", "b", 1), ("t1", "c", 0), ("t1", "d", 3), ("t2", "x", 1), ("t3", "m", 1), ("t3", "n", 2)]
    {
        qrels.judge(topic, document, grade);
    }
    qrels
}

fn run() -> Run {
    let ranked = |hits: &[(&str, f64)]| -> Vec<Ranked> {
        hits.iter().map(|&(document, score)| Ranked { document: document.to_owned(), score }).collect()
    };
    let mut run = Run::default();
    run.set("t1", ranked(&[("u", 9.0), ("a", 5.0), ("b", 5.0), ("c", 4.0), ("d", 1.5)]));
    run.set("t2", ranked(&[("y", 1.0)]));
    let mut many: Vec<(String, f64)> = (0..12).map(|number| (format!("p{number}"), 20.0 - f64::from(number))).collect();
    many.extend([("n".to_owned(), 7.5), ("m".to_owned(), 19.5)]);
    run.set("t3", many.into_iter().map(|(document, score)| Ranked { document, score }).collect());
    run
}

#[test]
fn measures_agree_with_trec_eval() {
    let expected = [
        ("t1", [0.586_218, 1.0, 0.5, 0.588_889, 1.0]),
        ("t2", [0.0; 5]),
        ("t3", [0.239_812, 1.0, 0.5, 0.321_429, 1.0]),
    ];
    for (topic, values) in expected {
        let scores = Judged::new(run().ranked(topic), topic, &qrels()).scores();
        for ((measure, found), wanted) in MEASURES.iter().zip(scores).zip(values) {
            assert!((found - wanted).abs() < 5e-5, "{topic} {}: {found} is not {wanted}", measure.name);
        }
    }
}

#[test]
fn nothing_ranked_is_0_without_a_sign() {
    for score in Judged::new(&[], "t1", &qrels()).scores() {
        assert!(score.abs() < f64::EPSILON && score.is_sign_positive(), "{score}");
    }
}

#[test]
fn ties_fall_to_the_later_id() {
    let order: Vec<String> = run().ranked("t1").iter().map(|hit| hit.document.clone()).collect();
    assert_eq!(order, ["u", "b", "a", "c", "d"]);
}

#[test]
fn scores_of_equal_single_precision_are_a_tie() {
    let mut run = Run::default();
    let hit = |document: &str, score| Ranked { document: document.to_owned(), score };
    run.set("t1", vec![hit("a", 1.000_000_001), hit("b", 1.0), hit("c", 0.999)]);
    let order: Vec<&str> = run.ranked("t1").iter().map(|hit| hit.document.as_str()).collect();
    assert_eq!(order, ["b", "a", "c"]);
}

#[test]
fn a_run_survives_writing_and_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    fs::write(&path, run().to_trec("tag")).unwrap();
    assert!(fs::read_to_string(&path).unwrap().starts_with("t1 Q0 u 1 9 tag\nt1 Q0 b 2 5 tag\n"));
    assert_eq!(Run::read(&path).unwrap(), run());
}

#[test]
fn chance_and_differences() {
    let values: Vec<f64> = (0..100).map(|number| f64::from(number % 10) / 10.0).collect();
    let interval = bootstrap(&values);
    assert!(interval.low < interval.mean && interval.mean < interval.high && interval.high - interval.low < 0.2);
    let same = compare(&values, &values);
    assert_eq!((same.better, same.worse), (0, 0));
    assert!(same.difference.abs() < 1e-12 && same.p_value > 0.99);
    let better: Vec<f64> = values.iter().map(|value| value + 0.05).collect();
    let comparison = compare(&better, &values);
    assert!((comparison.difference - 0.05).abs() < 1e-9 && comparison.p_value < 0.001 && comparison.better == 100);
    assert!(bootstrap(&[]).mean.abs() < f64::EPSILON);
}

fn collection(folder: &Path) {
    fs::create_dir(folder.join("qrels")).unwrap();
    let corpus = [
        ("d1", "Zinc", "Zinc is a mineral.", "article"),
        ("d2", "Sleep", "Sleep is rest.", "article"),
        ("p1", "Zinc 15", "Zinc in a capsule.", "product"),
    ];
    let lines: Vec<String> = corpus
        .iter()
        .map(|(id, title, text, kind)| {
            format!(r#"{{"_id":"{id}","title":"{title}","text":"{text}","metadata":{{"kind":"{kind}"}}}}"#)
        })
        .collect();
    fs::write(folder.join("corpus.jsonl"), lines.join("\n")).unwrap();
    fs::write(
        folder.join("queries.jsonl"),
        "{\"_id\":\"q1\",\"text\":\"zinc\"}\n{\"_id\":\"q2\",\"text\":\"qwertz\"}\n",
    )
    .unwrap();
    fs::write(folder.join("qrels/dev.tsv"), "query-id\tcorpus-id\tscore\nq1\tp1\t2\nq2\td2\t1\n").unwrap();
}

fn eval(arguments: &[&str]) -> std::process::Output {
    let program = env!("CARGO_BIN_EXE_wellspring");
    Command::new(program).arg("eval").args(arguments).env_remove("WELLSPRING_CONFIG").output().unwrap()
}

#[test]
fn the_command_measures_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    let (path, run) = (folder.path().to_str().unwrap(), folder.path().join("run"));
    let run = run.to_str().unwrap();
    let output = eval(&[path, "--json", "--kind", "products", "--run", run]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["topics"], &report["without_hits"]), (&2.into(), &0.5.into()));
    let means: Vec<f64> =
        report["measures"].as_array().unwrap().iter().map(|measure| measure["mean"].as_f64().unwrap()).collect();
    assert_eq!(means, [0.5; 6], "one topic is answered first, the other not at all");
    assert_eq!(
        fs::read_to_string(run).unwrap().split_whitespace().take(4).collect::<Vec<_>>(),
        ["q1", "Q0", "p1", "1"]
    );

    let output = eval(&[path, "--kind", "products", "--baseline", run]);
    let text = String::from_utf8(output.stdout).unwrap();
    for measure in MEASURES {
        let line = text.lines().find(|line| line.starts_with(measure.name)).unwrap();
        assert!(line.contains("+0.0000 to the baseline, p 1.0000, 0 better, 0 worse"), "{line}");
    }
}

/// Two answerable topics of two classes, one without an answer that finds something, and one without a query.
fn classes(folder: &Path) {
    let topic = |id: &str, text: &str, class: &str| {
        format!(r#"{{"_id": "{id}", "text": "{text}", "metadata": {{"class": "{class}"}}}}"#)
    };
    let topics = [topic("q1", "zinc", "short"), topic("q2", "qwertz", "odd"), topic("q3", "rest of a car", "odd")];
    fs::write(folder.join("queries.jsonl"), topics.join("\n")).unwrap();
    let judgments = "query-id\tcorpus-id\tscore\nq1\tp1\t2\nq1\td1\t1\nq2\td2\t1\nq3\td2\t0\nq4\td1\t1\n";
    fs::write(folder.join("qrels/dev.tsv"), judgments).unwrap();
}

#[test]
fn figures_by_class_stand_beside_the_total() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    classes(folder.path());
    let path = folder.path().to_str().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&eval(&[path, "--json"]).stdout).unwrap();
    assert_eq!((&report["topics"], &report["not_asked"]), (&2.into(), &1.into()));
    assert_eq!(report["unanswerable"], serde_json::json!({"topics": 1, "with_hits": 1}));
    let classes: Vec<(&str, &serde_json::Value, &serde_json::Value)> = report["classes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|class| (class["class"].as_str().unwrap(), &class["topics"], &class["measures"][1]["mean"]))
        .collect();
    assert_eq!(classes, [("odd", &1.into(), &0.0.into()), ("short", &1.into(), &1.0.into())]);

    let text = String::from_utf8(eval(&[path]).stdout).unwrap();
    for line in [
        "2 topics, 50.0 % without hits",
        "1 topic without relevant documents: 1 with hits",
        "1 topic judged but left out, as there is no query for it",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    assert!(text.lines().any(|line| line.starts_with("short ") && line.contains("1.0000")), "{text}");
}

#[test]
fn a_class_is_compared_with_the_baseline() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    classes(folder.path());
    let baseline = folder.path().join("run");
    fs::write(&baseline, "q1 Q0 d2 1 1 nothing\n").unwrap();
    let text =
        eval(&[folder.path().to_str().unwrap(), "--kind", "products", "--baseline", baseline.to_str().unwrap()]).stdout;
    let text = String::from_utf8(text).unwrap();
    let short = text.lines().find(|line| line.starts_with("short ")).unwrap();
    assert!(short.contains("nDCG@10 +0.7602, p "), "{short}");
}

#[test]
fn misspelt_topics_are_measured_where_there_are_some() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    fs::write(folder.path().join("queries_typo.jsonl"), r#"{"_id": "q1", "text": "ziNc"}"#).unwrap();
    let output = eval(&[folder.path().to_str().unwrap(), "--typos", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["topics"], &report["not_asked"]), (&1.into(), &1.into()));
}

#[test]
fn a_folder_without_documents_judges_those_of_the_site() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    let (path, elsewhere) = (folder.path().to_str().unwrap(), folder.path().join("site.jsonl"));
    let mean = |arguments: &[&str]| {
        let output = eval(&[&[path, "--json"], arguments].concat());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["measures"][0]["mean"].as_f64().unwrap()
    };
    let own = mean(&[]);
    fs::rename(folder.path().join("corpus.jsonl"), &elsewhere).unwrap();
    assert!((mean(&["--corpus", elsewhere.to_str().unwrap()]) - own).abs() < f64::EPSILON);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    for (split, judgments) in [
        ("much", "query-id\tcorpus-id\tscore\nq1\tp1\tmuch\n"),
        ("spaces", "query-id\tcorpus-id\tscore\n\nq1 p1 1\n"),
        ("headless", "q1\tp1\t1\n"),
        ("twice", "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq1\tp1\t2\n"),
        ("others", "query-id\tcorpus-id\tscore\nz9\tp1\t1\n"),
        ("elsewhere", "query-id\tcorpus-id\tscore\nq1\tz9\t1\n"),
    ] {
        fs::write(folder.path().join(format!("qrels/{split}.tsv")), judgments).unwrap();
    }
    fs::write(folder.path().join("queries_typo.jsonl"), "{\"_id\": \"q1\", \"text\": \"a\"}\n{\"_id\": 3}\n").unwrap();
    let run = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (short, endless) = (run("short", "q1 Q0 p1 1 0.5 a\nq1 p1\n"), run("endless", "q1 Q0 p1 1 NaN a\n"));
    let twice = run("twice", "q1 Q0 p1 1 0.5 a\nq1 Q0 p1 2 0.4 a\n");
    let path = folder.path().to_str().unwrap();
    for (arguments, says) in [
        (vec![path, "--split", "none"], "there is no split \"none\" in "),
        (vec![path, "--split", "none"], "; there is: dev, elsewhere, headless, much"),
        (vec![path, "--split", "much"], "qrels/much.tsv:2: a grade is a whole number"),
        (vec![path, "--split", "spaces"], "qrels/spaces.tsv:3: a judgment is topic, document and grade between tabs"),
        (vec![path, "--split", "headless"], "qrels/headless.tsv:1: the header is missing"),
        (vec![path, "--split", "twice"], "qrels/twice.tsv:3: p1 is judged twice for q1"),
        (vec![path, "--split", "others"], "is judged in"),
        (vec![path, "--split", "elsewhere"], "no relevant document is there"),
        (vec![path, "--typos"], "queries_typo.jsonl:2: a topic is"),
        (vec![path, "--baseline", &short], "short:2: a line of a run is"),
        (vec![path, "--baseline", &endless], "endless:1: a score is a number"),
        (vec![path, "--baseline", &twice], "twice:2: p1 is ranked twice for q1"),
        (vec!["nowhere"], "nowhere/qrels"),
        (vec![path, "--related", "nowhere.tsv"], "nowhere.tsv"),
    ] {
        let output = eval(&arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains(says), "{says} is missing in {errors}");
    }
}

#[test]
fn a_site_that_is_not_there_is_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    fs::remove_file(folder.path().join("corpus.jsonl")).unwrap();
    let output = eval(&[folder.path().to_str().unwrap(), "--corpus", "nowhere"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    assert!(errors.contains("has no corpus.jsonl; --corpus names other content"), "{errors}");
}
