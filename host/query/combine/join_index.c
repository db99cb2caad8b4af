/*
 * Building the index. Rows are partitioned by address or by hash, in row order; each part then fills
 * its own stretch of the index, which fits a cache, and no two parts touch the same place. Most
 * indexes are of unique keys (code lists), so an addressed one is first built as such: a plain
 * array of rows; only if a key comes twice are the parts filled again with spans.
 */
#include "query/combine/join_index.h"

#include "query/vector/scatter.h"

#include <string.h>

enum {
    PART_ROWS = 16384,
    PART_BITS_MAX = 8,
    PART_SLOTS_BITS = 16 /* of an addressed part, at least */
};

typedef struct build {
    const ig_context *context;
    ig_join_index *index;
    const ig_view *views;
    size_t n_rows;
    unsigned shift; /* addressed: address >> shift is the part */
    ig_scatter scatter;
    uint64_t *words; /* owned: part by part */
    uint32_t *rows;  /* owned: part by part */
    bool *doubled;   /* owned: parts in which a key has two rows */
} build;

static inline size_t part_of(const build *b, const uint64_t *words) {
    const ig_join_keys *keys = &b->index->keys;
    return keys->n_slots > 0 ? (size_t)(words[0] >> b->shift)
                             : ig_join_part(b->index, ig_join_hash(words, keys->n_words));
}

static size_t chunk_end(const build *b, size_t chunk) {
    return ig_least((chunk + 1) * b->scatter.chunk_rows, b->n_rows);
}

static int count_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    build *b = context;
    const ig_join_keys *keys = &b->index->keys;
    uint64_t words[IG_VECTOR_ROWS];
    uint8_t whole[IG_VECTOR_ROWS];
    size_t step = ig_join_keys_step(keys), end = chunk_end(b, chunk);
    uint32_t *counts = b->scatter.at + chunk * b->scatter.n_parts;
    for (size_t at = chunk * b->scatter.chunk_rows; at < end; at += step) {
        size_t n = ig_least(step, end - at);
        ig_join_keys_words(keys, b->views, at, n, words, whole);
        for (size_t i = 0; i < n; i++)
            if (whole[i])
                counts[part_of(b, words + i * keys->n_words)]++;
    }
    return 0;
}

static int move_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    build *b = context;
    const ig_join_keys *keys = &b->index->keys;
    uint64_t words[IG_VECTOR_ROWS];
    uint8_t whole[IG_VECTOR_ROWS];
    size_t step = ig_join_keys_step(keys), end = chunk_end(b, chunk), width = keys->n_words;
    uint32_t *next = b->scatter.at + chunk * b->scatter.n_parts;
    for (size_t at = chunk * b->scatter.chunk_rows; at < end; at += step) {
        size_t n = ig_least(step, end - at);
        ig_join_keys_words(keys, b->views, at, n, words, whole);
        for (size_t i = 0; i < n; i++) {
            if (!whole[i])
                continue;
            size_t place = next[part_of(b, words + i * width)]++;
            memcpy(b->words + place * width, words + i * width, width * sizeof *words);
            b->rows[place] = (uint32_t)(at + i);
        }
    }
    return 0;
}

/* ---- addressed ---- */

static int address_rows(void *context, size_t part, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    build *b = context;
    size_t lo = part << b->shift;
    size_t hi = ig_least(lo + ((size_t)1 << b->shift), b->index->keys.n_slots);
    uint32_t *rows = b->index->rows;
    memset(rows + lo, 0xff, (hi - lo) * sizeof *rows); /* IG_NO_ROW */
    for (size_t i = b->scatter.starts[part]; i < b->scatter.starts[part + 1]; i++) {
        uint32_t *row = &rows[b->words[i]];
        if (*row != IG_NO_ROW) {
            b->doubled[part] = true;
            return 0;
        }
        *row = b->rows[i];
    }
    return 0;
}

/* Gives a span of several rows its stretch of the list; `at` is its end until rows are put there. */
static inline void place_span(ig_join_span *span, size_t *next) {
    if (span->n > 1) {
        *next += span->n;
        span->at = (uint32_t)*next;
    }
}

/* Rows come from the last to the first. */
static inline void put_row(uint32_t *list, ig_join_span *span, uint32_t row) {
    if (span->n > 1)
        list[--span->at] = row;
    else
        span->at = row;
}

