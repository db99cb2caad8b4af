/*
 * Sums and means of reals over one grouping, as a column of one value a group. Missing values are
 * skipped, and of no value there is none; nor where doubles end. Both keep the unit.
 */
#ifndef INGOT_QUERY_MEASURE_AGGREGATE_H
#define INGOT_QUERY_MEASURE_AGGREGATE_H

#include "formula/formula.h"
#include "query/measure/present.h"

/* `kind` is IG_AGG_SUM or IG_AGG_MEAN, of one real column. */
ig_column *ig_aggregate_column(const ig_context *context, const ig_argument *argument,
                               const ig_spread *spread, ig_aggregate_kind kind,
                               ig_error *err) IG_CHECKED;

#endif
