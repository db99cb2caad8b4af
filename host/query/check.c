/* Checks of names come first and need nothing but names; types follow from running on a shape. */
#include "query/check.h"

#include "query/verb.h"

#include <string.h>

int ig_check_known(const ig_names *names, const ig_names *known, ig_error *err) {
    for (size_t i = 0; i < names->n; i++)
        if (ig_names_check(known, names->items[i], err) != 0)
            return -1;
    return 0;
}

static int fail_twice(const char *name, ig_error *err) {
    return ig_fail(err, IG_ERROR_USAGE, "two columns named '%s'", name);
}

int ig_check_distinct(const ig_names *names, ig_error *err) {
    for (size_t i = 0; i < names->n; i++)
        if (ig_names_find(names, names->items[i]) != i)
            return fail_twice(names->items[i], err);
    return 0;
}

/* True when columns of the result have types that only a run will tell. */
static bool is_partial(const ig_query *node) {
    return node->shape->n_fields < node->names.n;
}

/* A column the formula mentions is among those known; else as binding would say it. */
static int check_mention(const ig_formula *formula, const char *name, const ig_names *known,
                         ig_error *err) {
    ig_error plain;
    if (ig_names_check(known, name, &plain) == 0)
        return 0;
    return ig_formula_fail(formula, name, err, "%s", plain.text);
}

/* The names in a formula. On a whole shape binding sees to them. */
static int check_mentions(const ig_query *node, const ig_formula *formula, ig_error *err) {
    const ig_query *input = node->input;
    if (!is_partial(input))
        return 0;
    for (size_t i = 0; i < ig_formula_columns(formula); i++)
        if (check_mention(formula, ig_formula_column(formula, i), &input->names, err) != 0)
            return -1;
    return 0;
}

static int check_term(const ig_query *node, const ig_kept_term *term, bool groups, ig_error *err) {
    const ig_function *function = &term->function;
    if (term->formula != NULL)
        return ig_formula_check_calls(term->formula, groups, node->verb == &ig_verb_window, err) ==
                       0
                   ? check_mentions(node, term->formula, err)
                   : -1;
    if (groups ? function->groups != NULL : function->rows != NULL)
        return 0;
    return ig_fail(err, IG_ERROR_USAGE, "%s%s%s: a formula or a function of %s is expected",
                   term->name != NULL ? "column '" : "where", term->name != NULL ? term->name : "",
                   term->name != NULL ? "'" : "", groups ? "groups" : "rows");
}

int ig_check_filter(const ig_query *node, ig_error *err) {
    return check_term(node, &node->terms[0], false, err);
}

static int check_terms(const ig_query *node, bool groups, ig_error *err) {
    for (size_t i = 0; i < node->n_terms; i++) {
        const ig_kept_term *term = &node->terms[i];
        if (term->name == NULL || term->name[0] == '\0')
            return ig_fail(err, IG_ERROR_USAGE, "result column %zu has no name", i + 1);
        if (ig_query_term(node, term->name) != i)
            return fail_twice(term->name, err);
        if (check_term(node, term, groups, err) != 0)
            return -1;
    }
    return 0;
}

int ig_check_derived(const ig_query *node, ig_error *err) {
    return check_terms(node, false, err);
}

static bool is_aggregate(const ig_formula *formula, const char *text) {
    for (size_t i = 0; i < ig_formula_aggregates(formula); i++)
        if (strcmp(ig_formula_aggregate(formula, i).text, text) == 0)
            return true;
    return false;
}

/* What stands outside the aggregates of a term must be keys. */
static int check_outside(const ig_query *node, const ig_formula *formula, ig_error *err) {
    int rc = 0;
    ig_formula *outer = ig_formula_outer(formula, err);
    if (outer == NULL)
        return -1;
    for (size_t i = 0; rc == 0 && i < ig_formula_columns(outer); i++) {
        const char *name = ig_formula_column(outer, i);
        if (is_aggregate(formula, name) || ig_names_find(&node->keys, name) != SIZE_MAX)
            continue;
        rc = check_mention(outer, name, &node->input->names, err);
        if (rc == 0)
            rc = ig_formula_fail(outer, name, err, "'%s' is neither a key nor inside an aggregate",
                                 name);
    }
    ig_formula_release(outer);
    return rc;
}

int ig_check_aggregate(const ig_query *node, ig_error *err) {
    if (ig_check_known(&node->keys, &node->input->names, err) != 0 ||
        ig_check_distinct(&node->keys, err) != 0 || check_terms(node, true, err) != 0)
        return -1;
    for (size_t i = 0; i < node->n_terms; i++) {
        const ig_kept_term *term = &node->terms[i];
        if (ig_names_find(&node->keys, term->name) != SIZE_MAX)
            return fail_twice(term->name, err);
        if (term->formula != NULL && check_outside(node, term->formula, err) != 0)
            return -1;
    }
    return 0;
}

int ig_check_window(const ig_query *node, ig_error *err) {
    for (size_t i = 0; i < node->n_terms; i++)
        if (node->terms[i].formula == NULL)
            return ig_fail(err, IG_ERROR_USAGE, "column '%s': window takes formulas only",
                           node->terms[i].name != NULL ? node->terms[i].name : "");
    if (ig_check_known(&node->keys, &node->input->names, err) != 0)
        return -1;
    return ig_check_distinct(&node->keys, err) == 0 ? check_terms(node, false, err) : -1;
}

/* A column like another, without rows: it holds on to none of its data. */
static ig_column *empty_like(ig_memory *memory, const ig_column *column, ig_error *err) {
    ig_column *empty = ig_column_new(memory, column->type, column->scale, column->width, 0, err);
    if (empty == NULL || ig_column_set_unit(empty, column->unit, err) != 0)
        goto fail;
    if (column->type == IG_TEXT) {
        empty->dict = ig_dict_new(memory, err);
        if (empty->dict == NULL)
            goto fail;
    }
    return empty;
fail:
    ig_column_release(empty);
    return NULL;
}

static ig_table *shape_of_table(const ig_table *table, ig_error *err) {
    ig_table *shape = ig_table_new(table->memory, 0, err);
    for (size_t i = 0; shape != NULL && i < table->n_fields; i++) {
        ig_column *column = empty_like(table->memory, table->fields[i].column, err);
        if (column == NULL || ig_table_add(shape, table->fields[i].name, column, err) != 0) {
            ig_table_release(shape);
            return NULL;
        }
    }
    return shape;
}

static void shape_stage(ig_stage *stage, const ig_context *context, const ig_query *input) {
    ig_stage_init(stage, context, input->shape);
    stage->is_shape = true;
    stage->is_partial = is_partial(input);
}

static int run_on_shape(ig_query *node, ig_error *err) {
    ig_context context = {.memory = node->memory, .pool = ig_pool_new(node->memory, 1, err)};
    if (context.pool == NULL)
        return -1;
    ig_stage stage, other = {0};
    shape_stage(&stage, &context, node->input);
    if (node->other != NULL) {
        shape_stage(&other, &context, node->other);
        stage.other = &other;
    }
    int rc = node->verb->step(&stage, node, NULL, err);
    if (rc == 0)
        node->shape = ig_table_retain(stage.table);
    ig_stage_reset(&stage);
    ig_stage_reset(&other);
    ig_pool_free(context.pool);
    return rc;
}

int ig_check_shape(ig_query *node, ig_error *err) {
    if (node->input != NULL && !node->verb->keeps_shape)
        return run_on_shape(node, err);
    node->shape = node->input != NULL ? ig_table_retain(node->input->shape)
                                      : shape_of_table(node->table, err);
    return node->shape != NULL ? 0 : -1;
}
