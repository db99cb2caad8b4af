/* Sums of reals, compensated, and exact means of decimals. */
#ifndef INGOT_QUERY_VECTOR_FOLD_H
#define INGOT_QUERY_VECTOR_FOLD_H

#include "table/decimal.h"

/* A compensated sum (Neumaier 1974): `lost` holds what rounding took from `sum`. */
typedef struct ig_real_sum {
    double sum;
    double lost;
} ig_real_sum;

double ig_real_sum_value(const ig_real_sum *sum);

/* Adds n values; sums are those of ids[0 … n − 1], or the first when `ids` is NULL. */
void ig_real_sum_add(ig_real_sum *sums, const uint32_t *ids, const double *values, size_t n);

/* Adds n sums of later values to n of earlier ones. */
void ig_real_sum_merge(ig_real_sum *into, const ig_real_sum *from, size_t n);

/* sum × 10^−scale / count, correctly rounded; count is not 0. */
double ig_decimal_mean(ig_i128 sum, uint32_t count, unsigned scale);

#endif
