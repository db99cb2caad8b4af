#!/bin/sh
# Whether ingot answers the benchmark's questions as the peers do that are there, over few rows.
# Peers that are missing are skipped, visibly. Ends with "N passed, N failed, N skipped".
#
#   INGOT=build/dev/ingot sh tests/bench/smoke.sh
set -eu
cd "$(dirname "$0")/../.."
if ! command -v node >/dev/null; then
    echo "skipped: no node, which runs the benchmark"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
INGOT_BENCH_BUILD=$(dirname "${INGOT:-build/dev/ingot}")
export INGOT_BENCH_BUILD
exec sh tests/bench/run.sh 10000 --check --no-install 2>&1
