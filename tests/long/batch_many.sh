#!/bin/sh
# A batch of many small scripts, one in ten of them hostile: the supervisor lives, every good script
# prints what it prints alone, and the supervisor holds no more memory and descriptors than before, but
# for what it has to report of each job. Ends with "N passed, N failed".
#
#   INGOT=build/release/ingot [BATCH_JOBS=10000] sh tests/long/batch_many.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
INGOT=${INGOT:-$here/../../build/dev/ingot}
ingot=$(cd "$(dirname "$INGOT")" && pwd)/$(basename "$INGOT")
jobs=${BATCH_JOBS:-10000}
report_kb_a_job=2 # name, times, status and the place of its record

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/batch_many/*.lua "$work"
mkdir "$work/attacks"
cp -R "$here"/../attacks/* "$work/attacks"
cd "$work"
hostile=$(printf '%s\n' attacks/[0-9]*.lua | paste -s -d :)

# "memory in KB, descriptors" of the supervisor
measure() {
    rss=$(awk '/^VmRSS:/ { print $2 }' "/proc/$1/status" 2>/dev/null)
    [ -n "$rss" ] && echo "$rss $(find "/proc/$1/fd" -mindepth 1 2>/dev/null | wc -l)"
}

begun=$(date +%s)
"$ingot" batch manifest.lua --set jobs="$jobs" --set hostile="$hostile" --out out >log 2>err &
supervisor=$!
first='' early='' last=''
while kill -0 $supervisor 2>/dev/null; do
    now=$(measure $supervisor) || break
    ended=$(wc -l 2>/dev/null <out/.batch/journal || echo 0)
    if [ "$ended" -gt 10 ]; then
        first=${first:-$now}
        last=$now
    fi
    if [ "$ended" -gt $((jobs / 10)) ]; then
        early=${early:-$now}
    fi
    sleep 0.1
done
code=0
wait $supervisor || code=$?

passed=0 failed=0
check() { # what, whether
    if [ "$2" -ne 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $1"
    fi
}

good=$((jobs - jobs / 10))
find out -name 'good-*.out.txt' -exec cat {} + >good.txt
right=$(awk '$1 == "good" && $3 == 10 { n++ } END { print n + 0 }' good.txt)
distinct=$(awk '{ print $2 }' good.txt | sort -u | wc -l)
ended=$(grep -c '^\(done\|failed\|limit\|crashed\|killed\) ' log || true)
# shellcheck disable=SC2086  # two numbers each
set -- $first $early $last
growth=$((${5:-0} - ${3:-0}))
echo "$jobs jobs in $(($(date +%s) - begun)) s: exit code $code; $right of $good right"
echo "supervisor: $1 KB, $2 descriptors at first; $3 KB, $4 after a tenth; $5 KB, $6 at the end"
grep -E -o '^(done|failed|limit|crashed|killed) +hostile' log | sort | uniq -c || true

check "the supervisor ends with exit code 1 (some jobs failed), not $code" $((code == 1))
check "every job is told: $ended of $jobs" $((ended == jobs))
check "every good script is right: $right ($distinct) of $good" $((right == good && distinct == good))
check "memory grows by $growth KB" $((growth <= report_kb_a_job * (jobs - jobs / 10)))
check "as many descriptors at the end as at first" $((${6:-99} <= ${2:-0} + 8))
cat err
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
