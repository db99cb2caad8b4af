/*
 * Groups by hashing, for keys of wide range. Keys are packed into words; rows are partitioned by the
 * top bits of their hash, and each partition, whose table fits a cache, finds for each of its rows
 * the first row of equal words. A partition keeps rows in row order, so that "first" needs no
 * comparison, and partitions share nothing.
 */
#include "base/hash.h"
#include "query/group.h"
#include "query/scatter.h"

#include <string.h>

enum { PART_ROWS = 16384, PART_BITS_MAX = 8, TABLE_LEAST = 1024 };

typedef struct hash_job {
    ig_packing packing;
    ig_scatter scatter;
    unsigned part_bits;
    size_t n_rows;
    uint64_t *words;   /* owned: packed keys, partition by partition */
    uint32_t *rows;    /* owned: their rows */
    uint32_t *ids;     /* borrowed from the groups */
    ig_memory *memory; /* borrowed */
} hash_job;

typedef struct slot {
    uint32_t tag;   /* low half of the hash */
    uint32_t place; /* of the first row of the key in the partition, + 1; 0 = free */
} slot;

typedef struct table {
    slot *slots; /* owned */
    size_t mask;
    size_t used;
} table;

static inline uint64_t hash_words(const uint64_t *words, size_t n) {
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; i < n; i++)
        h = ig_hash_mix((h << 23 | h >> 41) ^ words[i]);
    return ig_hash_mix(h);
}

static inline size_t part_of(const hash_job *job, uint64_t hash) {
    return job->part_bits > 0 ? (size_t)(hash >> (64 - job->part_bits)) : 0;
}

static size_t chunk_end(const hash_job *job, size_t chunk) {
    return ig_least((chunk + 1) * job->scatter.chunk_rows, job->n_rows);
}

/* Rows whose packed words fit one vector's worth of scratch. */
static size_t vector_rows(const hash_job *job) {
    return IG_VECTOR_ROWS / job->packing.n_words;
}

static int count_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    hash_job *job = context;
    uint64_t words[IG_VECTOR_ROWS];
    size_t width = job->packing.n_words, step = vector_rows(job), end = chunk_end(job, chunk);
    uint32_t *counts = job->scatter.at + chunk * job->scatter.n_parts;
    for (size_t at = chunk * job->scatter.chunk_rows; at < end; at += step) {
        size_t n = ig_least(step, end - at);
        ig_packing_words(&job->packing, at, n, words);
        for (size_t i = 0; i < n; i++)
            counts[part_of(job, hash_words(words + i * width, width))]++;
    }
    return 0;
}

static int move_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    hash_job *job = context;
    uint64_t words[IG_VECTOR_ROWS];
    size_t width = job->packing.n_words, step = vector_rows(job), end = chunk_end(job, chunk);
    uint32_t *next = job->scatter.at + chunk * job->scatter.n_parts;
    for (size_t at = chunk * job->scatter.chunk_rows; at < end; at += step) {
        size_t n = ig_least(step, end - at);
        ig_packing_words(&job->packing, at, n, words);
        for (size_t i = 0; i < n; i++) {
            size_t place = next[part_of(job, hash_words(words + i * width, width))]++;
            memcpy(job->words + place * width, words + i * width, width * sizeof *words);
            job->rows[place] = (uint32_t)(at + i);
        }
    }
    return 0;
}

static inline bool words_equal(const uint64_t *a, const uint64_t *b, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static int table_grow(hash_job *job, table *t, const uint64_t *words, ig_error *err) {
    size_t width = job->packing.n_words, size = t->slots != NULL ? 2 * (t->mask + 1) : TABLE_LEAST;
    slot *slots = ig_alloc_zero(job->memory, size, sizeof *slots, err);
    if (slots == NULL)
        return -1;
    for (size_t i = 0; t->slots != NULL && i <= t->mask; i++) {
        if (t->slots[i].place == 0)
            continue;
        const uint64_t *key = words + (t->slots[i].place - 1) * width;
        size_t at = hash_words(key, width) & (size - 1);
        while (slots[at].place != 0)
            at = (at + 1) & (size - 1);
        slots[at] = t->slots[i];
    }
    ig_free(t->slots);
    t->slots = slots;
    t->mask = size - 1;
    return 0;
}

/* The place of the first equal key before `i`, or i itself, then entered. */
static inline size_t table_meet(table *t, const uint64_t *words, size_t width, size_t i) {
    uint64_t hash = hash_words(words + i * width, width);
    uint32_t tag = (uint32_t)(hash >> 16);
    for (size_t at = hash & t->mask;; at = (at + 1) & t->mask) {
        slot *s = &t->slots[at];
        if (s->place == 0) {
            *s = (slot){tag, (uint32_t)i + 1};
            t->used++;
            return i;
        }
        size_t first = s->place - 1;
        if (s->tag == tag && words_equal(words + first * width, words + i * width, width))
            return first;
    }
}

static int match_part(void *context, size_t part, unsigned worker, ig_error *err) {
    (void)worker;
    hash_job *job = context;
    size_t width = job->packing.n_words;
    size_t start = job->scatter.starts[part], n = job->scatter.starts[part + 1] - start;
    const uint64_t *words = job->words + start * width;
    const uint32_t *rows = job->rows + start;
    table t = {0};
    if (n > 0 && table_grow(job, &t, words, err) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (t.used > t.mask / 2 && table_grow(job, &t, words, err) != 0) {
            ig_free(t.slots);
            return -1;
        }
        job->ids[rows[i]] = rows[table_meet(&t, words, width, i)];
    }
    ig_free(t.slots);
    return 0;
}

static int run_job(const ig_context *context, hash_job *job, ig_error *err) {
    ig_memory *memory = context->memory;
    size_t width = job->packing.n_words;
    if (ig_scatter_init(context, &job->scatter, job->n_rows, (size_t)1 << job->part_bits, err) != 0)
        return -1;
    job->words = ig_alloc_array(memory, job->n_rows, width * sizeof *job->words, err);
    if (job->words == NULL)
        return -1;
    job->rows = ig_alloc_array(memory, job->n_rows, sizeof *job->rows, err);
    if (job->rows == NULL)
        return -1;
    size_t n_chunks = job->scatter.n_chunks;
    if (ig_pool_run(context->pool, n_chunks, count_chunk, job, err) != 0)
        return -1;
    ig_scatter_place(&job->scatter);
    if (ig_pool_run(context->pool, n_chunks, move_chunk, job, err) != 0)
        return -1;
    return ig_pool_run(context->pool, job->scatter.n_parts, match_part, job, err);
}

int ig_groups_hash(const ig_context *context, ig_groups *groups, const ig_keys *keys,
                   ig_error *err) {
    hash_job job = {.n_rows = groups->n_rows, .ids = groups->ids, .memory = context->memory};
    if (ig_packing_init(context->memory, &job.packing, keys, err) != 0)
        return -1;
    if (job.packing.n_words > IG_VECTOR_ROWS) {
        ig_packing_reset(&job.packing);
        return ig_fail(err, IG_ERROR_LIMIT, "at most %d key columns are possible", IG_VECTOR_ROWS);
    }
    while (job.part_bits < PART_BITS_MAX && job.n_rows >> job.part_bits > PART_ROWS)
        job.part_bits++;
    int rc = run_job(context, &job, err);
    ig_packing_reset(&job.packing);
    ig_scatter_reset(&job.scatter);
    ig_free(job.words);
    ig_free(job.rows);
    return rc == 0 ? ig_groups_number(context, groups, err) : -1;
}
