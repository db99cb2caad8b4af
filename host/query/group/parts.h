/*
 * Rows brought together by parts: what the roads need of a row (its key, its number, the values of
 * the aggregates) is copied chunk by chunk, and within each chunk part by part, so that a copy stays
 * in cache; a part then is one run of rows in each chunk. Rows rise within a run and from run to run.
 */
#ifndef INGOT_QUERY_GROUP_PARTS_H
#define INGOT_QUERY_GROUP_PARTS_H

#include "query/group/road.h"

typedef struct ig_stream { /* of one source */
    char *values;
    uint8_t *present; /* or NULL */
} ig_stream;

typedef struct ig_parts {
    unsigned part_bits;
    size_t n_parts;
    size_t part_slots; /* slots of a part; 0: hashed */
    unsigned row_bits; /* of an item of slots */
    ig_packing packing;
    size_t key_bytes;
    size_t chunk_rows, n_chunks;
    uint32_t *starts;   /* owned: chunk × (n_parts + 1): where each run begins */
    char *keys;         /* owned: packed words, or items: the slot in the part, below it the row in
                           the chunk */
    uint32_t *rows;     /* owned: where keys are packed words */
    ig_stream *streams; /* owned, with what they hold: of each source of the tally */
} ig_parts;

int ig_parts_make(const ig_journey *journey, ig_parts *parts, ig_error *err) IG_CHECKED;
void ig_parts_reset(const ig_journey *journey, ig_parts *parts); /* idempotent */

#endif
