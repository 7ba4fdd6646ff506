//! An index that is not as it was written.
//!
//! 1. Each file of it cut short, changed by one byte, or gone: a search names the damage and exits with 1, and never
//!    answers wrong. The lock is no part of it and does not matter.
//! 2. The next build mends each of these, and searches answer again.
//! 3. A server mends it at its start, and says why it builds.
//! 4. An index of another format is named and built anew.

use std::fs;
use std::path::Path;

use crate::cli_binary::Site;

/// Does something bad to a file.
type Damage = fn(&Path);

/// With the name of each for the message of a failure.
const DAMAGES: [(&str, Damage); 3] = [("cut short", cut), ("changed", change), ("gone", remove)];

#[test]
fn every_damage_is_named_and_mended() {
    let site = Site::small();
    site.ok(&["index"]);
    let names = site.generation_files();
    assert!(names.len() > 10, "{names:?}");
    for name in &names {
        for (how, damage) in DAMAGES {
            site.copy("index", "copy");
            damage(&site.path("copy").join(name));
            let case = format!("{name} {how}");
            let said = site.run(&["search", "sleep", "--index", "copy"]);
            assert_eq!(said.code, Some(1), "{case}: {said:?}");
            let expected = if case == "CURRENT gone" { "there is no index in copy" } else { "damaged" };
            assert!(said.err.contains(expected), "{case}: {}", said.err);
            site.ok(&["index", "--index", "copy"]);
            let mended = site.json(&["search", "sleep", "--index", "copy", "--json"]);
            assert_eq!(mended["total"]["passages"], 1, "{case}");
        }
    }
}

#[test]
fn the_lock_does_not_matter() {
    let site = Site::small();
    site.ok(&["index"]);
    site.remove("index/LOCK");
    assert_eq!(site.found("sleep").len(), 1);
    site.ok(&["index"]);
}

#[test]
fn a_server_mends_and_says_why() {
    let site = Site::small();
    site.ok(&["index"]);
    let name = site.generation_files().into_iter().find(|name| is_store(name)).expect("documents are stored");
    change(&site.path("index").join(&name));
    let mut serving = site.serve(&[]);
    serving.wait_for("ready");
    let reason = serving.logged.lines().find(|line| line.contains("building the index: ")).expect("it says why");
    let (_, file) = name.split_once('/').expect("a generation is a folder");
    assert!(reason.contains("damaged") && reason.contains(file), "{reason}");
    drop(serving);
    assert_eq!(site.found("sleep").len(), 1);
}

#[test]
fn another_format_is_named_and_built_anew() {
    let site = Site::small();
    site.ok(&["index"]);
    write_manifest_of_another_format(&site);
    let said = site.run(&["search", "sleep"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("has format 9999, this program reads format "), "{}", said.err);
    assert!(site.ok(&["index"]).contains("3 changed, 0 unchanged"));
    assert_eq!(site.found("sleep").len(), 1);
}

/// As the program of another time would have written it: `CURRENT` has the right digest of it.
fn write_manifest_of_another_format(site: &Site) {
    let generation = site.generation();
    let manifest = br#"{"format": 9999}"#;
    fs::write(site.path(&format!("index/{generation}/manifest.json")), manifest).expect("a file can be written");
    let digest = xxhash_rust::xxh3::xxh3_64(manifest);
    site.write("index/CURRENT", &format!("{generation} {digest:016x}\n"));
}

fn is_store(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "store")
}

fn cut(path: &Path) {
    let bytes = fs::read(path).expect("a file can be read");
    fs::write(path, &bytes[..bytes.len() / 2]).expect("a file can be written");
}

fn change(path: &Path) {
    let mut bytes = fs::read(path).expect("a file can be read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(path, bytes).expect("a file can be written");
}

fn remove(path: &Path) {
    fs::remove_file(path).expect("a file can be removed");
}
