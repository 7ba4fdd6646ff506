//! Which files are read, how, and which are passed over.

use std::ffi::OsStr;
use std::path::Path;

use super::problem::Flaw;
use crate::document::Kind;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Format {
    /// One article, with or without front matter.
    Markdown,
    /// One article as plain text.
    Text,
    /// One article as a web page.
    Html,
    /// One record or many in one JSON value.
    Json,
    /// A record a line.
    JsonLines,
    /// A record a row under a row of field names.
    Csv,
}

/// Every ending that is read.
const ENDINGS: [(&str, Format); 9] = [
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("txt", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("csv", Format::Csv),
];

/// What lies beside articles and is none: passed over without a word.
const ASSETS: [&str; 14] =
    ["svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "css", "js", "woff", "woff2", "pdf", "mp4"];

/// Files about the corpus that are not of it: passed over without a word, whatever their ending.
const ABOUT: [&str; 4] = ["readme", "license", "changelog", "notice"];

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Read it.
    Read(Format),
    /// Pass it over.
    Skip,
    /// Tell the editor that nobody can read it.
    Unknown,
}

impl Fate {
    /// Decides by the name alone.
    pub(super) fn of(path: &Path) -> Self {
        let ending = lower(path.extension());
        if ABOUT.contains(&lower(path.file_stem()).as_str()) || ASSETS.contains(&ending.as_str()) {
            return Self::Skip;
        }
        match ENDINGS.iter().find(|(name, _)| *name == ending) {
            Some(&(_, format)) => Self::Read(format),
            None => Self::Unknown,
        }
    }
}

/// The problem of a file that nobody can read.
pub(super) fn unknown_format(path: &Path) -> Flaw {
    let message = match path.extension() {
        Some(ending) => format!("cannot read .{} files", ending.to_string_lossy()),
        None => "cannot read a file without an ending such as .md".to_owned(),
    };
    let endings: Vec<String> = ENDINGS.iter().map(|(name, _)| format!(".{name}")).collect();
    Flaw::new(message, format!("make it one of {}, or name it in a .ignore file", endings.join(", ")))
}

/// The kind that the folder or the file is named after: the nearest name wins.
pub(super) fn kind_of(path: &Path) -> Option<Kind> {
    let stem = path.file_stem().into_iter();
    let folders = path.parent().into_iter().flat_map(|folder| folder.iter().rev());
    stem.chain(folders).find_map(|name| match name.to_str()? {
        "products" => Some(Kind::Product),
        "articles" => Some(Kind::Article),
        _ => None,
    })
}

fn lower(name: Option<&OsStr>) -> String {
    name.map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_names_the_kind() {
        assert_eq!(kind_of(Path::new("products/articles/a.md")), Some(Kind::Article));
        assert_eq!(kind_of(Path::new("corpus/products.jsonl")), Some(Kind::Product));
        assert_eq!(kind_of(Path::new("corpus/a.md")), None);
    }

    #[test]
    fn names_decide_the_fate() {
        assert_eq!(Fate::of(Path::new("README.md")), Fate::Skip);
        assert_eq!(Fate::of(Path::new("a.PNG")), Fate::Skip);
        assert_eq!(Fate::of(Path::new("a.HTM")), Fate::Read(Format::Html));
        assert_eq!(Fate::of(Path::new("a.docx")), Fate::Unknown);
        assert_eq!(Fate::of(Path::new("LICENSE")), Fate::Skip);
    }
}
