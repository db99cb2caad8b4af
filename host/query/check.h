/* What a verb can refuse before anything runs. All checks return 0 or -1. */
#ifndef INGOT_QUERY_CHECK_H
#define INGOT_QUERY_CHECK_H

#include "query/node.h"

/* Every name is among those known. */
int ig_check_known(const ig_names *names, const ig_names *known, ig_error *err) IG_CHECKED;

/* No name stands twice. */
int ig_check_distinct(const ig_names *names, ig_error *err) IG_CHECKED;

/* The terms of a node without its result's names, which follow from them. */
int ig_check_filter(const ig_query *node, ig_error *err) IG_CHECKED;
int ig_check_derived(const ig_query *node, ig_error *err) IG_CHECKED;
int ig_check_aggregate(const ig_query *node, ig_error *err) IG_CHECKED;
int ig_check_window(const ig_query *node, ig_error *err) IG_CHECKED;

/* Runs the verb on the shapes of the inputs and sets the node's own. */
int ig_check_shape(ig_query *node, ig_error *err) IG_CHECKED;

#endif
