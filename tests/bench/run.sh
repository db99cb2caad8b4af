#!/bin/sh
# Measures ingot against DuckDB, Polars, data.table and SQLite on the same files: makes the data,
# installs the peers, compares all answers, prints medians. README.md says what and how.
#
#   sh tests/bench/run.sh [ROWS] [--only q1,T2] [--with clickhouse] [--rounds N | --check]
#                         [--no-install]
#
#   ROWS                10000000 by default
#   --only              these questions alone
#   --with clickhouse   also ClickHouse, a download of 160 MB that unpacks to 560 MB
#   --rounds            5 by default
#   --check             only compare the answers; the last line is "N passed, N failed, N skipped"
#   --no-install        take what is there and skip the rest, visibly
#
# Everything it makes lies in $INGOT_BENCH_DIR (build/bench by default); the results of a whole run
# of at least 10000000 rows in tests/bench/results, others with their data. $INGOT_BENCH_BUILD names
# a build folder to use instead of the preset release. The exit code is 0 only if all answers agree.
set -eu
cd "$(dirname "$0")/../.."
. tests/packages.sh

usage() {
    sed -n '/^#   sh/,/^# Every/s/^#  \{0,1\}//p' tests/bench/run.sh | sed '$d' >&2
    exit 64
}

rows=10000000 only='' with='' rounds=5 check='' install=yes
while [ $# -gt 0 ]; do
    case $1 in
    --only | --with | --rounds)
        [ $# -gt 1 ] || usage
        case $1 in --only) only=$2 ;; --with) with=$2 ;; --rounds) rounds=$2 ;; esac
        shift
        ;;
    --check) check=yes ;;
    --no-install) install=no ;;
    *[!0-9]* | '' | 0*) usage ;;
    *) rows=$1 ;;
    esac
    shift
done
case $with in '' | clickhouse) ;; *) usage ;; esac

bench=${INGOT_BENCH_DIR:-build/bench}
mkdir -p "$bench/$rows" "$bench/npm"
bench=$(cd "$bench" && pwd)
folder=$bench/$rows

# Packages of the peers. What cannot be had is skipped by the runner, which says so.
install_peers() {
    # shellcheck disable=SC2086  # a list of words
    install_packages $build_packages
    command -v npm >/dev/null || install_packages nodejs npm
    (install_packages r-cran-data.table sqlite3) || true
    [ "$with" != clickhouse ] || set -- @chdb/lib-linux-x64-gnu@26.5.3
    # npm asks the network only for what is missing.
    if ! cmp -s tests/bench/package.json "$bench/npm/wanted.json" ||
        { [ "$with" = clickhouse ] && [ ! -d "$bench/npm/node_modules/@chdb" ]; }; then
        echo "== installing npm packages" >&2
        cp tests/bench/package.json "$bench/npm/package.json"
        if npm install --prefix "$bench/npm" --no-audit --no-fund --no-package-lock \
            --loglevel=error "$@" >&2; then
            cp tests/bench/package.json "$bench/npm/wanted.json"
        fi
    fi
}
[ $install = no ] || install_peers
command -v node >/dev/null || { echo "bench: node is missing: apt install nodejs" >&2 && exit 69; }

build=${INGOT_BENCH_BUILD:-build/release}
if [ -z "${INGOT_BENCH_BUILD-}" ]; then
    echo "== build: preset release" >&2
    cmake --preset release >/dev/null
fi
cmake --build "$build" --target ingot bench >&2
build=$(cd "$build" && pwd)
bin=$build/tests/bench

# The data are made anew unless each file is, to the last bit, what this generator wrote.
made_by=$(cat tests/bench/generate/*.[ch] | cksum)
files=$(echo "$folder"/*.csv)
# shellcheck disable=SC2086  # a list of files
if [ ! -e "$folder/checksums" ] || [ "$(cat "$folder/made_by")" != "$made_by" ] ||
    [ "$("$bin/bench_generate" check $files | sort)" != "$(sort "$folder/checksums")" ]; then
    echo "== data: $rows rows" >&2
    rm -rf "$folder"/*.sqlite "$folder/reference" "$folder/derived" "$folder/checksums"
    for table in groupby join trade; do
        "$bin/bench_generate" $table "$rows" "$folder"
    done >"$folder/checksums.part"
    echo "$made_by" >"$folder/made_by"
    mv "$folder/checksums.part" "$folder/checksums"
fi
cat "$folder/checksums" >&2

# What L4 and L5 read: the customs table in GB18030, and packed.
derive() { # derive FILE COMMAND…
    [ ! -e "$folder/derived/$1" ] || return 0
    echo "== data: $1" >&2
    to=$folder/derived/$1
    shift
    mkdir -p "$folder/derived"
    "$@" <"$folder/trade.csv" >"$to.part" && mv "$to.part" "$to"
}
asked() {
    [ -z "$check" ] || return 1
    case ,${only:-$1}, in *,"$1",*) ;; *) return 1 ;; esac
}
! asked L4 || derive trade_gb18030.csv iconv -f UTF-8 -t GB18030
! asked L5 || derive trade.csv.gz gzip -c -1

results=$folder
[ -n "$only" ] || [ "$rows" -lt 10000000 ] || results=$PWD/tests/bench/results
exec node tests/bench/run.mjs "$rows" --bench "$bench" --bin "$bin" \
    --ingot "$build/ingot" --results "$results" --rounds "$rounds" ${check:+--check} \
    ${only:+--only "$only"} ${with:+--with "$with"}
