/*
 * The road by parts. Each part is one task: the records of its groups are made as rows come by, run
 * after run, and stay in a cache meanwhile. They lie in order of first appearance, so those that one
 * chunk brought stand together in each part: these are the spans, listed by chunk, so that groups of
 * neighbouring numbers are read together and a column is written from its start to its end.
 */
#include "base/clones.h"
#include "query/group/part_table.h"
#include "query/group/parts.h"

#include <string.h>

enum { BLOCK_BYTES = 8 << 20 };

typedef struct worker {
    ig_part_table table;
    ig_record_block *blocks; /* owned: of the parts it had, the newest first */
    size_t room, used;       /* records of the newest block; the part's begin at `used` */
    ig_loaded *loaded;       /* owned: of each source */
    uint32_t offsets[IG_VECTOR_ROWS], positions[IG_VECTOR_ROWS], fresh[IG_VECTOR_ROWS];
} worker;

typedef struct road_job {
    const ig_journey *journey;
    ig_parts parts;
    char **records; /* owned: of each part */
    uint32_t *ends; /* owned: chunk × n_parts: the records of a part once it met the chunk */
    size_t n_workers;
    worker *workers; /* owned */
} road_job;

static int worker_init(const road_job *job, worker *w, ig_error *err) {
    const ig_tally *tally = job->journey->tally;
    if (w->loaded != NULL)
        return 0;
    ig_part_table_init(&w->table, tally->memory, job->parts.packing.n_words);
    w->loaded = ig_alloc_zero(tally->memory, tally->n_sources, sizeof *w->loaded, err);
    return w->loaded != NULL ? 0 : -1;
}

static void worker_reset(worker *w) {
    ig_record_blocks_free(w->blocks);
    ig_free(w->loaded);
    ig_part_table_reset(&w->table);
}

static char *part_records(const road_job *job, const worker *w) {
    return w->blocks->records + w->used * job->journey->tally->record_bytes;
}

/* Room for n records of the part, which has n_old of them. */
static int make_room(const road_job *job, worker *w, size_t n_old, size_t n, ig_error *err) {
    const ig_tally *tally = job->journey->tally;
    if (w->blocks != NULL && n <= w->room - w->used)
        return 0;
    const char *old = w->blocks != NULL ? part_records(job, w) : NULL;
    size_t room = ig_least(tally->n_rows, BLOCK_BYTES / tally->record_bytes);
    room = room < 2 * n ? 2 * n : room;
    if (ig_record_block_push(tally->memory, &w->blocks, room, tally->record_bytes, err) != 0)
        return -1;
    w->room = room;
    w->used = 0;
    if (old != NULL)
        memcpy(w->blocks->records, old, n_old * tally->record_bytes);
    return 0;
}

IG_CLONES
static void unpack_rows(const uint32_t *items, unsigned row_bits, uint32_t start, size_t n,
                        uint32_t *rows) {
    const uint32_t mask = (1u << row_bits) - 1;
    for (size_t i = 0; i < n; i++)
        rows[i] = start + (items[i] & mask);
}

/* The vector of rows at `at`: their positions, and the offsets of their records, which are made. */
static int locate(const road_job *job, worker *w, size_t chunk, size_t at, ig_batch *batch,
                  ig_error *err) {
    const ig_parts *parts = &job->parts;
    const void *keys = parts->keys + at * parts->key_bytes;
    uint32_t unit = (uint32_t)job->journey->tally->record_bytes;
    size_t n_old = w->table.n_keys;
    if (parts->part_slots > 0) {
        unpack_rows(keys, parts->row_bits, (uint32_t)(chunk * parts->chunk_rows), batch->n,
                    w->positions);
        ig_part_table_address(&w->table, keys, parts->row_bits, batch->n, unit, w->offsets,
                              w->fresh);
    } else if (ig_part_table_find(&w->table, keys, batch->n, unit, w->offsets, w->fresh, err) != 0)
        return -1;
    batch->offsets = w->offsets;
    batch->positions = parts->rows != NULL ? parts->rows + at : w->positions;
    if (make_room(job, w, n_old, w->table.n_keys, err) != 0)
        return -1;
    char *records = part_records(job, w);
    for (size_t i = n_old; i < w->table.n_keys; i++)
        *ig_record_first(records + i * unit) = ~batch->positions[w->fresh[i - n_old]];
    return 0;
}

static void load(const road_job *job, worker *w, size_t at) {
    const ig_tally *tally = job->journey->tally;
    for (size_t s = 0; s < tally->n_sources; s++) {
        const ig_stream *stream = &job->parts.streams[s];
        w->loaded[s].values = stream->values + at * tally->sources[s].width;
        w->loaded[s].present = stream->present != NULL ? stream->present + at : NULL;
    }
}

/* Until groups are numbered, the id of a row is the first row of its group. */
static void note_firsts(const char *records, const ig_batch *batch, uint32_t *ids) {
    for (size_t i = 0; i < batch->n; i++)
        ids[batch->positions[i]] = ~*(const uint32_t *)(const void *)(records + batch->offsets[i]);
}

/* Fetches the beginning of a run that is read next. */
static void fetch_run(const road_job *job, size_t chunk, size_t part) {
    const ig_parts *parts = &job->parts;
    const ig_tally *tally = job->journey->tally;
    const uint32_t *starts = parts->starts + chunk * (parts->n_parts + 1) + part;
    size_t at = starts[0], n = starts[1] - at;
    ig_fetch(parts->keys + at * parts->key_bytes, ig_least(n * parts->key_bytes, IG_FETCH_BYTES));
    for (size_t s = 0; s < tally->n_sources; s++) {
        size_t width = tally->sources[s].width;
        ig_fetch(parts->streams[s].values + at * width, ig_least(n * width, IG_FETCH_BYTES));
    }
}

