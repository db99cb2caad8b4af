/*
 * The verb aggregate. Keys are read through the selection and never copied but for one row a group;
 * an aggregate's argument is its column itself, or evaluated on the selected rows alone, once for
 * all aggregates over the same text. What stands around the aggregates (sum(a) / sum(b)) is a
 * formula over a table of keys and aggregates, one row a group.
 */
#include "formula/expression.h"
#include "query/check.h"
#include "query/group/distinct.h"
#include "query/group/road.h"
#include "query/measure/call.h"
#include "query/verb.h"

#include <string.h>

/* An argument evaluated, or an aggregate of one. Texts tell them apart, and parameters where the
   text mentions any. */
typedef struct value {
    const char *text;        /* borrowed from the formula */
    const ig_params *params; /* borrowed; NULL when the text mentions none */
    ig_column *column;       /* one reference */
} value;

typedef struct values {
    size_t n;
    value *items; /* owned */
} values;

typedef struct reduction {
    const ig_query *node;
    ig_stage *stage;
    ig_key_spec *specs; /* owned: the keys; NULL for a shape */
    ig_groups groups;
    ig_tally tally; /* the aggregates that it takes */
    bool others;    /* aggregates and functions that want rows by group */
    bool spreads;   /* aggregates among these that want the spread */
    ig_spread spread;
    ig_table *result;  /* one reference: keys, then terms */
    values arguments;  /* on the stage's rows */
    values aggregates; /* one row a group */
    uint32_t *order;   /* owned, or NULL: rows arranged by group, for functions */
    uint32_t *starts;  /* owned, or NULL */
} reduction;

static ig_column *values_find(const values *list, const char *text, const ig_params *params) {
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].params == params && strcmp(list->items[i].text, text) == 0)
            return list->items[i].column;
    return NULL;
}

/* Takes the reference, also on failure. */
static int values_add(ig_memory *memory, values *list, value item, ig_error *err) {
    value *items = ig_realloc_array(memory, list->items, list->n + 1, sizeof *items, err);
    if (items == NULL) {
        ig_column_release(item.column);
        return -1;
    }
    list->items = items;
    list->items[list->n++] = item;
    return 0;
}

static void values_reset(values *list) {
    for (size_t i = 0; i < list->n; i++)
        ig_column_release(list->items[i].column);
    ig_free(list->items);
    *list = (values){0};
}

static ig_memory *memory_of(const reduction *r) {
    return r->stage->context->memory;
}

static const ig_params *params_in(const ig_formula *formula, const ig_params *params) {
    return formula != NULL && ig_formula_params(formula) > 0 ? params : NULL;
}

static int make_specs(reduction *r, ig_error *err) {
    const ig_stage *stage = r->stage;
    const ig_names *names = &r->node->keys;
    r->specs = ig_alloc_zero(memory_of(r), names->n, sizeof *r->specs, err);
    for (size_t i = 0; r->specs != NULL && i < names->n; i++) {
        size_t field = ig_table_find(stage->table, names->items[i], strlen(names->items[i]));
        r->specs[i].view = (ig_view){stage->table->fields[field].column, stage->rows};
    }
    return r->specs != NULL ? 0 : -1;
}

static int group_by_keys(reduction *r, ig_error *err) {
    const ig_stage *stage = r->stage;
    ig_keys keys = {0};
    if (make_specs(r, err) != 0 ||
        ig_keys_init(stage->context, &keys, r->specs, r->node->keys.n, stage->n_rows, err) != 0)
        return -1;
    int rc = ig_groups_tally(stage->context, &ig_roads_usual, &keys, &r->tally, r->others,
                             &r->groups, err);
    ig_keys_reset(&keys);
    return rc;
}

static int make_groups(reduction *r, ig_error *err) {
    ig_groups_all(&r->groups, r->stage->n_rows);
    if (r->stage->is_shape)
        r->groups.n_groups = 0;
    else if (group_by_keys(r, err) != 0)
        return -1;
    return r->spreads ? ig_spread_init(r->stage->context, &r->spread, &r->groups, err) : 0;
}

/* The keys of each group, from the row it first appeared in. */
static int take_keys(reduction *r, ig_error *err) {
    const ig_stage *stage = r->stage;
    const ig_names *names = &r->node->keys;
    size_t n = r->groups.n_groups;
    const uint32_t *rows = r->groups.firsts;
    uint32_t *picked = NULL; /* owned */
    int rc = -1;
    if (stage->rows != NULL && rows != NULL) {
        rows = picked = ig_alloc_array(memory_of(r), n, sizeof *picked, err);
        if (picked == NULL)
            return -1;
    }
    for (size_t g = 0; picked != NULL && g < n; g++) {
        if (ig_pool_check_at(stage->context->pool, g, err) != 0)
            goto done;
        picked[g] = stage->rows[r->groups.firsts[g]];
    }
    for (size_t i = 0; i < names->n; i++) {
        size_t field = ig_table_find(stage->table, names->items[i], strlen(names->items[i]));
        if (field == SIZE_MAX) /* a shape lacks it */
            continue;
        ig_column *from = stage->table->fields[field].column;
        ig_column *column = ig_column_take(stage->context, from, rows, n, err);
        if (column == NULL || ig_table_add(r->result, names->items[i], column, err) != 0)
            goto done;
    }
    rc = 0;
done:
    ig_free(picked);
    return rc;
}

