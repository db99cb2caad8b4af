/* The nearest valid name to a misspelt one, for error messages. */
#ifndef INGOT_BASE_SUGGEST_H
#define INGOT_BASE_SUGGEST_H

#include "base/error.h"

#include <stddef.h>

/* The index of the name nearest to `wrong` by edits of bytes (insert, delete, replace, swap; ASCII
   letters of either case are alike), the first of equals. SIZE_MAX when none is near enough to be
   meant: more edits than a third of the longer name (at least 1 is allowed), nothing in common, or
   over 64 bytes. */
size_t ig_suggest(const char *wrong, size_t wrong_bytes, const char *const *names, size_t n_names);

/* Fills `err` (usage) and returns -1: "unknown column 'qty_kgs' (did you mean 'qty_kg'?)", or when
   nothing is near "unknown column 'x'; columns are 'a', 'b', 'c'", cut after eight with "…".
   `what` and `plural` are "column" and "columns". */
int ig_fail_unknown(ig_error *err, const char *what, const char *plural, const char *wrong,
                    size_t wrong_bytes, const char *const *names, size_t n_names);

#endif
