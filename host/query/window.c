/*
 * The verb window. Its rows are copied out first, with the columns that anyone will look at; calls of
 * window functions become columns beside them, and what stands around the calls (qty / lag(qty, 12)
 * − 1) is a formula over both.
 */
#include "query/window.h"

#include "formula/expression.h"
#include "query/check.h"
#include "query/verb.h"
#include "table/decimal.h"

#include <string.h>

/* A call computed. Texts tell them apart, and parameters where the text mentions any. */
typedef struct computed {
    const char *text;        /* borrowed from the formula */
    const ig_params *params; /* borrowed; NULL when the text mentions none */
    ig_column *column;       /* one reference */
} computed;

typedef struct window_job {
    ig_windowing rows;
    ig_stage *stage;
    computed *calls; /* owned */
    size_t n_calls;
} window_job;

static ig_memory *memory_of(const window_job *job) {
    return job->stage->context->memory;
}

/* ---- Checks that need types ---- */

static bool is_calendar(const ig_query *node, const ig_table *table) {
    const ig_kept_order *order = &node->orders[0];
    if (node->n_orders != 1 || order->descending)
        return false;
    size_t field = ig_table_find(table, order->name, strlen(order->name));
    if (field == SIZE_MAX)
        return true; /* a shape that lacks it: a run will tell */
    const ig_column *column = table->fields[field].column;
    return column->type == IG_MONTH ||
           (column->type == IG_DECIMAL && column->scale == 0 && strcmp(order->name, "year") == 0);
}

static int check_order(const window_job *job, const ig_formula *formula, const ig_window *call,
                       ig_error *err) {
    const ig_query *node = job->rows.node;
    bool ranks = call->kind == IG_WINDOW_RANK || call->kind == IG_WINDOW_DENSE_RANK;
    if (ranks && node->n_orders == 0)
        return ig_formula_fail_at(formula, call->at, err,
                                  "'%s' ranks by the sort of the window, which has none",
                                  call->name);
    if (call->periods != NULL && !is_calendar(node, job->stage->table))
        return ig_formula_fail_at(formula, call->at, err,
                                  "'%s' runs on the calendar: it wants the window sorted by one "
                                  "month column, or by a column 'year' of whole numbers, ascending",
                                  call->name);
    return 0;
}

static int check_number(const ig_window *call, const ig_column *argument, ig_error *err) {
    bool moves = call->kind == IG_WINDOW_LAG || call->kind == IG_WINDOW_LEAD;
    if (argument == NULL || moves || argument->type == IG_DECIMAL || argument->type == IG_REAL)
        return 0;
    return ig_formula_fail(call->argument, NULL, err, "'%s' wants a number, '%s' is %s", call->name,
                           ig_formula_text(call->argument), ig_type_name(argument->type));
}

/* The second argument: periods to look back or ahead, or the months of a frame. */
static int read_count(const window_job *job, const ig_window *call, const ig_params *params,
                      int64_t *count, ig_error *err) {
    bool moves = call->kind == IG_WINDOW_LAG || call->kind == IG_WINDOW_LEAD;
    int least = moves ? 0 : 1;
    ig_value value = {.missing = true};
    if (ig_formula_columns(call->periods) == 0 &&
        ig_expression_constant(memory_of(job), call->periods, params, &value, err) != 0)
        return -1;
    bool whole = !value.missing && value.type == IG_DECIMAL &&
                 ig_decimal_rescale(value.integer, value.scale, 0, count);
    if (whole && *count >= least && *count <= IG_PERIODS_MAX)
        return 0;
    return ig_formula_fail(call->periods, NULL, err,
                           "'%s' wants a constant whole number from %d to %d, got '%s'", call->name,
                           least, IG_PERIODS_MAX, ig_formula_text(call->periods));
}

/* ---- Calls ---- */

/* A formula's value on all rows. */
static ig_column *evaluate(const window_job *job, const ig_formula *formula, const ig_table *table,
                           const ig_params *params, ig_error *err) {
    ig_expression *expression = ig_expression_bind(memory_of(job), formula, table, params, err);
    if (expression == NULL)
        return NULL;
    ig_column *column =
        ig_expression_column(job->stage->context, expression, NULL, table->n_rows, err);
    ig_expression_free(expression);
    return column;
}

