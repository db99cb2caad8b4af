/*
 * The present values of each group are brought together (gather.h), part by part of the groups, and
 * in each group the two neighbours found by selection.
 */
#include "query/measure/quantile.h"

#include "query/measure/gather.h"
#include "query/vector/result.h"
#include "query/vector/wide.h"

#include <math.h>

enum { REAL_SHARE_BITS = 62 };

/* ---- Places ---- */

ig_share ig_share_decimal(int64_t units, unsigned scale) {
    return (ig_share){(uint64_t)units, (uint64_t)ig_pow10(scale)};
}

ig_share ig_share_real(double p) {
    return (ig_share){(uint64_t)ldexp(p, REAL_SHARE_BITS), UINT64_C(1) << REAL_SHARE_BITS};
}

size_t ig_quantile_place(ig_share p, size_t n, ig_share *beyond) {
    ig_u128 place = (ig_u128)(n - 1) * p.part;
    *beyond = (ig_share){(uint64_t)(place % p.whole), p.whole};
    return (size_t)(place / p.whole);
}

double ig_quantile_ints(int64_t low, int64_t high, ig_share beyond, unsigned scale) {
    ig_i128 value =
        (ig_i128)low * (ig_i128)(beyond.whole - beyond.part) + (ig_i128)high * (ig_i128)beyond.part;
    ig_wide wide = {(ig_u128)value, value < 0 ? -1 : 0};
    return ig_wide_ratio(wide, beyond.whole, (uint64_t)ig_pow10(scale));
}

/* low + share × (high − low), with what each step loses carried along (Dekker 1971). */
static double between(double low, double high, ig_share beyond) {
    double part = (double)beyond.part, whole = (double)beyond.whole;
    double share = part / whole;
    double share_lost =
        (fma(-share, whole, part) + (double)(int64_t)(beyond.part - (uint64_t)part)) / whole;
    double step = high - low, back = high - step;
    double step_lost = (high - (step + back)) + (back - low);
    double way = share * step;
    double way_lost = fma(share, step, -way) + (share * step_lost + share_lost * step);
    double sum = low + way, added = sum - low;
    double sum_lost = (low - (sum - added)) + (way - added);
    return sum + (sum_lost + way_lost);
}

double ig_quantile_reals(double low, double high, ig_share beyond) {
    if (beyond.part == 0 || low == high)
        return low;
    double value =
        isfinite(high - low) ? between(low, high, beyond) : 2 * between(low / 2, high / 2, beyond);
    return fmin(fmax(value, low), high);
}

/* ---- The column ---- */

typedef struct job {
    const ig_context *context;
    ig_gather gather;
    ig_share p;
    ig_gathered *rooms; /* owned: one a thread */
    size_t n_rooms;
    double *results;  /* owned: n_groups */
    uint32_t *counts; /* owned: n_groups */
} job;

static int find_result(const job *j, void *values, size_t start, size_t n, double *result,
                       ig_error *err) {
    const ig_column *column = j->gather.source.view.column;
    ig_share beyond;
    ig_selection found = {.start = start, .n = n, .k = ig_quantile_place(j->p, n, &beyond)};
    if (j->gather.kernels->select(j->context->pool, values, &found, err) != 0)
        return -1;
    uint64_t low = ig_order_widen(found.value, column->width);
    uint64_t high = ig_order_widen(found.next, column->width);
    *result = column->type == IG_REAL
                  ? ig_quantile_reals(ig_order_real(low), ig_order_real(high), beyond)
                  : ig_quantile_ints(ig_order_int(low), ig_order_int(high), beyond, column->scale);
    return 0;
}

static int part_task(void *context, size_t part, unsigned worker, ig_error *err) {
    const job *j = context;
    ig_gathered *room = &j->rooms[worker];
    if (ig_gather_part(j->context, &j->gather, part, room, err) != 0)
        return -1;
    size_t start = 0;
    for (size_t i = 0; i < room->n_groups; i++) {
        size_t g = (i << j->gather.part_bits) + part, n = room->ends[i] - start;
        j->counts[g] = (uint32_t)n;
        j->results[g] = 0;
        if (ig_pool_check_at(j->context->pool, i, err) != 0 ||
            (n > 0 && find_result(j, room->values, start, n, &j->results[g], err) != 0))
            return -1;
        start = room->ends[i];
    }
    return 0;
}

static int run(job *j, ig_error *err) {
    ig_memory *memory = j->context->memory;
    size_t n = j->gather.groups->n_groups;
    j->results = ig_alloc_array(memory, n, sizeof *j->results, err);
    if (j->results == NULL)
        return -1;
    j->counts = ig_alloc_array(memory, n, sizeof *j->counts, err);
    if (j->counts == NULL)
        return -1;
    j->n_rooms = ig_pool_size(j->context->pool);
    j->rooms = ig_alloc_zero(memory, j->n_rooms, sizeof *j->rooms, err);
    if (j->rooms == NULL)
        return -1;
    int rc = ig_pool_run(j->context->pool, j->gather.n_parts, part_task, j, err);
    for (size_t i = 0; i < j->n_rooms; i++)
        ig_gathered_reset(&j->rooms[i]);
    return rc;
}

ig_column *ig_quantile_column(const ig_context *context, const ig_groups *groups, ig_view view,
                              ig_share p, ig_error *err) {
    ig_column *column = NULL;
    ig_likeness like = {.type = IG_REAL, .unit = view.column->unit};
    job j = {.context = context, .p = p};
    if (ig_gather_init(context, &j.gather, groups, view, err) == 0 && run(&j, err) == 0)
        column =
            ig_result_reals(context->memory, &like, j.results, j.counts, groups->n_groups, err);
    ig_gather_reset(&j.gather);
    ig_free(j.rooms);
    ig_free(j.results);
    ig_free(j.counts);
    return column;
}
