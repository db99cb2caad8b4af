#!/bin/sh
# Every verb on ten million rows is told to stop at a spread of moments, and must do so within 50 ms.
# Wants a machine that does nothing else. Ends with "N passed, N failed", counting verbs.
#
#   INGOT=build/release/ingot [INGOT_CANCEL_ROWS=10000000] [INGOT_CANCEL_MS=50] sh tests/long/cancel.sh
set -eu
cd "$(dirname "$0")/../.."
ingot=${INGOT:-$PWD/build/dev/ingot}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$ingot" run --trusted --memory none --time none --cpu none tests/long/cancel.lua --out "$work/out" --set folder="$work" \
    --set rows="${INGOT_CANCEL_ROWS:-10000000}" --set most_ms="${INGOT_CANCEL_MS:-50}" >"$work/log"
cat "$work/log"
tail -n 1 "$work/log" | grep -q ' 0 failed$'
