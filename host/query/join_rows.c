/*
 * From keys to rows. One side (the base) keeps its order, and the other is indexed: the right of all
 * joins but the right one. Where the base has far fewer rows, the base is indexed first and the other
 * side's rows are thinned to those that can match at all, so that a large side is only read, not
 * indexed. Matches are counted before they are listed: the list is allocated in one piece, tasks write
 * their own stretch of it, and a result too large is refused before it takes memory.
 */
#include "query/join_rows.h"

#include "query/combine/join_index.h"

#include <stdatomic.h>
#include <string.h>

enum { THIN_FROM = 4 }; /* times the rows of the base */

typedef struct joining {
    const ig_context *context;
    ig_join_kind kind;
    ig_join_side base, other;
    size_t n_keys;
    ig_join_index index;     /* of the other side, or of what is left of it */
    ig_join_matches matches; /* of the base's rows */
    ig_view *thin_keys;      /* owned, or NULL: the keys of the thinned side */
    uint32_t *thin;          /* owned, or NULL: its places in the other side */
    uint32_t *thin_rows;     /* owned, or NULL: its rows in the table, where these differ */
    const uint32_t *map;     /* borrowed: the table's row of a row of the index; NULL: the same */
    size_t *starts;          /* owned: where each task's rows begin */
    uint32_t *base_rows;     /* owned */
    uint32_t *other_rows;    /* owned */
    _Atomic uint8_t *met;    /* owned: rows of the other table with a match; full */
} joining;

static void joining_reset(joining *j) {
    ig_join_index_reset(&j->index);
    ig_join_matches_reset(&j->matches);
    ig_free(j->thin_keys);
    ig_free(j->thin);
    ig_free(j->thin_rows);
    ig_free(j->starts);
    ig_free(j->base_rows);
    ig_free(j->other_rows);
    ig_free(j->met);
}

/* ---- lists of chosen places ---- */

typedef struct choice {
    const ig_context *context;
    const ig_join_matches *matches;
    bool matched;        /* those with a match, or those without */
    const uint32_t *map; /* NULL: places are listed as they are */
    const size_t *starts;
    uint32_t *chosen;
} choice;

static int choose_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    choice *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->matches->n_rows);
    uint32_t *next = job->chosen + job->starts[task];
    for (size_t i = rows.lo; i < rows.hi; i++)
        if ((job->matches->at[i] != IG_NO_ROW) == job->matched)
            *next++ = job->map != NULL ? job->map[i] : (uint32_t)i;
    return 0;
}

/* Rows that a task of the base gives: `outer`, one for each without a match as well. */
static size_t count_task(const ig_context *context, const ig_join_matches *matches, size_t task,
                         bool pairs, bool unmatched) {
    ig_morsel rows = ig_morsel_at(context, task, matches->n_rows);
    size_t n = unmatched ? matches->n_unmatched[task] : 0;
    if (pairs)
        return n + matches->n_pairs[task];
    return unmatched ? n : rows.hi - rows.lo - matches->n_unmatched[task];
}

/* The places with or without a match, as a new array of *n; through a map. */
static uint32_t *choose(const ig_context *context, const ig_join_matches *matches, bool matched,
                        const uint32_t *map, size_t *n, ig_error *err) {
    size_t n_tasks = ig_morsels(context, matches->n_rows);
    uint32_t *chosen = NULL;
    size_t *starts = ig_alloc_array(context->memory, n_tasks + 1, sizeof *starts, err);
    if (starts == NULL)
        return NULL;
    starts[0] = 0;
    for (size_t i = 0; i < n_tasks; i++)
        starts[i + 1] = starts[i] + count_task(context, matches, i, false, !matched);
    *n = starts[n_tasks];
    chosen = ig_alloc_array(context->memory, *n, sizeof *chosen, err);
    choice job = {context, matches, matched, map, starts, chosen};
    if (chosen != NULL && ig_pool_run(context->pool, n_tasks, choose_morsel, &job, err) != 0) {
        ig_free(chosen);
        chosen = NULL;
    }
    ig_free(starts);
    return chosen;
}

/* ---- matching ---- */

/* Lists the places of the other side that match any row of the base. */
static int thin_places(joining *j, size_t *n, ig_error *err) {
    ig_join_index index;
    ig_join_matches matches;
    if (ig_join_index_init(j->context, &index, j->base.keys, j->n_keys, j->base.stage->n_rows,
                           err) != 0)
        return -1;
    int rc = ig_join_index_find(j->context, &index, j->other.keys, j->other.stage->n_rows, &matches,
                                err);
    ig_join_index_reset(&index);
    if (rc != 0)
        return -1;
    j->thin = choose(j->context, &matches, true, NULL, n, err);
    ig_join_matches_reset(&matches);
    return j->thin != NULL ? 0 : -1;
}

