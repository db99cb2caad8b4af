/* The verbs of a line or two: from, select, limit. The others stand in files of their own. */
#include "query/query.h"

#include "query/verb.h"

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
    ig_query *node = ig_node_new(&ig_verb_from, table->memory, NULL, NULL, err);
    if (node == NULL)
        return NULL;
    node->table = ig_table_retain(table);
    return ig_node_finish(node, field_names(table, &node->names, err), err);
}

const ig_table *ig_query_source(const ig_query *query) {
    return query->verb == &ig_verb_from ? query->table : NULL;
}

/* Bytes of the values that one row of the columns looked at holds; bools are bits. */
static size_t row_bytes(const ig_query *node, const bool *needed, size_t *n_needed) {
    size_t n_bytes = 0, n_bits = 0;
    *n_needed = 0;
    for (size_t i = 0; i < node->names.n; i++) {
        if (needed != NULL && !needed[i])
            continue;
        ++*n_needed;
        n_bytes += node->table->fields[i].column->width;
        n_bits += node->table->fields[i].column->type == IG_BOOL;
    }
    return n_bytes + n_bits / 8 + (n_bits % 8 != 0);
}

static int explain_from(const ig_query *node, const bool *needed, ig_explanation *to,
                        ig_error *err) {
    size_t n_needed, n_bytes = row_bytes(node, needed, &n_needed);
    size_t counts[] = {node->table->n_rows, n_needed, node->names.n, n_bytes};
    const char *const words[] = {counts[0] == 1 ? " row, " : " rows, ", " of ",
                                 counts[2] == 1 ? " column, " : " columns, ",
                                 counts[3] == 1 ? " byte a row" : " bytes a row"};
    if (ig_explain_line(to, "from", err) != 0)
        return -1;
    for (size_t i = 0; i < 4; i++)
        if (ig_explain_count(to, counts[i], err) != 0 || ig_explain_add(to, words[i], err) != 0)
            return -1;
    return 0;
}

const ig_verb ig_verb_from = {.name = "from", .explain = explain_from};

ig_query *ig_query_select(ig_query *query, const char *const *names, size_t n, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_select, query->memory, query, NULL, err);
    return node != NULL ? ig_node_finish(node, ig_node_names_chosen(node, names, n, err), err)
                        : NULL;
}

static int step_select(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    return ig_stage_select(stage, &node->names, err);
}

static int explain_select(const ig_query *node, const bool *needed, ig_explanation *to,
                          ig_error *err) {
    (void)needed;
    if (ig_explain_line(to, "select", err) != 0)
        return -1;
    return ig_explain_names(to, &node->names, err);
}

const ig_verb ig_verb_select = {.name = "select",
                                .reads_late = true,
                                .need = ig_need_same,
                                .step = step_select,
                                .explain = explain_select};

ig_query *ig_query_limit(ig_query *query, size_t n_rows, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_limit, query->memory, query, NULL, err);
    if (node == NULL)
        return NULL;
    node->n_wanted = n_rows;
    return ig_node_finish(node, ig_node_names_of_input(node, err), err);
}

static int step_limit(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    if (stage->n_rows <= node->n_wanted)
        return 0;
    stage->n_rows = node->n_wanted;
    return ig_coverage_extract(stage, err);
}

static int explain_limit(const ig_query *node, const bool *needed, ig_explanation *to,
                         ig_error *err) {
    (void)needed;
    if (ig_explain_line(to, "limit", err) != 0)
        return -1;
    return ig_explain_count(to, node->n_wanted, err);
}

const ig_verb ig_verb_limit = {.name = "limit",
                               .reads_late = true,
                               .need = ig_need_same,
                               .step = step_limit,
                               .keeps_shape = true,
                               .explain = explain_limit};
