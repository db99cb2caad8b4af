/*
 * Parts. Slots go to parts in blocks dealt out in turn: neighbours in the key's order, which are
 * often the busiest together (small codes are those met first), come to different parts. Hashed keys
 * go by the top bits of their hash. A chunk is worked twice: keys are computed and counted by part,
 * then all that belongs to a row is moved to its place.
 */
#include "query/group/parts.h"

#include "base/clones.h"
#include "query/group/part_table.h"
#include "query/group/slots.h"

#include <string.h>

enum {
    BLOCK_BITS = 6,
    PART_BITS_MOST = 10,
    PART_SLOTS_MOST = 32768, /* with the rows of the largest chunk, an item has 32 bits */
    RUN_ROWS = 256,
    CHUNK_ROWS = 32768 /* at least, or a morsel */
};

typedef struct worker {
    char *keys;      /* owned: of a chunk, as ig_parts.keys; NULL until it has a task */
    uint16_t *parts; /* owned: of each row of a chunk */
    uint32_t *next;  /* owned: the free place of each part */
    ig_loader loader;
    uint32_t places[IG_VECTOR_ROWS]; /* of a vector's rows */
} worker;

typedef struct parts_job {
    const ig_journey *journey;
    ig_parts *parts;
    size_t n_workers;
    worker *workers; /* owned */
} parts_job;

static int worker_init(const parts_job *job, worker *w, ig_error *err) {
    const ig_tally *tally = job->journey->tally;
    const ig_parts *parts = job->parts;
    if (w->keys != NULL)
        return 0;
    if (w->loader.loaded == NULL &&
        ig_loader_init(tally->memory, &w->loader, tally->sources, tally->n_sources, err) != 0)
        return -1;
    w->parts = ig_alloc_array(tally->memory, parts->chunk_rows, sizeof *w->parts, err);
    if (w->parts == NULL)
        return -1;
    w->next = ig_alloc_array(tally->memory, parts->n_parts, sizeof *w->next, err);
    if (w->next == NULL)
        return -1;
    w->keys = ig_alloc_array(tally->memory, parts->chunk_rows, parts->key_bytes, err);
    return w->keys != NULL ? 0 : -1;
}

static void worker_reset(worker *w) {
    ig_free(w->keys);
    ig_free(w->parts);
    ig_free(w->next);
    ig_loader_reset(&w->loader);
}

/* ---- Keys, and the part of each ---- */

IG_CLONES
static void split_slots(uint32_t *slots, uint16_t *numbers, unsigned bits, unsigned row_bits,
                        uint32_t row, size_t n) {
    const uint32_t in_block = (1u << BLOCK_BITS) - 1, last = (1u << bits) - 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t block = slots[i] >> BLOCK_BITS;
        uint32_t slot = (block >> bits << BLOCK_BITS) | (slots[i] & in_block);
        numbers[i] = (uint16_t)(block & last);
        slots[i] = slot << row_bits | (row + (uint32_t)i);
    }
}

static void split_hashes(const ig_parts *parts, const uint64_t *words, uint16_t *numbers,
                         size_t n) {
    size_t n_words = parts->packing.n_words;
    unsigned shift = 64 - parts->part_bits;
    if (parts->part_bits == 0)
        memset(numbers, 0, n * sizeof *numbers);
    else if (n_words == 1)
        for (size_t i = 0; i < n; i++)
            numbers[i] = (uint16_t)(ig_hash_words(words + i, 1) >> shift);
    else
        for (size_t i = 0; i < n; i++)
            numbers[i] = (uint16_t)(ig_hash_words(words + i * n_words, n_words) >> shift);
}

/* Of n rows from row i of a chunk on. */
static void make_keys(const parts_job *job, size_t lo, size_t i, size_t n, char *keys,
                      uint16_t *numbers) {
    const ig_journey *journey = job->journey;
    const ig_parts *parts = job->parts;
    if (parts->part_slots > 0) {
        uint32_t *slots = (void *)keys;
        ig_slots_offsets(journey->keys, NULL, 1, lo + i, n, slots);
        split_slots(slots, numbers, parts->part_bits, parts->row_bits, (uint32_t)i, n);
        return;
    }
    uint64_t *words = (void *)keys;
    ig_packing_words(&parts->packing, lo + i, n, words);
    split_hashes(parts, words, numbers, n);
}

/* Rows whose packed words fit a vector. */
static size_t step_rows(const ig_parts *parts) {
    return IG_VECTOR_ROWS / (parts->key_bytes / 8 > 1 ? parts->key_bytes / 8 : 1);
}

