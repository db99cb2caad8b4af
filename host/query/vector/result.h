/* Small result columns from plain arrays, in their narrowest form. */
#ifndef INGOT_QUERY_VECTOR_RESULT_H
#define INGOT_QUERY_VECTOR_RESULT_H

#include "table/column.h"

/* What a result column takes after: its type, scale, dictionary and unit. */
typedef struct ig_likeness {
    ig_type type;
    unsigned scale;
    ig_dict *dict;    /* borrowed; retained by the result; text only */
    const char *unit; /* borrowed, or NULL */
} ig_likeness;

/* A column of n zeros, wide enough for integers from least to greatest (0 among them), or of reals or
   bools: to be filled before it is shared. */
ig_column *ig_result_column(ig_memory *memory, const ig_likeness *like, int64_t least,
                            int64_t greatest, size_t n, ig_error *err) IG_CHECKED;

/* Decimal units, months, dictionary codes or bools (0, 1); missing where counts[i] is 0 (`counts`
   NULL: all are present). */
ig_column *ig_result_ints(ig_memory *memory, const ig_likeness *like, const int64_t *values,
                          const uint32_t *counts, size_t n, ig_error *err) IG_CHECKED;
ig_column *ig_result_reals(ig_memory *memory, const ig_likeness *like, const double *values,
                           const uint32_t *counts, size_t n, ig_error *err) IG_CHECKED;

#endif