static ig_column *compute(window_job *job, const ig_formula *formula, const ig_window *call,
                          const ig_params *params, ig_error *err) {
    ig_column *argument = NULL, *column = NULL;
    int64_t count = 0;
    if (check_order(job, formula, call, err) != 0)
        return NULL;
    if (call->periods != NULL && read_count(job, call, params, &count, err) != 0)
        return NULL;
    if (call->argument != NULL) {
        argument = evaluate(job, call->argument, job->stage->table, params, err);
        if (argument == NULL)
            return NULL;
    }
    if (check_number(call, argument, err) == 0)
        column = ig_window_column(&job->rows, call, argument, count, err);
    ig_column_release(argument);
    return column;
}

static bool has_params(const ig_window *call) {
    return (call->argument != NULL && ig_formula_params(call->argument) > 0) ||
           (call->periods != NULL && ig_formula_params(call->periods) > 0);
}

/* The column of call i, borrowed from the job; computed when new. */
static ig_column *call_column(window_job *job, const ig_formula *formula, size_t i,
                              const ig_params *params, ig_error *err) {
    ig_window call = ig_formula_window(formula, i);
    const ig_params *used = has_params(&call) ? params : NULL;
    for (size_t k = 0; k < job->n_calls; k++)
        if (job->calls[k].params == used && strcmp(job->calls[k].text, call.text) == 0)
            return job->calls[k].column;
    computed *calls =
        ig_realloc_array(memory_of(job), job->calls, job->n_calls + 1, sizeof *calls, err);
    if (calls == NULL)
        return NULL;
    job->calls = calls;
    ig_column *column = compute(job, formula, &call, params, err);
    if (column != NULL)
        calls[job->n_calls++] = (computed){call.text, used, column};
    return column;
}

/* What stands around the calls sees them as columns; a column of a call's name gives way to it. */
static ig_table *outer_table(window_job *job, const ig_kept_term *term, const ig_formula *outer,
                             ig_error *err) {
    const ig_table *from = job->stage->table;
    ig_table *table = ig_table_new(memory_of(job), from->n_rows, err);
    if (table == NULL)
        return NULL;
    for (size_t i = 0; i < ig_formula_windows(term->formula); i++) {
        ig_column *column = call_column(job, term->formula, i, term->params, err);
        const char *text = ig_formula_window(term->formula, i).text;
        if (column == NULL || ig_table_add(table, text, ig_column_retain(column), err) != 0)
            goto fail;
    }
    for (size_t i = 0; i < ig_formula_columns(outer); i++) {
        const char *name = ig_formula_column(outer, i);
        size_t field = ig_table_find(from, name, strlen(name));
        if (field == SIZE_MAX || ig_table_find(table, name, strlen(name)) != SIZE_MAX)
            continue;
        if (ig_table_add(table, name, ig_column_retain(from->fields[field].column), err) != 0)
            goto fail;
    }
    return table;
fail:
    ig_table_release(table);
    return NULL;
}

static ig_column *term_column(window_job *job, const ig_kept_term *term, ig_error *err) {
    ig_column *column = NULL;
    if (ig_formula_windows(term->formula) == 0)
        return evaluate(job, term->formula, job->stage->table, term->params, err);
    ig_formula *outer = ig_formula_outer(term->formula, err);
    ig_table *table = outer != NULL ? outer_table(job, term, outer, err) : NULL;
    if (table != NULL)
        column = evaluate(job, outer, table, term->params, err);
    ig_table_release(table);
    ig_formula_release(outer);
    return column;
}

/* ---- The verb ---- */

static void need_window(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    (void)other;
    ig_need_names(input, &node->keys);
    for (size_t i = 0; i < node->n_orders; i++)
        ig_need_name(input, node->orders[i].name);
    for (size_t i = 0; i < node->names.n; i++) {
        size_t term = ig_query_term(node, node->names.items[i]);
        if (needed[i] && term == SIZE_MAX)
            ig_need_name(input, node->names.items[i]);
        else if (needed[i])
            ig_need_term(input, &node->terms[term]);
    }
}

/* Copies out what is looked at of the stage's rows. */
static int take_rows(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    ig_need need = {.names = &node->input->names};
    need.flags = ig_alloc_zero(stage->context->memory, need.names->n, sizeof *need.flags, err);
    if (need.flags == NULL)
        return -1;
    need_window(node, needed, &need, NULL);
    int rc = ig_need_take(&need, stage, err);
    ig_free(need.flags);
    return rc;
}

