#!/bin/sh
# Every random test with many more rounds than in a usual run. Where it stops, the test names the
# round; the same round comes again. Ends with "N passed, N failed", counting programs.
#
#   INGOT=build/dev/ingot sh tests/long/random.sh
set -eu
cd "$(dirname "$0")/../.."
ingot=${INGOT:-$PWD/build/dev/ingot}

# Rounds that take some five seconds each.
programs='
c.base.bitmap        100000
c.base.suggest      1000000
c.csv.encoding     10000000
c.csv.hostile         40000
c.csv.records       1000000
c.formula.expression   3000
c.formula.filter        150
fuzz.csv             200000
fuzz.formula         200000
fuzz.linear          200000
fuzz.pattern         200000
fuzz.snapshot         30000
c.query.aggregate     50000
c.query.collect       50000
c.query.fold       50000000
c.query.group        100000
c.query.key          100000
c.query.sort         100000
c.query.top          100000
c.table.decimal     3000000
lua.coverage           1000
lua.cube               2000
lua.cube_random         100
lua.native_json      200000
lua.native_linear      1200
lua.number           100000
lua.query_properties   1000
lua.query_random       3000
lua.query_sqlite       4000
lua.region_random       400
lua.unit_random       40000
'

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

cat >"$logs/one.sh" <<'END'
# one.sh INGOT LOGS PROGRAM ROUNDS
case $3 in
lua.*) set -- "$@" "$1" test "tests/lua/${3#lua.}_spec.lua" ;;
fuzz.csv | fuzz.snapshot) set -- "$@" "$(dirname "$1")/tests/$3" ;; # no text for seeds
fuzz.*) set -- "$@" "$(dirname "$1")/tests/$3" "tests/fuzz/${3#fuzz.}.txt" ;;
*) set -- "$@" "$(dirname "$1")/tests/$3" ;;
esac
name=$3 log=$2/$3.log
exec >"$2/$3.verdict" # two at a time do not mix
export INGOT_TEST_ROUNDS="$4" CMOCKA_MESSAGE_OUTPUT=TAP ASAN_OPTIONS=allocator_may_return_null=1
shift 4
began=$(date +%s)
if "$@" >"$log" 2>&1 </dev/null; then verdict=pass; else verdict=FAIL; fi
echo "$verdict: $name, $INGOT_TEST_ROUNDS rounds, $(($(date +%s) - began)) s"
[ $verdict = pass ] || sed 's/^/    /' "$log"
END
echo "$programs" | grep . |
    xargs -P "$(nproc)" -L 1 sh "$logs/one.sh" "$ingot" "$logs" || true
cat "$logs"/*.verdict

passed=$(cat "$logs"/*.verdict | grep -c '^pass: ' || true)
wanted=$(echo "$programs" | grep -c .)
echo "$passed passed, $((wanted - passed)) failed"
[ "$passed" -eq "$wanted" ]
