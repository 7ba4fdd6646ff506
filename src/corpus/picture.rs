//! Pictures that lie in a corpus beside the documents that name them.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Larger files are no pictures for a page, in bytes.
const MAX_BYTES: u64 = 8_000_000;
/// The kinds of pictures that browsers show, by the endings of their names.
const TYPES: [(&str, &str); 7] = [
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("gif", "image/gif"),
];

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub media_type: &'static str,
}

impl Picture {
    /// The picture at a path in one of some corpora; nothing if there is none, or if the path leads out of the corpus, to a hidden
    /// file, or to something that is no picture.
    #[must_use]
    pub fn read(corpus: &[PathBuf], path: &str) -> Option<Self> {
        let path = Path::new(path);
        let media_type = media_type(path)?;
        if !path.components().all(is_plain) {
            return None;
        }
        corpus.iter().find_map(|root| {
            let file = root.join(path).canonicalize().ok()?;
            // A link may lead out.
            let is_inside = file.starts_with(root.canonicalize().ok()?);
            let is_small = fs::metadata(&file).is_ok_and(|file| file.is_file() && file.len() <= MAX_BYTES);
            let bytes = (is_inside && is_small).then(|| fs::read(&file).ok()).flatten()?;
            Some(Self { bytes, media_type })
        })
    }
}

fn media_type(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == ending).map(|&(_, media_type)| media_type)
}

fn is_plain(component: Component<'_>) -> bool {
    matches!(component, Component::Normal(name) if !name.to_string_lossy().starts_with('.'))
}
