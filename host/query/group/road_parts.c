/*
 * The road by parts. Each part is one task: its records lie in a cache while its rows come by, run
 * after run; those that got rows are then copied out. On the direct road within a part the stored
 * key is the record's place itself, on the hashed one the table of the part tells it.
 */
#include "query/group/part_table.h"
#include "query/group/parts.h"

#include <string.h>

typedef struct worker {
    char *records; /* owned: of a part, all zero between parts */
    size_t room;   /* records */
    ig_part_table table;
    ig_loaded *loaded; /* owned: of each source */
} worker;

typedef struct road_job {
    const ig_journey *journey;
    ig_parts parts;
    size_t n_workers;
    worker *workers; /* owned */
} road_job;

static int make_records(const ig_tally *tally, worker *w, size_t n, ig_error *err) {
    if (n <= w->room)
        return 0;
    size_t room = n > 2 * w->room ? n : 2 * w->room, bytes = tally->record_bytes;
    char *records = ig_realloc_array(tally->memory, w->records, room, bytes, err);
    if (records == NULL)
        return -1;
    memset(records + w->room * bytes, 0, (room - w->room) * bytes);
    w->records = records;
    w->room = room;
    return 0;
}

static int worker_init(const road_job *job, worker *w, ig_error *err) {
    const ig_tally *tally = job->journey->tally;
    if (w->loaded != NULL)
        return 0;
    ig_part_table_init(&w->table, tally->memory, job->parts.packing.n_words);
    w->loaded = ig_alloc_zero(tally->memory, tally->n_sources, sizeof *w->loaded, err);
    return w->loaded != NULL ? 0 : -1;
}

static void worker_reset(worker *w) {
    ig_free(w->records);
    ig_free(w->loaded);
    ig_part_table_reset(&w->table);
}

/* The offsets of n rows' records, and room for these. */
static int locate(const road_job *job, worker *w, size_t at, size_t n, uint32_t *room,
                  const uint32_t **offsets, ig_error *err) {
    const ig_parts *parts = &job->parts;
    const ig_tally *tally = job->journey->tally;
    const void *keys = parts->keys + at * parts->key_bytes;
    if (parts->part_slots > 0) {
        *offsets = keys;
        return 0;
    }
    *offsets = room;
    if (ig_part_table_find(&w->table, keys, n, (uint32_t)tally->record_bytes, room, err) != 0)
        return -1;
    return make_records(tally, w, w->table.n_keys, err);
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

static int fold_run(const road_job *job, worker *w, size_t start, size_t end, ig_error *err) {
    const ig_journey *journey = job->journey;
    uint32_t room[IG_VECTOR_ROWS];
    for (size_t at = start; at < end; at += IG_VECTOR_ROWS) {
        ig_batch batch = {.n = ig_least(IG_VECTOR_ROWS, end - at),
                          .positions = job->parts.rows + at,
                          .loaded = w->loaded};
        if (locate(job, w, at, batch.n, room, &batch.offsets, err) != 0)
            return -1;
        load(job, w, at);
        batch.one_record = ig_offsets_equal(batch.offsets, batch.n);
        ig_tally_enter(w->records, &batch);
        ig_tally_add(journey->tally, w->records, &batch);
        if (journey->groups->ids != NULL)
            note_firsts(w->records, &batch, journey->groups->ids);
    }
    return 0;
}

/* Copies the records that got rows out of the first n, which become empty. */
static int copy_out(const ig_tally *tally, worker *w, size_t n, ig_records *out, ig_error *err) {
    size_t bytes = tally->record_bytes, n_used = 0;
    for (size_t i = 0; i < n; i++)
        n_used += *ig_record_first(w->records + i * bytes) != 0;
    out->bytes = ig_alloc_array(tally->memory, n_used, bytes, err);
    if (out->bytes == NULL)
        return -1;
    out->stride = bytes;
    for (size_t i = 0; i < n; i++)
        if (*ig_record_first(w->records + i * bytes) != 0)
            memcpy(out->bytes + out->n++ * bytes, w->records + i * bytes, bytes);
    memset(w->records, 0, n * bytes);
    return 0;
}

static int fold_part(void *context, size_t part, unsigned number, ig_error *err) {
    road_job *job = context;
    const ig_parts *parts = &job->parts;
    ig_tally *tally = job->journey->tally;
    worker *w = &job->workers[number];
    const uint32_t *starts = parts->starts + part;
    size_t n_rows = 0, stride = parts->n_parts + 1;
    for (size_t c = 0; c < parts->n_chunks; c++)
        n_rows += starts[c * stride + 1] - starts[c * stride];
    if (n_rows == 0)
        return 0;
    if (worker_init(job, w, err) != 0 || make_records(tally, w, parts->part_slots, err) != 0)
        return -1;
    if (parts->part_slots == 0 && ig_part_table_clear(&w->table, n_rows, err) != 0)
        return -1;
    for (size_t c = 0; c < parts->n_chunks; c++)
        if (fold_run(job, w, starts[c * stride], starts[c * stride + 1], err) != 0)
            return -1;
    size_t n = parts->part_slots > 0 ? parts->part_slots : w->table.n_keys;
    return copy_out(tally, w, n, &tally->parts[part], err);
}

static int fold_parts(road_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    ig_tally *tally = journey->tally;
    tally->parts = ig_alloc_zero(tally->memory, job->parts.n_parts, sizeof *tally->parts, err);
    if (tally->parts == NULL)
        return -1;
    tally->n_parts = job->parts.n_parts;
    job->n_workers = ig_pool_size(journey->context->pool);
    job->workers = ig_alloc_zero(tally->memory, job->n_workers, sizeof *job->workers, err);
    if (job->workers == NULL)
        return -1;
    int rc = ig_pool_run(journey->context->pool, tally->n_parts, fold_part, job, err);
    for (size_t i = 0; i < job->n_workers; i++)
        worker_reset(&job->workers[i]);
    ig_free(job->workers);
    return rc;
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
    ig_parts_reset(journey, &job.parts);
    return rc == 0 ? number_rows(journey, err) : -1;
}
