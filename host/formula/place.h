/* Errors that show their place in a formula: message, the line, and a caret beneath the spot. */
#ifndef INGOT_FORMULA_PLACE_H
#define INGOT_FORMULA_PLACE_H

#include "base/error.h"

#include <stddef.h>

/* Fills `err` with "formula: <message>\n  <line>\n  <blanks>^" for byte `at` of the source (its size:
   behind the end) and returns −1. Long lines are cut to a window around the place. The kind is usage
   for what is wrong with the formula, data for what only some row brings out. */
int ig_place_fail(const char *source, size_t size_bytes, size_t at, ig_error *err,
                  ig_error_kind kind, const char *format, ...) IG_PRINTF(6, 7);

#endif
