/* Filters. A formula is evaluated by the expression; a function's bools are read here. */
#include "formula/expression.h"
#include "query/check.h"
#include "query/verb.h"

static int filter_by_formula(ig_stage *stage, const ig_kept_term *term, ig_error *err) {
    uint32_t *kept = NULL;
    size_t n_kept = 0;
    ig_expression *expression =
        ig_expression_bind(stage->context->memory, term->formula, stage->table, term->params, err);
    if (expression == NULL)
        return -1;
    int rc = ig_expression_filter(stage->context, expression, stage->rows, stage->n_rows, &kept,
                                  &n_kept, err);
    ig_expression_free(expression);
    if (rc != 0)
        return -1;
    ig_stage_pick(stage, kept, n_kept);
    return ig_coverage_narrow(stage, term->formula, term->params, err);
}

static size_t list_true(const ig_column *column, uint32_t *rows) {
    size_t n = 0;
    for (size_t i = 0; i < column->n_rows; i++) {
        rows[n] = (uint32_t)i;
        n += ig_column_present(column, i) && ig_column_bool(column, i);
    }
    return n;
}

static int filter_by_function(ig_stage *stage, const ig_kept_term *term, ig_error *err) {
    if (ig_stage_materialise(stage, err) != 0)
        return -1;
    ig_column *column = ig_stage_value(stage, term, "where", err);
    if (column == NULL)
        return -1;
    int rc = -1;
    if (column->type != IG_BOOL) {
        ig_fail(err, IG_ERROR_SCRIPT, "where: a bool is expected from the function, got %s",
                ig_type_name(column->type));
        goto done;
    }
    /* One place more than rows: list_true writes before it knows. */
    uint32_t *rows = ig_alloc_array(stage->context->memory, stage->n_rows + 1, sizeof *rows, err);
    if (rows == NULL)
        goto done;
    ig_stage_pick(stage, rows, list_true(column, rows));
    rc = 0;
done:
    ig_column_release(column);
    return rc;
}

static int step_where(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    const ig_kept_term *term = &node->terms[0];
    if (term->formula == NULL)
        return stage->is_shape ? 0 : filter_by_function(stage, term, err);
    return ig_stage_lacks(stage, term->formula) ? 0 : filter_by_formula(stage, term, err);
}

ig_query *ig_query_where(ig_query *query, const ig_term *term, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_where, query->memory, query, NULL, err);
    if (node == NULL) {
        ig_node_drop_terms(term, 1);
        return NULL;
    }
    int rc = ig_node_keep_terms(node, term, 1, err);
    if (rc == 0)
        rc = ig_check_filter(node, err);
    if (rc == 0)
        rc = ig_node_names_of_input(node, err);
    return ig_node_finish(node, rc, err);
}

static void need_where(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    ig_need_same(node, needed, input, other);
    ig_need_term(input, &node->terms[0]);
}

static int explain_where(const ig_query *node, const bool *needed, ig_explanation *to,
                         ig_error *err) {
    return ig_explain_terms(to, "where", node, needed, err);
}

const ig_verb ig_verb_where = {.name = "where",
                               .reads_late = true,
                               .need = need_where,
                               .step = step_where,
                               .explain = explain_where};
