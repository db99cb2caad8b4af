/* Making a column from the vectors of an expression: morsel by morsel, each to its own part. */
#ifndef INGOT_FORMULA_RESULT_H
#define INGOT_FORMULA_RESULT_H

#include "formula/evaluate.h"

typedef struct ig_part { /* what a morsel knows of its rows */
    size_t n_missing;
    int64_t least, most; /* integers of present rows; 0 … 0 when there are none */
    bool has_reason;
} ig_part;

typedef struct ig_result {
    const ig_context *context;       /* borrowed */
    const ig_expression *expression; /* borrowed */
    size_t n_rows;
    void *values;       /* int64_t, double, codes or words of bits; owned */
    uint64_t *validity; /* owned */
    uint8_t *reasons;   /* owned; NULL when no column tells any */
    ig_part *parts;     /* of each morsel; owned */
    size_t n_parts;
} ig_result;

/* The struct is the caller's; on failure it is reset. */
int ig_result_init(ig_result *result, const ig_context *context, const ig_expression *expression,
                   size_t n_rows, ig_error *err) IG_CHECKED;
void ig_result_reset(ig_result *result); /* idempotent */

/* Stores a vector of n checked rows of a morsel from row `at` on, a multiple of 64. */
void ig_result_store(ig_result *result, size_t morsel, const ig_vector *vector, size_t at,
                     size_t n);

/* The column: narrowed, text in order of first appearance, one reference. */
ig_column *ig_result_finish(ig_result *result, ig_error *err) IG_CHECKED;

#endif
