#!/bin/sh
# The fuzzer of the CSV reader under libFuzzer, for some seconds; what it finds stays in build/fuzz/.
#
#   sh tests/fuzz/csv.sh [SECONDS]    120 by default
set -eu
cd "$(dirname "$0")/../.."
. tests/packages.sh
# shellcheck disable=SC2086,SC2154  # lists of words, from there
install_packages $build_packages $fuzz_packages
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz.csv
mkdir -p build/fuzz/csv
exec build/fuzz/tests/fuzz.csv -max_total_time="${1:-120}" -max_len=4096 -timeout=20 -print_final_stats=1 \
    -dict=tests/fuzz/csv/tokens.dict -artifact_prefix=build/fuzz/ build/fuzz/csv tests/fuzz/csv
