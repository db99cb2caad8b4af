/* The order of the texts of a dictionary by their bytes: sorting compares small numbers instead. */
#ifndef INGOT_QUERY_GROUP_RANK_H
#define INGOT_QUERY_GROUP_RANK_H

#include "query/vector/view.h"

typedef struct ig_ranks {
    uint32_t n;        /* texts ranked: those in use, at least */
    uint32_t *by_code; /* owned: the rank of a code in use, 0 for others */
    uint32_t *by_rank; /* owned: the code of a rank */
} ig_ranks;

/* Ranks the texts that `n_rows` values of a text column use. NULL on failure. */
ig_ranks *ig_ranks_new(ig_memory *memory, ig_view view, size_t n_rows, ig_error *err) IG_CHECKED;
void ig_ranks_free(ig_ranks *ranks); /* NULL is nothing */

#endif
