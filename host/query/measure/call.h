/* One aggregate call over one grouping: what it takes, and who computes it. */
#ifndef INGOT_QUERY_MEASURE_CALL_H
#define INGOT_QUERY_MEASURE_CALL_H

#include "formula/expression.h"
#include "query/measure/spread.h"

/* An argument of the call is of a type that it takes; else an error with a caret beneath it. */
int ig_call_check(ig_aggregate call, const ig_formula *argument, const ig_column *column,
                  ig_error *err) IG_CHECKED;

/* The call's column, one value a group; `x` and `y` are its checked arguments, as many as it has of
   columns. Of those that a tally does not take; but for count_distinct (distinct.h). `spread` is empty
   where the call has no use for it. */
ig_column *ig_call_column(const ig_context *context, const ig_groups *groups,
                          const ig_spread *spread, ig_aggregate call, const ig_params *params,
                          ig_view x, ig_view y, ig_error *err) IG_CHECKED;

/* Whether the call's second argument is a column, as corr's is, and not a constant. */
static inline bool ig_call_pairs(ig_aggregate call) {
    return call.kind == IG_AGG_CORR;
}

/* Whether the call looks at the spread; one that selects gathers rows for itself. */
static inline bool ig_call_spreads(ig_aggregate call) {
    return call.kind != IG_AGG_MEDIAN && call.kind != IG_AGG_QUANTILE;
}

#endif
