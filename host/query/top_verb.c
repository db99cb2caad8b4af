/*
 * The verb top: the first rows of an order, of all rows or of each group. Missing values never enter.
 * Where rows were left out, the extract covers nothing.
 */
#include "query/top.h"

static int step_top(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    size_t n = 0;
    ig_groups groups = {0};
    if (ig_top_group(stage, &node->keys, &groups, err) != 0)
        return -1;
    uint32_t *order = ig_top_best(stage, node, &groups, &n, err);
    ig_groups_reset(&groups);
    if (order == NULL)
        return -1;
    bool all = n == stage->n_rows;
    for (size_t i = 0; stage->rows != NULL && i < n; i++)
        order[i] = stage->rows[order[i]];
    ig_stage_pick(stage, order, n);
    return all ? 0 : ig_coverage_extract(stage, err);
}

ig_query *ig_query_top(ig_query *query, const ig_top *top, ig_error *err) {
    if (top->others != NULL)
        return ig_top_with_others(query, top, err);
    ig_query *node = ig_node_new(&ig_verb_top, query->memory, query, NULL, err);
    return node != NULL ? ig_node_finish(node, ig_top_keep(node, top, err), err) : NULL;
}

static void need_top(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    ig_need_same(node, needed, input, other);
    ig_need_names(input, &node->keys);
    ig_need_name(input, node->orders[0].name);
}

static int explain_top(const ig_query *node, const bool *needed, ig_explanation *to,
                       ig_error *err) {
    (void)needed;
    return ig_top_explain(node, to, err);
}

const ig_verb ig_verb_top = {
    .name = "top", .need = need_top, .step = step_top, .keeps_shape = true, .explain = explain_top};
