/*
 * Two passes where a real is among the arguments: the first finds each group's least and greatest
 * value and so its grid, the second adds up places on it. Decimals are added up at once. Each set of
 * the spread has its own ranges and cells; as minima and integer sums they merge without a trace of
 * how rows were cut.
 */
#include "query/measure/dispersion.h"

#include "query/vector/moments.h"
#include "query/vector/result.h"

#include <math.h>

enum { MERGE_GROUPS = 8192, SIDES = 2 };

/* The greatest value turned round, so that both are minima. Infinite where there is no value. */
typedef struct range {
    double least, most_negated;
} range;

typedef struct job {
    const ig_argument *argument;
    const ig_spread *spread;
    bool pairs;
    range *ranges[SIDES];  /* owned: n_sets × n_groups; NULL for a decimal */
    ig_grid *grids[SIDES]; /* owned: n_groups; NULL for a decimal */
    union {
        ig_moments *moments;
        ig_comoments *comoments;
        void *any;
    } cells; /* owned: n_sets × n_groups */
} job;

static size_t groups_of(const job *j) {
    return j->argument->groups->n_groups;
}

static const ig_column *side_of(const job *j, size_t side) {
    return side == 0 ? j->argument->x.column : j->argument->y.column;
}

static bool is_real(const job *j, size_t side) {
    return (side == 0 || j->pairs) && side_of(j, side)->type == IG_REAL;
}

/* ---- Ranges and grids ---- */

static inline void widen(range *ranges, const uint32_t *ids, const double *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        range *r = &ranges[ids != NULL ? ids[i] : 0];
        r->least = values[i] < r->least ? values[i] : r->least;
        r->most_negated = -values[i] < r->most_negated ? -values[i] : r->most_negated;
    }
}

static int range_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    ig_present v;
    ig_span span = ig_spread_span(j->spread, j->argument->groups, task);
    size_t set = j->spread->n_sets > 1 ? task * groups_of(j) : 0;
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS) {
        ig_present_load(j->argument, span, skip, &v);
        if (j->ranges[0] != NULL)
            widen(j->ranges[0] + set, v.ids, v.x.reals, v.n);
        if (j->ranges[1] != NULL)
            widen(j->ranges[1] + set, v.ids, v.y.reals, v.n);
    }
    return 0;
}

static ig_grid grid_of(const job *j, size_t side, size_t group) {
    range all = {INFINITY, INFINITY};
    for (size_t set = 0; set < j->spread->n_sets; set++) {
        const range *r = &j->ranges[side][set * groups_of(j) + group];
        all.least = r->least < all.least ? r->least : all.least;
        all.most_negated = r->most_negated < all.most_negated ? r->most_negated : all.most_negated;
    }
    return isinf(all.least) ? (ig_grid){0} : ig_grid_between(all.least, -all.most_negated);
}

static int find_grids(const ig_context *context, job *j, ig_error *err) {
    size_t n = groups_of(j), n_ranges = j->spread->n_sets * n;
    for (size_t side = 0; side < SIDES; side++) {
        if (!is_real(j, side))
            continue;
        j->ranges[side] = ig_alloc_array(context->memory, n_ranges, sizeof(range), err);
        if (j->ranges[side] == NULL)
            return -1;
        j->grids[side] = ig_alloc_array(context->memory, n, sizeof(ig_grid), err);
        if (j->grids[side] == NULL)
            return -1;
        for (size_t i = 0; i < n_ranges; i++)
            j->ranges[side][i] = (range){INFINITY, INFINITY};
    }
    if (j->grids[0] == NULL && j->grids[1] == NULL)
        return 0;
    if (ig_pool_run(context->pool, j->spread->n_tasks, range_task, j, err) != 0)
        return -1;
    for (size_t side = 0; side < SIDES; side++) {
        for (size_t g = 0; j->grids[side] != NULL && g < n; g++)
            j->grids[side][g] = grid_of(j, side, g);
        ig_free(j->ranges[side]);
        j->ranges[side] = NULL;
    }
    return 0;
}

/* ---- Sums ---- */

/* The units of decimals, or the places of reals, which are written to `room`. */
static const int64_t *ints_of(const job *j, size_t side, const ig_present *v, int64_t *room) {
    const ig_present_values *values = side == 0 ? &v->x : &v->y;
    if (j->grids[side] == NULL)
        return values->ints;
    ig_grid_place(j->grids[side], v->ids, values->reals, v->n, room);
    return room;
}

