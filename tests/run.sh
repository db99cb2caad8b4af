#!/bin/sh
# Builds ingot and runs every test suite: C (cmocka), Lua (busted, inside ingot), structure, the
# benchmark's questions over few rows, and hostile scripts.
# Installs missing Debian packages first. The last line is "N passed, N failed, N skipped"; the
# exit code is 0 only if every suite ran some tests and none failed.
#
#   sh tests/run.sh [--asan | --tsan] [--long] [--no-install]
#
#   --asan        under AddressSanitizer and UndefinedBehaviorSanitizer (preset asan, not dev)
#   --tsan        under ThreadSanitizer (preset tsan)
#   --long        also tests/long/*.sh, whose output stays in build/long/
#   --no-install  leave the system's packages alone
set -eu
cd "$(dirname "$0")/.."
. tests/packages.sh

preset=dev long=no install=yes
for option; do
    case $option in
    --asan | --tsan) preset=${option#--} ;;
    --long) long=yes ;;
    --no-install) install=no ;;
    *)
        echo "usage: sh tests/run.sh [--asan | --tsan] [--long] [--no-install]" >&2
        exit 64
        ;;
    esac
done

# shellcheck disable=SC2086  # lists of words
[ $install = no ] || install_packages $build_packages $run_packages $test_packages

echo "== build: preset $preset"
cmake --preset "$preset"
cmake --build --preset "$preset"

# Hostile files beside the checkout, where there are any; the tests that read them skip without.
hostile=../shared/hostile_csv/files
[ ! -d $hostile ] || export INGOT_HOSTILE_CSV="${INGOT_HOSTILE_CSV:-$PWD/$hostile}"

echo "== tests: preset $preset"
log=build/$preset/Testing/Temporary/LastTest.log
rm -f "$log"
ctest --preset "$preset" -j "$(nproc)" || true # the log is what counts

# Long tests end with the same line as the other suites, and are added to the log in its form.
if [ $long = yes ]; then
    mkdir -p build/long
    for script in tests/long/*.sh; do
        [ -e "$script" ] || continue
        name=$(basename "$script" .sh)
        echo "== long: $name"
        verdict=Passed
        INGOT=$PWD/build/$preset/ingot sh "$script" >build/long/"$name".log 2>&1 || verdict=Failed
        tail -n 3 build/long/"$name".log
        {
            echo "1/1 Testing: long.$name"
            cat build/long/"$name".log
            echo "Test $verdict."
        } >>"$log"
    done
fi

# One test program is a block of the log, "1/9 Testing: NAME" to "Test Passed." It states its
# results as TAP or as a closing "N passed, N failed, N skipped". One that broke off without
# telling, or that tested nothing, counts as a failure.
LC_ALL=C awk '
    function close_program(n) {
        if (program == "") return
        if (said != "") {
            n = split(said, word, /[ ,]+/)
            passed = word[1]; failed = word[3]; skipped = n > 4 ? word[5] : 0
        }
        if (passed + failed + skipped == 0) print program ": ran no tests"
        if (failed == 0 && (!ended_well || passed + skipped == 0)) {
            failed = 1
            print program ": failed as a whole"
        }
        suite = program
        sub(/\..*/, "", suite)
        sum[suite, "passed"] += passed; sum[suite, "failed"] += failed
        sum[suite, "skipped"] += skipped
        ran[suite] = 1
        program = ""
    }
    /^[0-9]+\/[0-9]+ Testing: / {
        close_program()
        program = $3; said = ""; passed = failed = skipped = ended_well = 0
    }
    /^(not )?ok .*# SKIP/ { skipped++; next }
    /^ok [0-9]/ { passed++ }
    /^not ok / { failed++ }
    /^[0-9]+ passed, [0-9]+ failed/ { said = $0 }
    /^Test Passed\.$/ { ended_well = 1 }
    END {
        close_program()
        count = split("c fuzz lua structure bench attacks long", suites, " ")
        for (i = 1; i <= count; i++) {
            s = suites[i]
            if (!ran[s]) {
                if (s == "long") continue
                print s ": the suite did not run"
                sum[s, "failed"] = 1
            }
            printf "%-9s  %d passed, %d failed, %d skipped\n", s, sum[s, "passed"],
                sum[s, "failed"], sum[s, "skipped"]
            all_passed += sum[s, "passed"]; all_failed += sum[s, "failed"]
            all_skipped += sum[s, "skipped"]
        }
        printf "%d passed, %d failed, %d skipped\n", all_passed, all_failed, all_skipped
        exit all_failed > 0
    }
' "$log"
