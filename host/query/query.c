/*
 * Nodes. Making one checks its names against those of the node below, copies what it was given, and
 * runs the verb once on the shape of the node below (columns without rows): types and formulas are
 * checked by the code that will run them, and what comes out is the shape of the new node.
 */
#include "query/query.h"

#include "query/check.h"
#include "query/node.h"

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

/* Frees a node and returns the one below, whose reference passes to the caller. */
static ig_query *node_free(ig_query *node) {
    ig_query *input = node->input;
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
    return input;
}

void ig_query_release(ig_query *query) {
    /* A loop: queries can be longer than the stack is deep. */
    while (query != NULL &&
           atomic_fetch_sub_explicit(&query->references, 1, memory_order_acq_rel) == 1)
        query = node_free(query);
}

static ig_query *node_new(ig_memory *memory, ig_verb verb, ig_query *input, ig_error *err) {
    ig_query *node = ig_alloc_zero(memory, 1, sizeof *node, err);
    if (node == NULL)
        return NULL;
    atomic_init(&node->references, 1);
    node->memory = memory;
    node->verb = verb;
    node->input = input != NULL ? ig_query_retain(input) : NULL;
    return node;
}

/* The end of every verb: the node with its shape, or NULL with the node gone. */
static ig_query *node_finish(ig_query *node, int rc, ig_error *err) {
    if (rc == 0 && ig_check_shape(node, err) == 0)
        return node;
    ig_query_release(node);
    return NULL;
}

static int copy_input_names(ig_query *node, ig_error *err) {
    const ig_names *names = &node->input->names;
    return ig_names_copy(node->memory, &node->names, (const char *const *)names->items, names->n,
                         err);
}

static void drop_functions(const ig_term *terms, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (terms[i].function != NULL && terms[i].function->release != NULL)
            terms[i].function->release(terms[i].function->context);
}

/* Takes what can fail to be taken only after everything that cannot: functions first. */
static int keep_terms(ig_query *node, const ig_term *terms, size_t n, ig_error *err) {
    node->terms = ig_alloc_zero(node->memory, n, sizeof *node->terms, err);
    if (node->terms == NULL) {
        drop_functions(terms, n);
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

static int field_names(const ig_table *table, ig_names *names, ig_error *err) {
    int rc = -1;
    const char **items = ig_alloc_array(table->memory, table->n_fields, sizeof *items, err);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < table->n_fields; i++)
        items[i] = table->fields[i].name;
    rc = ig_names_copy(table->memory, names, items, table->n_fields, err);
    ig_free(items);
    return rc;
}

ig_query *ig_query_from(ig_table *table, ig_error *err) {
    if (table->n_rows >= UINT32_MAX) {
        ig_fail(err, IG_ERROR_LIMIT, "a query takes at most %u rows, the table has %zu",
                UINT32_MAX - 1, table->n_rows);
        return NULL;
    }
    ig_query *node = node_new(table->memory, IG_FROM, NULL, err);
    if (node == NULL)
        return NULL;
    node->table = ig_table_retain(table);
    return node_finish(node, field_names(table, &node->names, err), err);
}

ig_query *ig_query_where(ig_query *query, const ig_term *term, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_WHERE, query, err);
    if (node == NULL) {
        drop_functions(term, 1);
        return NULL;
    }
    int rc = keep_terms(node, term, 1, err);
    if (rc == 0)
        rc = ig_check_filter(node, err);
    if (rc == 0)
        rc = copy_input_names(node, err);
    return node_finish(node, rc, err);
}

static int keep_names(ig_query *node, const char *const *names, size_t n, ig_error *err) {
    if (ig_names_copy(node->memory, &node->names, names, n, err) != 0)
        return -1;
    if (ig_check_known(&node->names, &node->input->names, err) != 0)
        return -1;
    return ig_check_distinct(&node->names, err);
}

ig_query *ig_query_select(ig_query *query, const char *const *names, size_t n, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_SELECT, query, err);
    return node != NULL ? node_finish(node, keep_names(node, names, n, err), err) : NULL;
}

ig_query *ig_query_distinct(ig_query *query, const char *const *names, size_t n, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_DISTINCT, query, err);
    if (node == NULL)
        return NULL;
    int rc = n == 0 ? copy_input_names(node, err) : keep_names(node, names, n, err);
    return node_finish(node, rc, err);
}

/* `names` followed by those of the terms that are not among them. */
static int join_names(ig_query *node, const ig_names *names, ig_error *err) {
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

ig_query *ig_query_derive(ig_query *query, const ig_term *terms, size_t n, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_DERIVE, query, err);
    if (node == NULL) {
        drop_functions(terms, n);
        return NULL;
    }
    int rc = keep_terms(node, terms, n, err);
    if (rc == 0)
        rc = ig_check_derived(node, err);
    if (rc == 0)
        rc = join_names(node, &query->names, err);
    return node_finish(node, rc, err);
}

ig_query *ig_query_aggregate(ig_query *query, const char *const *keys, size_t n_keys,
                             const ig_term *terms, size_t n_terms, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_AGGREGATE, query, err);
    if (node == NULL) {
        drop_functions(terms, n_terms);
        return NULL;
    }
    int rc = keep_terms(node, terms, n_terms, err);
    if (rc == 0)
        rc = ig_names_copy(node->memory, &node->keys, keys, n_keys, err);
    if (rc == 0)
        rc = ig_check_aggregate(node, err);
    if (rc == 0)
        rc = join_names(node, &node->keys, err);
    return node_finish(node, rc, err);
}

static int keep_orders(ig_query *node, const ig_order *orders, size_t n, ig_error *err) {
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
    return copy_input_names(node, err);
}

ig_query *ig_query_sort(ig_query *query, const ig_order *orders, size_t n, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_SORT, query, err);
    return node != NULL ? node_finish(node, keep_orders(node, orders, n, err), err) : NULL;
}

ig_query *ig_query_top(ig_query *query, size_t n_rows, const ig_order *order, bool all_ties,
                       ig_error *err) {
    ig_query *node = node_new(query->memory, IG_TOP, query, err);
    if (node == NULL)
        return NULL;
    node->n_wanted = n_rows;
    node->all_ties = all_ties;
    return node_finish(node, keep_orders(node, order, 1, err), err);
}

ig_query *ig_query_limit(ig_query *query, size_t n_rows, ig_error *err) {
    ig_query *node = node_new(query->memory, IG_LIMIT, query, err);
    if (node == NULL)
        return NULL;
    node->n_wanted = n_rows;
    return node_finish(node, copy_input_names(node, err), err);
}

const ig_table *ig_query_source(const ig_query *query) {
    return query->verb == IG_FROM ? query->table : NULL;
}