/* The field a formula names and is nothing but, or SIZE_MAX. */
static size_t plain_field(const ig_table *table, const ig_formula *formula) {
    if (ig_formula_columns(formula) != 1)
        return SIZE_MAX;
    const char *name = ig_formula_column(formula, 0);
    if (strcmp(ig_formula_text(formula), name) != 0)
        return SIZE_MAX;
    return ig_table_find(table, name, strlen(name));
}

/* The argument of an aggregate, seen on the stage's rows. */
static int argument_view(reduction *r, const ig_formula *argument, const ig_params *params,
                         ig_view *view, ig_error *err) {
    const ig_stage *stage = r->stage;
    const ig_params *used = params_in(argument, params);
    size_t field = plain_field(stage->table, argument);
    if (field != SIZE_MAX) {
        *view = (ig_view){stage->table->fields[field].column, stage->rows};
        return 0;
    }
    ig_column *column = values_find(&r->arguments, ig_formula_text(argument), used);
    if (column == NULL) {
        ig_expression *expression =
            ig_expression_bind(memory_of(r), argument, stage->table, params, err);
        if (expression == NULL)
            return -1;
        column = ig_expression_column(stage->context, expression, stage->rows, stage->n_rows, err);
        ig_expression_free(expression);
        value item = {ig_formula_text(argument), used, column};
        if (column == NULL || values_add(memory_of(r), &r->arguments, item, err) != 0)
            return -1;
    }
    *view = (ig_view){column, NULL};
    return 0;
}

/* Appends "group month = 2025-04, partner = Mexico". */
static int print_group(const reduction *r, size_t group, ig_buffer *out, ig_error *err) {
    const ig_names *names = &r->node->keys;
    int rc = ig_buffer_printf(out, err, "group ");
    for (size_t i = 0; rc == 0 && i < names->n; i++) {
        bool present = ig_column_present(r->result->fields[i].column, group);
        rc = ig_buffer_printf(out, err, "%s%s = %s", i > 0 ? ", " : "", names->items[i],
                              present ? "" : "missing");
        if (rc == 0)
            rc = ig_table_print_cell(r->result, i, group, out, err);
    }
    return rc;
}

/* As ig_row_name: the rows of an outer table are groups. */
static int name_group(const void *context, size_t row, ig_buffer *name, ig_error *err) {
    const reduction *r = context;
    return r->node->keys.n > 0 ? print_group(r, row, name, err)
                               : ig_buffer_printf(name, err, "the value of all rows");
}

/* Rewrites a sum's overflow so that it names the aggregate and the group. */
static int name_overflow(const reduction *r, const char *text, size_t group, ig_error *err) {
    ig_buffer where;
    ig_error ignored;
    ig_buffer_init(&where, memory_of(r));
    int rc = r->node->keys.n > 0 ? print_group(r, group, &where, &ignored)
                                 : ig_buffer_printf(&where, &ignored, "all rows");
    const char *name = rc == 0 ? ig_buffer_text(&where, &ignored) : NULL;
    ig_fail(err, IG_ERROR_DATA, "%s: the sum of %s does not fit 64 bits", text,
            name != NULL ? name : "a group");
    ig_buffer_reset(&where);
    return -1;
}

/* A checked argument of a call, seen on the stage's rows. */
static int take_argument(reduction *r, ig_aggregate call, const ig_formula *argument,
                         const ig_params *params, ig_view *view, ig_error *err) {
    return argument_view(r, argument, params, view, err) == 0
               ? ig_call_check(call, argument, view->column, err)
               : -1;
}

/* All arguments of a call that are columns. */
static int take_arguments(reduction *r, ig_aggregate call, const ig_params *params, ig_view *x,
                          ig_view *y, ig_error *err) {
    *x = *y = (ig_view){NULL, NULL};
    if (call.argument != NULL && take_argument(r, call, call.argument, params, x, err) != 0)
        return -1;
    return ig_call_pairs(call) ? take_argument(r, call, call.second, params, y, err) : 0;
}

