/*
 * Rows in the order that windows see them. One sort by (group, sort columns) arranges all groups at
 * once; without sort columns rows are counted into their groups instead.
 */
#include "query/order/order.h"
#include "query/window.h"

#include <string.h>

static ig_view view_of(const ig_table *table, const char *name) {
    size_t field = ig_table_find(table, name, strlen(name));
    return (ig_view){table->fields[field].column, NULL};
}

static int make_groups(const ig_windowing *w, ig_groups *groups, ig_error *err) {
    const ig_names *names = &w->node->keys;
    ig_keys keys = {0};
    if (names->n == 0) {
        ig_groups_all(groups, w->table->n_rows);
        return 0;
    }
    ig_key_spec *specs = ig_alloc_zero(w->context->memory, names->n, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < names->n; i++)
        specs[i].view = view_of(w->table, names->items[i]);
    int rc = ig_keys_init(w->context, &keys, specs, names->n, w->table->n_rows, err);
    ig_free(specs);
    if (rc == 0)
        rc = ig_groups_make(w->context, groups, &keys, w->table->n_rows, err);
    ig_keys_reset(&keys);
    return rc;
}

/* The group first, then the sort columns: one key more than orders. */
static int sort_rows(ig_windowing *w, const ig_groups *groups, ig_error *err) {
    const ig_query *node = w->node;
    ig_keys keys = {0};
    size_t n = 0;
    ig_key_spec *specs = ig_alloc_zero(w->context->memory, node->n_orders + 1, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    if (groups->ids != NULL)
        specs[n++] = (ig_key_spec){.numbers = groups->ids, .n_numbers = (uint32_t)groups->n_groups};
    for (size_t i = 0; i < node->n_orders; i++)
        specs[n++] = (ig_key_spec){.view = view_of(w->table, node->orders[i].name),
                                   .ordered = true,
                                   .descending = node->orders[i].descending};
    int rc = ig_keys_init(w->context, &keys, specs, n, w->table->n_rows, err);
    ig_free(specs);
    if (rc != 0)
        return -1;
    w->order = ig_order_rows(w->context, &keys, w->table->n_rows, err);
    ig_keys_reset(&keys);
    return w->order != NULL ? 0 : -1;
}

static int count_starts(ig_windowing *w, const ig_groups *groups, ig_error *err) {
    size_t n = groups->n_groups;
    w->starts = ig_alloc_zero(w->context->memory, n + 1, sizeof *w->starts, err);
    if (w->starts == NULL)
        return -1;
    for (size_t i = 0; groups->ids != NULL && i < groups->n_rows; i++)
        w->starts[groups->ids[i] + 1]++;
    for (size_t g = 0; groups->ids != NULL && g < n; g++)
        w->starts[g + 1] += w->starts[g];
    if (groups->ids == NULL)
        w->starts[n] = (uint32_t)groups->n_rows;
    return 0;
}

static int arrange(ig_windowing *w, const ig_groups *groups, ig_error *err) {
    w->n_groups = groups->n_groups;
    if (w->node->n_orders == 0)
        return ig_groups_arrange(w->context, groups, &w->order, &w->starts, err);
    return sort_rows(w, groups, err) == 0 ? count_starts(w, groups, err) : -1;
}

/* A task has whole groups: those that begin in its share of the rows. */
static int cut_tasks(ig_windowing *w, ig_error *err) {
    w->n_tasks = ig_morsels(w->context, w->table->n_rows);
    w->cuts = ig_alloc_array(w->context->memory, w->n_tasks + 1, sizeof *w->cuts, err);
    if (w->cuts == NULL)
        return -1;
    uint32_t group = 0;
    for (size_t task = 0; task < w->n_tasks; task++) {
        size_t from = ig_morsel_at(w->context, task, w->table->n_rows).lo;
        while (group < w->n_groups && w->starts[group] < from)
            group++;
        w->cuts[task] = group;
    }
    w->cuts[w->n_tasks] = (uint32_t)w->n_groups;
    return 0;
}

int ig_windowing_init(ig_windowing *w, const ig_context *context, const ig_table *table,
                      const ig_query *node, ig_error *err) {
    ig_groups groups = {0};
    *w = (ig_windowing){.context = context, .table = table, .node = node};
    int rc = make_groups(w, &groups, err);
    if (rc == 0)
        rc = arrange(w, &groups, err);
    if (rc == 0)
        rc = cut_tasks(w, err);
    ig_groups_reset(&groups);
    if (rc != 0)
        ig_windowing_reset(w);
    return rc;
}

void ig_windowing_reset(ig_windowing *w) {
    ig_free(w->order);
    ig_free(w->starts);
    ig_free(w->cuts);
    ig_free(w->fresh);
    ig_free(w->periods);
    *w = (ig_windowing){0};
}

const ig_column *ig_windowing_sorted(const ig_windowing *w) {
    return view_of(w->table, w->node->orders[0].name).column;
}

/* ---- Ties ---- */

/* Order values of places at … at + n − 1; a missing value's own byte tells it from all others. */
static void load_values(ig_view view, size_t at, size_t n, uint64_t *values, uint8_t *present) {
    ig_block block = ig_view_block(view, at, n);
    ig_order_values(view.column, NULL, block, values);
    if (view.column->validity != NULL)
        ig_load_present(view.column, block, present);
    for (size_t i = 0; view.column->validity != NULL && i < n; i++)
        values[i] = present[i] ? values[i] : 0;
}

static void mark_differing(ig_view view, ig_morsel places, uint8_t *fresh) {
    uint64_t values[IG_VECTOR_ROWS], before = 0;
    uint8_t present[IG_VECTOR_ROWS], here = 1;
    bool partial = view.column->validity != NULL;
    memset(present, 1, sizeof present);
    if (places.lo > 0) {
        load_values(view, places.lo - 1, 1, &before, present);
        here = present[0];
    }
    for (size_t at = places.lo; at < places.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, places.hi - at);
        load_values(view, at, n, values, present);
        for (size_t i = 0; i < n; i++) {
            fresh[at + i] |= values[i] != before || (partial && present[i] != here);
            before = values[i];
            here = present[i];
        }
    }
}

