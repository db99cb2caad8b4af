/* How many distinct values each group has, the missing one not counted. */
#ifndef INGOT_QUERY_GROUP_DISTINCT_H
#define INGOT_QUERY_GROUP_DISTINCT_H

#include "query/group/key.h"

/* Groups are those of the keys made of `specs`, which share one selection of rows, and of all n_rows
   rows where there are none; numbered in order of first appearance. */
ig_column *ig_distinct_column(const ig_context *context, const ig_key_spec *specs, size_t n_specs,
                              size_t n_rows, ig_view view, size_t n_groups,
                              ig_error *err) IG_CHECKED;

#endif
