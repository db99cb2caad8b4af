/*
 * Gathering. A chunk is worked twice: its groups are counted by part, missing values and all, which
 * says where runs begin; then what is present is appended to them. Each part has its rows in one run
 * a chunk.
 */
#include "query/measure/gather.h"

#include "table/stats.h"

#include <string.h>

enum {
    PART_ROWS = 131072,
    PART_BITS_USUAL = 10, /* more only where a part's groups outnumber its keys */
    KEY_BITS = 16,
    RUN_ROWS = 512
};

/* Of rows that are all in one group. */
static const uint32_t no_groups[IG_VECTOR_ROWS] = {0};

typedef struct gather_job {
    const ig_context *context;
    ig_gather *gather;
} gather_job;

static const uint32_t *groups_at(const ig_gather *gather, size_t at) {
    return gather->groups->ids != NULL ? gather->groups->ids + at : no_groups;
}

/* Empty runs, each with room for the rows of its part. */
static void lay_out(const ig_gather *gather, ig_morsel rows, ig_run *runs) {
    const uint32_t last = (uint32_t)(gather->n_parts - 1), *ids = gather->groups->ids;
    memset(runs, 0, gather->n_parts * sizeof *runs);
    for (size_t i = rows.lo; ids != NULL && i < rows.hi; i++)
        runs[ids[i] & last].end++;
    uint32_t next = (uint32_t)rows.lo;
    for (size_t part = 0; part < gather->n_parts; part++) {
        uint32_t n = runs[part].end;
        runs[part] = (ig_run){next, next};
        next += n;
    }
}

static void order_reals(const double *values, size_t n, int64_t *out) {
    for (size_t i = 0; i < n; i++)
        out[i] = ig_real_order(values[i]);
}

static int split_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker;
    const gather_job *job = context;
    const ig_gather *gather = job->gather;
    int64_t reals[IG_VECTOR_ROWS];
    size_t lo = chunk * gather->chunk_rows, n_rows = gather->groups->n_rows;
    ig_morsel rows = {lo, lo + ig_least(gather->chunk_rows, n_rows - lo)};
    ig_run *runs = gather->runs + chunk * gather->n_parts;
    ig_loader loader;
    int rc = -1;
    if (ig_loader_init(job->context->memory, &loader, &gather->source, 1, err) != 0)
        return -1;
    lay_out(gather, rows, runs);
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        if (ig_pool_check(job->context->pool, err) != 0)
            goto done;
        ig_loader_load(&loader, at, n);
        ig_split split = {.n = n,
                          .values = loader.loaded[0].values,
                          .present = loader.loaded[0].present,
                          .groups = groups_at(gather, at),
                          .part_bits = gather->part_bits,
                          .runs = runs,
                          .keys = gather->keys,
                          .orders = gather->orders};
        if (gather->source.view.column->type == IG_REAL) {
            order_reals(split.values, n, reals);
            split.values = reals;
        }
        gather->kernels->split(&split);
    }
    rc = 0;
done:
    ig_loader_reset(&loader);
    return rc;
}

static unsigned count_part_bits(const ig_groups *groups) {
    size_t most = groups->n_groups > 0 ? groups->n_groups - 1 : 0; /* the last group */
    unsigned bits = 0;
    while (most >> bits > 0 && bits < PART_BITS_USUAL && groups->n_rows >> bits > PART_ROWS)
        bits++;
    while (most >> bits >> KEY_BITS > 0)
        bits++;
    return bits;
}

static int make_room(const ig_context *context, ig_gather *gather, ig_error *err) {
    ig_memory *memory = context->memory;
    size_t n_rows = gather->groups->n_rows, morsel = ig_morsel_rows(context);
    gather->part_bits = count_part_bits(gather->groups);
    gather->n_parts = (size_t)1 << gather->part_bits;
    gather->chunk_rows = (gather->n_parts * RUN_ROWS + morsel - 1) / morsel * morsel;
    gather->n_chunks = n_rows / gather->chunk_rows + (n_rows % gather->chunk_rows != 0);
    gather->runs =
        ig_alloc_array(memory, gather->n_chunks, gather->n_parts * sizeof *gather->runs, err);
    if (gather->runs == NULL)
        return -1;
    gather->keys = ig_alloc_array(memory, n_rows, sizeof *gather->keys, err);
    if (gather->keys == NULL)
        return -1;
    gather->orders = ig_alloc_array(memory, n_rows, gather->source.width, err);
    return gather->orders != NULL ? 0 : -1;
}