/* Leaves keys, part numbers and, in `starts`, the first place of each part. */
static void key_chunk(const parts_job *job, worker *w, ig_morsel rows, uint32_t *starts) {
    const ig_parts *parts = job->parts;
    size_t step = step_rows(parts), n_rows = rows.hi - rows.lo;
    memset(starts, 0, (parts->n_parts + 1) * sizeof *starts);
    for (size_t i = 0; i < n_rows; i += step)
        make_keys(job, rows.lo, i, ig_least(step, n_rows - i), w->keys + i * parts->key_bytes,
                  w->parts + i);
    for (size_t i = 0; i < n_rows; i++)
        starts[w->parts[i] + 1]++;
    starts[0] = (uint32_t)rows.lo;
    for (size_t p = 0; p < parts->n_parts; p++)
        starts[p + 1] += starts[p];
}

/* ---- Moving rows ---- */

static inline void move_8(uint8_t *to, const uint8_t *from, const uint32_t *places, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[places[i]] = from[i];
}

static inline void move_16(uint16_t *to, const uint16_t *from, const uint32_t *places, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[places[i]] = from[i];
}

static inline void move_32(uint32_t *to, const uint32_t *from, const uint32_t *places, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[places[i]] = from[i];
}

static inline void move_64(uint64_t *to, const uint64_t *from, const uint32_t *places, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[places[i]] = from[i];
}

static void move_items(char *to, const void *from, size_t bytes, const uint32_t *places, size_t n) {
    switch (bytes) {
    case 1: move_8((void *)to, from, places, n); return;
    case 2: move_16((void *)to, from, places, n); return;
    case 4: move_32((void *)to, from, places, n); return;
    case 8: move_64((void *)to, from, places, n); return;
    default: /* keys of several words */
        for (size_t i = 0; i < n; i++)
            memcpy(to + places[i] * bytes, (const char *)from + i * bytes, bytes);
        return;
    }
}

static inline void move_rows(uint32_t *to, size_t start, const uint32_t *places, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[places[i]] = (uint32_t)(start + i);
}

static void move_vector(const parts_job *job, worker *w, ig_morsel rows, size_t i, size_t n) {
    const ig_parts *parts = job->parts;
    uint32_t *places = w->places;
    for (size_t k = 0; k < n; k++)
        places[k] = w->next[w->parts[i + k]]++;
    move_items(parts->keys, w->keys + i * parts->key_bytes, parts->key_bytes, places, n);
    if (parts->rows != NULL)
        move_rows(parts->rows, rows.lo + i, places, n);
    ig_loader_load(&w->loader, rows.lo + i, n);
    for (size_t s = 0; s < w->loader.n; s++) {
        const ig_stream *stream = &parts->streams[s];
        ig_loaded from = w->loader.loaded[s];
        move_items(stream->values, from.values, w->loader.sources[s].width, places, n);
        if (from.present != NULL)
            move_8(stream->present, from.present, places, n);
    }
}

/* Fetches the fresh memory that a chunk goes to in a row, rather than line by line as rows do. */
static void fetch_room(const parts_job *job, const worker *w, ig_morsel rows) {
    const ig_parts *parts = job->parts;
    size_t n_rows = rows.hi - rows.lo;
    ig_fetch(parts->keys + rows.lo * parts->key_bytes, n_rows * parts->key_bytes);
    for (size_t s = 0; s < w->loader.n; s++) {
        size_t width = w->loader.sources[s].width;
        ig_fetch(parts->streams[s].values + rows.lo * width, n_rows * width);
    }
}

static int move_chunk(void *context, size_t chunk, unsigned number, ig_error *err) {
    parts_job *job = context;
    const ig_parts *parts = job->parts;
    worker *w = &job->workers[number];
    size_t lo = chunk * parts->chunk_rows, n_rows = job->journey->tally->n_rows;
    ig_morsel rows = {lo, lo + ig_least(parts->chunk_rows, n_rows - lo)};
    uint32_t *starts = parts->starts + chunk * (parts->n_parts + 1);
    if (worker_init(job, w, err) != 0)
        return -1;
    key_chunk(job, w, rows, starts);
    memcpy(w->next, starts, parts->n_parts * sizeof *starts);
    fetch_room(job, w, rows);
    for (size_t i = 0; i < rows.hi - rows.lo; i += IG_VECTOR_ROWS)
        move_vector(job, w, rows, i, ig_least(IG_VECTOR_ROWS, rows.hi - rows.lo - i));
    return 0;
}

/* ---- Room ---- */

