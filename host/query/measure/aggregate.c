/*
 * The order of additions is part of a sum of doubles: it is that of rows within a task of the spread,
 * then that of the tasks' blocks. Both follow from the data alone.
 */
#include "query/measure/aggregate.h"

#include "query/vector/fold.h"
#include "query/vector/result.h"

#include <math.h>

enum { MERGE_GROUPS = 8192 };

typedef struct job {
    const ig_argument *argument;
    const ig_spread *spread;
    ig_real_sum *sums; /* owned: n_sets × n_groups */
    uint32_t *counts;  /* owned: as sums */
} job;

static size_t groups_of(const job *j) {
    return j->argument->groups->n_groups;
}

static int add_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    ig_present v;
    ig_span span = ig_spread_span(j->spread, j->argument->groups, task);
    size_t set = j->spread->n_sets > 1 ? task * groups_of(j) : 0;
    uint32_t *counts = j->counts + set;
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS) {
        ig_present_load(j->argument, span, skip, &v);
        ig_real_sum_add(j->sums + set, v.ids, v.x.reals, v.n);
        for (size_t i = 0; v.ids != NULL && i < v.n; i++)
            counts[v.ids[i]]++;
        if (v.ids == NULL)
            counts[0] += (uint32_t)v.n;
    }
    return 0;
}

static int merge_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    size_t lo = task * MERGE_GROUPS, n = ig_least(MERGE_GROUPS, groups_of(j) - lo);
    for (size_t set = 1; set < j->spread->n_sets; set++) {
        size_t from = set * groups_of(j) + lo;
        ig_real_sum_merge(j->sums + lo, j->sums + from, n);
        for (size_t g = 0; g < n; g++)
            j->counts[lo + g] += j->counts[from + g];
    }
    return 0;
}

static int add_up(const ig_context *context, job *j, ig_error *err) {
    size_t n = groups_of(j), n_sums = j->spread->n_sets * n; /* bounded by the spread */
    size_t n_merges = j->spread->n_sets > 1 ? n / MERGE_GROUPS + (n % MERGE_GROUPS != 0) : 0;
    j->sums = ig_alloc_zero(context->memory, n_sums, sizeof *j->sums, err);
    if (j->sums == NULL)
        return -1;
    j->counts = ig_alloc_zero(context->memory, n_sums, sizeof *j->counts, err);
    if (j->counts == NULL)
        return -1;
    if (ig_pool_run(context->pool, j->spread->n_tasks, add_task, j, err) != 0)
        return -1;
    return ig_pool_run(context->pool, n_merges, merge_task, j, err);
}

/* A present real is finite: where doubles end, a sum is as missing as a row's x + y would be. */
static ig_column *finish(const job *j, ig_memory *memory, ig_aggregate_kind kind, ig_error *err) {
    size_t n = groups_of(j);
    ig_likeness like = {.type = IG_REAL, .unit = j->argument->x.column->unit};
    double *values = ig_alloc_zero(memory, n, sizeof *values, err);
    if (values == NULL)
        return NULL;
    for (size_t g = 0; g < n; g++) {
        uint32_t count = j->counts[g];
        if (count == 0)
            continue;
        double sum = ig_real_sum_value(&j->sums[g]);
        values[g] = kind == IG_AGG_MEAN ? sum / count : sum;
        j->counts[g] = isfinite(values[g]);
    }
    ig_column *column = ig_result_reals(memory, &like, values, j->counts, n, err);
    ig_free(values);
    return column;
}

ig_column *ig_aggregate_column(const ig_context *context, const ig_argument *argument,
                               const ig_spread *spread, ig_aggregate_kind kind, ig_error *err) {
    job j = {.argument = argument, .spread = spread};
    ig_column *column = NULL;
    if (add_up(context, &j, err) == 0)
        column = finish(&j, context->memory, kind, err);
    ig_free(j.sums);
    ig_free(j.counts);
    return column;
}
