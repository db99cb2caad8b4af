/*
 * Aggregates. The values of a vector are loaded, missing ones dropped together with their group
 * numbers, and the rest folded into cells (fold.h), task by task as the spread says; then blocks are
 * merged in order and the cells become a column. Cells of LEAST and GREATEST hold order values
 * (key.h), so one kernel serves all types.
 */
#include "query/aggregate.h"

#include "query/fold.h"
#include "query/result.h"

#include <math.h>
#include <string.h>

enum { MERGE_GROUPS = 8192 };

typedef struct fold_job {
    const ig_groups *groups;
    const ig_spread *spread;
    ig_view view;    /* column NULL: rows are counted */
    ig_ranks *ranks; /* owned; LEAST and GREATEST of text */
    ig_fold fold;
    ig_cells cells; /* owned: n_sets × n_groups of each */
    size_t cell_bytes;
} fold_job;

/* One vector on its way to the cells. */
typedef struct vector {
    const uint32_t *ids; /* NULL: one group */
    size_t n;
    uint32_t kept_ids[IG_VECTOR_ROWS];
    union {
        int64_t ints[IG_VECTOR_ROWS];
        double reals[IG_VECTOR_ROWS];
        uint64_t orders[IG_VECTOR_ROWS];
        uint32_t positions[IG_VECTOR_ROWS];
    } values;
} vector;

static ig_cells cells_of(const fold_job *job, size_t set) {
    size_t skip = set * job->groups->n_groups;
    ig_cells cells = {NULL, NULL};
    if (job->cells.values != NULL)
        cells.values = (char *)job->cells.values + skip * job->cell_bytes;
    if (job->cells.counts != NULL)
        cells.counts = job->cells.counts + skip;
    return cells;
}

static void load_values(const fold_job *job, ig_block block, const uint32_t *picked, size_t at,
                        vector *v) {
    switch (job->fold) {
    case IG_FOLD_COUNT: return;
    case IG_FOLD_SUM_NARROW:
    case IG_FOLD_SUM_WIDE: ig_load_ints(job->view.column, block, v->values.ints); return;
    case IG_FOLD_SUM_REAL: ig_load_reals(job->view.column, block, v->values.reals); return;
    case IG_FOLD_LEAST:
    case IG_FOLD_GREATEST:
        ig_order_values(job->view.column, job->ranks, block, v->values.orders);
        return;
    case IG_FOLD_FIRST:
    case IG_FOLD_LAST:
        for (size_t i = 0; i < block.n; i++)
            v->values.positions[i] = picked != NULL ? picked[i] : (uint32_t)(at + i);
        return;
    }
}

static inline void keep_wide(vector *v, const uint8_t *present) {
    size_t kept = 0;
    for (size_t i = 0; i < v->n; i++) {
        v->values.orders[kept] = v->values.orders[i]; /* 8 bytes of whatever kind */
        kept += present[i];
    }
}

static inline void keep_positions(vector *v, const uint8_t *present) {
    size_t kept = 0;
    for (size_t i = 0; i < v->n; i++) {
        v->values.positions[kept] = v->values.positions[i];
        kept += present[i];
    }
}

/* Drops missing values and the ids that go with them, without a branch a row. */
static void drop_missing(const fold_job *job, ig_block block, vector *v) {
    uint8_t present[IG_VECTOR_ROWS];
    size_t kept = 0;
    ig_load_present(job->view.column, block, present);
    if (job->fold == IG_FOLD_FIRST || job->fold == IG_FOLD_LAST)
        keep_positions(v, present);
    else if (job->fold != IG_FOLD_COUNT)
        keep_wide(v, present);
    for (size_t i = 0; i < v->n; i++) {
        v->kept_ids[kept] = v->ids != NULL ? v->ids[i] : 0;
        kept += present[i];
    }
    v->ids = v->ids != NULL ? v->kept_ids : NULL;
    v->n = kept;
}

static void fold_vector(const fold_job *job, ig_cells cells, ig_span span, size_t skip) {
    vector v;
    uint32_t scratch[IG_VECTOR_ROWS];
    size_t at = span.at + skip;
    const uint32_t *picked = span.positions != NULL ? span.positions + skip : NULL;
    const uint32_t *ids = job->groups->ids;
    v.n = ig_least(IG_VECTOR_ROWS, span.n - skip);
    v.ids = ids != NULL ? ids + at : NULL;
    if (ids != NULL && picked != NULL) {
        for (size_t i = 0; i < v.n; i++)
            v.kept_ids[i] = ids[picked[i]];
        v.ids = v.kept_ids;
    }
    if (job->view.column != NULL) {
        ig_block block = picked != NULL ? ig_view_picked(job->view, picked, v.n, scratch)
                                        : ig_view_block(job->view, at, v.n);
        load_values(job, block, picked, at, &v);
        if (job->view.column->validity != NULL)
            drop_missing(job, block, &v);
    }
    ig_fold_add(job->fold, cells, v.ids, &v.values, v.n);
}

