/*
 * The guard of a column that lies in a mapped snapshot: holds each block of rows against its record
 * when a row of it is first touched, and the dictionary before that.
 */
#ifndef INGOT_STORE_GUARD_H
#define INGOT_STORE_GUARD_H

#include "store/block.h"
#include "store/snapshot.h"

/* Where a column lies. All places are in the mapping; sizes and counts fit it and each other. */
typedef struct ig_guarded {
    const char *name;    /* borrowed: copied */
    ig_column rows;      /* type, width, n_rows, values, validity, reasons; nothing owned */
    const char *records; /* n_blocks of them, as text; then the dictionary's checksums */
    ig_dict_place dict;  /* of texts */
} ig_guarded;

/* A guard that keeps the mapping. Destroyed by its column. */
ig_guard *ig_guard_new(ig_memory *memory, ig_mapping *mapping, const ig_guarded *where,
                       ig_error *err) IG_CHECKED;

/* Where the guard of a column is one of these, what its messages of damage end with; see
   ig_snapshot_advise. */
int ig_guard_advise(const ig_column *column, const char *advice, ig_error *err) IG_CHECKED;

/* Whether the guard of a column is one of these; then tells its buffers. */
void ig_guard_tell(const ig_column *column, ig_checked_fn tell, void *tell_context);

#endif
