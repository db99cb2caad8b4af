/*
 * The present values of each group are brought together as order values, which costs one pass to
 * count them and one to place them; where a place lies depends on the spread alone. In each group
 * the two neighbours are then found by selection on the leading bits in which the candidates differ:
 * every round keeps the values of one of 256 ranges and notes the least of those above.
 */
#include "query/quantile.h"

#include "query/result.h"
#include "query/wide.h"
#include "table/stats.h"

#include <math.h>

enum { REAL_SHARE_BITS = 62, SORT_ROWS = 32, RANGES = 256, RANGE_BITS = 8, TASK_ROWS = 65536 };

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

/* ---- Selection ---- */

static void sort_few(uint64_t *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        uint64_t value = values[i];
        size_t k = i;
        for (; k > 0 && values[k - 1] > value; k--)
            values[k] = values[k - 1];
        values[k] = value;
    }
}

static uint64_t least_of(const uint64_t *values, size_t n, uint64_t *greatest) {
    uint64_t least = values[0], most = values[0];
    for (size_t i = 1; i < n; i++) {
        least = values[i] < least ? values[i] : least;
        most = values[i] > most ? values[i] : most;
    }
    *greatest = most;
    return least;
}

/* The range that holds the k-th value; `*k` becomes its number in there. */
static size_t range_of(const uint64_t *values, size_t n, uint64_t least, int shift, size_t *k) {
    uint32_t counts[RANGES] = {0};
    for (size_t i = 0; i < n; i++)
        counts[(values[i] - least) >> shift]++;
    size_t range = 0;
    for (; *k >= counts[range]; range++)
        *k -= counts[range];
    return range;
}

/* Keeps the values of a range; lowers `*above` to the least of those beyond. */
static size_t keep_range(uint64_t *values, size_t n, uint64_t least, int shift, size_t range,
                         uint64_t *above) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = values[i];
        size_t in = (value - least) >> shift;
        *above = in > range && value < *above ? value : *above;
        values[kept] = value;
        kept += in == range;
    }
    return kept;
}

uint64_t ig_order_select(uint64_t *values, size_t n, size_t k, uint64_t *next) {
    uint64_t above = UINT64_MAX, greatest;
    bool last = k == n - 1;
    while (n > SORT_ROWS) {
        uint64_t least = least_of(values, n, &greatest);
        if (least == greatest)
            break;
        int bits = 64 - __builtin_clzll(greatest - least);
        int shift = bits > RANGE_BITS ? bits - RANGE_BITS : 0;
        size_t range = range_of(values, n, least, shift, &k);
        n = keep_range(values, n, least, shift, range, &above);
    }
    if (n <= SORT_ROWS)
        sort_few(values, n);
    *next = k + 1 < n ? values[k + 1] : last ? values[k] : above;
    return values[k];
}

/* ---- The column ---- */

typedef struct job {
    const ig_argument *argument;
    const ig_spread *spread;
    ig_share p;
    uint32_t *places; /* owned: n_sets × n_groups: counts, then where the next value goes */
    uint32_t *starts; /* owned: n_groups + 1: where each group begins */
    uint64_t *values; /* owned: order values by group */
    double *results;  /* owned: n_groups */
    uint32_t *counts; /* owned: n_groups */
} job;

static size_t groups_of(const job *j) {
    return j->argument->groups->n_groups;
}

static uint32_t *places_of(const job *j, size_t task) {
    return j->places + (j->spread->n_sets > 1 ? task * groups_of(j) : 0);
}

static int count_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    ig_present v;
    ig_span span = ig_spread_span(j->spread, j->argument->groups, task);
    uint32_t *places = places_of(j, task);
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS) {
        ig_present_load(j->argument, span, skip, &v);
        for (size_t i = 0; v.ids != NULL && i < v.n; i++)
            places[v.ids[i]]++;
        if (v.ids == NULL)
            places[0] += (uint32_t)v.n;
    }
    return 0;
}