static int mark_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const ig_windowing *w = context;
    ig_morsel places = ig_morsel_at(w->context, task, w->table->n_rows);
    for (size_t i = 0; i < w->node->n_orders; i++) {
        ig_view view = view_of(w->table, w->node->orders[i].name);
        view.rows = w->order;
        mark_differing(view, places, w->fresh);
    }
    return 0;
}

int ig_windowing_mark_ties(ig_windowing *w, ig_error *err) {
    size_t n = w->table->n_rows;
    if (w->fresh != NULL)
        return 0;
    w->fresh = ig_alloc_zero(w->context->memory, n, 1, err);
    if (w->fresh == NULL)
        return -1;
    for (size_t g = 0; g < w->n_groups; g++)
        if (w->starts[g] < n)
            w->fresh[w->starts[g]] = 1;
    return ig_pool_run(w->context->pool, ig_morsels(w->context, n), mark_morsel, w, err);
}

/* ---- Periods ---- */

static int read_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const ig_windowing *w = context;
    ig_view view = {ig_windowing_sorted(w), w->order};
    ig_morsel places = ig_morsel_at(w->context, task, w->table->n_rows);
    for (size_t at = places.lo; at < places.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, places.hi - at);
        ig_load_ints(view.column, ig_view_block(view, at, n), w->periods + at);
    }
    return 0;
}

/* A group's periods rise and those missing come last, so its first and last present ones are at its
   ends. */
static void find_bounds(ig_windowing *w) {
    const ig_column *column = ig_windowing_sorted(w);
    bool any = false;
    for (size_t g = 0; g < w->n_groups; g++) {
        size_t lo = w->starts[g], hi = w->starts[g + 1];
        while (hi > lo && !ig_column_present(column, w->order[hi - 1]))
            hi--;
        if (hi == lo)
            continue;
        w->first = !any || w->periods[lo] < w->first ? w->periods[lo] : w->first;
        w->last = !any || w->periods[hi - 1] > w->last ? w->periods[hi - 1] : w->last;
        any = true;
    }
}

int ig_windowing_read_periods(ig_windowing *w, ig_error *err) {
    size_t n = w->table->n_rows;
    if (w->periods != NULL)
        return 0;
    w->periods = ig_alloc_array(w->context->memory, n, sizeof *w->periods, err);
    if (w->periods == NULL)
        return -1;
    if (ig_pool_run(w->context->pool, ig_morsels(w->context, n), read_morsel, w, err) != 0)
        return -1;
    find_bounds(w);
    return 0;
}

/* ---- Names ---- */

int ig_windowing_print_group(const ig_windowing *w, uint32_t row, ig_buffer *out, ig_error *err) {
    const ig_names *names = &w->node->keys;
    if (names->n == 0)
        return ig_buffer_printf(out, err, "all rows");
    int rc = ig_buffer_printf(out, err, "group ");
    for (size_t i = 0; rc == 0 && i < names->n; i++) {
        size_t field = ig_table_find(w->table, names->items[i], strlen(names->items[i]));
        bool present = ig_column_present(w->table->fields[field].column, row);
        rc = ig_buffer_printf(out, err, "%s%s = %s", i > 0 ? ", " : "", names->items[i],
                              present ? "" : "missing");
        if (rc == 0)
            rc = ig_table_print_cell(w->table, field, row, out, err);
    }
    return rc;
}