/* Sees the keys of the other side at the thinned places only. */
static int thin_views(joining *j, size_t n, ig_error *err) {
    const uint32_t *rows = j->other.stage->rows;
    j->thin_keys = ig_alloc_array(j->context->memory, j->n_keys, sizeof *j->thin_keys, err);
    if (j->thin_keys == NULL)
        return -1;
    if (rows != NULL) {
        j->thin_rows = ig_alloc_array(j->context->memory, n, sizeof *j->thin_rows, err);
        if (j->thin_rows == NULL)
            return -1;
        for (size_t i = 0; i < n; i++)
            j->thin_rows[i] = rows[j->thin[i]];
    }
    j->map = rows != NULL ? j->thin_rows : j->thin;
    for (size_t i = 0; i < j->n_keys; i++)
        j->thin_keys[i] = (ig_view){j->other.keys[i].column,
                                    j->other.keys[i].rows != NULL ? j->thin_rows : j->thin};
    return 0;
}

static int match(joining *j, ig_error *err) {
    const ig_view *keys = j->other.keys;
    size_t n = j->other.stage->n_rows;
    j->map = j->other.stage->rows;
    if (n / THIN_FROM > j->base.stage->n_rows) {
        if (thin_places(j, &n, err) != 0 || thin_views(j, n, err) != 0)
            return -1;
        keys = j->thin_keys;
    }
    if (ig_join_index_init(j->context, &j->index, keys, j->n_keys, n, err) != 0)
        return -1;
    return ig_join_index_find(j->context, &j->index, j->base.keys, j->base.stage->n_rows,
                              &j->matches, err);
}

/* ---- listing ---- */

static bool keeps_unmatched(const joining *j) {
    return j->kind != IG_JOIN_INNER;
}

static int count_rows(joining *j, size_t *n, ig_error *err) {
    size_t n_tasks = ig_morsels(j->context, j->matches.n_rows);
    j->starts = ig_alloc_array(j->context->memory, n_tasks + 1, sizeof *j->starts, err);
    if (j->starts == NULL)
        return -1;
    j->starts[0] = 0;
    for (size_t i = 0; i < n_tasks; i++)
        j->starts[i + 1] =
            j->starts[i] + count_task(j->context, &j->matches, i, true, keeps_unmatched(j));
    *n = j->starts[n_tasks];
    return 0;
}

static int check_rows(size_t n, ig_error *err) {
    if (n < UINT32_MAX)
        return 0;
    return ig_fail(err, IG_ERROR_LIMIT, "join: the result has %zu rows, at most %u are possible", n,
                   UINT32_MAX - 1);
}

static inline void mark_met(const joining *j, uint32_t row) {
    if (j->met != NULL)
        atomic_store_explicit(&j->met[row], 1, memory_order_relaxed);
}

static int list_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    joining *j = context;
    const uint32_t *base = j->base.stage->rows, *map = j->map;
    const ig_join_matches *m = &j->matches;
    ig_morsel rows = ig_morsel_at(j->context, task, m->n_rows);
    size_t next = j->starts[task];
    for (size_t i = rows.lo; i < rows.hi; i++) {
        uint32_t row = base != NULL ? base[i] : (uint32_t)i, at = m->at[i];
        size_t n = at == IG_NO_ROW ? 0 : m->n != NULL ? m->n[i] : 1;
        const uint32_t *others = n > 1 ? j->index.list + at : &at;
        if (n == 0 && keeps_unmatched(j)) {
            j->base_rows[next] = row;
            j->other_rows[next++] = IG_NO_ROW;
        }
        for (size_t k = 0; k < n; k++) {
            uint32_t other = map != NULL ? map[others[k]] : others[k];
            j->base_rows[next] = row;
            j->other_rows[next++] = other;
            mark_met(j, other);
        }
    }
    return 0;
}

/* Every row of the base gives one row, so only the other side's rows are listed: in place. */
static int map_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    joining *j = context;
    ig_morsel rows = ig_morsel_at(j->context, task, j->matches.n_rows);
    for (size_t i = rows.lo; i < rows.hi; i++) {
        uint32_t *at = &j->matches.at[i];
        if (*at == IG_NO_ROW)
            continue;
        *at = j->map != NULL ? j->map[*at] : *at;
        mark_met(j, *at);
    }
    return 0;
}

static int list_in_place(joining *j, ig_error *err) {
    size_t n_tasks = ig_morsels(j->context, j->matches.n_rows);
    if ((j->map != NULL || j->met != NULL) &&
        ig_pool_run(j->context->pool, n_tasks, map_morsel, j, err) != 0)
        return -1;
    j->other_rows = j->matches.at;
    j->matches.at = NULL; /* moved */
    return 0;
}

