/* What both forms of top are made of: what a node keeps, the groups, the best rows, the plan. */
#include "query/check.h"
#include "query/order/order.h"
#include "query/top.h"

#include <string.h>

int ig_top_keep(ig_query *node, const ig_top *top, ig_error *err) {
    node->n_wanted = top->n_rows;
    node->all_ties = top->all_ties;
    if (ig_node_keep_orders(node, &top->order, 1, err) != 0 ||
        ig_names_copy(node->memory, &node->keys, top->within, top->n_within, err) != 0 ||
        ig_check_known(&node->keys, &node->input->names, err) != 0 ||
        ig_check_distinct(&node->keys, err) != 0)
        return -1;
    return ig_node_names_of_input(node, err);
}

static ig_view view_of(const ig_stage *stage, const char *name) {
    size_t field = ig_table_find(stage->table, name, strlen(name));
    return (ig_view){stage->table->fields[field].column, stage->rows};
}

int ig_top_group(const ig_stage *stage, const ig_names *names, ig_groups *groups, ig_error *err) {
    ig_keys keys = {0};
    if (names->n == 0) {
        ig_groups_all(groups, stage->n_rows);
        return 0;
    }
    ig_key_spec *specs = ig_alloc_zero(stage->context->memory, names->n, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < names->n; i++)
        specs[i].view = view_of(stage, names->items[i]);
    int rc = ig_keys_init(stage->context, &keys, specs, names->n, stage->n_rows, err);
    ig_free(specs);
    if (rc == 0)
        rc = ig_groups_make(stage->context, groups, &keys, stage->n_rows, err);
    ig_keys_reset(&keys);
    return rc;
}

uint32_t *ig_top_best(const ig_stage *stage, const ig_query *node, const ig_groups *groups,
                      size_t *n, ig_error *err) {
    ig_keys keys = {0};
    ig_key_spec spec = {.view = view_of(stage, node->orders[0].name),
                        .ordered = true,
                        .descending = node->orders[0].descending};
    if (groups->ids != NULL)
        return ig_order_top_within(stage->context, groups, &spec, node->n_wanted, node->all_ties, n,
                                   err);
    if (ig_keys_init(stage->context, &keys, &spec, 1, stage->n_rows, err) != 0)
        return NULL;
    uint32_t *order =
        ig_order_top(stage->context, &keys, stage->n_rows, node->n_wanted, node->all_ties, n, err);
    ig_keys_reset(&keys);
    return order;
}

int ig_top_explain(const ig_query *node, ig_explanation *to, ig_error *err) {
    if (ig_explain_line(to, "top", err) != 0 || ig_explain_count(to, node->n_wanted, err) != 0 ||
        ig_explain_add(to, " by ", err) != 0 || ig_explain_orders(to, node, err) != 0 ||
        ig_explain_add(to, node->keys.n > 0 ? " within " : "", err) != 0 ||
        ig_explain_names(to, &node->keys, err) != 0)
        return -1;
    return ig_explain_add(to, node->all_ties ? ", with ties" : "", err);
}
