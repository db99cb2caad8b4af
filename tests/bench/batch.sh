#!/bin/sh
# A thousand jobs over one shared table against two processes that ask the same questions in a loop with
# the table open, half of them each (with one thread each): what the batch adds is what it costs. Says
# how near it comes, and how often the shared table is in memory. The snapshot is that of run.sh.
#
#   sh tests/bench/batch.sh [SNAPSHOT [JOBS]]
#
#   SNAPSHOT   build/bench/10000000/trade.arrow by default
#   JOBS       1000 by default
#
# $INGOT names the program, build/release/ingot by default. The exit code is 0 where all answers agree
# and the batch comes to 90 % of the two processes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ingot=${INGOT:-$here/../../build/release/ingot}
ingot=$(cd "$(dirname "$ingot")" && pwd)/$(basename "$ingot")
snapshot=${1:-${INGOT_BENCH_DIR:-$here/../../build/bench}/10000000/trade.arrow}
snapshot=$(cd "$(dirname "$snapshot")" && pwd)/$(basename "$snapshot")
jobs=${2:-1000}
data=$(dirname "$snapshot")
table_kb=$(($(wc -c <"$snapshot") / 1024))

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/batch/*.lua "$work"
cd "$work"
cat "$snapshot" >/dev/null # read once: the disk is not what is measured

now() { date +%s%N; }

# Milliseconds of processor time of what was waited for, by `times` of this shell.
spent() {
    awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); sum += t[1] * 60 + t[2] }
        printf "%d\n", sum * 1000 }' spent
}

loop() { # from
    INGOT_THREADS=1 "$ingot" run loop.lua --data "$data" --time none --cpu none --out "out-$1" \
        --set snapshot="$snapshot" --set from="$1" --set to="$jobs" >"loop-$1.txt"
}

# KB of the shared table in memory, once for each page, over all processes that have it: the most seen
watch_memory() {
    most=0
    while sleep 0.5; do
        sum=0
        for pid in "$1" $(pgrep -P "$1" || true); do
            pss=$(awk -v least="$table_kb" '/^Size:/ { shared = $2 >= least }
                shared && /^Pss:/ { sum += $2 }
                END { print sum + 0 }' "/proc/$pid/smaps" 2>/dev/null || echo 0)
            sum=$((sum + ${pss:-0}))
        done
        most=$((sum > most ? sum : most))
        echo $most >memory
    done
}

begun=$(now)
loop 1 &
one=$!
loop 2 &
wait $one
wait $!
times >spent
ideal_spent=$(spent)
ideal=$((($(now) - begun) / 1000000))

begun=$(now)
"$ingot" batch manifest.lua --jobs 2 --data "$data" --set snapshot="$snapshot" --set jobs="$jobs" \
    --out out >log &
batch=$!
watch_memory $batch &
watcher=$!
code=0
wait $batch || code=$?
taken=$((($(now) - begun) / 1000000))
times >spent
taken_spent=$(($(spent) - ideal_spent))
kill $watcher 2>/dev/null || true

sort -n loop-1.txt loop-2.txt >wanted.txt
find out -name '*.out.txt' -exec cat {} + | sort -n >got.txt
share=$((ideal * 1000 / taken))
echo "two processes: $ideal ms; batch of $jobs jobs: $taken ms (exit code $code)"
echo "processor time: $ideal_spent ms; $taken_spent ms"
echo "the batch comes to $((share / 10)).$((share % 10)) % of the two processes"
echo "shared table: $(($(cat memory) / 1024)) MB in memory, $(($(wc -c <"$snapshot") / 1048576)) MB in its file"
cmp wanted.txt got.txt
[ "$code" -eq 0 ] && [ "$share" -ge 900 ]
