/* Lists of what the reader could not take, and the tables made of them. */
#ifndef INGOT_OLD_CELLS_REJECTS_H
#define INGOT_OLD_CELLS_REJECTS_H

#include "csv/spec/text.h"
#include "table/builder.h"
#include "table/table.h"

enum { IG_OLD_VALUE_BYTES = 200 }; /* of a value that is listed */

typedef struct ig_old_rejects { /* the caller's struct; of one column, or of a file's rows */
    ig_buffer entries;
    ig_buffer texts;
} ig_old_rejects;

void ig_old_rejects_init(ig_old_rejects *rejects, ig_memory *memory);
void ig_old_rejects_reset(ig_old_rejects *rejects); /* idempotent */

/* Notes a value (UTF-8, listed up to IG_OLD_VALUE_BYTES) of a line of file number `file`. Files and
   lines come in order. */
int ig_old_rejects_add(ig_old_rejects *rejects, size_t file, uint64_t line, ig_text value,
                       const char *reason, ig_error *err) IG_CHECKED;

/* How many there are of one file; `*from` is where to look next, 0 at first, files in order. */
size_t ig_old_rejects_count(const ig_old_rejects *rejects, size_t file, size_t *from);

typedef struct ig_old_rejects_source {
    const ig_old_rejects *rejects; /* borrowed */
    const char *column;            /* borrowed; NULL for whole rows */
} ig_old_rejects_source;

/* The table file, line, column, value, reason, ordered by file, line and then as the sources are;
   NULL in `*table` when there are no rejects at all. */
int ig_old_rejects_table(ig_memory *memory, const ig_old_rejects_source *sources, size_t n_sources,
                         const char *const *paths, ig_table **table, ig_error *err) IG_CHECKED;

#endif
