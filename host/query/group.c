/*
 * Groups by direct addressing: when the product of the keys' code ranges is small, a row's codes
 * make the number of a slot, and each slot remembers the least row that met it. Threads lower that
 * number atomically, so the outcome does not depend on their order. Groups are then numbered by
 * rank among the first rows, read off a bitmap of them.
 */
#include "query/group.h"

#include <string.h>

enum { SLOTS_MAX = 4 << 20, SLOTS_FREE = 65536 };

static const uint32_t NONE = UINT32_MAX;

/* First rows as a bitmap, and how many stand before each word of it. */
typedef struct ranking {
    uint64_t *words;  /* owned */
    uint32_t *before; /* owned */
    size_t n_words;
} ranking;

typedef struct direct_job {
    const ig_context *context;
    const ig_keys *keys;
    size_t n_rows;
    uint32_t *ids;
    _Atomic uint32_t *firsts; /* of each slot */
} direct_job;

void ig_groups_all(ig_groups *groups, size_t n_rows) {
    *groups = (ig_groups){.n_rows = n_rows, .n_groups = 1};
}

void ig_groups_reset(ig_groups *groups) {
    ig_free(groups->ids);
    ig_free(groups->firsts);
    *groups = (ig_groups){0};
}

static int ranking_init(ig_memory *memory, ranking *ranks, size_t n_rows, ig_error *err) {
    *ranks = (ranking){.n_words = ig_bitmap_words(n_rows)};
    ranks->words = ig_alloc_zero(memory, ranks->n_words, sizeof *ranks->words, err);
    if (ranks->words == NULL)
        return -1;
    ranks->before = ig_alloc_array(memory, ranks->n_words, sizeof *ranks->before, err);
    if (ranks->before == NULL) {
        ig_free(ranks->words);
        return -1;
    }
    return 0;
}

static void ranking_reset(ranking *ranks) {
    ig_free(ranks->words);
    ig_free(ranks->before);
}

static inline unsigned count_bits(uint64_t x) {
    return (unsigned)__builtin_popcountll(x);
}

static inline uint32_t rank_of(const ranking *ranks, uint32_t row) {
    uint64_t below = (UINT64_C(1) << (row % 64)) - 1;
    return ranks->before[row / 64] + count_bits(ranks->words[row / 64] & below);
}

/* Counts the first rows and lists them in `groups`. */
static int list_firsts(ig_memory *memory, ranking *ranks, ig_groups *groups, ig_error *err) {
    size_t n = 0;
    for (size_t i = 0; i < ranks->n_words; i++) {
        ranks->before[i] = (uint32_t)n;
        n += count_bits(ranks->words[i]);
    }
    groups->firsts = ig_alloc_array(memory, n, sizeof *groups->firsts, err);
    if (groups->firsts == NULL)
        return -1;
    groups->n_groups = n;
    for (size_t i = 0, g = 0; i < ranks->n_words; i++)
        for (uint64_t rest = ranks->words[i]; rest != 0; rest &= rest - 1)
            groups->firsts[g++] = (uint32_t)(i * 64 + (unsigned)__builtin_ctzll(rest));
    return 0;
}

/* The product of the key ranges, or 0 when direct addressing would not pay. */
static size_t direct_slots(const ig_keys *keys, size_t n_rows) {
    size_t most = n_rows < SLOTS_FREE / 4 ? SLOTS_FREE : 4 * n_rows;
    most = ig_least(most, SLOTS_MAX);
    size_t slots = 1;
    for (size_t i = 0; i < keys->n; i++) {
        if (keys->items[i].greatest >= most / slots)
            return 0;
        slots *= (size_t)keys->items[i].greatest + 1;
    }
    return slots;
}

static void slot_numbers(const ig_keys *keys, size_t at, size_t n, uint32_t *slots) {
    uint64_t codes[IG_VECTOR_ROWS];
    memset(slots, 0, n * sizeof *slots);
    for (size_t k = 0; k < keys->n; k++) {
        uint32_t stride = (uint32_t)keys->items[k].greatest + 1;
        ig_key_codes(&keys->items[k], at, n, codes);
        for (size_t i = 0; i < n; i++)
            slots[i] = slots[i] * stride + (uint32_t)codes[i];
    }
}

static inline void lower(_Atomic uint32_t *first, uint32_t row) {
    uint32_t seen = atomic_load_explicit(first, memory_order_relaxed);
    while (row < seen && !atomic_compare_exchange_weak_explicit(
                             first, &seen, row, memory_order_relaxed, memory_order_relaxed))
        continue;
}

static int direct_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    direct_job *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        uint32_t *slots = job->ids + at;
        slot_numbers(job->keys, at, n, slots);
        for (size_t i = 0; i < n; i++)
            lower(&job->firsts[slots[i]], (uint32_t)(at + i));
    }
    return 0;
}

