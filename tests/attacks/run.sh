#!/bin/sh
# Hostile scripts, each under its limits: CPU 1 s, wall 5 s, memory 64 MB, output 16 MB. Of each the
# report has to hold one of the words of its first line, the exit code has to fit, the end has to come
# within the limit and a second, no file may change outside its output folder, and the next script has
# to work. Ends with "N passed, N failed, N skipped", counting scripts.
#
#   INGOT=build/dev/ingot [ATTACKS_SLACK=1] sh tests/attacks/run.sh [--quick] [DIR...]
#
#   --quick  some of each class
#   DIR      folders of scripts instead of this one and ../shared/attacks
set -eu
here=$(cd "$(dirname "$0")" && pwd)
INGOT=${INGOT:-$here/../../build/dev/ingot}
INGOT=$(cd "$(dirname "$INGOT")" && pwd)/$(basename "$INGOT")
export INGOT

quick=no skipped=0
if [ "${1:-}" = --quick ]; then
    quick=yes
    shift
fi
if [ $# -eq 0 ]; then
    set -- "$here"
    shared=$here/../../../shared/attacks
    if [ -d "$shared" ]; then
        set -- "$here" "$shared"
    else
        echo "skipped: no folder ../shared/attacks"
        skipped=1
    fi
fi

list=$(mktemp)
trap 'rm -f "$list" "$list.said"' EXIT
for folder; do
    find "$folder/" -maxdepth 1 -name '[0-9]*.lua' | sort
done >"$list"
if [ $quick = yes ]; then # some of each class: every eighth of the slow ones, every third of the others
    awk '
        { class = $0; sub(/.*\/[0-9]+_/, "", class); sub(/_.*/, "", class) }
        n[class]++ % (class ~ /^(time|memory|output)$/ ? 8 : 3) == 0
    ' "$list" >"$list.said"
    mv "$list.said" "$list"
fi

xargs -P "$(nproc)" -n 1 sh "$here/one.sh" <"$list" >"$list.said" || true
grep -v '^pass ' "$list.said" || true
passed=$(grep -c '^pass ' "$list.said" || true)
total=$(wc -l <"$list")
echo "$passed passed, $((total - passed)) failed, $skipped skipped"
[ "$passed" -eq "$total" ] && [ "$total" -gt 0 ]
