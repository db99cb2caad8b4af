/*
 * An index from keys to the rows that have them: an array addressed by the key where keys are small
 * numbers, else a hash table in partitions. Rows without a whole key are in none.
 */
#ifndef INGOT_QUERY_COMBINE_JOIN_INDEX_H
#define INGOT_QUERY_COMBINE_JOIN_INDEX_H

#include "query/combine/join_key.h"

/* The rows of one key: the row `at` itself when n is 1, else list[at] … list[at + n − 1], rising. */
typedef struct ig_join_span {
    uint32_t at, n;
} ig_join_span;

typedef struct ig_join_slot {
    uint64_t hash;
    ig_join_span span; /* n = 0: free */
} ig_join_slot;

typedef struct ig_join_index {
    ig_join_keys keys;
    bool unique;         /* no key has two rows */
    uint32_t *rows;      /* owned: by address, IG_NO_ROW for none; addressed and unique */
    ig_join_span *spans; /* owned: by address; addressed, not unique */
    ig_join_slot *slots; /* owned: part by part; hashed */
    uint64_t *words;     /* owned: of each slot; hashed, of more words than one */
    size_t *starts;      /* owned: the first slot of each part, and the end; hashed */
    unsigned part_bits;  /* hashed: the highest bits of a hash are its part */
    uint32_t *list;      /* owned, or NULL */
} ig_join_index;

/* Indexes n_rows rows (below 2^32 − 1) by the keys seen through `views`. On failure nothing is
   held. */
int ig_join_index_init(const ig_context *context, ig_join_index *index, const ig_view *views,
                       size_t n_keys, size_t n_rows, ig_error *err) IG_CHECKED;
void ig_join_index_reset(ig_join_index *index); /* idempotent */

/* What was found for the rows of the other side. */
typedef struct ig_join_matches {
    size_t n_rows;
    uint32_t *at;        /* owned: as in a span; IG_NO_ROW where nothing was found */
    uint32_t *n;         /* owned; NULL when the index is unique */
    size_t *n_pairs;     /* owned: of each task (context.h) */
    size_t *n_unmatched; /* owned: of each task */
} ig_join_matches;

/* Looks n_rows rows up, whose keys `views` show. On failure nothing is held. */
int ig_join_index_find(const ig_context *context, const ig_join_index *index, const ig_view *views,
                       size_t n_rows, ig_join_matches *matches, ig_error *err) IG_CHECKED;
void ig_join_matches_reset(ig_join_matches *matches); /* idempotent */

/* The part of a hash, and where in a part of `size` slots it looks first. */
static inline size_t ig_join_part(const ig_join_index *index, uint64_t hash) {
    return index->part_bits > 0 ? (size_t)(hash >> (64 - index->part_bits)) : 0;
}
static inline size_t ig_join_home(uint64_t hash, size_t size) {
    return (size_t)((hash & UINT32_MAX) * size >> 32);
}

#endif
