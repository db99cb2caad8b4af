#!/bin/sh
# All hostile scripts (tests/attacks). Ends with "N passed, N failed, N skipped".
#
#   INGOT=build/dev/ingot sh tests/long/attacks.sh
exec sh "$(dirname "$0")/../attacks/run.sh"
