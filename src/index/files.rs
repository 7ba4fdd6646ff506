//! Files and folders, as durable as the operating system makes them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::IndexError;

/// Half a second in all: long enough for a process to start, short enough for somebody who waits for an answer.
const LOCK_ATTEMPTS: usize = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// Every file below a directory, with its name relative to it, but for Tantivy's lock files.
pub(super) fn files_below(directory: &Path) -> Result<Vec<(String, PathBuf)>, IndexError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(IndexError::io("listing", directory))? {
        let path = entry.map_err(IndexError::io("listing", directory))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            files.extend(files_below(&path)?.into_iter().map(|(below, path)| (format!("{name}/{below}"), path)));
        } else if !is_lock(&path) {
            files.push((name, path));
        }
    }
    Ok(files)
}

fn is_lock(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "lock")
}

/// Puts the files of one generation's folder into another's: as second names of the same bytes, which cost no space.
///
/// Tantivy never changes a segment file. The few files that it replaces, it replaces by renaming, so the old generation's
/// names keep their content.
pub(super) fn link_files(from: &Path, to: &Path) -> Result<(), IndexError> {
    for (name, path) in files_below(from)? {
        let target = to.join(&name);
        let parent = target.parent().expect("a file below a directory has a parent");
        fs::create_dir_all(parent).map_err(IndexError::io("creating", parent))?;
        if fs::hard_link(&path, &target).is_err() {
            // Some file systems have no hard links.
            fs::copy(&path, &target).map_err(IndexError::io("copying", &path))?;
            sync(&target)?;
        }
    }
    Ok(())
}

/// Writes a file and has it on disk.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    let write = || -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(IndexError::io("writing", path))
}

/// Has a file's bytes, or a folder's names, on disk before anything that follows.
pub(super) fn sync(path: &Path) -> Result<(), IndexError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(IndexError::io("syncing", path))
}

/// Tries again for a moment what a lock forbids.
///
/// A lock that was given back lives on for as long as another thread takes to start a program: the new process holds a copy
/// of every open file until it runs its own code.
pub(super) fn patiently<T, E>(attempt: impl Fn() -> Result<T, E>, is_busy: impl Fn(&E) -> bool) -> Result<T, E> {
    for _ in 0..LOCK_ATTEMPTS {
        match attempt() {
            Err(error) if is_busy(&error) => thread::sleep(LOCK_PAUSE),
            result => return result,
        }
    }
    attempt()
}
