#!/bin/sh
# From a fresh checkout to a first article: installs missing Debian packages, builds ingot, and
# writes up one month of China's cable exports.
#
#   sh examples/quickstart.sh
set -eu
cd "$(dirname "$0")/.."
. tests/packages.sh

# shellcheck disable=SC2086  # a list of words
install_packages $build_packages $run_packages

echo "== build: preset release"
cmake --preset release
cmake --build --preset release

echo "== run: scripts/cable_exports_month.lua for 2025-04"
build/release/ingot run scripts/cable_exports_month.lua --set period=2025-04

article=out/cable_exports_month-2025-04
cat <<END

Written, in $PWD:
  $article.md           the article; in Chinese $article.zh.md
  $article.html         the same as a page, whose figures say where they come from
  $article.claims.json  every number in it, with where it comes from

Next:
  build/release/ingot why $article.claims.json c1 --rows
  build/release/ingot run scripts/cable_exports_month.lua --set period=2025-03
  build/release/ingot help
END
