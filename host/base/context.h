/*
 * What every working function needs from its surroundings: memory, threads, and how rows are cut
 * into tasks. Results never depend on that cut; tests vary it to prove so.
 */
#ifndef INGOT_BASE_CONTEXT_H
#define INGOT_BASE_CONTEXT_H

#include "base/memory.h"
#include "base/pool.h"
#include "base/reach.h"

enum { IG_MORSEL_ROWS = 65536 }; /* rows of one task, unless the context says otherwise */

typedef struct ig_context {
    ig_memory *memory;     /* borrowed */
    ig_pool *pool;         /* borrowed */
    const ig_reach *reach; /* borrowed: what may be read and written; NULL: everything */
    size_t morsel_rows;    /* a multiple of 64, so that bitmaps split cleanly; 0: IG_MORSEL_ROWS */
} ig_context;

/* Rows of one task. */
static inline size_t ig_morsel_rows(const ig_context *context) {
    return context->morsel_rows > 0 ? context->morsel_rows : IG_MORSEL_ROWS;
}

/* The number of tasks that n rows make. */
static inline size_t ig_morsels(const ig_context *context, size_t n_rows) {
    size_t rows = ig_morsel_rows(context);
    return n_rows / rows + (n_rows % rows != 0);
}

/* The rows of task i are lo … hi − 1. */
typedef struct ig_morsel {
    size_t lo, hi;
} ig_morsel;

static inline ig_morsel ig_morsel_at(const ig_context *context, size_t task, size_t n_rows) {
    size_t lo = task * ig_morsel_rows(context);
    size_t rows = n_rows - lo;
    return (ig_morsel){lo, rows < ig_morsel_rows(context) ? n_rows : lo + ig_morsel_rows(context)};
}

/* Runs the tasks of n rows: on the pool where there is one and more than one task. */
static inline int ig_morsels_run(const ig_context *context, size_t n_rows, ig_task run, void *work,
                                 ig_error *err) {
    size_t n = ig_morsels(context, n_rows);
    if (n > 1 && context->pool != NULL)
        return ig_pool_run(context->pool, n, run, work, err);
    for (size_t i = 0; i < n; i++)
        if (run(work, i, 0, err) != 0)
            return -1;
    return 0;
}

#endif
