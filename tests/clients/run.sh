#!/usr/bin/env bash
# Drives the real server on the shipped corpus with the clients that people have, at pinned versions.
#
#   tests/clients/run.sh             everything
#   tests/clients/run.sh FILE...     some files, such as test_openai.py or openai.test.mjs
#
#   WELLSPRING_BIN   the server [target/debug/wellspring, built if it is not up to date]
#   WELLSPRING_URL   a server that runs already; otherwise one is started
#
# It takes Python 3.11 with venv, Node 20 and npm. What it installs lies in ${XDG_CACHE_HOME:-~/.cache}/wellspring-tools and is
# used again as long as the requirements stay the same.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/wellspring-tools/clients"
export PYTHONDONTWRITEBYTECODE=1

step() { printf '\n-- %s\n' "$*"; }
fail() { printf '\nFAILED: %s\n' "$*"; exit 1; }

# The requirements that a file's clients need: `mcp` 1 and 2 exclude each other.
requirements_of() {
    case "$1" in
        test_mcp1.py | test_langchain_mcp.py) echo requirements-mcp1.txt ;;
        test_mcp2.py) echo requirements-mcp2.txt ;;
        *) echo requirements.txt ;;
    esac
}

# Prints the Python that has what a file of requirements names.
python_with() {
    local requirements="$here/$1" key venv
    key="$({ python3 --version; cat "$requirements"; } | sha256sum | cut -c1-16)"
    venv="$cache/$key"
    if [ ! -e "$venv/complete" ]; then
        rm -rf "$venv"
        python3 -m venv "$venv" >&2
        "$venv/bin/pip" install --quiet --disable-pip-version-check --prefer-binary -r "$requirements" >&2
        touch "$venv/complete"
    fi
    echo "$venv/bin/python"
}

build() {
    if [ -z "${WELLSPRING_BIN:-}" ]; then
        (cd "$root" && cargo build --locked --quiet)
        WELLSPRING_BIN="${CARGO_TARGET_DIR:-$root/target}/debug/wellspring"
    fi
    [ -x "$WELLSPRING_BIN" ] || fail "there is no server at $WELLSPRING_BIN; name it in WELLSPRING_BIN"
    export WELLSPRING_BIN
}

# Starts the server on a port that is free, and waits until it answers.
serve() {
    # Outside of the repository, so that the index of whoever works here stays as it is.
    cd "$work"
    "$WELLSPRING_BIN" index --corpus "$root/corpus" --index "$work/index" >"$work/index.log" 2>&1 ||
        { cat "$work/index.log"; fail "the shipped corpus could not be indexed"; }
    "$WELLSPRING_BIN" serve --listen 127.0.0.1:0 --corpus "$root/corpus" --index "$work/index" >"$work/log" 2>&1 &
    server=$!
    for _ in $(seq 300); do
        WELLSPRING_URL="$(sed -n 's/.*listening on \(http:[^ ]*\).*/\1/p' "$work/log" | head -n 1)"
        if [ -n "$WELLSPRING_URL" ] && answers; then
            export WELLSPRING_URL
            return
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    cat "$work/log"
    fail "the server did not start"
}

answers() {
    python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1] + "/readyz", timeout=5)' "$WELLSPRING_URL" 2>/dev/null
}

server=""
work="$(mktemp -d)"
clean_up() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "Python 3.11 or later with venv is missing; on Debian: apt-get install python3 python3-venv"
command -v npm >/dev/null || fail "npm is missing; on Debian: apt-get install nodejs npm"

if [ $# -gt 0 ]; then
    files=("$@")
else
    files=()
    for file in "$here"/test_*.py "$here"/*.test.mjs; do files+=("$(basename "$file")"); done
fi

step "server"
build
[ -n "${WELLSPRING_URL:-}" ] || serve
echo "$WELLSPRING_URL"

failed=()
cd "$here"
for requirements in requirements.txt requirements-mcp1.txt requirements-mcp2.txt; do
    chosen=()
    for file in "${files[@]}"; do
        case "$file" in
            *.py) [ "$(requirements_of "$file")" != "$requirements" ] || chosen+=("$file") ;;
        esac
    done
    [ ${#chosen[@]} -gt 0 ] || continue
    step "Python: $requirements"
    python="$(python_with "$requirements")" || fail "$requirements could not be installed"
    "$python" -m pytest -q -p no:cacheprovider "${chosen[@]}" || failed+=("${chosen[*]}")
done

chosen=()
for file in "${files[@]}"; do
    case "$file" in
        *.mjs) chosen+=("$file") ;;
    esac
done
if [ ${#chosen[@]} -gt 0 ]; then
    step "Node"
    npm ci --silent || fail "the packages of package.json could not be installed"
    node --test --test-reporter=spec --test-timeout=60000 "${chosen[@]}" || failed+=("${chosen[*]}")
fi

[ ${#failed[@]} -eq 0 ] || fail "${failed[*]}"
printf '\nall clients are served\n'
