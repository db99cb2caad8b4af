/* The verbs that only choose and order rows: sort, top, distinct. Columns stay as they are. */
#include "query/group.h"
#include "query/order.h"
#include "query/stage.h"

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

int ig_step_sort(ig_stage *stage, const ig_query *node, ig_error *err) {
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

int ig_step_top(ig_stage *stage, const ig_query *node, ig_error *err) {
    ig_keys keys = {0};
    size_t n = 0;
    if (make_order_keys(stage, node, &keys, err) != 0)
        return -1;
    uint32_t *order =
        ig_order_top(stage->context, &keys, stage->n_rows, node->n_wanted, node->all_ties, &n, err);
    ig_keys_reset(&keys);
    if (order == NULL)
        return -1;
    bool all = n == stage->n_rows;
    positions_to_rows(stage, order, n);
    ig_stage_pick(stage, order, n);
    return all ? 0 : ig_coverage_extract(stage, err);
}

int ig_step_distinct(ig_stage *stage, const ig_query *node, ig_error *err) {
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
    if (ig_groups_make(stage->context, &groups, &keys, stage->n_rows, err) != 0)
        goto done;
    positions_to_rows(stage, groups.firsts, groups.n_groups);
    ig_stage_pick(stage, groups.firsts, groups.n_groups);
    groups.firsts = NULL; /* moved */
    rc = ig_stage_select(stage, &node->names, err);
done:
    ig_free(specs);
    ig_keys_reset(&keys);
    ig_groups_reset(&groups);
    return rc;
}
