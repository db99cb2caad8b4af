#!/bin/sh
# Arrow files with others (tests/arrow). Ends with "N passed, N failed, N skipped".
#
#   INGOT=build/dev/ingot sh tests/long/arrow.sh
exec sh "$(dirname "$0")/../arrow/run.sh"