/* Aggregates that want rows by group: neither the tally's nor such as group for themselves. */
static bool is_other(ig_wanted wanted) {
    return !ig_tally_takes(wanted) && wanted.kind != IG_AGG_COUNT_DISTINCT;
}

static ig_column *compute_call(reduction *r, ig_aggregate call, const ig_params *params,
                               ig_wanted wanted, size_t *overflow, ig_error *err) {
    const ig_context *context = r->stage->context;
    size_t n_keys = r->specs != NULL ? r->node->keys.n : 0, n = r->groups.n_groups;
    if (is_other(wanted))
        return ig_call_column(context, &r->groups, &r->spread, call, params, wanted.x, wanted.y,
                              err);
    if (ig_tally_takes(wanted))
        return ig_tally_column(context, &r->tally, wanted, n, overflow, err);
    return ig_distinct_column(context, r->specs, n_keys, r->stage->n_rows, wanted.x, n, err);
}

/* The column of one aggregate call, borrowed from the reduction; computed when new. */
static ig_column *aggregate_call(reduction *r, ig_aggregate call, const ig_params *params,
                                 ig_error *err) {
    const ig_params *used = params_in(call.argument, params);
    used = used == NULL ? params_in(call.second, params) : used;
    ig_column *column = values_find(&r->aggregates, call.text, used);
    ig_view x, y;
    size_t overflow = SIZE_MAX;
    if (column != NULL)
        return column;
    if (take_arguments(r, call, params, &x, &y, err) != 0)
        return NULL;
    column = compute_call(r, call, params, (ig_wanted){call.kind, x, y}, &overflow, err);
    if (column == NULL) {
        if (overflow != SIZE_MAX)
            name_overflow(r, call.text, overflow, err);
        return NULL;
    }
    value item = {call.text, used, column};
    return values_add(memory_of(r), &r->aggregates, item, err) == 0 ? column : NULL;
}

/* A table of the term's aggregates and the keys; a key of an aggregate's name gives way to it. */
static ig_table *outer_table(reduction *r, const ig_kept_term *term, ig_error *err) {
    ig_table *table = ig_table_new(memory_of(r), r->groups.n_groups, err);
    if (table == NULL)
        return NULL;
    for (size_t i = 0; i < ig_formula_aggregates(term->formula); i++) {
        ig_aggregate call = ig_formula_aggregate(term->formula, i);
        ig_column *column = aggregate_call(r, call, term->params, err);
        if (column == NULL || ig_table_add(table, call.text, ig_column_retain(column), err) != 0)
            goto fail;
    }
    for (size_t i = 0; i < r->result->n_fields; i++) {
        const ig_field *field = &r->result->fields[i];
        if (ig_names_find(&r->node->keys, field->name) == SIZE_MAX ||
            ig_table_find(table, field->name, strlen(field->name)) != SIZE_MAX)
            continue;
        if (ig_table_add(table, field->name, ig_column_retain(field->column), err) != 0)
            goto fail;
    }
    return table;
fail:
    ig_table_release(table);
    return NULL;
}

static ig_column *formula_column(reduction *r, const ig_kept_term *term, ig_error *err) {
    ig_column *column = NULL;
    ig_expression *expression = NULL;
    ig_formula *outer = NULL;
    ig_table *table = outer_table(r, term, err);
    if (table == NULL)
        return NULL;
    outer = ig_formula_outer(term->formula, err);
    if (outer == NULL)
        goto done;
    if (table->n_fields > 0 && ig_formula_columns(outer) == 1 &&
        ig_formula_aggregates(term->formula) == 1 &&
        strcmp(ig_formula_text(outer), table->fields[0].name) == 0) {
        column = ig_column_retain(table->fields[0].column); /* nothing stands around it */
        goto done;
    }
    expression = ig_expression_bind(memory_of(r), outer, table, term->params, err);
    if (expression != NULL) {
        ig_expression_name_rows(expression, name_group, r);
        column = ig_expression_column(r->stage->context, expression, NULL, table->n_rows, err);
    }
done:
    ig_expression_free(expression);
    ig_formula_release(outer);
    ig_table_release(table);
    return column;
}

static ig_column *function_column(reduction *r, const ig_kept_term *term, ig_error *err) {
    size_t n = r->groups.n_groups;
    if (r->order == NULL &&
        ig_groups_arrange(r->stage->context, &r->groups, &r->order, &r->starts, err) != 0)
        return NULL;
    ig_column *column =
        term->function.groups(term->function.context, r->stage->table, r->order, r->starts, n, err);
    if (column == NULL || column->n_rows == n)
        return column;
    ig_fail(err, IG_ERROR_SCRIPT, "aggregate '%s': %zu values are expected, one a group, got %zu",
            term->name, n, column->n_rows);
    ig_column_release(column);
    return NULL;
}

