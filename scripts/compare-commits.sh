#!/usr/bin/env bash
# Compares the speed of two commits on this machine: builds both, then measures them in turn, so that what else the machine does
# meets both alike. Prints medians and their ratio.
#
#   scripts/compare-commits.sh BEFORE AFTER [ROUNDS] [CORPUS]
#
# for example: scripts/compare-commits.sh HEAD~1 HEAD 5 corpus
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -lt 2 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
before=$1 after=$2 rounds=${3:-5} corpus=$(realpath "${4:-corpus}")

work=$(mktemp -d)
cleanup() {
    for side in before after; do git worktree remove --force "$work/$side" 2>/dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT

for side in before after; do
    git worktree add --quiet --detach "$work/$side" "${!side}"
    echo "building $side: $(git log -1 --format='%h %s' "${!side}")" >&2
    # Both in one folder of targets, so that dependencies are compiled once.
    CARGO_TARGET_DIR="$work/target" cargo build --release --locked --quiet --manifest-path "$work/$side/Cargo.toml"
    cp "$work/target/release/wellspring" "$work/wellspring-$side"
done

for round in $(seq "$rounds"); do
    for side in before after; do
        echo "round $round of $rounds: $side" >&2
        "$work/wellspring-$side" bench index "$corpus" --repeats 1 --json >"$work/index-$side-$round.json"
        "$work/wellspring-$side" bench search --corpus "$corpus" --index "$work/index-$side" --samples 50 --repeats 2 --json \
            2>/dev/null >"$work/search-$side-$round.json"
    done
done

python3 - "$work" "$rounds" <<'PYTHON'
import json, statistics, sys

work, rounds = sys.argv[1], int(sys.argv[2])


def figures(side, number):
    read = lambda name: json.load(open(f"{work}/{name}-{side}-{number}.json"))
    for builds in read("index")["builds"]:
        yield f"build: {builds['builder']}, ms", builds["took_ms"]
    rows = read("search")["rows"]
    for operation in dict.fromkeys(row["operation"] for row in rows):
        asked = [row for row in rows if row["operation"] == operation]
        yield f"{operation}, median of kinds, µs", statistics.median(row["ours"]["p50_us"] for row in asked)
        yield f"floor of {operation}, µs", statistics.median(row["floor"]["p50_us"] for row in asked)


measured = {}
for side in ("before", "after"):
    for number in range(1, rounds + 1):
        for name, value in figures(side, number):
            measured.setdefault(name, {}).setdefault(side, []).append(value)
print(f"{'medians of ' + str(rounds) + ' rounds':<40} {'before':>10} {'after':>10} {'ratio':>7}")
for name, sides in measured.items():
    before, after = (statistics.median(sides[side]) for side in ("before", "after"))
    print(f"{name:<40} {before:>10.1f} {after:>10.1f} {after / before:>7.2f}")
PYTHON
