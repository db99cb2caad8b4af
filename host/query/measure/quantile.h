/*
 * Quantiles of type 7 (Hyndman & Fan 1996, the default of R and NumPy): of n values in rising order,
 * numbered from 0, the one at (n − 1) p, where a place between two of them lies on the line that
 * joins them. p is an exact fraction and the place is computed in integers, so that the 0.9-quantile
 * of eleven values is the tenth and nothing beside it.
 */
#ifndef INGOT_QUERY_MEASURE_QUANTILE_H
#define INGOT_QUERY_MEASURE_QUANTILE_H

#include "query/group/group.h"

/* part / whole, 0 ≤ part ≤ whole ≤ 2^62, whole > 0. */
typedef struct ig_share {
    uint64_t part, whole;
} ig_share;

/* A decimal from 0 to 1; a real from 0 to 1, to 62 binary places (exact from 2^-10 up). */
ig_share ig_share_decimal(int64_t units, unsigned scale);
ig_share ig_share_real(double p);

/* The number of the lower neighbour among n > 0 values; `*beyond` is how far behind it the place is,
   below 1 and 0 for the last. */
size_t ig_quantile_place(ig_share p, size_t n, ig_share *beyond);

/* The value between two neighbours: of decimals rounded once; of reals computed to 100 bits of the
   larger magnitude, then rounded, and never outside of the two. */
double ig_quantile_ints(int64_t low, int64_t high, ig_share beyond, unsigned scale);
double ig_quantile_reals(double low, double high, ig_share beyond);

/* A real column of one quantile a group, of a decimal or real column, with its unit; missing where a
   group has no value. */
ig_column *ig_quantile_column(const ig_context *context, const ig_groups *groups, ig_view view,
                              ig_share p, ig_error *err) IG_CHECKED;

#endif
