//! How ranking is measured:
//!
//! 1. The measures agree with `trec_eval` to four decimals: the expected values below are its own.
//! 2. Ties are broken by descending document id; unjudged documents are not relevant; a topic without an answer counts 0.
//! 3. A run survives writing and reading.
//! 4. An interval holds its mean; a run compared with itself differs by nothing; a clear difference is significant.
//! 5. `wellspring eval` reads a BEIR folder, prints every measure, and names what it cannot read.

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
fn ties_fall_to_the_later_id() {
    let order: Vec<String> = run().ranked("t1").iter().map(|hit| hit.document.clone()).collect();
    assert_eq!(order, ["u", "b", "a", "c", "d"]);
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
    assert_eq!(means, [0.5; 5], "one topic is answered first, the other not at all");
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

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    collection(folder.path());
    fs::write(folder.path().join("qrels/bad.tsv"), "header\nq1\tp1\tmuch\n").unwrap();
    let path = folder.path().to_str().unwrap();
    for (arguments, says) in [
        (vec![path, "--split", "none"], "qrels/none.tsv"),
        (vec![path, "--split", "bad"], "qrels/bad.tsv:2: a grade is a whole number"),
        (vec![path, "--typos"], "queries_typo.jsonl"),
    ] {
        let output = eval(&arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains(says), "{errors}");
    }
}