static int fold_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const fold_job *job = context;
    ig_span span = ig_spread_span(job->spread, job->groups, task);
    ig_cells cells = cells_of(job, job->spread->n_sets > 1 ? task : 0);
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS)
        fold_vector(job, cells, span, skip);
    return 0;
}

static int merge_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const fold_job *job = context;
    size_t lo = task * MERGE_GROUPS, hi = ig_least(lo + MERGE_GROUPS, job->groups->n_groups);
    for (size_t set = 1; set < job->spread->n_sets; set++)
        ig_fold_merge(job->fold, cells_of(job, 0), cells_of(job, set), lo, hi);
    return 0;
}

static ig_fold fold_of(ig_aggregate_kind kind, const ig_column *column) {
    switch (kind) {
    case IG_AGG_COUNT:
    case IG_AGG_COUNT_DISTINCT: return IG_FOLD_COUNT;
    case IG_AGG_SUM:
    case IG_AGG_MEAN:
        if (column->type == IG_REAL)
            return IG_FOLD_SUM_REAL;
        return column->width < 8 ? IG_FOLD_SUM_NARROW : IG_FOLD_SUM_WIDE;
    case IG_AGG_MIN: return IG_FOLD_LEAST;
    case IG_AGG_MAX: return IG_FOLD_GREATEST;
    case IG_AGG_FIRST: return IG_FOLD_FIRST;
    case IG_AGG_LAST: return IG_FOLD_LAST;
    default: return IG_FOLD_COUNT; /* the rest are no folds: see call.c */
    }
}

/* Counts tell a mean's divisor, and which groups had a value where not all have. */
static bool needs_counts(const fold_job *job, ig_aggregate_kind kind) {
    if (kind == IG_AGG_COUNT || kind == IG_AGG_MEAN)
        return true;
    if (kind == IG_AGG_FIRST || kind == IG_AGG_LAST)
        return false; /* cells tell */
    return job->view.column->validity != NULL || job->groups->n_rows == 0;
}

static int job_init(const ig_context *context, fold_job *job, ig_aggregate_kind kind,
                    ig_error *err) {
    ig_memory *memory = context->memory;
    size_t n = job->spread->n_sets * job->groups->n_groups; /* bounded by the spread */
    job->cell_bytes = ig_fold_cell_bytes(job->fold);
    if (job->cell_bytes > 0) {
        job->cells.values = ig_alloc_array(memory, n, job->cell_bytes, err);
        if (job->cells.values == NULL)
            return -1;
        memset(job->cells.values, ig_fold_empty(job->fold), n * job->cell_bytes);
    }
    if (needs_counts(job, kind)) {
        job->cells.counts = ig_alloc_zero(memory, n, sizeof *job->cells.counts, err);
        if (job->cells.counts == NULL)
            return -1;
    }
    bool ordered = job->fold == IG_FOLD_LEAST || job->fold == IG_FOLD_GREATEST;
    if (!ordered || job->view.column->type != IG_TEXT)
        return 0;
    job->ranks = ig_ranks_new(memory, job->view, job->groups->n_rows, err);
    return job->ranks != NULL ? 0 : -1;
}

static ig_likeness likeness_of(const ig_column *column) {
    return (ig_likeness){column->type, column->scale, column->dict, column->unit};
}

static ig_column *finish_counts(const fold_job *job, ig_memory *memory, ig_error *err) {
    size_t n = job->groups->n_groups;
    int64_t *values = ig_alloc_array(memory, n, sizeof *values, err);
    if (values == NULL)
        return NULL;
    for (size_t g = 0; g < n; g++)
        values[g] = job->cells.counts[g];
    ig_likeness like = {.type = IG_DECIMAL};
    ig_column *column = ig_result_ints(memory, &like, values, NULL, n, err);
    ig_free(values);
    return column;
}

static ig_i128 exact_sum(const fold_job *job, size_t group) {
    return job->fold == IG_FOLD_SUM_WIDE ? ((const ig_i128 *)job->cells.values)[group]
                                         : ((const int64_t *)job->cells.values)[group];
}