/* A column of the result, or NULL with `*skip` set when a shape does not know it. */
static ig_column *result_column(window_job *job, const char *name, bool *skip, ig_error *err) {
    const ig_query *node = job->rows.node;
    size_t term = ig_query_term(node, name);
    if (term != SIZE_MAX) {
        *skip = ig_stage_lacks(job->stage, node->terms[term].formula);
        return *skip ? NULL : term_column(job, &node->terms[term], err);
    }
    size_t field = ig_table_find(job->stage->table, name, strlen(name));
    *skip = field == SIZE_MAX;
    return *skip ? NULL : ig_column_retain(job->stage->table->fields[field].column);
}

static ig_table *result_table(window_job *job, const bool *needed, ig_error *err) {
    const ig_names *names = &job->rows.node->names;
    ig_table *table = ig_stage_new_table(job->stage, job->stage->n_rows, err);
    for (size_t i = 0; table != NULL && i < names->n; i++) {
        bool skip = needed != NULL && !needed[i];
        ig_column *column = skip ? NULL : result_column(job, names->items[i], &skip, err);
        if (skip)
            continue;
        if (column == NULL || ig_table_add(table, names->items[i], column, err) != 0) {
            ig_table_release(table);
            return NULL;
        }
    }
    return table;
}

static int step_window(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    window_job job = {.stage = stage};
    if (stage->is_shape)
        job.rows = (ig_windowing){.context = stage->context, .table = stage->table, .node = node};
    else if (take_rows(stage, node, needed, err) != 0 ||
             ig_windowing_init(&job.rows, stage->context, stage->table, node, err) != 0)
        return -1;
    ig_table *table = result_table(&job, needed, err);
    for (size_t i = 0; i < job.n_calls; i++)
        ig_column_release(job.calls[i].column);
    ig_free(job.calls);
    ig_windowing_reset(&job.rows);
    if (table == NULL)
        return -1;
    return ig_stage_move_terms(stage, table, node, err);
}

static int check_gaps(const ig_query *node, ig_error *err) {
    if (!node->zero_gaps || (node->n_orders > 0 && is_calendar(node, node->input->shape)))
        return 0;
    return ig_fail(
        err, IG_ERROR_USAGE,
        "window: gaps = \"zero\" wants a sort by one month column, or by a column 'year' "
        "of whole numbers, ascending");
}

ig_query *ig_query_window(ig_query *query, const ig_over *over, const ig_term *terms,
                          size_t n_terms, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_window, query->memory, query, NULL, err);
    if (node == NULL) {
        ig_node_drop_terms(terms, n_terms);
        return NULL;
    }
    node->zero_gaps = over->zero_gaps;
    int rc = ig_node_keep_terms(node, terms, n_terms, err);
    if (rc == 0)
        rc = ig_names_copy(node->memory, &node->keys, over->keys, over->n_keys, err);
    if (rc == 0)
        rc = ig_node_keep_orders(node, over->orders, over->n_orders, err);
    if (rc == 0)
        rc = ig_check_window(node, err);
    if (rc == 0)
        rc = check_gaps(node, err);
    if (rc == 0)
        rc = ig_node_names_with_terms(node, &query->names, err);
    return ig_node_finish(node, rc, err);
}

static int explain_window(const ig_query *node, const bool *needed, ig_explanation *to,
                          ig_error *err) {
    bool keys = node->keys.n > 0, sorts = node->n_orders > 0;
    if (ig_explain_line(to, "window", err) != 0 ||
        ig_explain_add(to,
                       keys    ? "by "
                       : sorts ? ""
                               : "all rows",
                       err) != 0 ||
        ig_explain_names(to, &node->keys, err) != 0 ||
        ig_explain_add(to,
                       !sorts ? ""
                       : keys ? "; sort "
                              : "sort ",
                       err) != 0 ||
        ig_explain_orders(to, node, err) != 0 ||
        ig_explain_add(to, node->zero_gaps ? "; gaps zero" : "", err) != 0)
        return -1;
    return ig_explain_terms(to, "", node, needed, err);
}

const ig_verb ig_verb_window = {
    .name = "window", .need = need_window, .step = step_window, .explain = explain_window};
