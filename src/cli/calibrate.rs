//! `wellspring calibrate`: fits the score that says whether a question is answered at all.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::args::CalibrateArgs;
use super::judged::JudgedIndex;
use super::progress;
use crate::config::Config;
use crate::eval::{self, Collection, Observed, Qrels, Queries, Question, Reliability, reliability};
use crate::ranking::FEATURES;

/// A set of questions, asked.
struct Asked {
    name: String,
    observed: Vec<Observed>,
}

pub(super) fn run(args: &CalibrateArgs, config: &Config, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let unanswerable = eval::read_questions(&args.unanswerable)?;
    let fitted = args.fit.iter().map(|name| ask(name, &unanswerable, config)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut checked =
        args.check.iter().map(|name| ask(name, &unanswerable, config)).collect::<anyhow::Result<Vec<_>>>()?;
    if let Some(file) = &args.check_questions {
        let questions = eval::read_questions(file)?;
        let index = JudgedIndex::build(Path::new(""), config, &Qrels::default())?;
        checked.push(Asked { name: file.display().to_string(), observed: observe(&index, &questions)? });
    }
    let sets: Vec<Vec<Observed>> = fitted.iter().map(|asked| asked.observed.clone()).collect();
    let calibration = eval::fit(&sets);
    writeln!(out, "{:<40} {:>10.4}", "intercept", calibration.intercept)?;
    for (feature, coefficient) in FEATURES.iter().zip(calibration.coefficients) {
        writeln!(out, "{feature:<40} {coefficient:>10.4}")?;
    }
    let sets = fitted.iter().map(|asked| (asked, "fitted")).chain(checked.iter().map(|asked| (asked, "not fitted")));
    for (asked, how) in sets {
        write_reliability(out, asked, how, &Reliability::of(&calibration, &asked.observed))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks a collection its own questions, and those that it does not answer.
fn ask(name: &str, unanswerable: &[Question], config: &Config) -> anyhow::Result<Asked> {
    let (folder, split) =
        name.rsplit_once('@').with_context(|| format!("{name}: name the split too, such as {name}@dev"))?;
    let folder = PathBuf::from(folder);
    let Collection { topics, qrels } = Collection::read(&folder, split, Queries::Clean)?;
    let mut questions = eval::as_questions(&topics, &qrels);
    questions.extend(unanswerable.iter().cloned());
    let index = JudgedIndex::build(&folder, config, &qrels)?;
    Ok(Asked { name: name.to_owned(), observed: observe(&index, &questions)? })
}

fn observe(index: &JudgedIndex, questions: &[Question]) -> anyhow::Result<Vec<Observed>> {
    progress::counted_steps(questions.len(), "questions", |step| Ok(eval::observe(&index.engine, questions, step)?))
}

fn write_reliability(out: &mut impl Write, asked: &Asked, how: &str, found: &Reliability) -> anyhow::Result<()> {
    let figure = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    writeln!(
        out,
        "\n{} ({how}), {} questions: AUROC against off-topic {}, against near misses {}; calibration error {:.3}",
        asked.name,
        found.questions,
        figure(found.auroc_off_topic),
        figure(found.auroc_near_miss),
        found.calibration_error,
    )?;
    writeln!(out, "{:<12} {:>9} {:>10} {:>9}", "confidence", "questions", "mean", "answered")?;
    for bin in reliability(&found.judged) {
        writeln!(out, "from {:<7.1} {:>9} {:>10.2} {:>9.2}", bin.from, bin.questions, bin.confidence, bin.answered)?;
    }
    Ok(())
}