static int add_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    ig_present v;
    int64_t x_places[IG_VECTOR_ROWS], y_places[IG_VECTOR_ROWS];
    ig_span span = ig_spread_span(j->spread, j->argument->groups, task);
    size_t set = j->spread->n_sets > 1 ? task * groups_of(j) : 0;
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS) {
        ig_present_load(j->argument, span, skip, &v);
        const int64_t *x = ints_of(j, 0, &v, x_places);
        if (j->pairs)
            ig_comoments_add(j->cells.comoments + set, v.ids, x, ints_of(j, 1, &v, y_places), v.n);
        else
            ig_moments_add(j->cells.moments + set, v.ids, x, v.n);
    }
    return 0;
}

static int merge_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    size_t lo = task * MERGE_GROUPS, n = ig_least(MERGE_GROUPS, groups_of(j) - lo);
    for (size_t set = 1; set < j->spread->n_sets; set++) {
        size_t from = set * groups_of(j) + lo;
        if (j->pairs)
            ig_comoments_merge(j->cells.comoments + lo, j->cells.comoments + from, n);
        else
            ig_moments_merge(j->cells.moments + lo, j->cells.moments + from, n);
    }
    return 0;
}

static int add_up(const ig_context *context, job *j, ig_error *err) {
    size_t n = groups_of(j), n_merges = j->spread->n_sets > 1 ? n / MERGE_GROUPS + 1 : 0;
    j->cells.any = ig_alloc_zero(context->memory, j->spread->n_sets * n,
                                 j->pairs ? sizeof(ig_comoments) : sizeof(ig_moments), err);
    if (j->cells.any == NULL ||
        ig_pool_run(context->pool, j->spread->n_tasks, add_task, j, err) != 0)
        return -1;
    return ig_pool_run(context->pool, n_merges, merge_task, j, err);
}

/* ---- Results ---- */

/* NaN or infinite where the group's result is missing. */
static double result_of(const job *j, ig_aggregate_kind kind, size_t group) {
    if (j->pairs)
        return ig_comoments_correlation(&j->cells.comoments[group]);
    const ig_moments *moments = &j->cells.moments[group];
    const ig_grid *grid = j->grids[0] != NULL ? &j->grids[0][group] : NULL;
    if (kind == IG_AGG_SD && grid != NULL)
        return ig_grid_deviation(grid, moments);
    double variance = grid != NULL ? ig_grid_variance(grid, moments)
                                   : ig_moments_variance(moments, side_of(j, 0)->scale);
    return kind == IG_AGG_SD ? sqrt(variance) : variance;
}

static ig_column *finish(const job *j, ig_memory *memory, ig_aggregate_kind kind, ig_error *err) {
    size_t n = groups_of(j);
    ig_column *column = NULL;
    ig_likeness like = {.type = IG_REAL, .unit = kind == IG_AGG_SD ? side_of(j, 0)->unit : NULL};
    uint32_t *present = NULL;
    double *values = ig_alloc_array(memory, n, sizeof *values, err);
    if (values == NULL)
        goto done;
    present = ig_alloc_array(memory, n, sizeof *present, err);
    if (present == NULL)
        goto done;
    for (size_t g = 0; g < n; g++) {
        values[g] = result_of(j, kind, g);
        present[g] = isfinite(values[g]);
    }
    column = ig_result_reals(memory, &like, values, present, n, err);
done:
    ig_free(values);
    ig_free(present);
    return column;
}

ig_column *ig_dispersion_column(const ig_context *context, const ig_argument *argument,
                                const ig_spread *spread, ig_aggregate_kind kind, ig_error *err) {
    ig_column *column = NULL;
    job j = {.argument = argument, .spread = spread, .pairs = kind == IG_AGG_CORR};
    if (find_grids(context, &j, err) == 0 && add_up(context, &j, err) == 0)
        column = finish(&j, context->memory, kind, err);
    for (size_t side = 0; side < SIDES; side++) {
        ig_free(j.ranges[side]);
        ig_free(j.grids[side]);
    }
    ig_free(j.cells.any);
    return column;
}
