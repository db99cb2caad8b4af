#!/bin/sh
# Runs one hostile script under its limits, and says what was not as it has to be: a line
# "FAIL NAME: …" for each, else "pass NAME". See run.sh.
#
#   INGOT=build/dev/ingot sh tests/attacks/one.sh SCRIPT.lua
set -u
: "${INGOT:?the program}"
here=$(cd "$(dirname "$0")" && pwd)
script=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
name=$(basename "$script" .lua)
slack=${ATTACKS_SLACK:-1} # seconds behind the limit

top=$(mktemp -d)
trap 'chmod -R u+w "$top"; rm -rf "$top"' EXIT
mkdir -p "$top/outside" "$top/desk/data" "$top/log"
printf 'a,b\n1,secret\n' >"$top/outside/secret.csv"
printf 'return "evil"\n' >"$top/outside/evil.lua"
printf 'month,qty\n2025-04,1\n' >"$top/desk/data.csv"
cp "$top/desk/data.csv" "$top/desk/data/x.csv"
ln -s ../outside "$top/desk/link"
ln -s ../outside/secret.csv "$top/desk/secret.csv"
cp "$script" "$top/desk/script.lua"
cp "$here/000_control_ok.lua" "$top/desk/control.lua"

# What lies in the folders, but for what the script may write.
state() {
    find "$top" -path "$top/log" -prune -o -path "$top/desk/out" -prune -o -print | sort
    find "$top/outside" "$top/desk" -path "$top/desk/out" -prune -o -type f -print |
        sort | xargs cksum
}

run() { # run SCRIPT.lua LOG: its exit code
    (
        cd "$top/desk" || exit 99
        exec "$INGOT" run "$1" --out out --cpu 1s --time 5s --memory 64M --output 16M \
            --prelude "$here/probe.lua" </dev/null >"$top/log/$2.out" 2>"$top/log/$2.err"
    )
}

complaints=0
complain() {
    complaints=$((complaints + 1))
    echo "FAIL $name: $1"
}

state >"$top/log/before"
began=$(date +%s%N)
run script.lua attack
code=$?
ended=$(date +%s%N)
took_ms=$(((ended - began) / 1000000))

expected=$(sed -n '1s/^-- expect: *//p' "$script")
report=$top/log/attack.err
met=no
if [ $code -eq 0 ]; then
    case "|$expected|" in *"|ok|"*) met=yes ;; esac
else
    rest=$expected\|
    while [ -n "$rest" ]; do
        word=${rest%%|*}
        rest=${rest#*|}
        if [ -n "$word" ] && [ "$word" != ok ] && grep -qaiF -e "$word" "$report"; then
            met=yes
        fi
    done
fi
[ $met = yes ] ||
    complain "exit code $code, expected: $expected; got: $(tail -c 400 "$report" | tr '\n' ' ')"

case $code in
0 | 1 | 64 | 65 | 66 | 75) ;;
*) complain "exit code $code" ;;
esac
if grep -qaE '(time|output|memory) limit:' "$report" && [ $code -ne 75 ]; then
    complain "exit code $code at a limit, 75 expected"
fi
[ $took_ms -le $((5000 + slack * 1000)) ] || complain "took $took_ms ms"
[ "$(wc -c <"$report")" -le 20000 ] || case $name in *output*) ;; *)
    complain "a report of $(wc -c <"$report") bytes" ;;
esac
if LC_ALL=C tr -d '\n\t' <"$report" | LC_ALL=C grep -qa '[[:cntrl:]]'; then
    complain "control characters in the report"
fi
state >"$top/log/after"
cmp -s "$top/log/before" "$top/log/after" ||
    complain "files changed: $(diff "$top/log/before" "$top/log/after" | grep '^[<>]' | head -n 3)"
for trace in /tmp/ingot_attack_* /tmp/pwned; do
    [ ! -e "$trace" ] || complain "$trace was written"
done
left=$(find "$top/desk/out" -name '.ingot-??????' 2>/dev/null | head -n 1)
[ -z "$left" ] || complain "left behind: $left"

# The next script works, in the same folders.
run control.lua control || complain "the next script failed: $(head -c 300 "$top/log/control.err")"
grep -q '^control$' "$top/log/control.out" || complain "the next script printed something else"

[ $complaints -gt 0 ] || echo "pass $name"
