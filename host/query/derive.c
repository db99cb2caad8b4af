/*
 * Derived columns. The result is a table of its own: derived columns are evaluated on the stage's
 * rows, the others are shared or gathered, and only those that anyone will look at.
 */
#include "query/check.h"
#include "query/verb.h"

#include <string.h>

static bool has_function(const ig_query *node) {
    for (size_t i = 0; i < node->n_terms; i++)
        if (node->terms[i].formula == NULL)
            return true;
    return false;
}

/* A column of the result, or NULL with `*skip` set when a shape does not know it. */
static ig_column *result_column(const ig_stage *stage, const ig_query *node, const char *name,
                                bool *skip, ig_error *err) {
    size_t term = ig_query_term(node, name);
    if (term == SIZE_MAX) {
        size_t field = ig_table_find(stage->table, name, strlen(name));
        *skip = field == SIZE_MAX;
        return *skip ? NULL : ig_stage_column(stage, field, err);
    }
    const ig_formula *formula = node->terms[term].formula;
    *skip = stage->is_shape && (formula == NULL || ig_stage_lacks(stage, formula));
    return *skip ? NULL : ig_stage_value(stage, &node->terms[term], "derive", err);
}

static bool is_called(const ig_query *node, const char *name) {
    size_t term = ig_query_term(node, name);
    return term != SIZE_MAX && node->terms[term].formula == NULL;
}

static int step_derive(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    bool call = !stage->is_shape && has_function(node);
    if ((call ? ig_stage_materialise(stage, err) : ig_stage_list(stage, err)) != 0)
        return -1;
    ig_table *table = ig_stage_new_table(stage, stage->n_rows, err);
    if (table == NULL)
        return -1;
    for (size_t i = 0; i < node->names.n; i++) {
        const char *name = node->names.items[i];
        bool skip = false;
        /* A function is called even if no one looks at its values: it may do more. */
        if (needed != NULL && !needed[i] && !is_called(node, name))
            continue;
        ig_column *column = result_column(stage, node, name, &skip, err);
        if (skip)
            continue;
        if (column == NULL || ig_table_add(table, name, column, err) != 0) {
            ig_table_release(table);
            return -1;
        }
    }
    return ig_stage_move_terms(stage, table, node, err);
}

ig_query *ig_query_derive(ig_query *query, const ig_term *terms, size_t n, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_derive, query->memory, query, NULL, err);
    if (node == NULL) {
        ig_node_drop_terms(terms, n);
        return NULL;
    }
    int rc = ig_node_keep_terms(node, terms, n, err);
    if (rc == 0)
        rc = ig_check_derived(node, err);
    if (rc == 0)
        rc = ig_node_names_with_terms(node, &query->names, err);
    return ig_node_finish(node, rc, err);
}

static void need_derive(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    (void)other;
    for (size_t i = 0; i < node->names.n; i++) {
        size_t term = ig_query_term(node, node->names.items[i]);
        if (term == SIZE_MAX && needed[i])
            ig_need_name(input, node->names.items[i]);
        else if (term != SIZE_MAX && (needed[i] || node->terms[term].formula == NULL))
            ig_need_term(input, &node->terms[term]);
    }
}

static int explain_derive(const ig_query *node, const bool *needed, ig_explanation *to,
                          ig_error *err) {
    return ig_explain_terms(to, "derive", node, needed, err);
}

const ig_verb ig_verb_derive = {
    .name = "derive", .need = need_derive, .step = step_derive, .explain = explain_derive};
