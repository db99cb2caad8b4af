/* Refuses what is often taken for a table and is none. */
#ifndef INGOT_CSV_SOURCE_FOREIGN_H
#define INGOT_CSV_SOURCE_FOREIGN_H

#include "base/error.h"

#include <stddef.h>

enum { IG_CSV_OPENING_BYTES = 64 }; /* of a file are enough to tell */

/* `shown` is the path for messages. */
int ig_csv_foreign_refuse(const char *shown, const char *bytes, size_t size_bytes,
                          ig_error *err) IG_CHECKED;

#endif
