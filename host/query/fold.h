/*
 * Folds: how the values of a group become one cell. Each fold has two kernels: add a vector of
 * values to the cells of their groups, and merge the cells of a later block into an earlier one's.
 */
#ifndef INGOT_QUERY_FOLD_H
#define INGOT_QUERY_FOLD_H

#include "query/view.h"
#include "table/decimal.h"

/*                          values      cell */
typedef enum ig_fold {
    IG_FOLD_COUNT,      /* –           – (the count of values alone) */
    IG_FOLD_SUM_NARROW, /* int64       int64: values of at most 32 bits, 2^32 of them fit */
    IG_FOLD_SUM_WIDE,   /* int64       ig_i128 */
    IG_FOLD_SUM_REAL,   /* double      ig_real_sum */
    IG_FOLD_LEAST,      /* uint64      uint64 */
    IG_FOLD_GREATEST,   /* uint64      uint64 */
    IG_FOLD_FIRST,      /* uint32      uint32: the least position, UINT32_MAX when none */
    IG_FOLD_LAST        /* uint32      uint32: the greatest position + 1, 0 when none */
} ig_fold;

/* A compensated sum (Neumaier 1974): `lost` holds what rounding took from `sum`. */
typedef struct ig_real_sum {
    double sum;
    double lost;
} ig_real_sum;

double ig_real_sum_value(const ig_real_sum *sum);

/* sum × 10^−scale / count, correctly rounded; count is not 0. */
double ig_decimal_mean(ig_i128 sum, uint32_t count, unsigned scale);

/* One set of cells. `counts` is NULL where no one asks how many values a group had. */
typedef struct ig_cells {
    void *values;     /* of the fold's cell type; NULL for IG_FOLD_COUNT */
    uint32_t *counts; /* or NULL */
} ig_cells;

size_t ig_fold_cell_bytes(ig_fold fold);

/* The byte that an empty cell is filled with. */
int ig_fold_empty(ig_fold fold);

/* Adds n values; groups are ids[0 … n − 1], or all 0 when `ids` is NULL. */
void ig_fold_add(ig_fold fold, ig_cells cells, const uint32_t *ids, const void *values, size_t n);

/* Merges the cells of groups lo … hi − 1. */
void ig_fold_merge(ig_fold fold, ig_cells into, ig_cells from, size_t lo, size_t hi);

#endif
