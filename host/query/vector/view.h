/*
 * A column seen through a selection of rows, read a vector at a time: whatever the width of the
 * values and however the rows were picked, kernels see plain arrays of at most IG_VECTOR_ROWS items
 * that stay in the first cache.
 */
#ifndef INGOT_QUERY_VECTOR_VIEW_H
#define INGOT_QUERY_VECTOR_VIEW_H

#include "table/column.h"

enum { IG_VECTOR_ROWS = 1024 };

/* Value i is that of row rows[i], or of row i when `rows` is NULL. */
typedef struct ig_view {
    const ig_column *column; /* borrowed */
    const uint32_t *rows;    /* borrowed, or NULL */
} ig_view;

/* A vector of rows: index[i], or start + i when `index` is NULL. */
typedef struct ig_block {
    size_t start;
    const uint32_t *index; /* borrowed, or NULL */
    size_t n;
} ig_block;

static inline size_t ig_least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The rows behind values at … at + n − 1. */
static inline ig_block ig_view_block(ig_view view, size_t at, size_t n) {
    return (ig_block){view.rows != NULL ? 0 : at, view.rows != NULL ? view.rows + at : NULL, n};
}

/* The rows behind the values at positions[0 … n − 1]; `scratch` holds IG_VECTOR_ROWS items. */
ig_block ig_view_picked(ig_view view, const uint32_t *positions, size_t n, uint32_t *scratch);

/* The row behind one value. */
static inline size_t ig_view_row(ig_view view, size_t at) {
    return view.rows != NULL ? view.rows[at] : at;
}

/* Units of decimals, months, codes of texts, bools as 0 and 1. The value of a missing row is 0. */
void ig_load_ints(const ig_column *column, ig_block block, int64_t *out);

/* Values of a real column. */
void ig_load_reals(const ig_column *column, ig_block block, double *out);

/* 1 where the row is present. For columns with a validity bitmap. */
void ig_load_present(const ig_column *column, ig_block block, uint8_t *out);

#endif