/* Terms that no one looks at are left out, but for functions, which may do more than return. */
static bool is_due(const reduction *r, size_t term, const bool *needed) {
    const ig_formula *formula = r->node->terms[term].formula;
    if (r->stage->is_shape && (formula == NULL || ig_stage_lacks(r->stage, formula)))
        return false;
    return needed == NULL || needed[r->node->keys.n + term] || formula == NULL;
}

/* What is to be known of the terms before rows come by: all aggregates share one pass over them. */
static int announce_term(reduction *r, const ig_kept_term *term, ig_error *err) {
    r->others |= term->formula == NULL;
    for (size_t i = 0; term->formula != NULL && i < ig_formula_aggregates(term->formula); i++) {
        ig_aggregate call = ig_formula_aggregate(term->formula, i);
        ig_view x, y;
        if (take_arguments(r, call, term->params, &x, &y, err) != 0)
            return -1;
        ig_wanted wanted = {call.kind, x, y};
        r->others |= is_other(wanted);
        r->spreads |= is_other(wanted) && ig_call_spreads(call);
        if (ig_tally_takes(wanted) && ig_tally_want(r->stage->context, &r->tally, wanted, err) != 0)
            return -1;
    }
    return 0;
}

static int add_term(reduction *r, const ig_kept_term *term, ig_error *err) {
    bool call = term->formula == NULL;
    ig_column *column = call ? function_column(r, term, err) : formula_column(r, term, err);
    return column != NULL ? ig_table_add(r->result, term->name, column, err) : -1;
}

static int reduce(reduction *r, const bool *needed, ig_error *err) {
    const ig_query *node = r->node;
    for (size_t i = 0; i < node->n_terms; i++)
        if (is_due(r, i, needed) && announce_term(r, &node->terms[i], err) != 0)
            return -1;
    if (make_groups(r, err) != 0)
        return -1;
    r->result = ig_stage_new_table(r->stage, r->groups.n_groups, err);
    if (r->result == NULL || take_keys(r, err) != 0)
        return -1;
    for (size_t i = 0; i < node->n_terms; i++)
        if (is_due(r, i, needed) && add_term(r, &node->terms[i], err) != 0)
            return -1;
    return 0;
}

static bool has_function(const ig_query *node) {
    for (size_t i = 0; i < node->n_terms; i++)
        if (node->terms[i].formula == NULL)
            return true;
    return false;
}

static int step_aggregate(ig_stage *stage, const ig_query *node, const bool *needed,
                          ig_error *err) {
    reduction r = {.node = node, .stage = stage};
    if (has_function(node) && ig_stage_materialise(stage, err) != 0)
        return -1;
    ig_tally_init(&r.tally, stage->context->memory, stage->n_rows);
    int rc = reduce(&r, needed, err);
    if (rc == 0)
        rc = ig_stage_move_terms(stage, ig_table_retain(r.result), node, err);
    ig_table_release(r.result);
    ig_tally_reset(&r.tally);
    ig_free(r.specs);
    values_reset(&r.arguments);
    values_reset(&r.aggregates);
    ig_groups_reset(&r.groups);
    ig_spread_reset(&r.spread);
    ig_free(r.order);
    ig_free(r.starts);
    return rc;
}

ig_query *ig_query_aggregate(ig_query *query, const char *const *keys, size_t n_keys,
                             const ig_term *terms, size_t n_terms, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_aggregate, query->memory, query, NULL, err);
    if (node == NULL) {
        ig_node_drop_terms(terms, n_terms);
        return NULL;
    }
    int rc = ig_node_keep_terms(node, terms, n_terms, err);
    if (rc == 0)
        rc = ig_names_copy(node->memory, &node->keys, keys, n_keys, err);
    if (rc == 0)
        rc = ig_check_aggregate(node, err);
    if (rc == 0)
        rc = ig_node_names_with_terms(node, &node->keys, err);
    return ig_node_finish(node, rc, err);
}

static void need_aggregate(const ig_query *node, const bool *needed, ig_need *input,
                           ig_need *other) {
    (void)other;
    ig_need_names(input, &node->keys);
    for (size_t i = 0; i < node->n_terms; i++)
        if (needed[node->keys.n + i] || node->terms[i].formula == NULL)
            ig_need_term(input, &node->terms[i]);
}

static int explain_aggregate(const ig_query *node, const bool *needed, ig_explanation *to,
                             ig_error *err) {
    if (node->keys.n > 0 &&
        (ig_explain_line(to, "by", err) != 0 || ig_explain_names(to, &node->keys, err) != 0))
        return -1;
    return ig_explain_terms(to, "agg", node, needed, err);
}

const ig_verb ig_verb_aggregate = {
    .name = "agg", .need = need_aggregate, .step = step_aggregate, .explain = explain_aggregate};
