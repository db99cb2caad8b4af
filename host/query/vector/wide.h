/*
 * Integers of 256 bits, in two's complement: sums of products of 64-bit values, and what becomes of
 * them. None of the functions rounds but those that give doubles, and these round once.
 */
#ifndef INGOT_QUERY_VECTOR_WIDE_H
#define INGOT_QUERY_VECTOR_WIDE_H

#include "table/decimal.h"

__extension__ typedef unsigned __int128 ig_u128;

typedef struct ig_wide { /* high × 2^128 + low */
    ig_u128 low;
    ig_i128 high;
} ig_wide;

static inline void ig_wide_add(ig_wide *to, ig_i128 x) {
    to->low += (ig_u128)x;
    to->high += (x < 0 ? -1 : 0) + (to->low < (ig_u128)x);
}

static inline ig_wide ig_wide_plus(ig_wide a, ig_wide b) {
    ig_u128 low = a.low + b.low;
    return (ig_wide){low, a.high + b.high + (low < a.low)};
}

static inline ig_wide ig_wide_minus(ig_wide a, ig_wide b) {
    return (ig_wide){a.low - b.low, a.high - b.high - (a.low < b.low)};
}

/* The product of any two; of one with a count, where it fits. */
ig_wide ig_wide_product(ig_i128 a, ig_i128 b);
ig_wide ig_wide_times(ig_wide a, uint32_t n);

/* The double nearest to a / (p × q); neither divisor is 0. */
double ig_wide_ratio(ig_wide a, uint64_t p, uint64_t q);

/* The leading 106 bits as a sum of two doubles, each of 53 bits; what follows is cut off. */
void ig_wide_split(ig_wide a, double *high, double *low);

#endif
