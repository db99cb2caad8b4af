/*
 * The verb join. Keys are brought to the same terms, rows are matched (join_rows.c), and the columns
 * that anyone looks at are gathered through the lists of rows; a left column whose rows stay as they
 * are is shared. semi and anti only choose rows.
 */
#include "query/check.h"
#include "query/combine/concat.h"
#include "query/combine/restate.h"
#include "query/join_rows.h"
#include "query/verb.h"

#include <string.h>

static const char *const kind_names[] = {"inner", "left", "right", "full", "semi", "anti"};

/* What the node knows beside its left keys (node->keys). */
typedef struct joint {
    ig_join_kind kind;
    ig_names keys;  /* of the right */
    ig_names taken; /* columns of the right, as they are called there: the last of the result */
} joint;

static bool filters(const joint *how) {
    return how->kind == IG_JOIN_SEMI || how->kind == IG_JOIN_ANTI;
}

static void free_joint(void *own) {
    joint *how = own;
    ig_names_reset(&how->keys);
    ig_names_reset(&how->taken);
    ig_free(how);
}

/* ---- names ---- */

static int keep_keys(ig_query *node, joint *how, const ig_join *given, ig_error *err) {
    if (given->n_keys == 0)
        return ig_fail(err, IG_ERROR_USAGE, "join: at least one key expected");
    if (ig_names_copy(node->memory, &node->keys, given->left, given->n_keys, err) != 0 ||
        ig_names_copy(node->memory, &how->keys, given->right, given->n_keys, err) != 0 ||
        ig_check_known(&node->keys, &node->input->names, err) != 0)
        return -1;
    if (ig_check_known(&how->keys, &node->other->names, err) != 0)
        return ig_fail_prefix(err, "join: the other side: ");
    if (ig_check_distinct(&node->keys, err) != 0 || ig_check_distinct(&how->keys, err) != 0)
        return ig_fail_prefix(err, "join: keys: ");
    return 0;
}

/* Lists the columns that come from the right. */
static int keep_taken(ig_query *node, joint *how, ig_error *err) {
    const ig_names *right = &node->other->names;
    size_t n = 0;
    const char **items = ig_alloc_array(node->memory, right->n, sizeof *items, err);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < right->n && !filters(how); i++)
        if (ig_names_find(&how->keys, right->items[i]) == SIZE_MAX)
            items[n++] = right->items[i];
    int rc = ig_names_copy(node->memory, &how->taken, items, n, err);
    ig_free(items);
    return rc;
}

/* Puts the suffix behind a name of the result that the left has too. */
static int rename_clash(ig_query *node, char **name, const char *suffix, ig_error *err) {
    if (ig_names_find(&node->input->names, *name) == SIZE_MAX)
        return 0;
    if (suffix == NULL)
        return ig_fail(err, IG_ERROR_USAGE,
                       "join: both sides have a column '%s'; a suffix for the right one's name is "
                       "needed, as suffix = \"_2\"",
                       *name);
    size_t bytes = strlen(*name), more = strlen(suffix);
    char *longer = ig_realloc_array(node->memory, *name, bytes + more + 1, 1, err);
    if (longer == NULL)
        return -1;
    memcpy(longer + bytes, suffix, more + 1);
    *name = longer;
    return 0;
}

