/*
 * An aggregate over some of its source's rows, in other groups than its own. A column of marks says
 * which group a row belongs to, if any; calls of aggregates are computed by a query over that, and
 * what stands around them sees the key columns it is given. So arguments see the source's own values,
 * and formulas see the keys that the new rows show.
 */
#include "query/top.h"

#include "formula/expression.h"

#include <stdio.h>
#include <string.h>

enum { CALL_NAME = 32 };

typedef struct again {
    const ig_context *context;
    const ig_query *node;     /* the aggregate */
    const ig_table *keys;     /* borrowed */
    ig_table *marked;         /* one reference: the source with its marks */
    char marks[64];           /* the name of that column */
    ig_term *calls;           /* owned, with formulas and names: each call, and each function */
    char (*names)[CALL_NAME]; /* owned */
    size_t n_calls;
    ig_table *values; /* one reference: the calls' columns, in order of the keys' rows */
} again;

static void again_reset(again *a) {
    for (size_t i = 0; a->calls != NULL && i < a->n_calls; i++)
        ig_formula_release(a->calls[i].formula);
    ig_free(a->calls);
    ig_free(a->names);
    ig_table_release(a->marked);
    ig_table_release(a->values);
}

/* ---- Marks ---- */

static ig_column *mark_column(const again *a, const uint32_t *marks, size_t n, ig_error *err) {
    ig_memory *memory = a->context->memory;
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, sizeof(uint32_t), n, err);
    if (column == NULL)
        return NULL;
    column->validity = ig_alloc_zero(memory, ig_bitmap_words(n), sizeof(uint64_t), err);
    if (column->validity == NULL) {
        ig_column_release(column);
        return NULL;
    }
    uint32_t *values = column->values;
    for (size_t i = 0; i < n; i++) {
        bool marked = marks[i] != IG_NO_ROW;
        values[i] = marked ? marks[i] : 0; /* below 2^31: there are as many key rows in memory */
        if (marked)
            ig_bit_put(column->validity, i, true);
        column->n_missing += !marked;
    }
    return column;
}

/* The marks get a name that the source has not. */
static int mark_source(again *a, ig_table *source, const uint32_t *marks, ig_error *err) {
    int n = snprintf(a->marks, sizeof a->marks, "others");
    while (ig_table_find(source, a->marks, (size_t)n) != SIZE_MAX)
        n = snprintf(a->marks, sizeof a->marks, "others %d", n);
    a->marked = ig_table_share(source, err);
    if (a->marked == NULL)
        return -1;
    ig_column *column = mark_column(a, marks, source->n_rows, err);
    return column != NULL ? ig_table_add(a->marked, a->marks, column, err) : -1;
}

/* ---- Calls ---- */

static ig_term *next_call(again *a, const ig_kept_term *term) {
    ig_term *call = &a->calls[a->n_calls];
    snprintf(a->names[a->n_calls], CALL_NAME, "call %zu", a->n_calls);
    *call = (ig_term){.name = a->names[a->n_calls], .params = term->params};
    a->n_calls++;
    return call;
}

static int add_calls(again *a, const ig_kept_term *term, ig_function *function, ig_error *err) {
    if (term->formula == NULL) {
        *function = term->function;
        function->release = NULL; /* the aggregate keeps it */
        next_call(a, term)->function = function;
        return 0;
    }
    for (size_t i = 0; i < ig_formula_aggregates(term->formula); i++) {
        const char *text = ig_formula_aggregate(term->formula, i).text;
        ig_term *call = next_call(a, term);
        call->formula = ig_formula_parse(a->context->memory, text, strlen(text), err);
        if (call->formula == NULL)
            return -1;
    }
    return 0;
}

static size_t count_calls(const ig_query *node) {
    size_t n = 0;
    for (size_t i = 0; i < node->n_terms; i++)
        n += node->terms[i].formula == NULL ? 1 : ig_formula_aggregates(node->terms[i].formula);
    return n;
}

/* The marked rows, aggregated by their marks; a mark of its own a row where there are several. */
static ig_table *run_calls(const again *a, ig_error *err) {
    char text[96];
    const char *key = a->marks;
    ig_query *from = NULL, *marked = NULL, *query = NULL;
    ig_table *result = NULL;
    ig_term filter = {0};
    int n = snprintf(text, sizeof text, "not is_missing(`%s`)", a->marks);
    filter.formula = ig_formula_parse(a->context->memory, text, (size_t)n, err);
    if (filter.formula != NULL)
        from = ig_query_from(a->marked, err);
    if (from != NULL)
        marked = ig_query_where(from, &filter, err);
    if (marked != NULL)
        query = ig_query_aggregate(marked, &key, a->keys->n_rows > 1, a->calls, a->n_calls, err);
    if (query != NULL)
        result = ig_query_collect(a->context, query, err);
    ig_query_release(query);
    ig_query_release(marked);
    ig_query_release(from);
    ig_formula_release(filter.formula);
    return result;
}

