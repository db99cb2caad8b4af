#!/bin/sh
# Threads change nothing: whatever the program prints and writes has the same bytes on 1, 2, 3, 8 and
# 16 of them. Ends with "N passed, N failed", counting what was compared.
#
#   INGOT=build/dev/ingot sh tests/long/threads.sh
set -eu
cd "$(dirname "$0")/../.."
ingot=${INGOT:-$PWD/build/dev/ingot}
counts='1 2 3 8 16'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Everything of one number of threads goes into a folder: what is printed, said, and written.
record() { # record NAME COMMAND…
    name=$1
    shift
    { code=0 && "$@" || code=$?; } >"$folder/$name.out" 2>"$folder/$name.err" </dev/null
    echo "$code" >"$folder/$name.code"
}

record_all() { # record_all THREADS
    export INGOT_THREADS="$1"
    folder=$work/$1
    mkdir "$folder"
    for script in scripts/*.lua examples/*.lua; do
        case $script in *_batch.lua) continue ;; esac # a manifest is no script
        record "$(basename "$script" .lua)" "$ingot" run "$script" --out "$folder"
    done
    for period in 2023-12 2024-01 2025-03 2025-12; do
        record "main-$period" "$ingot" run scripts/cable_exports_month.lua --set period=$period \
            --out "$folder"
    done
    for source in data/customs/*.csv; do
        name=$(basename "$source" .csv)
        record "show-$name" "$ingot" show "$source" --profile gacc-zh --flow "${name%%-*}" --rejects
    done
    for claims in "$folder"/*.claims.json; do
        record "why-$(basename "$claims" .claims.json)" "$ingot" why "$claims" c1 --rows
    done
    for spec in tests/lua/*_spec.lua; do
        record "$(basename "$spec" .lua)" "$ingot" test "$spec"
    done
}
for n in $counts; do
    record_all "$n" &
done
wait

passed=0 failed=0
verdict() { # verdict NAME DIFFERENCE
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL: %s\n%s\n' "$1" "$2" | sed '2,$s/^/    /'
    fi
}

# Done on one thread, and the same on the others.
for code in "$work"/1/*.code; do
    verdict "$(basename "$code" .code) on one thread" "$(grep -v '^0$' "$code")"
done
for n in ${counts#1 }; do
    verdict "the same files on $n threads" "$(diff -rq "$work/1" "$work/$n")"
    for file in "$work"/1/*; do
        name=$(basename "$file")
        verdict "$name on $n threads" "$(diff "$file" "$work/$n/$name" 2>&1 | head -n 10)"
    done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
