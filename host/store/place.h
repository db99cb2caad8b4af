/*
 * Where the columns of a snapshot lie in its bytes, and what its records say of them. Nothing here
 * reads a row.
 */
#ifndef INGOT_STORE_PLACE_H
#define INGOT_STORE_PLACE_H

#include "store/file.h"
#include "store/guard.h"

/* The columns of a file, asked for in their order. */
typedef struct ig_placing {
    const ig_arrow_file *file;
    ig_arrow_batch rows;   /* its one batch; read by the caller */
    size_t n_dictionaries; /* met so far */
} ig_placing;

typedef struct ig_place {
    ig_type type;
    unsigned scale, width;
    ig_guarded where; /* but for the name */
} ig_place;

/* Pair i of the footer's own, which must have this key. */
bool ig_place_pair(const ig_arrow_file *file, size_t i, const char *key, ig_flat_text *value);

/* Column i; false when it is not as a snapshot has it. `place` is zero before. */
bool ig_place_column(ig_placing *placing, size_t i, ig_place *place);

/* Fills in the stats that the records tell; false when they cannot be so. */
bool ig_place_stats(const ig_guarded *where, ig_stats *stats);

#endif