/* Groups come in order of their first rows; the keys' rows have an order of their own. */
static ig_table *in_order(const again *a, ig_table *result, ig_error *err) {
    size_t n = a->keys->n_rows;
    if (n <= 1)
        return ig_table_retain(result);
    uint32_t *rows = ig_alloc_zero(a->context->memory, n, sizeof *rows, err);
    if (rows == NULL)
        return NULL;
    for (size_t i = 0; i < result->n_rows; i++)
        rows[ig_column_int(result->fields[0].column, i)] = (uint32_t)i;
    ig_table *ordered = ig_table_take(a->context, result, rows, n, err);
    ig_free(rows);
    return ordered;
}

static int compute_calls(again *a, ig_error *err) {
    ig_memory *memory = a->context->memory;
    size_t n = count_calls(a->node);
    ig_function *functions = ig_alloc_zero(memory, a->node->n_terms, sizeof *functions, err);
    if (functions == NULL)
        return -1;
    int rc = -1;
    a->calls = ig_alloc_zero(memory, n, sizeof *a->calls, err);
    if (a->calls == NULL)
        goto done;
    a->names = ig_alloc_zero(memory, n, sizeof *a->names, err);
    rc = a->names != NULL ? 0 : -1;
    for (size_t i = 0; rc == 0 && i < a->node->n_terms; i++)
        rc = add_calls(a, &a->node->terms[i], &functions[i], err);
    ig_table *result = rc == 0 ? run_calls(a, err) : NULL;
    a->values = result != NULL ? in_order(a, result, err) : NULL;
    ig_table_release(result);
    rc = a->values != NULL ? 0 : -1;
done:
    ig_free(functions);
    return rc;
}

/* ---- Terms ---- */

static ig_column *call_value(const again *a, size_t call) {
    const char *name = a->names[call];
    size_t field = ig_table_find(a->values, name, strlen(name));
    return ig_column_retain(a->values->fields[field].column);
}

/* Calls from number `call` on as columns of their texts, and the keys that no call is named like. */
static ig_table *outer_table(const again *a, const ig_formula *formula, size_t call,
                             ig_error *err) {
    ig_table *table = ig_table_new(a->context->memory, a->keys->n_rows, err);
    if (table == NULL)
        return NULL;
    for (size_t i = 0; i < ig_formula_aggregates(formula); i++)
        if (ig_table_add(table, ig_formula_aggregate(formula, i).text, call_value(a, call + i),
                         err) != 0)
            goto fail;
    for (size_t i = 0; i < a->keys->n_fields; i++) {
        const ig_field *field = &a->keys->fields[i];
        if (ig_table_find(table, field->name, strlen(field->name)) == SIZE_MAX &&
            ig_table_add(table, field->name, ig_column_retain(field->column), err) != 0)
            goto fail;
    }
    return table;
fail:
    ig_table_release(table);
    return NULL;
}

static ig_column *term_value(const again *a, const ig_kept_term *term, size_t call, ig_error *err) {
    ig_column *column = NULL;
    ig_expression *expression = NULL;
    if (term->formula == NULL)
        return call_value(a, call);
    ig_formula *outer = ig_formula_outer(term->formula, err);
    ig_table *table = outer != NULL ? outer_table(a, term->formula, call, err) : NULL;
    if (table != NULL)
        expression = ig_expression_bind(a->context->memory, outer, table, term->params, err);
    if (expression != NULL)
        column = ig_expression_column(a->context, expression, NULL, table->n_rows, err);
    ig_expression_free(expression);
    ig_table_release(table);
    ig_formula_release(outer);
    return column;
}

static ig_table *result_table(const again *a, ig_error *err) {
    ig_table *table = ig_table_share(a->keys, err);
    size_t call = 0;
    for (size_t i = 0; table != NULL && i < a->node->n_terms; i++) {
        const ig_kept_term *term = &a->node->terms[i];
        ig_column *column = term_value(a, term, call, err);
        if (column == NULL || ig_table_add(table, term->name, column, err) != 0) {
            ig_table_release(table);
            return NULL;
        }
        call += term->formula == NULL ? 1 : ig_formula_aggregates(term->formula);
    }
    return table;
}

ig_table *ig_aggregate_again(const ig_context *context, const ig_query *aggregate, ig_table *source,
                             const uint32_t *marks, const ig_table *keys, ig_error *err) {
    again a = {.context = context, .node = aggregate, .keys = keys};
    ig_table *result = NULL;
    if (mark_source(&a, source, marks, err) == 0 && compute_calls(&a, err) == 0)
        result = result_table(&a, err);
    again_reset(&a);
    return result;
}
