/*
 * Running a query: the nodes from the source up are listed, what each must deliver is marked from
 * the top down, and the verbs then run one after the other on a stage.
 */
#include "query/stage.h"

#include <string.h>

/* The nodes of a query, source first, and which of each one's result columns are looked at. */
typedef struct plan {
    size_t n;
    const ig_query **nodes; /* owned */
    bool **needed;          /* owned: n lists of names.n flags, in one block behind the pointers */
} plan;

static void plan_reset(plan *p) {
    ig_free(p->nodes);
    ig_free(p->needed);
}

static void need(const plan *p, size_t node, const char *name) {
    size_t i = ig_names_find(&p->nodes[node]->names, name);
    if (i != SIZE_MAX)
        p->needed[node][i] = true;
}

static void need_all(const plan *p, size_t node) {
    for (size_t i = 0; i < p->nodes[node]->names.n; i++)
        p->needed[node][i] = true;
}

static void need_names(const plan *p, size_t node, const ig_names *names) {
    for (size_t i = 0; i < names->n; i++)
        need(p, node, names->items[i]);
}

static void need_term(const plan *p, size_t node, const ig_kept_term *term) {
    if (term->formula == NULL) {
        need_all(p, node);
        return;
    }
    for (size_t i = 0; i < ig_formula_columns(term->formula); i++)
        need(p, node, ig_formula_column(term->formula, i));
}

/* What node i asks of the one below it, given what is asked of itself. */
static void mark_below(const plan *p, size_t i) {
    const ig_query *node = p->nodes[i];
    bool derives = node->verb == IG_DERIVE, groups = node->verb == IG_AGGREGATE;
    for (size_t k = 0; k < node->names.n; k++) {
        const char *name = node->names.items[k];
        size_t term = derives || groups ? ig_query_term(node, name) : SIZE_MAX;
        if (term == SIZE_MAX && p->needed[i][k])
            need(p, i - 1, name);
        else if (term != SIZE_MAX && (p->needed[i][k] || node->terms[term].formula == NULL))
            need_term(p, i - 1, &node->terms[term]);
    }
    need_names(p, i - 1, &node->keys);
    if (node->verb == IG_WHERE)
        need_term(p, i - 1, &node->terms[0]);
    if (node->verb == IG_DISTINCT)
        need_names(p, i - 1, &node->names);
    for (size_t k = 0; k < node->n_orders; k++)
        need(p, i - 1, node->orders[k].name);
}

static int plan_init(ig_memory *memory, plan *p, const ig_query *query, ig_error *err) {
    size_t n_names = 0;
    *p = (plan){0};
    for (const ig_query *q = query; q != NULL; q = q->input) {
        p->n++;
        n_names += q->names.n;
    }
    p->nodes = ig_alloc_array(memory, p->n, sizeof(const ig_query *), err);
    if (p->nodes == NULL)
        return -1;
    /* All of this is smaller than the nodes themselves, which are in memory. */
    p->needed = ig_alloc_zero(memory, p->n * sizeof(bool *) + n_names * sizeof(bool), 1, err);
    if (p->needed == NULL) {
        ig_free(p->nodes);
        return -1;
    }
    bool *flags = (bool *)(p->needed + p->n);
    size_t i = p->n;
    for (const ig_query *q = query; q != NULL; q = q->input) {
        p->nodes[--i] = q;
        p->needed[i] = flags;
        flags += q->names.n;
    }
    need_all(p, p->n - 1);
    for (i = p->n - 1; i > 0; i--)
        mark_below(p, i);
    return 0;
}

int ig_step(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    switch (node->verb) {
    case IG_FROM: return 0;
    case IG_WHERE: return ig_step_where(stage, node, err);
    case IG_SELECT: return ig_stage_select(stage, &node->names, err);
    case IG_DERIVE: return ig_step_derive(stage, node, needed, err);
    case IG_AGGREGATE: return ig_step_aggregate(stage, node, needed, err);
    case IG_SORT: return ig_step_sort(stage, node, err);
    case IG_TOP: return ig_step_top(stage, node, err);
    case IG_LIMIT:
        stage->n_rows = node->n_wanted < stage->n_rows ? node->n_wanted : stage->n_rows;
        return 0;
    case IG_DISTINCT: return ig_step_distinct(stage, node, err);
    }
    return ig_fail(err, IG_ERROR_INTERNAL, "a query node of no known verb");
}

ig_table *ig_query_collect(const ig_context *context, const ig_query *query, ig_error *err) {
    plan p;
    ig_stage stage;
    ig_table *result = NULL;
    if (plan_init(context->memory, &p, query, err) != 0)
        return NULL;
    ig_stage_init(&stage, context, p.nodes[0]->table);
    for (size_t i = 1; i < p.n; i++)
        if (ig_step(&stage, p.nodes[i], p.needed[i], err) != 0)
            goto done;
    if (ig_stage_materialise(&stage, err) == 0)
        result = ig_table_retain(stage.table);
done:
    ig_stage_reset(&stage);
    plan_reset(&p);
    return result;
}
