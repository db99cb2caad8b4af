/*
 * Key columns in the terms of others, so that equal values are equal integers: texts by the codes of
 * the other dictionary, decimals at the other scale. What cannot be said there equals no value of
 * the other column, and becomes missing.
 */
#ifndef INGOT_QUERY_COMBINE_RESTATE_H
#define INGOT_QUERY_COMBINE_RESTATE_H

#include "query/vector/view.h"

/* The view's n_rows values in the terms of `like`, a column of the same type. `out` is the view
   itself where nothing is to be done, else a new column seen whole. Its column is the caller's to
   release either way. */
int ig_restate(const ig_context *context, ig_view view, size_t n_rows, const ig_column *like,
               ig_view *out, ig_error *err) IG_CHECKED;

#endif