int ig_gather_init(const ig_context *context, ig_gather *gather, const ig_groups *groups,
                   ig_view view, ig_error *err) {
    *gather = (ig_gather){.groups = groups, .source = ig_source_of(view)};
    gather->kernels = ig_orders_of(gather->source.width);
    gather_job job = {context, gather};
    if (make_room(context, gather, err) == 0 &&
        ig_pool_run(context->pool, gather->n_chunks, split_chunk, &job, err) == 0)
        return 0;
    ig_gather_reset(gather);
    return -1;
}

void ig_gather_reset(ig_gather *gather) {
    ig_free(gather->runs);
    ig_free(gather->keys);
    ig_free(gather->orders);
    *gather = (ig_gather){0};
}

/* ---- A part ---- */

static int reserve_ends(const ig_context *context, const ig_gather *gather, ig_gathered *out,
                        ig_error *err) {
    size_t most = (gather->groups->n_groups >> gather->part_bits) + 1;
    if (out->ends == NULL)
        out->ends = ig_alloc_array(context->memory, most, sizeof *out->ends, err);
    return out->ends != NULL ? 0 : -1;
}

static int reserve_values(const ig_context *context, const ig_gather *gather, size_t n,
                          ig_gathered *out, ig_error *err) {
    if (out->room == NULL || n > out->n_reserved) {
        ig_free(out->room);
        out->room = ig_alloc_array(context->memory, n, gather->source.width, err);
        out->n_reserved = n;
    }
    out->values = out->room;
    return out->room != NULL ? 0 : -1;
}

static inline void count_keys(const uint16_t *keys, size_t n, uint32_t *counts) {
    for (size_t i = 0; i < n; i++)
        counts[keys[i]]++;
}

static size_t count_run_rows(const ig_gather *gather, size_t part) {
    size_t n = 0;
    for (size_t chunk = 0; chunk < gather->n_chunks; chunk++) {
        ig_run run = gather->runs[chunk * gather->n_parts + part];
        n += run.end - run.start;
    }
    return n;
}

/* Leaves in `ends` where each group begins: placing moves it to the end. */
static int find_starts(const ig_context *context, const ig_gather *gather, size_t part, size_t n,
                       ig_gathered *out, ig_error *err) {
    memset(out->ends, 0, out->n_groups * sizeof *out->ends);
    for (size_t chunk = 0; out->n_groups > 1 && chunk < gather->n_chunks; chunk++) {
        ig_run run = gather->runs[chunk * gather->n_parts + part];
        if (ig_pool_check(context->pool, err) != 0)
            return -1;
        count_keys(gather->keys + run.start, run.end - run.start, out->ends);
    }
    uint32_t next = (uint32_t)n;
    for (size_t i = out->n_groups; i-- > 1;)
        out->ends[i] = next -= out->ends[i];
    if (out->n_groups > 0)
        out->ends[0] = 0;
    return 0;
}

static int place_runs(const ig_context *context, const ig_gather *gather, size_t part,
                      ig_gathered *out, ig_error *err) {
    size_t n = count_run_rows(gather, part), width = gather->source.width;
    if (reserve_values(context, gather, n, out, err) != 0 ||
        find_starts(context, gather, part, n, out, err) != 0)
        return -1;
    for (size_t chunk = 0; chunk < gather->n_chunks; chunk++) {
        ig_run run = gather->runs[chunk * gather->n_parts + part];
        const char *from = (const char *)gather->orders + run.start * width;
        if (ig_pool_check(context->pool, err) != 0)
            return -1;
        gather->kernels->place(out->values, from, gather->keys + run.start, run.end - run.start,
                               out->ends);
    }
    return 0;
}

/* All values are of one group: only the gaps that missing ones left are closed. */
static int join_runs(const ig_context *context, const ig_gather *gather, ig_gathered *out,
                     ig_error *err) {
    char *values = gather->orders;
    size_t n = 0, width = gather->source.width;
    for (size_t chunk = 0; chunk < gather->n_chunks; chunk++) {
        ig_run run = gather->runs[chunk];
        size_t n_run = run.end - run.start;
        if (ig_pool_check(context->pool, err) != 0)
            return -1;
        if (run.start > n)
            memmove(values + n * width, values + run.start * width, n_run * width);
        n += n_run;
    }
    out->ends[0] = (uint32_t)n;
    out->values = values;
    return 0;
}

int ig_gather_part(const ig_context *context, const ig_gather *gather, size_t part,
                   ig_gathered *out, ig_error *err) {
    size_t n_groups = gather->groups->n_groups;
    if (reserve_ends(context, gather, out, err) != 0)
        return -1;
    out->n_groups = (n_groups + gather->n_parts - 1 - part) >> gather->part_bits;
    return n_groups == 1 ? join_runs(context, gather, out, err)
                         : place_runs(context, gather, part, out, err);
}

void ig_gathered_reset(ig_gathered *gathered) {
    ig_free(gathered->ends);
    ig_free(gathered->room);
    *gathered = (ig_gathered){0};
}
