/*
 * One aggregate over one grouping, as a column of one value a group. Missing values are skipped;
 * the aggregate of no value is missing (a count: 0). sum, min, max, first and last keep type, scale
 * and unit; mean is real and keeps the unit; sums and means of decimals are exact up to the end.
 */
#ifndef INGOT_QUERY_AGGREGATE_H
#define INGOT_QUERY_AGGREGATE_H

#include "formula/formula.h"
#include "query/group.h"
#include "query/spread.h"

/* `view` is not looked at when `kind` is IG_AGG_COUNT and its column NULL: count(). When a sum does
   not fit 64 bits, `*overflow` is the group (else SIZE_MAX) and NULL is returned, `err` naming
   neither the aggregate nor the group. sum and mean take decimal and real columns only. */
ig_column *ig_aggregate_column(const ig_context *context, const ig_groups *groups,
                               const ig_spread *spread, ig_aggregate_kind kind, ig_view view,
                               size_t *overflow, ig_error *err) IG_CHECKED;

#endif