static int name_columns(ig_query *node, const joint *how, const char *suffix, ig_error *err) {
    const ig_names *left = &node->input->names;
    size_t n = left->n + how->taken.n; /* names are in memory: no overflow */
    const char **items = ig_alloc_array(node->memory, n, sizeof *items, err);
    if (items == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        items[i] = i < left->n ? left->items[i] : how->taken.items[i - left->n];
    int rc = ig_names_copy(node->memory, &node->names, items, n, err);
    ig_free(items);
    for (size_t i = left->n; rc == 0 && i < n; i++)
        rc = rename_clash(node, &node->names.items[i], suffix, err);
    return rc == 0 ? ig_check_distinct(&node->names, err) : -1;
}

ig_query *ig_query_join(ig_query *left, ig_query *right, const ig_join *how, ig_error *err) {
    ig_query *node = ig_node_new(&ig_verb_join, left->memory, left, right, err);
    if (node == NULL)
        return NULL;
    joint *own = ig_alloc_zero(node->memory, 1, sizeof *own, err);
    node->own = own;
    int rc = own != NULL ? 0 : -1;
    if (rc == 0) {
        own->kind = how->kind;
        rc = keep_keys(node, own, how, err);
    }
    if (rc == 0)
        rc = keep_taken(node, own, err);
    if (rc == 0)
        rc = name_columns(node, own, how->suffix, err);
    return ig_node_finish(node, rc, err);
}

static void need_join(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    const joint *how = node->own;
    size_t n = node->input->names.n;
    for (size_t i = 0; i < node->names.n; i++)
        if (needed[i] && i < n)
            ig_need_name(input, node->names.items[i]);
        else if (needed[i])
            ig_need_name(other, how->taken.items[i - n]);
    ig_need_names(input, &node->keys);
    ig_need_names(other, &how->keys);
}

static int explain_join(const ig_query *node, const bool *needed, ig_explanation *to,
                        ig_error *err) {
    const joint *how = node->own;
    (void)needed;
    if (ig_explain_line(to, "join", err) != 0 || ig_explain_add(to, ": ", err) != 0 ||
        ig_explain_add(to, kind_names[how->kind], err) != 0)
        return -1;
    for (size_t i = 0; i < node->keys.n; i++) {
        const char *left = node->keys.items[i], *right = how->keys.items[i];
        bool same = strcmp(left, right) == 0;
        if (ig_explain_add(to, i == 0 ? " on " : ", ", err) != 0 ||
            ig_explain_add(to, left, err) != 0 || ig_explain_add(to, same ? "" : " = ", err) != 0 ||
            ig_explain_add(to, same ? "" : right, err) != 0)
            return -1;
    }
    return 0;
}

/* ---- keys ---- */

static ig_column *column_of(const ig_stage *stage, const char *name) {
    size_t field = ig_table_find(stage->table, name, strlen(name));
    return field != SIZE_MAX ? stage->table->fields[field].column : NULL;
}

static int check_key(const char *left, const char *right, const ig_column *a, const ig_column *b,
                     ig_error *err) {
    char x[IG_TYPE_TEXT], y[IG_TYPE_TEXT];
    if (a->type != b->type)
        return ig_fail(err, IG_ERROR_USAGE, "join: '%s' is %s, but '%s' of the other side is %s",
                       left, ig_type_print(x, a->type, a->scale), right,
                       ig_type_print(y, b->type, b->scale));
    if (a->unit != NULL && b->unit != NULL && strcmp(a->unit, b->unit) != 0)
        return ig_fail(err, IG_ERROR_USAGE,
                       "join: '%s' is in %.60s, but '%s' of the other side is in %.60s", left,
                       a->unit, right, b->unit);
    return 0;
}

/* Those whose types are known. */
static int check_keys(const ig_stage *stage, const ig_query *node, ig_error *err) {
    const joint *how = node->own;
    for (size_t i = 0; i < node->keys.n; i++) {
        const char *left = node->keys.items[i], *right = how->keys.items[i];
        const ig_column *a = column_of(stage, left), *b = column_of(stage->other, right);
        if (a != NULL && b != NULL && check_key(left, right, a, b, err) != 0)
            return -1;
    }
    return 0;
}

/* The keys of both sides as views, those of each pair in the same terms: left ones, then right. */
typedef struct pairs {
    size_t n;
    ig_view *views; /* owned: 2 n; columns of one reference, or NULL */
} pairs;

static void pairs_reset(pairs *keys) {
    for (size_t i = 0; keys->views != NULL && i < 2 * keys->n; i++)
        ig_column_release((ig_column *)keys->views[i].column);
    ig_free(keys->views);
}

/* The side of fewer rows is restated. */
static int make_pair(const ig_stage *stage, ig_column *left, ig_column *right, ig_view *a,
                     ig_view *b, ig_error *err) {
    const ig_stage *other = stage->other;
    ig_view x = {left, stage->rows}, y = {right, other->rows};
    if (stage->n_rows < other->n_rows) {
        *b = (ig_view){ig_column_retain(right), other->rows};
        return ig_restate(stage->context, x, stage->n_rows, right, a, err);
    }
    *a = (ig_view){ig_column_retain(left), stage->rows};
    return ig_restate(stage->context, y, other->n_rows, left, b, err);
}

static int make_pairs(const ig_stage *stage, const ig_query *node, pairs *keys, ig_error *err) {
    const joint *how = node->own;
    size_t n = node->keys.n;
    *keys = (pairs){.n = n};
    keys->views = ig_alloc_zero(stage->context->memory, n, 2 * sizeof *keys->views, err);
    if (keys->views == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (make_pair(stage, column_of(stage, node->keys.items[i]),
                      column_of(stage->other, how->keys.items[i]), &keys->views[i],
                      &keys->views[n + i], err) != 0)
            return -1;
    return 0;
}

static int match_rows(const ig_stage *stage, const ig_query *node, ig_join_rows *rows,
                      ig_error *err) {
    pairs keys;
    int rc = make_pairs(stage, node, &keys, err);
    if (rc == 0) {
        ig_join_side left = {stage, keys.views}, right = {stage->other, keys.views + keys.n};
        rc = ig_join_rows_init(stage->context, rows, ((const joint *)node->own)->kind, left, right,
                               keys.n, err);
    }
    pairs_reset(&keys);
    return rc;
}

/* ---- columns ---- */

/* A column of one side at its rows of the result. */
static ig_column *side_column(const ig_stage *stage, ig_column *column, const uint32_t *rows,
                              bool lacks, size_t n, ig_error *err) {
    const uint32_t *list = rows != NULL ? rows : stage->rows;
    if (list == NULL)
        return ig_column_retain(column);
    return lacks ? ig_column_take_or_miss(stage->context, column, list, n, err)
                 : ig_column_take(stage->context, column, list, n, err);
}

/* A key of a full join: the left's, and at the end the right's of rows without a match. */
static ig_column *full_key(const ig_stage *stage, const char *name, ig_column *left,
                           ig_column *right, const ig_join_rows *rows, ig_error *err) {
    size_t n = rows->n - rows->n_tail;
    const uint32_t *above = rows->left != NULL ? rows->left : stage->rows;
    const uint32_t *below = rows->right != NULL ? rows->right + n : NULL;
    ig_piece pieces[] = {{{left, above}, n}, {{right, below}, rows->n_tail}};
    return ig_concat(stage->context, name, pieces, 2, err);
}

/* Column i of the result; NULL without an error, and `*skip` set, when a shape does not know it. */
static ig_column *result_column(const ig_stage *stage, const ig_query *node,
                                const ig_join_rows *rows, size_t i, bool *skip, ig_error *err) {
    const joint *how = node->own;
    const char *name = node->names.items[i];
    size_t n_left = node->input->names.n, key = ig_names_find(&node->keys, name);
    ig_column *left = NULL, *right = NULL;
    bool is_key = i < n_left && key != SIZE_MAX, both = is_key && how->kind == IG_JOIN_FULL;
    if (i >= n_left)
        right = column_of(stage->other, how->taken.items[i - n_left]);
    else if (both || (is_key && how->kind == IG_JOIN_RIGHT))
        right = column_of(stage->other, how->keys.items[key]);
    if (i < n_left && (both || !is_key || how->kind != IG_JOIN_RIGHT))
        left = column_of(stage, name);
    *skip = both ? left == NULL || right == NULL : left == NULL && right == NULL;
    if (*skip)
        return NULL;
    if (both)
        return full_key(stage, name, left, right, rows, err);
    return right != NULL
               ? side_column(stage->other, right, rows->right, rows->right_lacks, rows->n, err)
               : side_column(stage, left, rows->left, rows->left_lacks, rows->n, err);
}

static int add_columns(const ig_stage *stage, const ig_query *node, const ig_join_rows *rows,
                       const bool *needed, ig_table *table, ig_error *err) {
    for (size_t i = 0; i < node->names.n; i++) {
        bool skip = false;
        if (needed != NULL && !needed[i])
            continue;
        ig_column *column = result_column(stage, node, rows, i, &skip, err);
        if (skip)
            continue;
        if (column == NULL || ig_table_add(table, node->names.items[i], column, err) != 0)
            return -1;
    }
    return 0;
}

static int join_columns(ig_stage *stage, const ig_query *node, const ig_join_rows *rows,
                        const bool *needed, ig_error *err) {
    ig_table *table = ig_stage_new_table(stage, rows->n, err);
    if (table == NULL)
        return -1;
    if (add_columns(stage, node, rows, needed, table, err) != 0) {
        ig_table_release(table);
        return -1;
    }
    size_t n_left = node->input->names.n;
    return ig_stage_move_new(stage, table, node->names.items + n_left, node->names.n - n_left, err);
}

static int step_join(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    const joint *how = node->own;
    ig_join_rows rows = {0};
    if (check_keys(stage, node, err) != 0 || ig_stage_list(stage, err) != 0 ||
        ig_stage_list(stage->other, err) != 0)
        return -1;
    if (stage->is_shape)
        return filters(how) ? 0 : join_columns(stage, node, &rows, needed, err);
    int rc = match_rows(stage, node, &rows, err);
    if (rc == 0 && filters(how)) {
        ig_stage_pick(stage, rows.left, rows.n);
        rows.left = NULL; /* moved */
    } else if (rc == 0) {
        rc = join_columns(stage, node, &rows, needed, err);
    }
    ig_join_rows_reset(&rows);
    return rc;
}

const ig_verb ig_verb_join = {.name = "join",
                              .need = need_join,
                              .step = step_join,
                              .explain = explain_join,
                              .free = free_joint};
