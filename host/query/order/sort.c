/*
 * Sorting. Keys are packed into words that compare like they do, and rows are sorted by radix, eight
 * bits a pass from the least significant: every pass is stable, so words are taken last to first.
 * Passes skip digits that all rows share. Chunks of rows are counted and moved in parallel; where a
 * row goes depends on the counts alone.
 */
#include "query/order/order.h"
#include "query/vector/scatter.h"

#include <string.h>

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

typedef struct sort_job {
    const ig_context *context;
    ig_packing packing;
    size_t n_rows;
    uint64_t *words; /* owned: packed keys in row order, n_words a row */
    uint64_t *keys;  /* owned: the current word in the current order */
    uint64_t *keys2; /* owned: where a pass writes */
    uint32_t *rows;  /* owned: the current order */
    uint32_t *rows2; /* owned */
    ig_scatter scatter;
    size_t word;
    unsigned shift;
} sort_job;

static int pack_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    sort_job *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        ig_packing_words(&job->packing, at, n, job->words + at * job->packing.n_words);
        for (size_t i = 0; i < n; i++)
            job->rows[at + i] = (uint32_t)(at + i);
    }
    return 0;
}

static int gather_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    sort_job *job = context;
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    size_t width = job->packing.n_words;
    for (size_t i = rows.lo; i < rows.hi; i++)
        job->keys[i] = job->words[(size_t)job->rows[i] * width + job->word];
    return 0;
}

static inline size_t digit(const sort_job *job, uint64_t key) {
    return (size_t)(key >> job->shift) & (DIGITS - 1);
}

static int count_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    sort_job *job = context;
    size_t start = chunk * job->scatter.chunk_rows;
    size_t end = ig_least(start + job->scatter.chunk_rows, job->n_rows);
    uint32_t *counts = job->scatter.at + chunk * DIGITS;
    memset(counts, 0, DIGITS * sizeof *counts);
    for (size_t i = start; i < end; i++)
        counts[digit(job, job->keys[i])]++;
    return 0;
}

static int move_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker;
    sort_job *job = context;
    size_t start = chunk * job->scatter.chunk_rows;
    size_t end = ig_least(start + job->scatter.chunk_rows, job->n_rows);
    uint32_t *next = job->scatter.at + chunk * DIGITS;
    for (size_t i = start; i < end; i++) {
        /* Often: the first rows of all meet the whole of two arrays as new memory. */
        if (i % IG_VECTOR_ROWS == 0 && ig_pool_check(job->context->pool, err) != 0)
            return -1;
        uint32_t place = next[digit(job, job->keys[i])]++;
        job->keys2[place] = job->keys[i];
        job->rows2[place] = job->rows[i];
    }
    return 0;
}

/* True when every row has the same digit: the pass would change nothing. */
static bool one_digit(const sort_job *job) {
    size_t shared = digit(job, job->keys[0]);
    const uint32_t *starts = job->scatter.starts;
    return starts[shared + 1] - starts[shared] == job->n_rows;
}

static int sort_pass(const ig_context *context, sort_job *job, ig_error *err) {
    size_t n_chunks = job->scatter.n_chunks;
    if (ig_pool_run(context->pool, n_chunks, count_chunk, job, err) != 0)
        return -1;
    ig_scatter_place(&job->scatter);
    if (one_digit(job))
        return 0;
    if (ig_pool_run(context->pool, n_chunks, move_chunk, job, err) != 0)
        return -1;
    uint64_t *keys = job->keys;
    uint32_t *rows = job->rows;
    job->keys = job->keys2;
    job->rows = job->rows2;
    job->keys2 = keys;
    job->rows2 = rows;
    return 0;
}

/* Sorts by one word; its used bits lie at the top. */
static int sort_word(const ig_context *context, sort_job *job, ig_error *err) {
    if (ig_pool_run(context->pool, ig_morsels(context, job->n_rows), gather_morsel, job, err) != 0)
        return -1;
    unsigned bits = job->packing.bits[job->word];
    for (job->shift = (64 - bits) / DIGIT_BITS * DIGIT_BITS; bits > 0 && job->shift < 64;
         job->shift += DIGIT_BITS)
        if (sort_pass(context, job, err) != 0)
            return -1;
    return 0;
}

static int job_init(sort_job *job, const ig_keys *keys, ig_error *err) {
    ig_memory *memory = job->context->memory;
    size_t n = job->n_rows;
    if (ig_packing_init(memory, &job->packing, keys, err) != 0)
        return -1;
    size_t row_bytes = job->packing.n_words * sizeof *job->words;
    job->words = ig_alloc_array(memory, n, row_bytes, err);
    if (job->words == NULL)
        return -1;
    job->keys = ig_alloc_array(memory, n, sizeof *job->keys, err);
    if (job->keys == NULL)
        return -1;
    job->keys2 = ig_alloc_array(memory, n, sizeof *job->keys2, err);
    if (job->keys2 == NULL)
        return -1;
    job->rows = ig_alloc_array(memory, n, sizeof *job->rows, err);
    if (job->rows == NULL)
        return -1;
    job->rows2 = ig_alloc_array(memory, n, sizeof *job->rows2, err);
    if (job->rows2 == NULL)
        return -1;
    return ig_scatter_init(job->context, &job->scatter, n, DIGITS, err);
}

static void job_reset(sort_job *job) {
    ig_packing_reset(&job->packing);
    ig_scatter_reset(&job->scatter);
    ig_free(job->words);
    ig_free(job->keys);
    ig_free(job->keys2);
    ig_free(job->rows);
    ig_free(job->rows2);
}

uint32_t *ig_order_rows(const ig_context *context, const ig_keys *keys, size_t n_rows,
                        ig_error *err) {
    sort_job job = {.context = context, .n_rows = n_rows};
    uint32_t *order = NULL;
    if (job_init(&job, keys, err) != 0)
        goto done;
    if (ig_pool_run(context->pool, ig_morsels(context, n_rows), pack_morsel, &job, err) != 0)
        goto done;
    for (size_t word = job.packing.n_words; n_rows > 0 && word > 0; word--) {
        job.word = word - 1;
        if (sort_word(context, &job, err) != 0)
            goto done;
    }
    order = job.rows;
    job.rows = NULL; /* moved */
done:
    job_reset(&job);
    return order;
}
