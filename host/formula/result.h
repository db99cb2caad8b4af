/*
 * Making a column from the vectors of an expression: morsel by morsel, each to its own part. Integers
 * are written at a width that the caller guesses; only when all are stored is it known whether it
 * serves.
 */
#ifndef INGOT_FORMULA_RESULT_H
#define INGOT_FORMULA_RESULT_H

#include "formula/evaluate.h"

typedef struct ig_part { /* what a morsel knows of its rows */
    size_t n_missing;
    int64_t least, most; /* of the integers and 0 */
    bool has_reason;
} ig_part;

typedef struct ig_result {
    const ig_context *context;       /* borrowed */
    const ig_expression *expression; /* borrowed */
    size_t n_rows;
    unsigned width;      /* bytes a value; 0: bits */
    void *values;        /* as columns have them, text in codes of the expression; owned */
    uint64_t *validity;  /* owned */
    uint8_t *reasons;    /* owned; NULL when no column tells any */
    atomic_uint *firsts; /* text: the row each code is first met in, or UINT_MAX; owned */
    ig_part *parts;      /* of each morsel; owned */
    size_t n_parts;
} ig_result;

/* Adds the integers of a vector to least and most. */
void ig_result_bounds(const ig_vector *vector, size_t n, int64_t *least, int64_t *most);

/* The width of a column of the expression whose integers are least … most; of other types, the one
   there is while it is made. */
unsigned ig_result_width(const ig_expression *expression, int64_t least, int64_t most);

/* The struct is the caller's; on failure it is reset. */
int ig_result_init(ig_result *result, const ig_context *context, const ig_expression *expression,
                   size_t n_rows, unsigned width, ig_error *err) IG_CHECKED;
void ig_result_reset(ig_result *result); /* idempotent */

/* Stores a vector of n checked rows of a morsel from row `at` on, a multiple of 64. */
void ig_result_store(ig_result *result, size_t morsel, const ig_vector *vector, size_t at,
                     size_t n);

/* The width that what was stored needs. When it is another than was guessed, the values are void. */
unsigned ig_result_needs(const ig_result *result);

/* The column, one reference; text in order of first appearance. */
ig_column *ig_result_finish(ig_result *result, ig_error *err) IG_CHECKED;

/* Numbers the codes that were met in order of first appearance, and the values with them, into a
   dictionary of one reference (result_text.c). */
ig_dict *ig_result_number(ig_result *result, ig_error *err) IG_CHECKED;

#endif
