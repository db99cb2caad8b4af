/* The verbs that only choose and order rows: sort, distinct. Columns stay as they are. */
#include "query/group/group.h"
#include "query/order/order.h"
#include "query/verb.h"

#include <string.h>

static ig_view view_of(const ig_stage *stage, const char *name) {
    size_t field = ig_table_find(stage->table, name, strlen(name));
    return (ig_view){stage->table->fields[field].column, stage->rows};
}

/* Turns positions among the stage's rows into rows of its table, in place. */
static void positions_to_rows(const ig_stage *stage, uint32_t *positions, size_t n) {
    for (size_t i = 0; stage->rows != NULL && i < n; i++)
        positions[i] = stage->rows[positions[i]];
}

static int make_order_keys(const ig_stage *stage, const ig_query *node, ig_keys *keys,
                           ig_error *err) {
    ig_memory *memory = stage->context->memory;
    ig_key_spec *specs = ig_alloc_zero(memory, node->n_orders, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < node->n_orders; i++)
        specs[i] = (ig_key_spec){.view = view_of(stage, node->orders[i].name),
                                 .ordered = true,
                                 .descending = node->orders[i].descending};
    int rc = ig_keys_init(stage->context, keys, specs, node->n_orders, stage->n_rows, err);
    ig_free(specs);
    return rc;
}

static int step_sort(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    ig_keys keys = {0};
    if (make_order_keys(stage, node, &keys, err) != 0)
        return -1;
    uint32_t *order = ig_order_rows(stage->context, &keys, stage->n_rows, err);
    ig_keys_reset(&keys);
    if (order == NULL)
        return -1;
    positions_to_rows(stage, order, stage->n_rows);
    ig_stage_pick(stage, order, stage->n_rows);
    return 0;
}

ig_query *ig_query_sort(ig_query *query, const ig_order *orders, size_t n, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_sort, query->memory, query, NULL, err);
    if (node == NULL)
        return NULL;
    int rc = ig_node_keep_orders(node, orders, n, err);
    return ig_node_finish(node, rc == 0 ? ig_node_names_of_input(node, err) : -1, err);
}

static void need_orders(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    ig_need_same(node, needed, input, other);
    for (size_t i = 0; i < node->n_orders; i++)
        ig_need_name(input, node->orders[i].name);
}

static int explain_sort(const ig_query *node, const bool *needed, ig_explanation *to,
                        ig_error *err) {
    (void)needed;
    return ig_explain_line(to, "sort", err) == 0 ? ig_explain_orders(to, node, err) : -1;
}

const ig_verb ig_verb_sort = {.name = "sort",
                              .need = need_orders,
                              .step = step_sort,
                              .keeps_shape = true,
                              .explain = explain_sort};

/* Whether of every cell that is covered a row stays: all columns there are that the coverage speaks of
   are among the distinct ones. */
static bool keeps_cells(const ig_stage *stage, const ig_query *node) {
    const ig_table *coverage = stage->table->coverage;
    for (size_t i = 0; coverage != NULL && i < coverage->n_fields; i++) {
        const char *name = coverage->fields[i].name;
        if (ig_names_find(&node->input->names, name) != SIZE_MAX &&
            ig_names_find(&node->names, name) == SIZE_MAX)
            return false;
    }
    return true;
}

static int step_distinct(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    ig_keys keys = {0};
    ig_groups groups = {0};
    int rc = -1;
    if (stage->is_shape)
        return ig_stage_select(stage, &node->names, err);
    ig_key_spec *specs = ig_alloc_zero(stage->context->memory, node->names.n, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < node->names.n; i++)
        specs[i].view = view_of(stage, node->names.items[i]);
    if (ig_keys_init(stage->context, &keys, specs, node->names.n, stage->n_rows, err) != 0)
        goto done;
    if (ig_groups_firsts(stage->context, &groups, &keys, stage->n_rows, err) != 0)
        goto done;
    bool all = groups.n_groups == stage->n_rows;
    positions_to_rows(stage, groups.firsts, groups.n_groups);
    ig_stage_pick(stage, groups.firsts, groups.n_groups);
    groups.firsts = NULL; /* moved */
    rc = all || keeps_cells(stage, node) ? 0 : ig_coverage_extract(stage, err);
    if (rc == 0)
        rc = ig_stage_select(stage, &node->names, err);
done:
    ig_free(specs);
    ig_keys_reset(&keys);
    ig_groups_reset(&groups);
    return rc;
}

ig_query *ig_query_distinct(ig_query *query, const char *const *names, size_t n, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_distinct, query->memory, query, NULL, err);
    if (node == NULL)
        return NULL;
    int rc = n == 0 ? ig_node_names_of_input(node, err) : ig_node_names_chosen(node, names, n, err);
    return ig_node_finish(node, rc, err);
}

static void need_distinct(const ig_query *node, const bool *needed, ig_need *input,
                          ig_need *other) {
    (void)needed, (void)other;
    ig_need_names(input, &node->names);
}

static int explain_distinct(const ig_query *node, const bool *needed, ig_explanation *to,
                            ig_error *err) {
    (void)needed;
    return ig_explain_line(to, "distinct", err) == 0 ? ig_explain_names(to, &node->names, err) : -1;
}

const ig_verb ig_verb_distinct = {
    .name = "distinct", .need = need_distinct, .step = step_distinct, .explain = explain_distinct};
