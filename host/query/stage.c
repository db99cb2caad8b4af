/* Stages. Invariant: `rows` is NULL or lists n_rows rows of the table; a shape has no rows. */
#include "query/stage.h"

#include "formula/expression.h"
#include "query/union.h"

#include <string.h>

void ig_stage_init(ig_stage *stage, const ig_context *context, ig_table *table) {
    *stage = (ig_stage){.context = context,
                        .table = ig_table_retain(table),
                        .n_rows = table->n_rows,
                        .covering = UINT64_MAX};
}

void ig_stage_reset(ig_stage *stage) {
    ig_table_release(stage->table);
    ig_free(stage->rows);
    ig_union_free(stage->open);
    stage->open = NULL;
    stage->table = NULL;
    stage->rows = NULL;
}

int ig_stage_copy(ig_stage *copy, const ig_stage *stage, ig_error *err) {
    uint32_t *rows = NULL;
    if (stage->rows != NULL) {
        rows = ig_alloc_array(stage->context->memory, stage->n_rows, sizeof *rows, err);
        if (rows == NULL)
            return -1;
        memcpy(rows, stage->rows, stage->n_rows * sizeof *rows);
    }
    *copy = *stage;
    copy->table = ig_table_retain(stage->table);
    copy->rows = rows;
    return 0;
}

void ig_stage_move(ig_stage *stage, ig_table *table) {
    ig_stage_reset(stage);
    stage->table = table;
    stage->n_rows = table->n_rows;
}

void ig_stage_pick(ig_stage *stage, uint32_t *rows, size_t n_rows) {
    ig_free(stage->rows);
    stage->rows = rows;
    stage->n_rows = n_rows;
}

static ig_table *retain_or_null(ig_table *table) {
    return table != NULL ? ig_table_retain(table) : NULL;
}

ig_table *ig_stage_new_table(const ig_stage *stage, size_t n_rows, ig_error *err) {
    ig_table *table = ig_table_new(stage->context->memory, n_rows, err);
    if (table == NULL)
        return NULL;
    table->coverage = retain_or_null(stage->table->coverage);
    table->rejects = retain_or_null(stage->table->rejects);
    table->warnings = retain_or_null(stage->table->warnings);
    table->detected = retain_or_null(stage->table->detected);
    return table;
}

int ig_stage_list(ig_stage *stage, ig_error *err) {
    if (stage->rows != NULL || stage->n_rows == stage->table->n_rows)
        return 0;
    stage->rows = ig_alloc_array(stage->context->memory, stage->n_rows, sizeof *stage->rows, err);
    if (stage->rows == NULL)
        return -1;
    for (size_t i = 0; i < stage->n_rows; i++)
        stage->rows[i] = (uint32_t)i;
    return 0;
}

ig_column *ig_stage_column(const ig_stage *stage, size_t field, ig_error *err) {
    ig_column *column = stage->table->fields[field].column;
    return stage->rows == NULL
               ? ig_column_retain(column)
               : ig_column_take(stage->context, column, stage->rows, stage->n_rows, err);
}

int ig_stage_materialise(ig_stage *stage, ig_error *err) {
    if (ig_stage_list(stage, err) != 0)
        return -1;
    if (stage->rows == NULL)
        return 0;
    ig_table *taken = ig_table_take(stage->context, stage->table, stage->rows, stage->n_rows, err);
    if (taken == NULL)
        return -1;
    ig_stage_move(stage, taken);
    return 0;
}

int ig_stage_select(ig_stage *stage, const ig_names *names, ig_error *err) {
    ig_table *table = ig_stage_new_table(stage, stage->table->n_rows, err);
    if (table == NULL)
        return -1;
    for (size_t i = 0; i < names->n; i++) {
        const char *name = names->items[i];
        size_t field = ig_table_find(stage->table, name, strlen(name));
        if (field == SIZE_MAX)
            continue;
        ig_column *column = ig_column_retain(stage->table->fields[field].column);
        if (ig_table_add(table, name, column, err) != 0) {
            ig_table_release(table);
            return -1;
        }
    }
    ig_table_release(stage->table);
    stage->table = table;
    return 0;
}

bool ig_stage_lacks(const ig_stage *stage, const ig_formula *formula) {
    if (!stage->is_partial)
        return false;
    for (size_t i = 0; i < ig_formula_columns(formula); i++) {
        const char *name = ig_formula_column(formula, i);
        if (ig_table_find(stage->table, name, strlen(name)) == SIZE_MAX)
            return true;
    }
    return false;
}

/* Forgets what coverage says of a column that got another meaning. Whether it says anything. */
static bool uncover(ig_stage *stage, const char *name) {
    const ig_table *coverage = stage->table->coverage;
    size_t field = coverage != NULL ? ig_table_find(coverage, name, strlen(name)) : SIZE_MAX;
    if (field < 64)
        stage->covering &= ~(UINT64_C(1) << field);
    return field != SIZE_MAX;
}

int ig_stage_move_terms(ig_stage *stage, ig_table *table, const ig_query *node, ig_error *err) {
    bool replaced = false;
    for (size_t i = 0; i < node->n_terms; i++)
        replaced |= uncover(stage, node->terms[i].name);
    ig_stage_move(stage, table);
    return replaced ? ig_coverage_extract(stage, err) : 0;
}

int ig_stage_move_new(ig_stage *stage, ig_table *table, char *const *names, size_t n,
                      ig_error *err) {
    bool replaced = false;
    for (size_t i = 0; i < n; i++)
        replaced |= uncover(stage, names[i]);
    ig_stage_move(stage, table);
    return replaced ? ig_coverage_extract(stage, err) : 0;
}

static ig_column *call_function(const ig_stage *stage, const ig_kept_term *term, const char *verb,
                                ig_error *err) {
    if (ig_table_touch(stage->context, stage->table, 0, stage->table->n_rows, err) != 0)
        return NULL;
    ig_column *column = term->function.rows(term->function.context, stage->table, err);
    if (column == NULL || column->n_rows == stage->n_rows)
        return column;
    ig_fail(err, IG_ERROR_SCRIPT, "%s%s%s%s: %zu values are expected, one a row, got %zu", verb,
            term->name != NULL ? " '" : "", term->name != NULL ? term->name : "",
            term->name != NULL ? "'" : "", stage->n_rows, column->n_rows);
    ig_column_release(column);
    return NULL;
}

ig_column *ig_stage_value(const ig_stage *stage, const ig_kept_term *term, const char *verb,
                          ig_error *err) {
    if (term->formula == NULL)
        return call_function(stage, term, verb, err);
    ig_expression *expression =
        ig_expression_bind(stage->context->memory, term->formula, stage->table, term->params, err);
    if (expression == NULL)
        return NULL;
    ig_column *column =
        ig_expression_column(stage->context, expression, stage->rows, stage->n_rows, err);
    ig_expression_free(expression);
    return column;
}