static int fold_run(const road_job *job, worker *w, size_t chunk, size_t part, ig_error *err) {
    const ig_journey *journey = job->journey;
    const uint32_t *starts = job->parts.starts + chunk * (job->parts.n_parts + 1) + part;
    for (size_t at = starts[0]; at < starts[1]; at += IG_VECTOR_ROWS) {
        ig_batch batch = {.n = ig_least(IG_VECTOR_ROWS, starts[1] - at), .loaded = w->loaded};
        if (locate(job, w, chunk, at, &batch, err) != 0)
            return -1;
        load(job, w, at);
        batch.one_record = ig_offsets_equal(batch.offsets, batch.n);
        ig_tally_add(journey->tally, part_records(job, w), &batch);
        if (journey->groups->ids != NULL)
            note_firsts(part_records(job, w), &batch, journey->groups->ids);
    }
    return 0;
}

static int fold_part(void *context, size_t part, unsigned number, ig_error *err) {
    road_job *job = context;
    const ig_parts *parts = &job->parts;
    worker *w = &job->workers[number];
    const uint32_t *starts = parts->starts + part;
    size_t n_rows = 0, stride = parts->n_parts + 1;
    for (size_t c = 0; c < parts->n_chunks; c++)
        n_rows += starts[c * stride + 1] - starts[c * stride];
    if (worker_init(job, w, err) != 0 ||
        ig_part_table_clear(&w->table, parts->part_slots > 0 ? parts->part_slots : n_rows, err) !=
            0)
        return -1;
    for (size_t c = 0; c < parts->n_chunks; c++) {
        if (c + 1 < parts->n_chunks)
            fetch_run(job, c + 1, part);
        if (ig_pool_check(job->journey->context->pool, err) != 0 ||
            fold_run(job, w, c, part, err) != 0)
            return -1;
        job->ends[c * parts->n_parts + part] = (uint32_t)w->table.n_keys;
    }
    if (w->table.n_keys > 0)
        job->records[part] = part_records(job, w);
    w->used += w->table.n_keys;
    return 0;
}

/* The blocks of all workers become the tally's. */
static void move_blocks(road_job *job) {
    ig_tally *tally = job->journey->tally;
    for (size_t i = 0; i < job->n_workers; i++)
        while (job->workers[i].blocks != NULL) {
            ig_record_block *block = job->workers[i].blocks;
            job->workers[i].blocks = block->next;
            block->next = tally->blocks;
            tally->blocks = block;
        }
}

static int fold_parts(road_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    const ig_parts *parts = &job->parts;
    ig_memory *memory = journey->tally->memory;
    job->records = ig_alloc_zero(memory, parts->n_parts, sizeof *job->records, err);
    if (job->records == NULL)
        return -1;
    job->ends = ig_alloc_array(memory, parts->n_chunks, parts->n_parts * sizeof *job->ends, err);
    if (job->ends == NULL)
        return -1;
    job->n_workers = ig_pool_size(journey->context->pool);
    job->workers = ig_alloc_zero(memory, job->n_workers, sizeof *job->workers, err);
    if (job->workers == NULL)
        return -1;
    int rc = ig_pool_run(journey->context->pool, parts->n_parts, fold_part, job, err);
    if (rc == 0)
        move_blocks(job);
    for (size_t i = 0; i < job->n_workers; i++)
        worker_reset(&job->workers[i]);
    return rc;
}

/* What each chunk brought to each part. */
static int list_spans(const road_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    ig_tally *tally = journey->tally;
    size_t n_parts = job->parts.n_parts, n = job->parts.n_chunks * n_parts;
    tally->spans = ig_alloc_array(tally->memory, n, sizeof *tally->spans, err);
    if (tally->spans == NULL)
        return -1;
    for (size_t i = 0; i < n; i++) {
        uint32_t begin = i < n_parts ? 0 : job->ends[i - n_parts], end = job->ends[i];
        if (ig_pool_check_at(journey->context->pool, i, err) != 0)
            return -1;
        if (begin < end)
            tally->spans[tally->n_spans++] =
                (ig_records){job->records[i % n_parts] + begin * tally->record_bytes, end - begin,
                             tally->record_bytes};
    }
    return 0;
}

typedef struct id_job {
    const ig_journey *journey;
    const ig_ranking *ranking;
} id_job;

static int id_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    (void)number, (void)err;
    const id_job *job = context;
    uint32_t *ids = job->journey->groups->ids;
    ig_morsel rows = ig_morsel_at(job->journey->context, task, job->journey->tally->n_rows);
    for (size_t i = rows.lo; i < rows.hi; i++)
        ids[i] = ig_ranking_of(job->ranking, ids[i]);
    return 0;
}

static int number_rows(const ig_journey *journey, ig_error *err) {
    ig_ranking ranking = {0};
    id_job job = {journey, &ranking};
    int rc = ig_road_number(journey, &ranking, err);
    if (rc == 0 && journey->groups->ids != NULL)
        rc =
            ig_pool_run(journey->context->pool,
                        ig_morsels(journey->context, journey->tally->n_rows), id_morsel, &job, err);
    ig_ranking_reset(&ranking);
    return rc;
}

int ig_road_parts(const ig_journey *journey, ig_error *err) {
    road_job job = {.journey = journey};
    int rc = ig_parts_make(journey, &job.parts, err);
    if (rc == 0)
        rc = fold_parts(&job, err);
    if (rc == 0)
        rc = list_spans(&job, err);
    ig_parts_reset(journey, &job.parts);
    ig_free(job.records);
    ig_free(job.ends);
    ig_free(job.workers);
    return rc == 0 ? number_rows(journey, err) : -1;
}