static int list_pairs(joining *j, size_t n, ig_error *err) {
    size_t n_tasks = ig_morsels(j->context, j->matches.n_rows);
    j->base_rows = ig_alloc_array(j->context->memory, n, sizeof *j->base_rows, err);
    if (j->base_rows == NULL)
        return -1;
    j->other_rows = ig_alloc_array(j->context->memory, n, sizeof *j->other_rows, err);
    return j->other_rows != NULL ? ig_pool_run(j->context->pool, n_tasks, list_morsel, j, err) : -1;
}

/* Whether any row of the base is without a match. */
static bool any_unmatched(const joining *j) {
    for (size_t i = 0; i < ig_morsels(j->context, j->matches.n_rows); i++)
        if (j->matches.n_unmatched[i] > 0)
            return true;
    return false;
}

/* Makes room for n rows in one of the lists; a base without a list gets one. */
static int grow(const joining *j, uint32_t **rows, size_t n_now, size_t n, const uint32_t *plain,
                ig_error *err) {
    bool new = *rows == NULL;
    uint32_t *more = ig_realloc_array(j->context->memory, *rows, n, sizeof *more, err);
    if (more == NULL)
        return -1;
    for (size_t i = 0; new &&i < n_now; i++)
        more[i] = plain != NULL ? plain[i] : (uint32_t)i;
    *rows = more;
    return 0;
}

/* Full: the rows of the other side that no row of the base met. */
static int list_tail(joining *j, size_t n, size_t *n_tail, ig_error *err) {
    const ig_stage *other = j->other.stage;
    *n_tail = 0;
    for (size_t i = 0; i < other->n_rows; i++)
        *n_tail += !j->met[other->rows != NULL ? other->rows[i] : i];
    if (check_rows(n + *n_tail, err) != 0 ||
        grow(j, &j->base_rows, n, n + *n_tail, j->base.stage->rows, err) != 0 ||
        grow(j, &j->other_rows, n, n + *n_tail, NULL, err) != 0)
        return -1;
    for (size_t i = 0; i < other->n_rows; i++) {
        uint32_t row = other->rows != NULL ? other->rows[i] : (uint32_t)i;
        if (j->met[row])
            continue;
        j->base_rows[n] = IG_NO_ROW;
        j->other_rows[n++] = row;
    }
    return 0;
}

static int join_rows(joining *j, ig_join_rows *rows, ig_error *err) {
    size_t n = 0;
    bool full = j->kind == IG_JOIN_FULL, filters = j->kind >= IG_JOIN_SEMI;
    if (match(j, err) != 0)
        return -1;
    if (filters) {
        j->base_rows = choose(j->context, &j->matches, j->kind == IG_JOIN_SEMI, j->base.stage->rows,
                              &rows->n, err);
        return j->base_rows != NULL ? 0 : -1;
    }
    if (full) {
        j->met = ig_alloc_zero(j->context->memory, j->other.stage->table->n_rows, 1, err);
        if (j->met == NULL)
            return -1;
    }
    if (count_rows(j, &n, err) != 0 || check_rows(n, err) != 0)
        return -1;
    bool lacks = any_unmatched(j);
    bool in_place = j->index.unique && (keeps_unmatched(j) || !lacks);
    if ((in_place ? list_in_place(j, err) : list_pairs(j, n, err)) != 0 ||
        (full && list_tail(j, n, &rows->n_tail, err) != 0))
        return -1;
    rows->n = n + rows->n_tail;
    rows->right_lacks = lacks && keeps_unmatched(j);
    rows->left_lacks = rows->n_tail > 0;
    return 0;
}

int ig_join_rows_init(const ig_context *context, ig_join_rows *rows, ig_join_kind kind,
                      ig_join_side left, ig_join_side right, size_t n_keys, ig_error *err) {
    *rows = (ig_join_rows){0};
    bool turned = kind == IG_JOIN_RIGHT;
    joining j = {.context = context,
                 .kind = kind,
                 .base = turned ? right : left,
                 .other = turned ? left : right,
                 .n_keys = n_keys};
    int rc = join_rows(&j, rows, err);
    if (rc == 0) {
        rows->left = turned ? j.other_rows : j.base_rows;
        rows->right = turned ? j.base_rows : j.other_rows;
        if (turned) {
            rows->left_lacks = rows->right_lacks;
            rows->right_lacks = false;
        }
        j.base_rows = NULL; /* both moved */
        j.other_rows = NULL;
    }
    joining_reset(&j);
    return rc;
}

void ig_join_rows_reset(ig_join_rows *rows) {
    ig_free(rows->left);
    ig_free(rows->right);
    *rows = (ig_join_rows){0};
}
