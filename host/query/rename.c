/*
 * The verb rename. Columns and rows stay; names change, those of the coverage with them: a filter on
 * the new name narrows it as one on the old name did. Where another column takes the place of what the
 * coverage speaks of, nothing is covered any more.
 */
#include "query/check.h"
#include "query/verb.h"

#include <string.h>

/* The old names of the renamed columns; their new ones are in node->keys, in the same order. */
static const ig_names *olds_of(const ig_query *node) {
    return node->own;
}

static void free_olds(void *own) {
    ig_names_reset(own);
    ig_free(own);
}

static const char *new_name(const ig_query *node, const char *name) {
    size_t i = ig_names_find(olds_of(node), name);
    return i != SIZE_MAX ? node->keys.items[i] : name;
}

static int keep_renames(ig_query *node, const ig_rename *renames, size_t n, ig_error *err) {
    ig_names *olds = ig_alloc_zero(node->memory, 1, sizeof *olds, err);
    node->own = olds;
    if (olds == NULL)
        return -1;
    const char **items = ig_alloc_array(node->memory, n, sizeof *items, err);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        items[i] = renames[i].old;
    int rc = ig_names_copy(node->memory, olds, items, n, err);
    for (size_t i = 0; i < n; i++)
        items[i] = renames[i].name;
    if (rc == 0)
        rc = ig_names_copy(node->memory, &node->keys, items, n, err);
    ig_free(items);
    return rc;
}

static int name_columns(ig_query *node, ig_error *err) {
    const ig_names *names = &node->input->names;
    for (size_t i = 0; i < node->keys.n; i++)
        if (node->keys.items[i][0] == '\0')
            return ig_fail(err, IG_ERROR_USAGE, "rename: column '%s': a new name expected",
                           olds_of(node)->items[i]);
    if (ig_check_known(olds_of(node), names, err) != 0)
        return -1;
    if (ig_check_distinct(olds_of(node), err) != 0)
        return ig_fail_prefix(err, "rename: old names: ");
    const char **items = ig_alloc_array(node->memory, names->n, sizeof *items, err);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < names->n; i++)
        items[i] = new_name(node, names->items[i]);
    int rc = ig_names_copy(node->memory, &node->names, items, names->n, err);
    ig_free(items);
    return rc == 0 ? ig_check_distinct(&node->names, err) : -1;
}

ig_query *ig_query_rename(ig_query *query, const ig_rename *renames, size_t n, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_rename, query->memory, query, NULL, err);
    if (node == NULL)
        return NULL;
    int rc = keep_renames(node, renames, n, err);
    return ig_node_finish(node, rc == 0 ? name_columns(node, err) : -1, err);
}

/* The same columns of a table under the names that `named` gives them. */
static ig_table *renamed(const ig_table *table, const char *const *names, ig_error *err) {
    ig_table *result = ig_table_new(table->memory, table->n_rows, err);
    for (size_t i = 0; result != NULL && i < table->n_fields; i++) {
        ig_column *column = ig_column_retain(table->fields[i].column);
        if (ig_table_add(result, names[i], column, err) != 0) {
            ig_table_release(result);
            return NULL;
        }
    }
    return result;
}

static bool is_taken(const ig_table *coverage, const char *name) {
    return ig_table_find(coverage, name, strlen(name)) != SIZE_MAX;
}

typedef struct following {
    const char **names; /* owned: what each column of the coverage is called from now on */
    bool changes;       /* any name */
    bool replaced;      /* a column that is none of the coverage's took the name of one */
} following;

/* A column of the coverage follows its own where that is still what it speaks of and no other of the
   coverage has the name, nor gets it; otherwise, and where another column takes its name, it speaks of
   none. */
static void follow(ig_stage *stage, const ig_query *node, following *f) {
    const ig_table *coverage = stage->table->coverage;
    for (size_t i = 0; i < coverage->n_fields; i++) {
        const char *old = coverage->fields[i].name, *new = new_name(node, old);
        bool speaks = i < 64 && (stage->covering >> i & 1) != 0;
        bool moves = strcmp(old, new) != 0;
        bool free = !is_taken(coverage, new) || ig_names_find(olds_of(node), new) != SIZE_MAX;
        bool taken = !moves && ig_names_find(&node->keys, old) != SIZE_MAX &&
                     ig_names_find(olds_of(node), old) == SIZE_MAX;
        f->names[i] = speaks && moves && free ? new : old;
        f->changes |= f->names[i] != old;
        f->replaced |= taken;
        if (i < 64 && (taken || (moves && f->names[i] == old)))
            stage->covering &= ~(UINT64_C(1) << i);
    }
}

/* Two columns of the coverage came to one name: none follows. */
static bool any_twice(const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(names[i], names[k]) == 0)
                return true;
    return false;
}

/* Gives the new table its coverage; `*replaced` when that is of cells the table has no more. */
static int rename_coverage(ig_stage *stage, const ig_query *node, ig_table *table, bool *replaced,
                           ig_error *err) {
    const ig_table *coverage = stage->table->coverage;
    following f = {0};
    *replaced = false;
    if (coverage == NULL)
        return 0;
    f.names = ig_alloc_array(stage->context->memory, coverage->n_fields, sizeof *f.names, err);
    if (f.names == NULL)
        return -1;
    ig_table *result = NULL;
    follow(stage, node, &f);
    bool clash = any_twice(f.names, coverage->n_fields);
    if (clash)
        stage->covering = 0;
    if (f.changes && !clash) {
        result = renamed(coverage, f.names, err);
        if (result != NULL) {
            ig_table_release(table->coverage);
            table->coverage = result;
        }
    }
    ig_free(f.names);
    *replaced = f.replaced || clash;
    return f.changes && !clash && result == NULL ? -1 : 0;
}

static int step_rename(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    (void)needed;
    size_t n = stage->table->n_fields;
    ig_table *table = ig_stage_new_table(stage, stage->table->n_rows, err);
    if (table == NULL)
        return -1;
    bool replaced;
    int rc = rename_coverage(stage, node, table, &replaced, err);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        const ig_field *field = &stage->table->fields[i];
        rc = ig_table_add(table, new_name(node, field->name), ig_column_retain(field->column), err);
    }
    if (rc != 0) {
        ig_table_release(table);
        return -1;
    }
    ig_table_release(stage->table);
    stage->table = table;
    return replaced ? ig_coverage_extract(stage, err) : 0;
}

static void need_rename(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    (void)other;
    for (size_t i = 0; i < node->names.n; i++)
        if (needed[i])
            ig_need_name(input, node->input->names.items[i]);
}

static int explain_rename(const ig_query *node, const bool *needed, ig_explanation *to,
                          ig_error *err) {
    (void)needed;
    if (ig_explain_line(to, "rename", err) != 0)
        return -1;
    for (size_t i = 0; i < node->keys.n; i++)
        if (ig_explain_add(to, i > 0 ? ", " : "", err) != 0 ||
            ig_explain_add(to, node->keys.items[i], err) != 0 ||
            ig_explain_add(to, " = ", err) != 0 ||
            ig_explain_add(to, olds_of(node)->items[i], err) != 0)
            return -1;
    return 0;
}

const ig_verb ig_verb_rename = {.name = "rename",
                                .need = need_rename,
                                .step = step_rename,
                                .explain = explain_rename,
                                .free = free_olds};
