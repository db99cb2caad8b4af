/*
 * One task a block. Values without missing ones among them take a loop in their own width, which the
 * compiler vectorises; where some are missing, that loop serves each run of 64 that is complete, and
 * only the others are picked one by one. Two threads that ask at once may both count: the first to
 * be done sets the pointer, the other frees its own.
 */
#include "table/stats.h"

#include "base/clones.h"

static const ig_extent nothing = {INT64_MAX, INT64_MIN, 0};

static inline void widen(ig_extent *extent, int64_t least, int64_t greatest) {
    extent->least = least < extent->least ? least : extent->least;
    extent->greatest = greatest > extent->greatest ? greatest : extent->greatest;
}

#define SPAN(name, type)                                                                           \
    IG_CLONES static void span_##name(const type *values, size_t n, ig_extent *extent) {           \
        type least = values[0], greatest = values[0];                                              \
        for (size_t i = 0; i < n; i++) {                                                           \
            least = values[i] < least ? values[i] : least;                                         \
            greatest = values[i] > greatest ? values[i] : greatest;                                \
        }                                                                                          \
        widen(extent, (int64_t)least, (int64_t)greatest);                                          \
    }

SPAN(i8, int8_t)
SPAN(i16, int16_t)
SPAN(i32, int32_t)
SPAN(i64, int64_t)
SPAN(u8, uint8_t)
SPAN(u16, uint16_t)
SPAN(u32, uint32_t)

IG_CLONES static void span_real(const double *values, size_t n, ig_extent *extent) {
    int64_t least = INT64_MAX, greatest = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
        int64_t order = ig_real_order(values[i]);
        least = order < least ? order : least;
        greatest = order > greatest ? order : greatest;
    }
    widen(extent, least, greatest);
}

static void span_codes(const ig_column *column, size_t from, size_t n, ig_extent *extent) {
    switch (column->width) {
    case 1: span_u8((const uint8_t *)column->values + from, n, extent); break;
    case 2: span_u16((const uint16_t *)column->values + from, n, extent); break;
    default: span_u32((const uint32_t *)column->values + from, n, extent); break;
    }
}

static void span_ints(const ig_column *column, size_t from, size_t n, ig_extent *extent) {
    switch (column->width) {
    case 1: span_i8((const int8_t *)column->values + from, n, extent); break;
    case 2: span_i16((const int16_t *)column->values + from, n, extent); break;
    case 4: span_i32((const int32_t *)column->values + from, n, extent); break;
    default: span_i64((const int64_t *)column->values + from, n, extent); break;
    }
}

/* n > 0 rows that are all present, of any type but bool. */
static void span_rows(const ig_column *column, size_t from, size_t n, ig_extent *extent) {
    switch (column->type) {
    case IG_REAL: span_real((const double *)column->values + from, n, extent); break;
    case IG_TEXT: span_codes(column, from, n, extent); break;
    default: span_ints(column, from, n, extent); break;
    }
}

/* The bits of the n ≤ 64 rows from `from` on, a multiple of 64; all set without a bitmap. */
static uint64_t bits_at(const uint64_t *words, size_t from, size_t n) {
    uint64_t mask = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
    return words == NULL ? mask : words[from / 64] & mask;
}

static void count_bools(const ig_column *column, size_t from, size_t n, ig_extent *extent) {
    uint64_t present = bits_at(column->validity, from, n);
    uint64_t on = bits_at(column->values, from, n) & present;
    if (present != 0)
        widen(extent, on == present, on != 0);
    extent->n_missing += n - (size_t)__builtin_popcountll(present);
}

/* Up to 64 rows of which some may be missing. */
static void count_rows(const ig_column *column, size_t from, size_t n, ig_extent *extent) {
    uint64_t present = bits_at(column->validity, from, n);
    size_t n_present = (size_t)__builtin_popcountll(present);
    extent->n_missing += n - n_present;
    if (n_present == n) {
        span_rows(column, from, n, extent);
        return;
    }
    for (; present != 0; present &= present - 1)
        span_rows(column, from + (size_t)__builtin_ctzll(present), 1, extent);
}

static ig_extent count_block(const ig_column *column, size_t from, size_t n) {
    ig_extent extent = nothing;
    if (column->type != IG_BOOL && column->validity == NULL) {
        span_rows(column, from, n, &extent);
        return extent;
    }
    for (size_t at = 0; at < n; at += 64) {
        size_t some = n - at < 64 ? n - at : 64;
        if (column->type == IG_BOOL)
            count_bools(column, from + at, some, &extent);
        else
            count_rows(column, from + at, some, &extent);
    }
    return extent;
}

ig_extent ig_stats_count(const ig_column *column, size_t i) {
    size_t from = i * IG_STATS_ROWS, left = column->n_rows - from;
    return count_block(column, from, left < IG_STATS_ROWS ? left : IG_STATS_ROWS);
}

typedef struct census {
    const ig_column *column;
    ig_stats *stats;
} census;

static int count_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    (void)err;
    const census *work = context;
    work->stats->blocks[task] = ig_stats_count(work->column, task);
    return 0;
}

ig_stats *ig_stats_new(ig_memory *memory, size_t n_rows, ig_error *err) {
    size_t n_blocks = n_rows / IG_STATS_ROWS + (n_rows % IG_STATS_ROWS != 0);
    ig_stats *stats = ig_alloc(memory, sizeof *stats + n_blocks * sizeof *stats->blocks, err);
    if (stats == NULL)
        return NULL;
    stats->whole = nothing;
    stats->n_blocks = n_blocks;
    for (size_t i = 0; i < n_blocks; i++)
        stats->blocks[i] = nothing;
    return stats;
}

void ig_stats_sum(ig_stats *stats) {
    for (size_t i = 0; i < stats->n_blocks; i++) {
        const ig_extent *block = &stats->blocks[i];
        widen(&stats->whole, block->least, block->greatest);
        stats->whole.n_missing += block->n_missing;
    }
}

void ig_column_set_stats(ig_column *column, ig_stats *stats) {
    ig_free(atomic_load_explicit(&column->stats, memory_order_relaxed));
    atomic_store_explicit(&column->stats, stats, memory_order_release);
}

const ig_stats *ig_column_known_stats(const ig_column *column) {
    return atomic_load_explicit(&column->stats, memory_order_acquire);
}

const ig_stats *ig_column_stats(const ig_context *context, const ig_column *column, ig_error *err) {
    ig_stats *known = atomic_load_explicit(&column->stats, memory_order_acquire);
    if (known != NULL)
        return known;
    if (ig_column_touch(context, column, NULL, column->n_rows, err) != 0)
        return NULL;
    census work = {column, ig_stats_new(column->memory, column->n_rows, err)};
    if (work.stats == NULL)
        return NULL;
    if (ig_pool_run(context->pool, work.stats->n_blocks, count_task, &work, err) != 0) {
        ig_free(work.stats);
        return NULL;
    }
    ig_stats_sum(work.stats);
    /* What is cached changes nothing that a column says: const speaks of its values. */
    ig_column *owner = (ig_column *)column;
    if (atomic_compare_exchange_strong_explicit(&owner->stats, &known, work.stats,
                                                memory_order_acq_rel, memory_order_acquire))
        return work.stats;
    ig_free(work.stats);
    return known;
}
