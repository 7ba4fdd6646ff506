//! The index directory: `CURRENT`, `LOCK` and one folder a generation.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::files::{patiently, sync, write_synced};
use super::manifest::{self, Manifest};
use super::{IndexError, ledger};
use crate::corpus::Language;

/// Names the generation in force.
const CURRENT: &str = "CURRENT";
/// Held by the process that builds.
const LOCK: &str = "LOCK";
/// Starts the name of a generation's folder.
const PREFIX: &str = "generation-";

/// Where generations live.
#[derive(Debug, Clone)]
pub struct IndexDirectory {
    root: PathBuf,
}

/// The sole right to build in an index directory, given back when dropped or when the process ends in any way.
#[derive(Debug)]
pub struct IndexLock {
    directory: IndexDirectory,
    _file: File,
}

/// A generation found in force.
#[derive(Debug)]
pub(super) struct Generation {
    pub(super) name: String,
    pub(super) revision: String,
    pub(super) path: PathBuf,
    pub(super) manifest: Manifest,
}

impl IndexDirectory {
    /// A directory that need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The name of the generation in force.
    #[must_use]
    pub fn current(&self) -> Option<String> {
        self.read_current().ok().flatten().map(|(name, _)| name)
    }

    /// Changes whenever another generation is in force, even one of the same name in a folder that was made anew. Cheap
    /// enough to ask every second.
    #[must_use]
    pub fn revision(&self) -> Option<String> {
        self.read_current().ok().flatten().map(|(name, digest)| revision(&name, digest))
    }

    /// Takes the sole right to build, or fails at once if another process has it.
    pub fn lock(&self) -> Result<IndexLock, IndexError> {
        fs::create_dir_all(&self.root).map_err(IndexError::io("creating", &self.root))?;
        let path = self.root.join(LOCK);
        let file = File::create(&path).map_err(IndexError::io("creating", &path))?;
        match patiently(|| file.try_lock(), |error| matches!(error, TryLockError::WouldBlock)) {
            Ok(()) => Ok(IndexLock { directory: self.clone(), _file: file }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Locked(self.root.clone())),
            Err(TryLockError::Error(error)) => Err(IndexError::io("locking", path)(error)),
        }
    }

    /// The language of the generation in force, or why it is not the one that is expected.
    pub fn language(&self, expected: Option<Language>) -> Result<Language, IndexError> {
        let Generation { name, manifest, .. } = self.read_generation()?;
        let found = manifest.source.language;
        match expected {
            Some(expected) if expected != found => Err(IndexError::OtherLanguage { generation: name, found, expected }),
            _ => Ok(found),
        }
    }

    /// The generation in force, with its manifest read and its files checked.
    pub(super) fn generation(&self) -> Result<Generation, IndexError> {
        let generation = self.read_generation()?;
        generation.manifest.verify(&generation.path, &generation.name)?;
        Ok(generation)
    }

    /// The generation in force, with its manifest read and nothing else looked at.
    fn read_generation(&self) -> Result<Generation, IndexError> {
        let (name, digest) = self.read_current()?.ok_or_else(|| self.without_current())?;
        let path = self.root.join(&name);
        let damaged =
            |what: String| IndexError::Damaged { generation: name.clone(), file: manifest::FILE.to_owned(), what };
        let bytes = fs::read(path.join(manifest::FILE)).map_err(|error| damaged(error.to_string()))?;
        if xxh3_64(&bytes) != digest {
            return Err(damaged("its content is not what was written".to_owned()));
        }
        check_format(&bytes, &name)?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        Ok(Generation { revision: revision(&name, digest), name, path, manifest })
    }