static int address_spans(void *context, size_t part, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    build *b = context;
    size_t start = b->scatter.starts[part], end = b->scatter.starts[part + 1], next = start;
    size_t lo = part << b->shift;
    size_t hi = ig_least(lo + ((size_t)1 << b->shift), b->index->keys.n_slots);
    ig_join_span *spans = b->index->spans;
    for (size_t i = start; i < end; i++)
        spans[b->words[i]].n++;
    for (size_t i = lo; i < hi; i++)
        place_span(&spans[i], &next);
    for (size_t i = end; i > start; i--)
        put_row(b->index->list, &spans[b->words[i - 1]], b->rows[i - 1]);
    return 0;
}

/* ---- hashed ---- */

/* The slot of a row's words in its part: the one that has them, or a free one. */
static inline size_t seek(const ig_join_index *index, size_t part, const uint64_t *words,
                          uint64_t hash) {
    size_t start = index->starts[part], end = index->starts[part + 1];
    size_t width = index->keys.n_words;
    size_t at = start + ig_join_home(hash, end - start);
    for (;; at = at + 1 < end ? at + 1 : start) {
        const ig_join_slot *slot = &index->slots[at];
        if (slot->span.n == 0)
            return at;
        if (slot->hash == hash &&
            (width == 1 || memcmp(index->words + at * width, words, width * sizeof *words) == 0))
            return at;
    }
}

static int hash_rows(void *context, size_t part, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    build *b = context;
    ig_join_index *index = b->index;
    size_t width = index->keys.n_words;
    for (size_t i = b->scatter.starts[part]; i < b->scatter.starts[part + 1]; i++) {
        const uint64_t *words = b->words + i * width;
        uint64_t hash = ig_join_hash(words, width);
        size_t at = seek(index, part, words, hash);
        ig_join_slot *slot = &index->slots[at];
        if (slot->span.n++ > 0) {
            b->doubled[part] = true;
            continue;
        }
        slot->hash = hash;
        slot->span.at = b->rows[i];
        if (width > 1)
            memcpy(index->words + at * width, words, width * sizeof *words);
    }
    return 0;
}

static int hash_lists(void *context, size_t part, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    build *b = context;
    ig_join_index *index = b->index;
    size_t start = b->scatter.starts[part], next = start, width = index->keys.n_words;
    if (!b->doubled[part])
        return 0;
    for (size_t i = index->starts[part]; i < index->starts[part + 1]; i++)
        place_span(&index->slots[i].span, &next);
    for (size_t i = b->scatter.starts[part + 1]; i > start; i--) {
        const uint64_t *words = b->words + (i - 1) * width;
        size_t at = seek(index, part, words, ig_join_hash(words, width));
        put_row(index->list, &index->slots[at].span, b->rows[i - 1]);
    }
    return 0;
}

/* ---- the whole ---- */

/* How many parts; sets how a part is told. */
static size_t choose_parts(build *b) {
    ig_join_index *index = b->index;
    size_t n_slots = index->keys.n_slots;
    if (n_slots > 0) {
        b->shift = PART_SLOTS_BITS;
        while ((n_slots - 1) >> b->shift >= (size_t)1 << PART_BITS_MAX)
            b->shift++;
        return ((n_slots - 1) >> b->shift) + 1;
    }
    while (index->part_bits < PART_BITS_MAX && b->n_rows >> index->part_bits > PART_ROWS)
        index->part_bits++;
    return (size_t)1 << index->part_bits;
}

static int partition(build *b, ig_error *err) {
    const ig_context *context = b->context;
    size_t width = b->index->keys.n_words;
    if (ig_scatter_init(context, &b->scatter, b->n_rows, choose_parts(b), err) != 0)
        return -1;
    size_t n_chunks = b->scatter.n_chunks, n_parts = b->scatter.n_parts;
    if (ig_pool_run(context->pool, n_chunks, count_chunk, b, err) != 0)
        return -1;
    ig_scatter_place(&b->scatter);
    size_t n = b->scatter.starts[n_parts];
    b->words = ig_alloc_array(context->memory, n, width * sizeof *b->words, err);
    if (b->words == NULL)
        return -1;
    b->rows = ig_alloc_array(context->memory, n, sizeof *b->rows, err);
    if (b->rows == NULL)
        return -1;
    b->doubled = ig_alloc_zero(context->memory, n_parts, sizeof *b->doubled, err);
    return b->doubled != NULL ? ig_pool_run(context->pool, n_chunks, move_chunk, b, err) : -1;
}

