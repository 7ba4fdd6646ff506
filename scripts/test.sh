#!/usr/bin/env bash
# Every check of the project, on a fresh machine with Rust: formatting, lints, documentation, dependencies, benches, tests.
# Continuous integration runs this script and nothing else. It needs no network beyond the package registries.
set -euo pipefail
cd "$(dirname "$0")/.."

CARGO_DENY_VERSION=0.20.2
export RUSTDOCFLAGS="${RUSTDOCFLAGS:-} -D warnings"

step() { printf '\n== %s\n' "$*"; }

# Outside the work tree, so that nothing of it is checked or committed.
tools="${XDG_CACHE_HOME:-$HOME/.cache}/wellspring-tools"
export PATH="$tools/bin:$PATH"
if ! cargo deny --version 2>/dev/null | grep -qF "$CARGO_DENY_VERSION"; then
    step "installing cargo-deny $CARGO_DENY_VERSION"
    # The debug profile compiles in a fraction of the time and is fast enough for one tree of dependencies.
    cargo install --quiet --locked --profile dev --root "$tools" --version "$CARGO_DENY_VERSION" cargo-deny
fi

step "format"
cargo fmt --check

step "lints"
cargo clippy --all-targets --locked -- -D warnings

step "documentation"
cargo doc --no-deps --locked

step "dependencies: bans, licences, sources"
cargo deny --locked check --hide-inclusion-graph bans licenses sources

step "dependencies: advisories"
if cargo deny --locked fetch db 2>/dev/null; then
    cargo deny --locked check --hide-inclusion-graph advisories
else
    echo "SKIPPED: the advisory database cannot be reached from here"
fi

step "benches compile"
cargo build --benches --locked

step "tests"
[ -d ../shared ] || echo "SKIPPED: what needs ../shared, which is not beside this checkout"
cargo test --locked
