#!/usr/bin/env bash
# Every check of the project, on a fresh machine with Rust: formatting, lints, documentation, dependencies, benches, tests,
# the pages in a real browser, and the server as the clients of chatbots ask it.
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

step "benches, once and on little: counts, not times"
cargo test --benches --locked --quiet

step "tests"
[ -d ../shared ] || echo "SKIPPED: what needs ../shared, which is not beside this checkout"
cargo test --locked

step "what the tests with real clients need"
# Node 20 or later and Python 3.11 or later run the tests, and Chromium shows the pages. What else is downloaded are packages of npm
# and of PyPI at pinned versions.
missing=()
if ! node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null; then missing+=(nodejs); fi
if ! command -v npm >/dev/null; then missing+=(npm); fi
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then missing+=(chromium); fi
if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    missing+=(python3 python3-venv)
fi
if [ ${#missing[@]} -gt 0 ]; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    if ! { command -v apt-get >/dev/null && "${as_root[@]}" apt-get update -qq \
        && "${as_root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}"; }; then
        echo "these are missing and cannot be installed from here: ${missing[*]}" >&2
        echo "install Node 20 or later, npm, Python 3.11 or later with venv, and Chromium; where Chromium is not" >&2
        echo "/usr/bin/chromium, name it in CHROMIUM" >&2
        exit 1
    fi
fi
cargo build --locked

step "pages in a real browser"
(cd tests/browser && npm ci --silent && npm test)

step "clients of chatbots"
tests/clients/run.sh
