/*
 * Nodes. Making one copies what it was given, checks its names against those of the nodes below, and
 * runs the verb once on their shapes (columns without rows): types and formulas are checked by the
 * code that will run them, and what comes out is the shape of the new node.
 */
#include "query/node.h"

#include "query/check.h"
#include "query/verb.h"

#include <string.h>

ig_query *ig_query_retain(ig_query *query) {
    atomic_fetch_add_explicit(&query->references, 1, memory_order_relaxed);
    return query;
}

static void term_reset(ig_kept_term *term) {
    ig_free(term->name);
    ig_formula_release(term->formula);
    ig_params_release(term->params);
    if (term->function.release != NULL)
        term->function.release(term->function.context);
}

static void node_free(ig_query *node) {
    if (node->own != NULL)
        node->verb->free(node->own);
    ig_table_release(node->table);
    ig_table_release(node->shape);
    ig_names_reset(&node->names);
    ig_names_reset(&node->keys);
    for (size_t i = 0; i < node->n_terms; i++)
        term_reset(&node->terms[i]);
    ig_free(node->terms);
    for (size_t i = 0; i < node->n_orders; i++)
        ig_free(node->orders[i].name);
    ig_free(node->orders);
    ig_free(node);
}

/* Lets one reference go; the last puts the node on the list of those to be freed. */
static void let_go(ig_query *query, ig_query **doomed) {
    if (query == NULL ||
        atomic_fetch_sub_explicit(&query->references, 1, memory_order_acq_rel) != 1)
        return;
    query->doomed = *doomed;
    *doomed = query;
}

void ig_query_release(ig_query *query) {
    /* A loop: queries can be longer than the stack is deep. */
    ig_query *doomed = NULL;
    let_go(query, &doomed);
    while (doomed != NULL) {
        ig_query *node = doomed;
        doomed = node->doomed;
        let_go(node->input, &doomed);
        let_go(node->other, &doomed);
        node_free(node);
    }
}

ig_query *ig_node_new(const ig_verb *verb, ig_memory *memory, ig_query *input, ig_query *other,
                      ig_error *err) {
    ig_query *node = ig_alloc_zero(memory, 1, sizeof *node, err);
    if (node == NULL)
        return NULL;
    atomic_init(&node->references, 1);
    node->memory = memory;
    node->verb = verb;
    node->input = input != NULL ? ig_query_retain(input) : NULL;
    node->other = other != NULL ? ig_query_retain(other) : NULL;
    return node;
}

ig_query *ig_node_finish(ig_query *node, int rc, ig_error *err) {
    if (rc == 0 && ig_check_shape(node, err) == 0)
        return node;
    ig_query_release(node);
    return NULL;
}

int ig_node_names_of_input(ig_query *node, ig_error *err) {
    const ig_names *names = &node->input->names;
    return ig_names_copy(node->memory, &node->names, (const char *const *)names->items, names->n,
                         err);
}

int ig_node_names_chosen(ig_query *node, const char *const *names, size_t n, ig_error *err) {
    if (ig_names_copy(node->memory, &node->names, names, n, err) != 0)
        return -1;
    if (ig_check_known(&node->names, &node->input->names, err) != 0)
        return -1;
    return ig_check_distinct(&node->names, err);
}

int ig_node_names_with_terms(ig_query *node, const ig_names *names, ig_error *err) {
    size_t n = names->n;
    /* Terms and names are in memory, so their sum cannot overflow. */
    const char **items = ig_alloc_array(node->memory, names->n + node->n_terms, sizeof *items, err);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < names->n; i++)
        items[i] = names->items[i];
    for (size_t i = 0; i < node->n_terms; i++)
        if (ig_names_find(names, node->terms[i].name) == SIZE_MAX)
            items[n++] = node->terms[i].name;
    int rc = ig_names_copy(node->memory, &node->names, items, n, err);
    ig_free(items);
    return rc;
}

void ig_node_drop_terms(const ig_term *terms, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (terms[i].function != NULL && terms[i].function->release != NULL)
            terms[i].function->release(terms[i].function->context);
}

/* Takes what can fail to be taken only after everything that cannot: functions first. */
int ig_node_keep_terms(ig_query *node, const ig_term *terms, size_t n, ig_error *err) {
    node->terms = ig_alloc_zero(node->memory, n, sizeof *node->terms, err);
    if (node->terms == NULL) {
        ig_node_drop_terms(terms, n);
        return -1;
    }
    node->n_terms = n;
    for (size_t i = 0; i < n; i++) {
        ig_kept_term *kept = &node->terms[i];
        if (terms[i].function != NULL)
            kept->function = *terms[i].function;
        else if (terms[i].formula != NULL)
            kept->formula = ig_formula_retain(terms[i].formula);
        kept->params = terms[i].params != NULL ? ig_params_retain(terms[i].params) : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if (terms[i].name == NULL)
            continue;
        node->terms[i].name = ig_strdup(node->memory, terms[i].name, err);
        if (node->terms[i].name == NULL)
            return -1;
    }
    return 0;
}

size_t ig_query_term(const ig_query *query, const char *name) {
    for (size_t i = 0; i < query->n_terms; i++)
        if (query->terms[i].name != NULL && strcmp(query->terms[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

int ig_node_keep_orders(ig_query *node, const ig_order *orders, size_t n, ig_error *err) {
    node->orders = ig_alloc_zero(node->memory, n, sizeof *node->orders, err);
    if (node->orders == NULL)
        return -1;
    for (; node->n_orders < n; node->n_orders++) {
        const ig_order *order = &orders[node->n_orders];
        if (ig_names_check(&node->input->names, order->name, err) != 0)
            return -1;
        char *name = ig_strdup(node->memory, order->name, err);
        if (name == NULL)
            return -1;
        node->orders[node->n_orders] = (ig_kept_order){name, order->descending};
    }
    return 0;
}
