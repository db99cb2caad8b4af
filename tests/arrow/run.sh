#!/bin/sh
# Snapshots read by apache-arrow and polars, and their files read by ingot. Ends with
# "N passed, N failed, N skipped".
#
#   INGOT=build/dev/ingot sh tests/arrow/run.sh
set -eu
cd "$(dirname "$0")/../.."
ingot=${INGOT:-$PWD/build/dev/ingot}
here=$PWD/tests/arrow
work=$PWD/build/arrow

skip() {
    echo "skipped: $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}
command -v npm >/dev/null || skip "npm is not here"

mkdir -p "$work"
cp "$here/package.json" "$here/theirs.mjs" "$work/"
(cd "$work" && npm install --no-audit --no-fund --no-package-lock --loglevel=error >npm.log 2>&1) ||
    skip "npm could not install the peers: $(tail -n 1 "$work/npm.log")"

rm -rf "$work/files"
mkdir "$work/files"
run_ours() { "$ingot" run "$here/ours.lua" --trusted --time none --cpu none --set do="$1" --set folder="$work/files" --out "$work/files"; }

run_ours write
(cd "$work" && node theirs.mjs read files && node theirs.mjs write files) >"$work/theirs.log"
run_ours read >"$work/ours.log"
cat "$work/theirs.log" "$work/ours.log"

passed=$(cat "$work/theirs.log" "$work/ours.log" | grep -c '^pass: ' || true)
failed=$(cat "$work/theirs.log" "$work/ours.log" | grep -c '^FAIL: ' || true)
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
