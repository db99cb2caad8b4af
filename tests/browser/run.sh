#!/bin/sh
# Pages of articles and of what a check found, in a real browser: keys, pointer and touch, what the cards say and where they
# stand. Pictures stay in build/browser/. Ends with "N passed, N failed, N skipped".
#
#   INGOT=build/dev/ingot sh tests/browser/run.sh [--no-install]
set -eu
cd "$(dirname "$0")/../.."
ingot=${INGOT:-$PWD/build/dev/ingot}
work=$PWD/build/browser

# shellcheck source=tests/packages.sh
. tests/packages.sh
# shellcheck disable=SC2154,SC2086 # set there; a list of words
[ "${1:-}" = --no-install ] || install_packages $browser_packages

mkdir -p "$work"
rm -f "$work"/*
"$ingot" run tests/browser/page.lua --out "$work" >"$work/page.log"
"$ingot" check tests/browser/check.html --html "$work/check.html" >"$work/check.log" || [ $? -eq 1 ]
"$ingot" check tests/browser/check.html --json >"$work/check.json" || [ $? -eq 1 ]

: >"$work/driver.log"
chromedriver --port=0 >>"$work/driver.log" 2>&1 &
driver=$!
trap 'kill "$driver" 2>/dev/null || true' EXIT INT TERM
port=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    port=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' "$work/driver.log")
    [ -z "$port" ] || break
    sleep 0.5
done
if [ -z "$port" ]; then
    echo "chromedriver did not start:" >&2
    cat "$work/driver.log" >&2
    exit 1
fi

as_root=0
[ "$(id -u)" -ne 0 ] || as_root=1
WEBDRIVER=http://127.0.0.1:$port PAGES=$work AS_ROOT=$as_root \
    "$ingot" test tests/browser/page_spec.lua tests/browser/check_spec.lua