static void plan_slots(const ig_journey *journey, ig_parts *parts) {
    size_t bytes = journey->n_slots * journey->tally->record_bytes;
    while (parts->part_bits < PART_BITS_MOST &&
           (bytes >> parts->part_bits > journey->roads->part_bytes ||
            journey->n_slots >> parts->part_bits > PART_SLOTS_MOST))
        parts->part_bits++;
    size_t blocks = (journey->n_slots >> BLOCK_BITS) + 1;
    parts->part_slots = ((blocks >> parts->part_bits) + 1) << BLOCK_BITS;
    parts->key_bytes = sizeof(uint32_t);
}

static int plan_hashes(const ig_journey *journey, ig_parts *parts, ig_error *err) {
    if (ig_packing_init(journey->tally->memory, &parts->packing, journey->keys, err) != 0)
        return -1;
    if (parts->packing.n_words > IG_VECTOR_ROWS)
        return ig_fail(err, IG_ERROR_LIMIT, "at most %d key columns are possible", IG_VECTOR_ROWS);
    while (parts->part_bits < PART_BITS_MOST &&
           journey->tally->n_rows >> parts->part_bits > journey->roads->part_rows)
        parts->part_bits++;
    parts->key_bytes = parts->packing.n_words * sizeof(uint64_t);
    return 0;
}

static int make_streams(const ig_tally *tally, ig_parts *parts, ig_error *err) {
    ig_memory *memory = tally->memory;
    parts->streams = ig_alloc_zero(memory, tally->n_sources, sizeof *parts->streams, err);
    if (parts->streams == NULL)
        return -1;
    for (size_t s = 0; s < tally->n_sources; s++) {
        const ig_source *source = &tally->sources[s];
        ig_stream *stream = &parts->streams[s];
        stream->values = ig_alloc_array(memory, tally->n_rows, source->width, err);
        if (stream->values == NULL)
            return -1;
        if (!source->has_missing)
            continue;
        stream->present = ig_alloc_array(memory, tally->n_rows, 1, err);
        if (stream->present == NULL)
            return -1;
    }
    return 0;
}

static int make_room(const ig_journey *journey, ig_parts *parts, ig_error *err) {
    ig_memory *memory = journey->tally->memory;
    size_t n_rows = journey->tally->n_rows, morsel = ig_morsel_rows(journey->context);
    parts->n_parts = (size_t)1 << parts->part_bits;
    parts->chunk_rows = ig_least(morsel, CHUNK_ROWS);
    if (parts->chunk_rows < parts->n_parts * RUN_ROWS)
        parts->chunk_rows = parts->n_parts * RUN_ROWS;
    while ((size_t)1 << parts->row_bits < parts->chunk_rows)
        parts->row_bits++;
    parts->n_chunks = n_rows / parts->chunk_rows + (n_rows % parts->chunk_rows != 0);
    parts->starts =
        ig_alloc_array(memory, parts->n_chunks, (parts->n_parts + 1) * sizeof *parts->starts, err);
    if (parts->starts == NULL)
        return -1;
    parts->keys = ig_alloc_array(memory, n_rows, parts->key_bytes, err);
    if (parts->keys == NULL)
        return -1;
    if (parts->part_slots == 0) {
        parts->rows = ig_alloc_array(memory, n_rows, sizeof *parts->rows, err);
        if (parts->rows == NULL)
            return -1;
    }
    return make_streams(journey->tally, parts, err);
}

void ig_parts_reset(const ig_journey *journey, ig_parts *parts) {
    for (size_t s = 0; parts->streams != NULL && s < journey->tally->n_sources; s++) {
        ig_free(parts->streams[s].values);
        ig_free(parts->streams[s].present);
    }
    ig_packing_reset(&parts->packing);
    ig_free(parts->starts);
    ig_free(parts->keys);
    ig_free(parts->rows);
    ig_free(parts->streams);
    *parts = (ig_parts){0};
}

static int fill(const ig_journey *journey, ig_parts *parts, ig_error *err) {
    ig_memory *memory = journey->tally->memory;
    parts_job job = {journey, parts, ig_pool_size(journey->context->pool), NULL};
    job.workers = ig_alloc_zero(memory, job.n_workers, sizeof *job.workers, err);
    if (job.workers == NULL)
        return -1;
    int rc = ig_pool_run(journey->context->pool, parts->n_chunks, move_chunk, &job, err);
    for (size_t w = 0; w < job.n_workers; w++)
        worker_reset(&job.workers[w]);
    ig_free(job.workers);
    return rc;
}

int ig_parts_make(const ig_journey *journey, ig_parts *parts, ig_error *err) {
    *parts = (ig_parts){0};
    if (journey->n_slots > 0)
        plan_slots(journey, parts);
    else if (plan_hashes(journey, parts, err) != 0)
        return -1;
    return make_room(journey, parts, err) == 0 ? fill(journey, parts, err) : -1;
}