static ig_column *finish_exact_sum(const fold_job *job, ig_memory *memory, size_t *overflow,
                                   ig_error *err) {
    size_t n = job->groups->n_groups;
    ig_column *column = NULL;
    int64_t *values = ig_alloc_array(memory, n, sizeof *values, err);
    if (values == NULL)
        return NULL;
    for (size_t g = 0; g < n; g++) {
        ig_i128 sum = exact_sum(job, g);
        if (sum < INT64_MIN || sum > INT64_MAX) {
            *overflow = g;
            ig_fail(err, IG_ERROR_DATA, "a sum does not fit 64 bits");
            goto done;
        }
        values[g] = (int64_t)sum;
    }
    ig_likeness like = likeness_of(job->view.column);
    column = ig_result_ints(memory, &like, values, job->cells.counts, n, err);
done:
    ig_free(values);
    return column;
}

static double real_result(const fold_job *job, ig_aggregate_kind kind, size_t group) {
    uint32_t count = job->cells.counts != NULL ? job->cells.counts[group] : 1;
    if (count == 0)
        return 0.0;
    if (job->fold != IG_FOLD_SUM_REAL)
        return ig_decimal_mean(exact_sum(job, group), count, job->view.column->scale);
    double sum = ig_real_sum_value((const ig_real_sum *)job->cells.values + group);
    return kind == IG_AGG_MEAN ? sum / count : sum;
}

/* A present real is finite: where doubles end, a sum is as missing as a row's x + y would be. */
static int drop_infinite(fold_job *job, const double *values, ig_memory *memory, ig_error *err) {
    size_t n = job->groups->n_groups;
    for (size_t g = 0; g < n; g++) {
        if (isfinite(values[g]))
            continue;
        if (job->cells.counts == NULL) {
            job->cells.counts = ig_alloc_array(memory, n, sizeof *job->cells.counts, err);
            if (job->cells.counts == NULL)
                return -1;
            for (size_t k = 0; k < n; k++)
                job->cells.counts[k] = 1;
        }
        job->cells.counts[g] = 0;
    }
    return 0;
}

static ig_column *finish_reals(fold_job *job, ig_memory *memory, ig_aggregate_kind kind,
                               ig_error *err) {
    size_t n = job->groups->n_groups;
    double *values = ig_alloc_array(memory, n, sizeof *values, err);
    if (values == NULL)
        return NULL;
    for (size_t g = 0; g < n; g++)
        values[g] = real_result(job, kind, g);
    ig_likeness like = {.type = IG_REAL, .unit = job->view.column->unit};
    ig_column *column = NULL;
    if (drop_infinite(job, values, memory, err) == 0)
        column = ig_result_reals(memory, &like, values, job->cells.counts, n, err);
    ig_free(values);
    return column;
}

static int64_t int_of_order(const fold_job *job, uint64_t order) {
    switch (job->view.column->type) {
    case IG_TEXT: return job->ranks->by_rank[order];
    case IG_BOOL: return (int64_t)order;
    default: return ig_order_int(order);
    }
}

static ig_column *finish_extremes(const fold_job *job, ig_memory *memory, ig_error *err) {
    size_t n = job->groups->n_groups;
    const uint64_t *cells = job->cells.values;
    const uint32_t *counts = job->cells.counts;
    ig_likeness like = likeness_of(job->view.column);
    ig_column *column = NULL;
    union {
        int64_t *ints;
        double *reals;
    } values = {ig_alloc_zero(memory, n, sizeof(int64_t), err)};
    if (values.ints == NULL)
        return NULL;
    bool real = like.type == IG_REAL;
    for (size_t g = 0; g < n; g++) {
        if (counts != NULL && counts[g] == 0)
            continue;
        if (real)
            values.reals[g] = ig_order_real(cells[g]);
        else
            values.ints[g] = int_of_order(job, cells[g]);
    }
    column = real ? ig_result_reals(memory, &like, values.reals, counts, n, err)
                  : ig_result_ints(memory, &like, values.ints, counts, n, err);
    ig_free(values.ints);
    return column;
}

static int64_t int_at(const ig_column *column, size_t row) {
    switch (column->type) {
    case IG_TEXT: return ig_column_code(column, row);
    case IG_BOOL: return ig_column_bool(column, row);
    default: return ig_column_int(column, row);
    }
}

