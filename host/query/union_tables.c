/* Small tables as one: what rides along with the parts of a union (coverage, rejects, warnings). A
   fact that several parts carry is one fact, so rows are distinct. */
#include "query/combine/concat.h"
#include "query/group/group.h"
#include "query/union.h"

#include <string.h>

/* The tables that are there, each once; returns how many. */
static size_t list_tables(ig_table *const *tables, size_t n, ig_table **list) {
    size_t listed = 0;
    for (size_t i = 0; i < n; i++) {
        bool known = tables[i] == NULL;
        for (size_t k = 0; k < listed && !known; k++)
            known = list[k] == tables[i];
        if (!known)
            list[listed++] = tables[i];
    }
    return listed;
}

static int add_column(const ig_context *context, ig_table *const *tables, size_t n,
                      const char *name, ig_piece *pieces, ig_table *result, ig_error *err) {
    for (size_t i = 0; i < n; i++) {
        size_t field = ig_table_find(tables[i], name, strlen(name));
        pieces[i] = (ig_piece){{field != SIZE_MAX ? tables[i]->fields[field].column : NULL, NULL},
                               tables[i]->n_rows};
    }
    ig_column *column = ig_concat(context, name, pieces, n, err);
    return column != NULL ? ig_table_add(result, name, column, err) : -1;
}

static int add_columns(const ig_context *context, ig_table *const *tables, size_t n,
                       ig_table *result, ig_error *err) {
    int rc = 0;
    ig_piece *pieces = ig_alloc_array(context->memory, n, sizeof *pieces, err);
    if (pieces == NULL)
        return -1;
    for (size_t i = 0; i < n && rc == 0; i++)
        for (size_t k = 0; k < tables[i]->n_fields && rc == 0; k++) {
            const char *name = tables[i]->fields[k].name;
            if (ig_table_find(result, name, strlen(name)) == SIZE_MAX)
                rc = add_column(context, tables, n, name, pieces, result, err);
        }
    ig_free(pieces);
    return rc;
}

static ig_table *all_rows(const ig_context *context, ig_table *const *tables, size_t n,
                          ig_error *err) {
    size_t n_rows = 0;
    for (size_t i = 0; i < n; i++) {
        if (ig_table_touch(context, tables[i], 0, tables[i]->n_rows, err) != 0)
            return NULL;
        n_rows += tables[i]->n_rows;
    }
    if (n_rows >= UINT32_MAX) {
        ig_fail(err, IG_ERROR_LIMIT, "%zu rows, at most %u are possible", n_rows, UINT32_MAX - 1);
        return NULL;
    }
    ig_table *result = ig_table_new(context->memory, n_rows, err);
    if (result != NULL && add_columns(context, tables, n, result, err) != 0) {
        ig_table_release(result);
        return NULL;
    }
    return result;
}

/* The first of each group of equal rows, as a new table. */
static ig_table *distinct_rows(const ig_context *context, const ig_table *table, ig_error *err) {
    ig_keys keys = {0};
    ig_groups groups = {0};
    ig_table *result = NULL;
    ig_key_spec *specs = ig_alloc_zero(context->memory, table->n_fields, sizeof *specs, err);
    if (specs == NULL)
        return NULL;
    for (size_t i = 0; i < table->n_fields; i++)
        specs[i].view.column = table->fields[i].column;
    if (ig_keys_init(context, &keys, specs, table->n_fields, table->n_rows, err) == 0 &&
        ig_groups_make(context, &groups, &keys, table->n_rows, err) == 0)
        result = ig_table_take(context, table, groups.firsts, groups.n_groups, err);
    ig_free(specs);
    ig_keys_reset(&keys);
    ig_groups_reset(&groups);
    return result;
}

int ig_union_tables(const ig_context *context, ig_table *const *tables, size_t n, ig_table **result,
                    ig_error *err) {
    int rc = 0;
    *result = NULL;
    ig_table **list = ig_alloc_array(context->memory, n, sizeof(ig_table *), err);
    if (list == NULL)
        return -1;
    size_t listed = list_tables(tables, n, list);
    if (listed == 1) {
        *result = ig_table_retain(list[0]);
    } else if (listed > 1) {
        ig_table *all = all_rows(context, list, listed, err);
        *result = all != NULL ? distinct_rows(context, all, err) : NULL;
        ig_table_release(all);
        rc = *result != NULL ? 0 : -1;
    }
    ig_free(list);
    return rc;
}