static bool any_doubled(const build *b) {
    for (size_t i = 0; i < b->scatter.n_parts; i++)
        if (b->doubled[i])
            return true;
    return false;
}

static int make_list(build *b, ig_error *err) {
    size_t n = b->scatter.starts[b->scatter.n_parts];
    b->index->list = ig_alloc_array(b->context->memory, n, sizeof *b->index->list, err);
    return b->index->list != NULL ? 0 : -1;
}

static int build_addressed(build *b, ig_error *err) {
    ig_join_index *index = b->index;
    ig_memory *memory = b->context->memory;
    size_t n_parts = b->scatter.n_parts, n_slots = index->keys.n_slots;
    index->rows = ig_alloc_array(memory, n_slots, sizeof *index->rows, err);
    if (index->rows == NULL || ig_pool_run(b->context->pool, n_parts, address_rows, b, err) != 0)
        return -1;
    index->unique = !any_doubled(b);
    if (index->unique)
        return 0;
    ig_free(index->rows);
    index->rows = NULL;
    index->spans = ig_alloc_zero(memory, n_slots, sizeof *index->spans, err);
    if (index->spans == NULL || make_list(b, err) != 0)
        return -1;
    return ig_pool_run(b->context->pool, n_parts, address_spans, b, err);
}

/* Two thirds of a part's slots are taken at most, so that every search ends soon. */
static int make_slots(build *b, ig_error *err) {
    ig_join_index *index = b->index;
    ig_memory *memory = b->context->memory;
    size_t n_parts = b->scatter.n_parts, width = index->keys.n_words;
    index->starts = ig_alloc_array(memory, n_parts + 1, sizeof *index->starts, err);
    if (index->starts == NULL)
        return -1;
    index->starts[0] = 0;
    for (size_t i = 0; i < n_parts; i++) {
        size_t n = b->scatter.starts[i + 1] - b->scatter.starts[i];
        index->starts[i + 1] = index->starts[i] + n + n / 2 + 1;
    }
    size_t n_slots = index->starts[n_parts];
    index->slots = ig_alloc_zero(memory, n_slots, sizeof *index->slots, err);
    if (index->slots == NULL || width == 1)
        return index->slots != NULL ? 0 : -1;
    index->words = ig_alloc_array(memory, n_slots, width * sizeof *index->words, err);
    return index->words != NULL ? 0 : -1;
}

static int build_hashed(build *b, ig_error *err) {
    size_t n_parts = b->scatter.n_parts;
    if (make_slots(b, err) != 0 || ig_pool_run(b->context->pool, n_parts, hash_rows, b, err) != 0)
        return -1;
    b->index->unique = !any_doubled(b);
    if (b->index->unique)
        return 0;
    return make_list(b, err) == 0 ? ig_pool_run(b->context->pool, n_parts, hash_lists, b, err) : -1;
}

int ig_join_index_init(const ig_context *context, ig_join_index *index, const ig_view *views,
                       size_t n_keys, size_t n_rows, ig_error *err) {
    *index = (ig_join_index){0};
    build b = {.context = context, .index = index, .views = views, .n_rows = n_rows};
    if (ig_join_keys_init(context, &index->keys, views, n_keys, n_rows, err) != 0)
        return -1;
    int rc = partition(&b, err);
    if (rc == 0)
        rc = index->keys.n_slots > 0 ? build_addressed(&b, err) : build_hashed(&b, err);
    ig_scatter_reset(&b.scatter);
    ig_free(b.words);
    ig_free(b.rows);
    ig_free(b.doubled);
    if (rc != 0)
        ig_join_index_reset(index);
    return rc;
}

void ig_join_index_reset(ig_join_index *index) {
    ig_join_keys_reset(&index->keys);
    ig_free(index->rows);
    ig_free(index->spans);
    ig_free(index->slots);
    ig_free(index->words);
    ig_free(index->starts);
    ig_free(index->list);
    *index = (ig_join_index){0};
}
