//! The files of a vocabulary: which there are, and their lines.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lines::{utf8, without_bom};
use super::problem::{Flaw, Problem, Problems};
use crate::nearest::suggest;

/// The folder of a corpus that holds its vocabulary.
pub(super) const FOLDER: &str = "vocabulary";

/// Says what the corpus is written in.
pub(super) const LANGUAGE: &str = "language.txt";
pub(super) const SYNONYMS: &str = "synonyms.txt";
pub(super) const STOP_WORDS: &str = "stop-words.txt";
pub(super) const PROTECTED_WORDS: &str = "protected-words.txt";
pub(super) const SUBJECTS: &str = "subjects.txt";

/// The files of a name in the given folders.
pub(super) fn files(folders: &[PathBuf], name: &str) -> Vec<PathBuf> {
    folders.iter().map(|folder| folder.join(name)).filter(|path| path.is_file()).collect()
}

/// Takes each line that has content, in lower case, and gives back what is wrong with the file.
pub(super) fn each_line(path: &Path, mut take: impl FnMut(&str) -> Result<(), Flaw>) -> Vec<Problem> {
    let mut problems = Problems::new(Arc::from(path));
    match fs::read(path) {
        Err(error) => problems.report(1, Flaw::new(format!("cannot read the file: {error}"), "check its permissions")),
        Ok(bytes) => match utf8(&bytes) {
            Err((line, flaw)) => problems.report(line + 1, flaw),
            Ok(text) => {
                for (number, line) in content(text) {
                    if let Err(flaw) = take(&line) {
                        problems.report(number, flaw);
                    }
                }
            }
        },
    }
    problems.into_vec()
}

/// The lines of a file that are no comment, with their numbers.
pub(super) fn content(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let lines = without_bom(text).lines().map(str::trim).zip(1..);
    let said = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    said.map(|(line, number)| (number, line.to_lowercase()))
}

/// A problem for every text file of the folder that has a name nobody reads: it was meant for something.
pub(super) fn unknown_files(folder: &Path) -> Vec<Problem> {
    let known = [LANGUAGE, SYNONYMS, STOP_WORDS, PROTECTED_WORDS, SUBJECTS];
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut problems = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !known.contains(&name.as_ref()) {
            let mut found = Problems::new(Arc::from(path.as_path()));
            found.report(1, Flaw::new("is not a file of the vocabulary", suggest(&name, "files", &known)));
            problems.extend(found.into_vec());
        }
    }
    problems
}