    /// The name of the generation in force and the digest of its manifest; none if nothing says so. A file that cannot be
    /// read now is another thing than one that names nothing: what it names must not be cleared away.
    fn read_current(&self) -> Result<Option<(String, u64)>, IndexError> {
        let path = self.root.join(CURRENT);
        match fs::read(&path) {
            Ok(content) => Ok(parse_current(&content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(IndexError::io("reading", path)(error)),
        }
    }

    /// Why no generation is known to be in force.
    fn without_current(&self) -> IndexError {
        let root = self.root.clone();
        if root.join(CURRENT).exists() { IndexError::Unnamed(root) } else { IndexError::Missing(root) }
    }
}

impl IndexLock {
    /// The directory that is locked.
    #[must_use]
    pub fn directory(&self) -> &IndexDirectory {
        &self.directory
    }

    /// An empty folder for the next generation, after clearing away what crashed builds and old generations left.
    pub(super) fn begin(&self) -> Result<(String, PathBuf), IndexError> {
        let current = self.directory.read_current()?.map(|(name, _)| name);
        let mut last = 0;
        for (name, number) in self.generations()? {
            last = last.max(number);
            if current.as_ref() != Some(&name) {
                // A server that still reads it keeps its mapped files; the names alone go. What cannot be removed now (some
                // network file systems keep what is mapped) is in nobody's way, and the next build tries again.
                let _ = fs::remove_dir_all(self.directory.root.join(&name));
            }
        }
        let name = format!("{PREFIX}{:06}", last + 1);
        let path = self.directory.root.join(&name);
        fs::create_dir(&path).map_err(IndexError::io("creating", &path))?;
        Ok((name, path))
    }

    /// Puts a whole generation in force: manifest, then the rename that readers see.
    pub(super) fn switch(&self, name: &str, manifest: &Manifest) -> Result<(), IndexError> {
        let root = &self.directory.root;
        let folder = root.join(name);
        let bytes = serde_json::to_vec_pretty(manifest).expect("a manifest has only string keys");
        write_synced(&folder.join(manifest::FILE), &bytes)?;
        sync(&folder)?;
        let next = root.join("CURRENT.next");
        write_synced(&next, format!("{}\n", revision(name, xxh3_64(&bytes))).as_bytes())?;
        fs::rename(&next, root.join(CURRENT)).map_err(IndexError::io("renaming", next))?;
        sync(root)
    }

    fn generations(&self) -> Result<Vec<(String, u64)>, IndexError> {
        let root = &self.directory.root;
        let mut generations = Vec::new();
        for entry in fs::read_dir(root).map_err(IndexError::io("listing", root))? {
            let entry = entry.map_err(IndexError::io("listing", root))?;
            if let Ok(name) = entry.file_name().into_string()
                && let Some(number) = name.strip_prefix(PREFIX).and_then(|number| number.parse().ok())
            {
                generations.push((name, number));
            }
        }
        Ok(generations)
    }
}

impl Generation {
    pub(super) fn ledger(&self) -> Result<ledger::Ledger, IndexError> {
        ledger::Ledger::read(&self.path.join(ledger::FILE))
    }
}

fn revision(name: &str, digest: u64) -> String {
    format!("{name} {digest:016x}")
}

/// The generation's name and the digest of its manifest.
fn parse_current(content: &[u8]) -> Option<(String, u64)> {
    let (name, digest) = str::from_utf8(content).ok()?.trim_end().split_once(' ')?;
    let is_name = name.strip_prefix(PREFIX)?.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then_some((name.to_owned(), u64::from_str_radix(digest, 16).ok()?))
}

/// Says "other format" before anything of that format could be misread.
fn check_format(manifest: &[u8], generation: &str) -> Result<(), IndexError> {
    #[derive(serde::Deserialize)]
    struct Head {
        format: u32,
    }
    match serde_json::from_slice(manifest) {
        Ok(Head { format }) if format != manifest::FORMAT => Err(IndexError::OtherFormat {
            generation: generation.to_owned(),
            found: format,
            expected: manifest::FORMAT,
        }),
        // What is no manifest at all is named when it is read as one.
        _ => Ok(()),
    }
}
