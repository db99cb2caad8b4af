/* The verb top, in two forms: the first rows alone, and with one more row for those left out. */
#ifndef INGOT_QUERY_TOP_H
#define INGOT_QUERY_TOP_H

#include "query/group/group.h"
#include "query/verb.h"

/* Checks and keeps what both forms hold, the names of the input for the result among it. */
int ig_top_keep(ig_query *node, const ig_top *top, ig_error *err) IG_CHECKED;

/* Groups the stage's rows by columns; all in one when there are none. */
int ig_top_group(const ig_stage *stage, const ig_names *names, ig_groups *groups,
                 ig_error *err) IG_CHECKED;

/* The positions of the best among the stage's rows, group by group. A new array of `*n`. */
uint32_t *ig_top_best(const ig_stage *stage, const ig_query *node, const ig_groups *groups,
                      size_t *n, ig_error *err) IG_CHECKED;

int ig_top_explain(const ig_query *node, ig_explanation *to, ig_error *err) IG_CHECKED;

/* The second form, for a query over an aggregate; nodes of it have a verb of their own. */
ig_query *ig_top_with_others(ig_query *query, const ig_top *top, ig_error *err) IG_CHECKED;

/* The aggregate of some rows anew. Row i of the source, which is whole, belongs to result row marks[i],
   or to none where that is IG_NO_ROW. `keys` has the aggregate's key columns, one cell a result row.
   The result has the columns of the aggregate's. A new table of one reference, or NULL. */
ig_table *ig_aggregate_again(const ig_context *context, const ig_query *aggregate, ig_table *source,
                             const uint32_t *marks, const ig_table *keys, ig_error *err) IG_CHECKED;

#endif