/* Turns counts into places, group by group and in each set by set. */
static size_t lay_out(job *j) {
    size_t n = groups_of(j);
    uint32_t next = 0;
    for (size_t g = 0; g < n; g++) {
        j->starts[g] = next;
        for (size_t set = 0; set < j->spread->n_sets; set++) {
            uint32_t count = j->places[set * n + g];
            j->places[set * n + g] = next;
            next += count;
        }
    }
    j->starts[n] = next;
    return next;
}

static int place_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    ig_present v;
    ig_span span = ig_spread_span(j->spread, j->argument->groups, task);
    uint32_t *places = places_of(j, task);
    bool real = j->argument->x.column->type == IG_REAL;
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS) {
        ig_present_load(j->argument, span, skip, &v);
        for (size_t i = 0; i < v.n; i++)
            j->values[places[v.ids != NULL ? v.ids[i] : 0]++] =
                ig_int_order(real ? ig_real_order(v.x.reals[i]) : v.x.ints[i]);
    }
    return 0;
}

/* The first group that begins at a place or behind it. */
static size_t group_from(const job *j, size_t place) {
    size_t low = 0, high = groups_of(j);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (j->starts[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double result_of(const job *j, uint64_t *values, size_t n) {
    const ig_column *column = j->argument->x.column;
    ig_share beyond;
    uint64_t next, at = ig_quantile_place(j->p, n, &beyond);
    uint64_t value = ig_order_select(values, n, at, &next);
    return column->type == IG_REAL
               ? ig_quantile_reals(ig_order_real(value), ig_order_real(next), beyond)
               : ig_quantile_ints(ig_order_int(value), ig_order_int(next), beyond, column->scale);
}

static int select_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const job *j = context;
    size_t end = group_from(j, (task + 1) * TASK_ROWS);
    for (size_t g = group_from(j, task * TASK_ROWS); g < end; g++) {
        j->counts[g] = j->starts[g + 1] - j->starts[g];
        j->results[g] = j->counts[g] > 0 ? result_of(j, j->values + j->starts[g], j->counts[g]) : 0;
    }
    return 0;
}

static int job_init(ig_memory *memory, job *j, ig_error *err) {
    size_t n = groups_of(j);
    j->places = ig_alloc_zero(memory, j->spread->n_sets * n, sizeof *j->places, err);
    if (j->places == NULL)
        return -1;
    j->starts = ig_alloc_array(memory, n + 1, sizeof *j->starts, err);
    if (j->starts == NULL)
        return -1;
    j->results = ig_alloc_array(memory, n, sizeof *j->results, err);
    if (j->results == NULL)
        return -1;
    j->counts = ig_alloc_zero(memory, n, sizeof *j->counts, err);
    return j->counts != NULL ? 0 : -1;
}

static int run(const ig_context *context, job *j, ig_error *err) {
    size_t n_tasks = j->spread->n_tasks;
    if (ig_pool_run(context->pool, n_tasks, count_task, j, err) != 0)
        return -1;
    size_t n = lay_out(j);
    j->values = ig_alloc_array(context->memory, n, sizeof *j->values, err);
    if (j->values == NULL || ig_pool_run(context->pool, n_tasks, place_task, j, err) != 0)
        return -1;
    return ig_pool_run(context->pool, n / TASK_ROWS + 1, select_task, j, err);
}

ig_column *ig_quantile_column(const ig_context *context, const ig_argument *argument,
                              const ig_spread *spread, ig_share p, ig_error *err) {
    const ig_column *from = argument->x.column;
    ig_column *column = NULL;
    ig_likeness like = {.type = IG_REAL, .unit = from->unit};
    job j = {.argument = argument, .spread = spread, .p = p};
    if (job_init(context->memory, &j, err) == 0 && run(context, &j, err) == 0)
        column = ig_result_reals(context->memory, &like, j.results, j.counts, groups_of(&j), err);
    ig_free(j.places);
    ig_free(j.starts);
    ig_free(j.values);
    ig_free(j.results);
    ig_free(j.counts);
    return column;
}
