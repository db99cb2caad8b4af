/*
 * The rows of an aggregation laid out as a grid. The names of its columns are in the data, so this is
 * no verb: the aggregation has run. A cell of the grid is taken from the row that holds it; where
 * there is none, it is missing.
 */
#include "query/group/group.h"
#include "query/order/order.h"
#include "query/query.h"

#include <string.h>

enum { COLUMNS_MAX = 10000 };

typedef struct grid {
    const ig_context *context; /* borrowed */
    const ig_table *cells;     /* borrowed: keys, the column, values */
    size_t n_keys;
    ig_groups rows;    /* of the cells, by the keys: the rows of the result */
    ig_groups columns; /* by the column */
    uint32_t *order;   /* owned: cells by column … */
    uint32_t *starts;  /* owned: … and where each begins */
    uint32_t *rising;  /* owned: columns in the order of their values */
    uint32_t *picked;  /* owned: the cell of each row of the result, or IG_NO_ROW */
} grid;

static const ig_field *column_field(const grid *g) {
    return &g->cells->fields[g->n_keys];
}

static void grid_reset(grid *g) {
    ig_groups_reset(&g->rows);
    ig_groups_reset(&g->columns);
    ig_free(g->order);
    ig_free(g->starts);
    ig_free(g->rising);
    ig_free(g->picked);
}

/* Groups the cells by n fields from `first`. */
static int group_cells(const grid *g, size_t first, size_t n, ig_groups *groups, ig_error *err) {
    ig_keys keys = {0};
    if (n == 0) {
        ig_groups_all(groups, g->cells->n_rows);
        return 0;
    }
    ig_key_spec *specs = ig_alloc_zero(g->context->memory, n, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        specs[i].view.column = g->cells->fields[first + i].column;
    int rc = ig_keys_init(g->context, &keys, specs, n, g->cells->n_rows, err);
    ig_free(specs);
    if (rc == 0)
        rc = ig_groups_make(g->context, groups, &keys, g->cells->n_rows, err);
    ig_keys_reset(&keys);
    return rc;
}

static int sort_columns(grid *g, ig_error *err) {
    ig_keys keys;
    ig_key_spec spec = {.view = {column_field(g)->column, g->columns.firsts}, .ordered = true};
    if (ig_keys_init(g->context, &keys, &spec, 1, g->columns.n_groups, err) != 0)
        return -1;
    g->rising = ig_order_rows(g->context, &keys, g->columns.n_groups, err);
    ig_keys_reset(&keys);
    return g->rising != NULL ? 0 : -1;
}

static int lay_out(grid *g, ig_error *err) {
    ig_memory *memory = g->context->memory;
    size_t n_terms = g->cells->n_fields - g->n_keys - 1;
    if (group_cells(g, 0, g->n_keys, &g->rows, err) != 0 ||
        group_cells(g, g->n_keys, 1, &g->columns, err) != 0)
        return -1;
    size_t n = g->columns.n_groups;
    if (n_terms > 0 && n > COLUMNS_MAX / n_terms)
        return ig_fail(err, IG_ERROR_LIMIT,
                       "pivot: at most %d columns are possible; '%s' has %zu values, with %zu "
                       "formula%s each",
                       COLUMNS_MAX, column_field(g)->name, n, n_terms, n_terms == 1 ? "" : "s");
    g->picked = ig_alloc_array(memory, g->rows.n_groups, sizeof *g->picked, err);
    if (g->picked == NULL || sort_columns(g, err) != 0)
        return -1;
    return ig_groups_arrange(g->context, &g->columns, &g->order, &g->starts, err);
}

static int add_keys(const grid *g, ig_table *result, ig_error *err) {
    for (size_t i = 0; i < g->n_keys; i++) {
        const ig_field *field = &g->cells->fields[i];
        ig_column *column =
            ig_column_take(g->context, field->column, g->rows.firsts, g->rows.n_groups, err);
        if (column == NULL || ig_table_add(result, field->name, column, err) != 0)
            return -1;
    }
    return 0;
}

/* "2025-04", or "2025-04 qty" where there are several formulas. */
static int name_column(const grid *g, uint32_t column, const char *term, ig_buffer *name,
                       ig_error *err) {
    uint32_t first = g->columns.firsts[column];
    name->size_bytes = 0;
    int rc = ig_column_present(column_field(g)->column, first)
                 ? ig_table_print_cell(g->cells, g->n_keys, first, name, err)
                 : ig_buffer_printf(name, err, "missing");
    return rc == 0 && term != NULL ? ig_buffer_printf(name, err, " %s", term) : rc;
}

static void pick_cells(const grid *g, uint32_t column) {
    for (size_t i = 0; i < g->rows.n_groups; i++)
        g->picked[i] = IG_NO_ROW;
    for (uint32_t i = g->starts[column]; i < g->starts[column + 1]; i++) {
        uint32_t cell = g->order[i];
        g->picked[g->rows.ids != NULL ? g->rows.ids[cell] : 0] = cell;
    }
}

/* One value of the column: a result column for each term. */
static int add_value(const grid *g, uint32_t column, ig_table *result, ig_buffer *name,
                     ig_error *err) {
    size_t first = g->n_keys + 1, n_terms = g->cells->n_fields - first;
    pick_cells(g, column);
    for (size_t t = 0; t < n_terms; t++) {
        const ig_field *field = &g->cells->fields[first + t];
        if (name_column(g, column, n_terms > 1 ? field->name : NULL, name, err) != 0)
            return -1;
        const char *text = ig_buffer_text(name, err);
        if (text == NULL)
            return -1;
        if (ig_table_find(result, text, name->size_bytes) != SIZE_MAX)
            return ig_fail(err, IG_ERROR_DATA, "pivot: two columns named '%s'", text);
        ig_column *made =
            ig_column_take_or_miss(g->context, field->column, g->picked, g->rows.n_groups, err);
        if (made == NULL || ig_table_add(result, text, made, err) != 0)
            return -1;
    }
    return 0;
}

static ig_table *retain_or_null(ig_table *table) {
    return table != NULL ? ig_table_retain(table) : NULL;
}

static ig_table *grid_table(const grid *g, ig_error *err) {
    ig_table *result = ig_table_new(g->context->memory, g->rows.n_groups, err);
    ig_buffer name;
    ig_buffer_init(&name, g->context->memory);
    int rc = result != NULL ? add_keys(g, result, err) : -1;
    for (size_t i = 0; rc == 0 && i < g->columns.n_groups; i++)
        rc = add_value(g, g->rising[i], result, &name, err);
    ig_buffer_reset(&name);
    if (rc != 0) {
        ig_table_release(result);
        return NULL;
    }
    result->coverage = retain_or_null(g->cells->coverage);
    result->rejects = retain_or_null(g->cells->rejects);
    result->warnings = retain_or_null(g->cells->warnings);
    result->detected = retain_or_null(g->cells->detected);
    return result;
}

ig_table *ig_query_pivot(const ig_context *context, const ig_table *cells, size_t n_keys,
                         ig_error *err) {
    grid g = {.context = context, .cells = cells, .n_keys = n_keys};
    ig_table *result = lay_out(&g, err) == 0 ? grid_table(&g, err) : NULL;
    grid_reset(&g);
    return result;
}
