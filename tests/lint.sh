#!/bin/sh
# Holds the sources against the house rules: clang-format and clang-tidy for C, luacheck for Lua,
# and for the scripts shellcheck. Installs missing Debian packages first.
#
#   sh tests/lint.sh [--no-install]
set -eu
cd "$(dirname "$0")/.."
. tests/packages.sh

# shellcheck disable=SC2086  # lists of words
[ "${1-}" = --no-install ] || install_packages $build_packages $test_packages $lint_packages

failed=
step() { # step NAME COMMAND…
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed $name"
}

format() {
    find host tests/c tests/bench -name '*.[ch]' -print0 | xargs -0r clang-format-14 --dry-run -Werror
}
# compile_commands.json, which clang-tidy reads, comes from configuring the preset dev.
tidy() {
    cmake --preset dev >/dev/null &&
        find host -name '*.c' -print0 |
        xargs -0r -n 1 -P "$(nproc)" clang-tidy-14 -p build/dev --quiet
}
shell() {
    find examples tests -name '*.sh' -exec shellcheck -x .ci/run {} +
}

step clang-format format
step luacheck luacheck --quiet --no-color .
step shellcheck shell
step clang-tidy tidy

[ -z "$failed" ] || { echo "lint: failed:$failed" >&2 && exit 1; }
echo "lint: clean"
