//! The law of the house, read from the imports themselves:
//!
//! 1. A room imports only rooms before it.
//! 2. Rooms of one floor do not know each other.
//! 3. Outside crates stay in the rooms that they are for.
//! 4. Only the rooms that own files open files.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors of the house, from the ground up. Rooms of one floor stand side by side.
const FLOORS: [&[&str]; 12] = [
    &["document", "nearest"],
    &["corpus", "acronym", "label", "passage", "semantics", "ranking", "context"],
    &["analysis"],
    &["filter", "safety"],
    &["index"],
    &["search", "recommend"],
    &["engine"],
    &["eval", "bench"],
    &["wire", "config"],
    &["serving"],
    &["http", "mcp", "cli"],
    &["main", "lib"],
];

/// Crates, and standard modules, that belong to some rooms only.
const HELD: [(&str, &[&str], &str); 21] = [
    ("axum", &["http"], "the server is the HTTP door's affair; translate below it"),
    ("hyper", &["http"], "the server is the HTTP door's affair; translate below it"),
    ("hyper_util", &["http"], "the server is the HTTP door's affair; translate below it"),
    ("tower", &["http"], "middleware is the HTTP door's affair"),
    ("tower_http", &["http"], "middleware is the HTTP door's affair"),
    ("askama", &["http", "bench"], "pages are the HTTP door's affair, and reports that of bench"),
    ("plotters", &["bench"], "reports are drawn by bench; hand it figures"),
    ("hdrhistogram", &["bench"], "latencies are the affair of bench"),
    ("sysinfo", &["bench"], "what a process takes is the affair of bench"),
    ("ureq", &["bench"], "only bench asks a server; nothing else of the program calls out"),
    ("clap", &["cli", "config"], "what was typed is read in cli and config; pass down what it means"),
    ("indicatif", &["cli"], "progress bars are the command line's affair; report numbers to it"),
    ("anyhow", &["cli", "main"], "a library error is a thiserror enum of its stage"),
    (
        "tantivy",
        &["analysis", "index", "search", "recommend", "bench"],
        "ask the reader, or move the code to where the index is used",
    ),
    ("fst", &["index"], "ask the index's words"),
    ("levenshtein_automata", &["search"], "what is spelt alike is the affair of search"),
    ("winnow", &["filter"], "a filter is read in one place; ask it"),
    ("rmcp", &["mcp"], "the protocol is the MCP door's affair; hand it plain answers"),
    (
        "tokio",
        &["serving", "http", "mcp", "main"],
        "everything below the doors is synchronous; work goes over the desk of serving",
    ),
    ("utoipa", &["wire", "http", "mcp"], "only public shapes describe themselves"),
    (
        "std::fs",
        &["corpus", "index", "eval", "bench", "config", "cli", "main"],
        "corpus reads content, index touches the index; ask one of them",
    ),
];

struct Line {
    file: PathBuf,
    number: usize,
    room: String,
    text: String,
}

fn source_lines() -> Vec<Line> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut lines = Vec::new();
    for file in rust_files(&source) {
        let below_root = file.strip_prefix(&source).unwrap();
        let room = below_root.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        for (index, text) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let code = text.split("//").next().unwrap_or_default();
            lines.push(Line { file: file.clone(), number: index + 1, room: room.clone(), text: code.to_owned() });
        }
    }
    lines
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Rooms named after `crate::` or, in main, `wellspring::`.
fn imported_rooms(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for prefix in ["crate::", "wellspring::"] {
        for (at, _) in text.match_indices(prefix) {
            let rest = &text[at + prefix.len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
                None => vec![rest],
            };
            for name in names {
                let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                rooms.push(name);
            }
        }
    }
    rooms.retain(|room| floor_of(room).is_some());
    rooms
}

fn names_crate(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + name.len()..];
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            && (after.starts_with("::") || after.starts_with(';') && text.trim_start().starts_with("use "))
    })
}

#[test]
fn every_room_has_its_place() {
    for line in source_lines() {
        assert!(
            floor_of(&line.room).is_some(),
            "{} is in no room of the house; give it a floor in {} and a paragraph in ARCHITECTURE.md",
            line.file.display(),
            file!()
        );
    }
}

#[test]
fn a_room_imports_only_rooms_below_it() {
    for line in source_lines() {
        let own = floor_of(&line.room).unwrap();
        for room in imported_rooms(&line.text) {
            assert!(
                room == line.room || floor_of(&room).unwrap() < own,
                "{}:{}: `{}` imports `{room}`, which is not below it; the code is in the wrong room, or wants a value passed in",
                line.file.display(),
                line.number,
                line.room,
            );
        }
    }
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    for line in source_lines() {
        for (name, rooms, advice) in HELD {
            assert!(
                !names_crate(&line.text, name) || rooms.contains(&line.room.as_str()),
                "{}:{}: `{}` uses `{name}`: {advice}",
                line.file.display(),
                line.number,
                line.room,
            );
        }
    }
}
