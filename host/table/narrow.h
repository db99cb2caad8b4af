/*
 * Copying integers into narrower ones. The caller knows that every value fits (ig_int_width);
 * `to` and `from` never overlap.
 */
#ifndef INGOT_TABLE_NARROW_H
#define INGOT_TABLE_NARROW_H

#include "table/column.h"

/* n signed integers of `from_width` bytes (2, 4, 8) as integers of `to_width` (1, 2, 4), less. */
void ig_narrow_ints(void *to, unsigned to_width, const void *from, unsigned from_width, size_t n);

/* n 32-bit dictionary codes as unsigned codes of `to_width` bytes (1 or 2). */
void ig_narrow_codes(void *to, unsigned to_width, const uint32_t *from, size_t n);

/* Rewrites the integers or codes of a column that no one shares yet at `width` bytes, where that is
   less than it has; nothing else changes, on failure nothing at all. */
int ig_column_narrow(const ig_context *context, ig_column *column, unsigned width,
                     ig_error *err) IG_CHECKED;

#endif