static int renumber_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    direct_job *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    for (size_t i = rows.lo; i < rows.hi; i++)
        job->ids[i] = atomic_load_explicit(&job->firsts[job->ids[i]], memory_order_relaxed);
    return 0;
}

static int number_slots(const ig_context *context, direct_job *job, size_t n_slots,
                        ig_groups *groups, ig_error *err) {
    ranking ranks;
    if (ranking_init(context->memory, &ranks, job->n_rows, err) != 0)
        return -1;
    for (size_t i = 0; i < n_slots; i++) {
        uint32_t first = atomic_load_explicit(&job->firsts[i], memory_order_relaxed);
        if (first != NONE)
            ig_bit_put(ranks.words, first, true);
    }
    int rc = list_firsts(context->memory, &ranks, groups, err);
    for (size_t i = 0; rc == 0 && i < n_slots; i++) {
        uint32_t first = atomic_load_explicit(&job->firsts[i], memory_order_relaxed);
        if (first != NONE)
            atomic_store_explicit(&job->firsts[i], rank_of(&ranks, first), memory_order_relaxed);
    }
    ranking_reset(&ranks);
    return rc;
}

static int group_directly(const ig_context *context, ig_groups *groups, const ig_keys *keys,
                          size_t n_slots, ig_error *err) {
    int rc = -1;
    direct_job job = {context, keys, groups->n_rows, groups->ids, NULL};
    job.firsts = ig_alloc_array(context->memory, n_slots, sizeof *job.firsts, err);
    if (job.firsts == NULL)
        return -1;
    for (size_t i = 0; i < n_slots; i++)
        atomic_init(&job.firsts[i], NONE);
    size_t n_tasks = ig_morsels(context, job.n_rows);
    if (ig_pool_run(context->pool, n_tasks, direct_morsel, &job, err) == 0 &&
        number_slots(context, &job, n_slots, groups, err) == 0)
        rc = ig_pool_run(context->pool, n_tasks, renumber_morsel, &job, err);
    ig_free(job.firsts);
    return rc;
}

int ig_groups_make(const ig_context *context, ig_groups *groups, const ig_keys *keys, size_t n_rows,
                   ig_error *err) {
    *groups = (ig_groups){.n_rows = n_rows};
    groups->ids = ig_alloc_array(context->memory, n_rows, sizeof *groups->ids, err);
    if (groups->ids == NULL)
        return -1;
    size_t n_slots = direct_slots(keys, n_rows);
    int rc = n_slots > 0 ? group_directly(context, groups, keys, n_slots, err)
                         : ig_groups_hash(context, groups, keys, err);
    if (rc != 0)
        ig_groups_reset(groups);
    return rc;
}

typedef struct number_job {
    const ig_context *context;
    ig_groups *groups;
    ranking ranks;
} number_job;

static int mark_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    number_job *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->groups->n_rows);
    for (size_t i = rows.lo; i < rows.hi; i++)
        if (job->groups->ids[i] == i)
            ig_bit_put(job->ranks.words, i, true);
    return 0;
}

static int rank_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    number_job *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->groups->n_rows);
    for (size_t i = rows.lo; i < rows.hi; i++)
        job->groups->ids[i] = rank_of(&job->ranks, job->groups->ids[i]);
    return 0;
}

int ig_groups_number(const ig_context *context, ig_groups *groups, ig_error *err) {
    int rc = -1;
    number_job job = {context, groups, {0}};
    if (ranking_init(context->memory, &job.ranks, groups->n_rows, err) != 0)
        return -1;
    size_t n_tasks = ig_morsels(context, groups->n_rows);
    if (ig_pool_run(context->pool, n_tasks, mark_morsel, &job, err) == 0 &&
        list_firsts(context->memory, &job.ranks, groups, err) == 0)
        rc = ig_pool_run(context->pool, n_tasks, rank_morsel, &job, err);
    ranking_reset(&job.ranks);
    return rc;
}

int ig_groups_arrange(ig_memory *memory, const ig_groups *groups, uint32_t **order,
                      uint32_t **starts, ig_error *err) {
    size_t n_groups = groups->n_groups;
    *starts = NULL;
    *order = ig_alloc_array(memory, groups->n_rows, sizeof **order, err);
    if (*order == NULL)
        return -1;
    /* One spare slot in front: while rows are placed, starts[g + 1] is where g's next one goes. */
    *starts = ig_alloc_zero(memory, n_groups + 2, sizeof **starts, err);
    if (*starts == NULL) {
        ig_free(*order);
        *order = NULL;
        return -1;
    }
    uint32_t *next = *starts + 1;
    for (size_t i = 0; i < groups->n_rows; i++)
        next[(groups->ids != NULL ? groups->ids[i] : 0) + 1]++;
    for (size_t g = 1; g <= n_groups; g++)
        next[g] += next[g - 1];
    for (size_t i = 0; i < groups->n_rows; i++)
        (*order)[next[groups->ids != NULL ? groups->ids[i] : 0]++] = (uint32_t)i;
    return 0;
}