/* The values at the positions that FIRST or LAST found. The cells become marks of presence. */
static ig_column *finish_picks(const fold_job *job, ig_memory *memory, ig_error *err) {
    size_t n = job->groups->n_groups;
    uint32_t *cells = job->cells.values;
    const ig_column *from = job->view.column;
    ig_likeness like = likeness_of(from);
    union {
        int64_t *ints;
        double *reals;
    } values = {ig_alloc_zero(memory, n, sizeof(int64_t), err)};
    if (values.ints == NULL)
        return NULL;
    for (size_t g = 0; g < n; g++) {
        if (job->fold == IG_FOLD_FIRST)
            cells[g]++; /* none becomes 0, like LAST */
        if (cells[g] == 0)
            continue;
        size_t row = ig_view_row(job->view, cells[g] - 1);
        if (like.type == IG_REAL)
            values.reals[g] = ig_column_double(from, row);
        else
            values.ints[g] = int_at(from, row);
    }
    ig_column *column = like.type == IG_REAL
                            ? ig_result_reals(memory, &like, values.reals, cells, n, err)
                            : ig_result_ints(memory, &like, values.ints, cells, n, err);
    ig_free(values.ints);
    return column;
}

static ig_column *finish(fold_job *job, ig_memory *memory, ig_aggregate_kind kind, size_t *overflow,
                         ig_error *err) {
    switch (job->fold) {
    case IG_FOLD_COUNT: return finish_counts(job, memory, err);
    case IG_FOLD_SUM_NARROW:
    case IG_FOLD_SUM_WIDE:
        return kind == IG_AGG_MEAN ? finish_reals(job, memory, kind, err)
                                   : finish_exact_sum(job, memory, overflow, err);
    case IG_FOLD_SUM_REAL: return finish_reals(job, memory, kind, err);
    case IG_FOLD_LEAST:
    case IG_FOLD_GREATEST: return finish_extremes(job, memory, err);
    case IG_FOLD_FIRST:
    case IG_FOLD_LAST: return finish_picks(job, memory, err);
    }
    return NULL;
}

/* Distinct values are the groups of (group, value); those of a missing value are left out. */
static ig_column *count_distinct(const ig_context *context, const ig_groups *groups, ig_view view,
                                 ig_error *err) {
    ig_key_spec specs[2] = {{.view = view}, {.view = {NULL, NULL}}};
    size_t n_specs = 1;
    ig_keys keys = {0};
    ig_groups pairs = {0};
    ig_column *column = NULL;
    int64_t *counts = ig_alloc_zero(context->memory, groups->n_groups, sizeof *counts, err);
    if (counts == NULL)
        return NULL;
    if (groups->ids != NULL)
        specs[n_specs++] =
            (ig_key_spec){.numbers = groups->ids, .n_numbers = (uint32_t)groups->n_groups};
    if (ig_keys_init(context, &keys, specs, n_specs, groups->n_rows, err) != 0)
        goto done;
    if (ig_groups_firsts(context, &pairs, &keys, groups->n_rows, err) != 0)
        goto done;
    for (size_t i = 0; i < pairs.n_groups; i++) {
        uint32_t at = pairs.firsts[i];
        counts[groups->ids != NULL ? groups->ids[at] : 0] +=
            ig_column_present(view.column, ig_view_row(view, at));
    }
    ig_likeness like = {.type = IG_DECIMAL};
    column = ig_result_ints(context->memory, &like, counts, NULL, groups->n_groups, err);
done:
    ig_free(counts);
    ig_keys_reset(&keys);
    ig_groups_reset(&pairs);
    return column;
}

ig_column *ig_aggregate_column(const ig_context *context, const ig_groups *groups,
                               const ig_spread *spread, ig_aggregate_kind kind, ig_view view,
                               size_t *overflow, ig_error *err) {
    *overflow = SIZE_MAX;
    if (kind == IG_AGG_COUNT_DISTINCT)
        return count_distinct(context, groups, view, err);
    ig_column *column = NULL;
    fold_job job = {.groups = groups, .spread = spread, .view = view};
    job.fold = fold_of(kind, view.column);
    if (job_init(context, &job, kind, err) != 0)
        goto done;
    if (ig_pool_run(context->pool, spread->n_tasks, fold_task, &job, err) != 0)
        goto done;
    size_t n_merges = spread->n_sets > 1
                          ? groups->n_groups / MERGE_GROUPS + (groups->n_groups % MERGE_GROUPS != 0)
                          : 0;
    if (ig_pool_run(context->pool, n_merges, merge_task, &job, err) == 0)
        column = finish(&job, context->memory, kind, overflow, err);
done:
    ig_free(job.cells.values);
    ig_free(job.cells.counts);
    ig_ranks_free(job.ranks);
    return column;
}
