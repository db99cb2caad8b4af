/* var, sd and corr over one grouping, as a real column of one value a group. */
#ifndef INGOT_QUERY_MEASURE_DISPERSION_H
#define INGOT_QUERY_MEASURE_DISPERSION_H

#include "formula/formula.h"
#include "query/measure/present.h"

/* `kind` is IG_AGG_VAR, IG_AGG_SD or IG_AGG_CORR, the columns are decimal or real; `argument` has a
   second one for corr alone. Missing where a group has fewer than two values (pairs), for corr also
   where one side is constant, and where doubles end. sd keeps the unit, var and corr have none. */
ig_column *ig_dispersion_column(const ig_context *context, const ig_argument *argument,
                                const ig_spread *spread, ig_aggregate_kind kind,
                                ig_error *err) IG_CHECKED;

#endif
