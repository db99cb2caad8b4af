#!/bin/sh
# The shipped main job, run again and again with one native allocation of the thousands it makes
# failing: a spread over all of them, on one thread and on several. Each run must end with exit code
# 75 and one line that says so, nothing printed, nothing written, and every native block freed (the
# program checks that itself when INGOT_CHECK_LEAKS is set). Ends with "N passed, N failed", counting
# runs.
#
#   INGOT=build/dev/ingot [INGOT_TEST_ROUNDS=600] sh tests/long/main_job_failures.sh
set -eu
cd "$(dirname "$0")/../.."
ingot=${INGOT:-$PWD/build/dev/ingot}
rounds=${INGOT_TEST_ROUNDS:-600} # for each number of threads

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export INGOT_CHECK_LEAKS=1

job() { # job NTH OUT: the NTH allocation fails
    "$ingot" run --trusted tests/long/fail_at.lua --set fail_at="$1" --out "$2" >"$work/out" 2>"$work/err" \
        </dev/null
}

failed=0 passed=0
complain() { # complain WHAT: of the run just made
    failed=$((failed + 1))
    echo "FAIL: allocation $nth of $calls, $INGOT_THREADS threads: $1"
    sed 's/^/    /' "$work/err"
}

run_with_failure() {
    code=0
    job "$nth" "$work/written" || code=$?
    if [ $code -ne 75 ]; then
        complain "exit code $code, 75 expected"
    elif [ -s "$work/out" ]; then
        complain "something was printed"
    elif [ -e "$work/written" ]; then
        complain "something was written"
    elif [ "$(wc -l <"$work/err")" -ne 1 ] ||
        ! grep -qE '^([^ ]+: )*out of memory: [0-9]+ bytes refused$' "$work/err"; then
        complain "one line 'out of memory: N bytes refused' expected"
    else
        passed=$((passed + 1))
    fi
    rm -rf "$work/written"
}

for INGOT_THREADS in 1 4; do
    export INGOT_THREADS
    # Untouched, the job works, and tells how many allocations there are.
    if ! INGOT_CALLS=$work/calls job 0 "$work/whole"; then
        nth=0 calls=0
        complain "the job itself does not work"
        continue
    fi
    calls=$(cat "$work/calls")
    step=$((calls / rounds + 1))
    echo "$INGOT_THREADS threads: every ${step}th of $calls allocations"
    nth=1
    while [ $nth -le "$calls" ]; do
        run_with_failure
        nth=$((nth + step))
    done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
