/*
 * How the rows of a grouping are spread over tasks for aggregation; chosen by the data alone, so
 * that sums of doubles have the same bits for any number of threads.
 *   blocks  few groups: each task takes a run of rows and has cells of its own for every group;
 *           cells are merged in the order of the blocks
 *   parts   many groups: each task takes the rows of a range of groups, in row order; all share one
 *           set of cells, and no two tasks touch the same cell
 */
#ifndef INGOT_QUERY_MEASURE_SPREAD_H
#define INGOT_QUERY_MEASURE_SPREAD_H

#include "query/group/group.h"
#include "query/vector/scatter.h"

typedef struct ig_spread {
    size_t n_tasks;
    size_t n_sets;       /* of cells: n_tasks for blocks, else 1 */
    size_t block_rows;   /* blocks */
    unsigned shift;      /* parts: group >> shift is the part */
    uint32_t *positions; /* owned: parts: values by part; NULL for blocks */
    uint32_t *starts;    /* owned: parts: where each begins; NULL for blocks */
} ig_spread;

/* The rows of one task: positions[0 … n − 1], or `at` … at + n − 1 when `positions` is NULL. */
typedef struct ig_span {
    const uint32_t *positions; /* borrowed, or NULL */
    size_t at;
    size_t n;
} ig_span;

int ig_spread_init(const ig_context *context, ig_spread *spread, const ig_groups *groups,
                   ig_error *err) IG_CHECKED;
void ig_spread_reset(ig_spread *spread); /* idempotent */

ig_span ig_spread_span(const ig_spread *spread, const ig_groups *groups, size_t task);

#endif
