/*
 * The present values of one column, or the pairs of two where both are present, a vector at a time
 * with the groups they belong to: how aggregates that are no folds read their arguments.
 */
#ifndef INGOT_QUERY_MEASURE_PRESENT_H
#define INGOT_QUERY_MEASURE_PRESENT_H

#include "query/measure/spread.h"

typedef struct ig_argument {
    const ig_groups *groups; /* borrowed */
    ig_view x;
    ig_view y; /* column NULL: there is but x */
} ig_argument;

typedef union ig_present_values {
    int64_t ints[IG_VECTOR_ROWS]; /* decimals: units */
    double reals[IG_VECTOR_ROWS];
} ig_present_values;

typedef struct ig_present {
    size_t n;
    const uint32_t *ids; /* the group of each value; NULL: all are in one */
    uint32_t kept_ids[IG_VECTOR_ROWS];
    ig_present_values x, y;
} ig_present;

/* Reads what is present among the span's values from `skip` on, of at most IG_VECTOR_ROWS rows. */
void ig_present_load(const ig_argument *argument, ig_span span, size_t skip, ig_present *out);

#endif
