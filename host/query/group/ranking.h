/*
 * The first rows of groups as a bitmap, and how many stand before each word of it: a group's number
 * is the rank of its first row, so that groups are numbered in order of first appearance without
 * sorting.
 */
#ifndef INGOT_QUERY_GROUP_RANKING_H
#define INGOT_QUERY_GROUP_RANKING_H

#include "base/bitmap.h"
#include "base/context.h"

typedef struct ig_ranking {
    size_t n_words;
    uint64_t *words;  /* owned */
    uint32_t *before; /* owned */
} ig_ranking;

/* No rows marked yet of n_rows: bits of `words`. On failure nothing is held. */
int ig_ranking_init(ig_memory *memory, ig_ranking *ranking, size_t n_rows,
                    ig_error *err) IG_CHECKED;
void ig_ranking_reset(ig_ranking *ranking); /* idempotent */

/* Counts the marks and lists them, ascending, in a new array freed by ig_free. */
int ig_ranking_list(const ig_context *context, ig_ranking *ranking, size_t *n, uint32_t **rows,
                    ig_error *err) IG_CHECKED;

/* The number of marked rows before a row; after ig_ranking_list. */
static inline uint32_t ig_ranking_of(const ig_ranking *ranking, uint32_t row) {
    uint64_t below = ranking->words[row / 64] & ((UINT64_C(1) << (row % 64)) - 1);
    return ranking->before[row / 64] + (uint32_t)__builtin_popcountll(below);
}

#endif
