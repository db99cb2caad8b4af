# shellcheck shell=sh
# Sourced, never run: the Debian packages ingot is made with, and one way to get them. The same
# names hold on Debian 12 and Ubuntu 24.04; clang's tools carry their version, since another one
# formats and warns differently.

# shellcheck disable=SC2034  # these are for the scripts that source this file
build_packages="cmake ninja-build gcc libc6-dev pkg-config liblua5.4-dev libcsv-dev libjansson-dev
    libxxhash-dev zlib1g-dev libzstd-dev libseccomp-dev libedit-dev libgmp-dev lua-filesystem
    lua-lpeg lua-argparse"
# shellcheck disable=SC2034  # not needed to run: what it does without them it says
run_packages="gnuplot-nox"
# shellcheck disable=SC2034
test_packages="libcmocka-dev lua-busted sqlite3 tmux"
# shellcheck disable=SC2034  # oracles: specs that ask them skip without
oracle_packages="r-base-core"
# shellcheck disable=SC2034
browser_packages="chromium chromium-driver curl fonts-noto-cjk"
# shellcheck disable=SC2034  # both are of the system's own version of clang, whichever that is
fuzz_packages="clang libclang-rt-dev"
# shellcheck disable=SC2034
lint_packages="clang-format-14 clang-tidy-14 lua-check shellcheck"

# as_root COMMAND…: runs it as root, or through sudo where that can work; fails otherwise.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        return 1
    fi
}

# install_packages NAME…: installs what is missing; with nothing missing it needs no network. On a
# system without dpkg it does nothing: CMake names whatever is missing there.
install_packages() {
    command -v dpkg-query >/dev/null || return 0
    # shellcheck disable=SC2016  # ${…} is dpkg's
    present=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
    missing=
    for name; do
        case $present in
        *" installed:$name "*) ;;
        *) missing="$missing $name" ;;
        esac
    done
    [ -n "$missing" ] || return 0

    if as_root true; then
        echo "== installing$missing"
        wait_for_lock=-oDPkg::Lock::Timeout=300
        as_root apt-get $wait_for_lock -qq update </dev/null || true # a stale list may still do
        # shellcheck disable=SC2086  # a list of words
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get $wait_for_lock -qq install -y --no-install-recommends $missing </dev/null &&
            return 0
    fi
    echo "packages are missing and could not be installed here; as root, run" >&2
    echo "    apt-get update && apt-get install -y --no-install-recommends$missing" >&2
    exit 69
}
