/*
 * The direct road. Each thread has a set of records of its own, one a slot, and folds vector after
 * vector of rows into it; the sets are merged at the end. Where slots are few, a set has several
 * lanes of records that rows use in turn: rows of one group in a row would else wait for each other.
 */
#include "base/clones.h"
#include "query/group/road.h"
#include "query/group/slots.h"

enum { LANES_MOST = 8, LANES_BYTES = 16384, MERGE_SLOTS = 4096 };

typedef struct worker {
    char *records; /* owned; NULL until it has a task */
    ig_loader loader;
    size_t n_empty; /* records no row has come to */
    size_t next;    /* the row behind the last one met */
} worker;

typedef struct direct_job {
    const ig_journey *journey;
    size_t n_lanes;
    size_t n_workers;
    worker *workers;                /* owned */
    uint32_t lanes[IG_VECTOR_ROWS]; /* what the lane of a row adds to its offset */
} direct_job;

static size_t slot_bytes(const direct_job *job) {
    return job->n_lanes * job->journey->tally->record_bytes;
}

static int worker_init(const direct_job *job, worker *w, ig_error *err) {
    const ig_tally *tally = job->journey->tally;
    size_t n = job->journey->n_slots;
    if (w->records != NULL)
        return 0;
    if (w->loader.loaded == NULL &&
        ig_loader_init(tally->memory, &w->loader, tally->sources, tally->n_sources, err) != 0)
        return -1;
    w->records = ig_alloc_zero(tally->memory, n, slot_bytes(job), err);
    w->n_empty = n * job->n_lanes;
    return w->records != NULL ? 0 : -1;
}

IG_CLONES
static void add_lanes(uint32_t *offsets, const uint32_t *lanes, size_t n) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += lanes[i];
}

/* A thread mostly meets rows in rising order: then records that all have a first row keep it. */
static void enter(worker *w, const ig_batch *batch) {
    if (w->n_empty > 0 || batch->start < w->next)
        w->n_empty -= ig_tally_enter(w->records, batch);
    w->next = batch->start + batch->n;
}

static int fold_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    direct_job *job = context;
    const ig_journey *journey = job->journey;
    worker *w = &job->workers[number];
    uint32_t offsets[IG_VECTOR_ROWS];
    ig_morsel rows = ig_morsel_at(journey->context, task, journey->tally->n_rows);
    if (worker_init(job, w, err) != 0)
        return -1;
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        ig_slots_offsets(journey->keys, (uint32_t)slot_bytes(job), at, n, offsets);
        ig_batch batch = {.n = n, .offsets = offsets, .start = at, .loaded = w->loader.loaded};
        batch.one_record = ig_offsets_equal(offsets, n);
        if (!batch.one_record && job->n_lanes > 1)
            add_lanes(offsets, job->lanes, n);
        ig_loader_load(&w->loader, at, n);
        enter(w, &batch);
        ig_tally_add(journey->tally, w->records, &batch);
    }
    return 0;
}

/* All lanes and sets of some slots into the first lane of the first set. */
static int merge_slots(void *context, size_t task, unsigned number, ig_error *err) {
    (void)number, (void)err;
    const direct_job *job = context;
    const ig_tally *tally = job->journey->tally;
    size_t stride = slot_bytes(job), lo = task * MERGE_SLOTS;
    ig_records into = {.bytes = job->workers[0].records + lo * stride,
                       .n = ig_least(MERGE_SLOTS, job->journey->n_slots - lo),
                       .stride = stride};
    for (size_t w = 0; w < job->n_workers; w++) {
        const char *records = job->workers[w].records;
        for (size_t lane = w == 0; records != NULL && lane < job->n_lanes; lane++)
            ig_tally_merge(tally, into, records + lo * stride + lane * tally->record_bytes, stride);
    }
    return 0;
}

/* The first set that is there becomes the first of all, and in the end the tally's. */
static int merge(direct_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    ig_tally *tally = journey->tally;
    size_t n_sets = 0;
    for (size_t w = 0; w < job->n_workers; w++) {
        worker *from = &job->workers[w], *to = &job->workers[n_sets];
        if (from->records == NULL)
            continue;
        worker moved = *from;
        *from = *to;
        *to = moved;
        n_sets++;
    }
    if (n_sets == 0 && worker_init(job, &job->workers[0], err) != 0) /* no rows */
        return -1;
    size_t n_tasks = (journey->n_slots + MERGE_SLOTS - 1) / MERGE_SLOTS;
    if (n_sets * job->n_lanes <= 1)
        n_tasks = 0;
    if (ig_pool_run(journey->context->pool, n_tasks, merge_slots, job, err) != 0)
        return -1;
    tally->parts = ig_alloc_array(tally->memory, 1, sizeof *tally->parts, err);
    if (tally->parts == NULL)
        return -1;
    tally->n_parts = 1;
    tally->parts[0] = (ig_records){job->workers[0].records, journey->n_slots, slot_bytes(job)};
    job->workers[0].records = NULL; /* moved */
    return 0;
}

/* Once records hold the numbers of their groups, a row's id is at its slot. */
static int id_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    (void)number, (void)err;
    const direct_job *job = context;
    const ig_journey *journey = job->journey;
    char *records = journey->tally->parts[0].bytes;
    ig_morsel rows = ig_morsel_at(journey->context, task, journey->tally->n_rows);
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        uint32_t *ids = journey->groups->ids + at;
        ig_slots_offsets(journey->keys, (uint32_t)slot_bytes(job), at, n, ids);
        for (size_t i = 0; i < n; i++)
            ids[i] = *ig_record_first(records + ids[i]) - 1;
    }
    return 0;
}

static int run(direct_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    ig_pool *pool = journey->context->pool;
    size_t n_tasks = ig_morsels(journey->context, journey->tally->n_rows);
    if (ig_pool_run(pool, n_tasks, fold_morsel, job, err) != 0 || merge(job, err) != 0)
        return -1;
    ig_ranking ranking = {0};
    int rc = ig_road_number(journey, &ranking, err);
    ig_ranking_reset(&ranking);
    if (rc != 0 || journey->groups->ids == NULL)
        return rc;
    return ig_pool_run(pool, n_tasks, id_morsel, job, err);
}

static size_t count_lanes(const ig_journey *journey) {
    size_t lanes = LANES_MOST, bytes = journey->n_slots * journey->tally->record_bytes;
    while (lanes > 1 && (lanes * bytes > LANES_BYTES || journey->n_slots == 1))
        lanes /= 2;
    return lanes;
}

int ig_road_direct(const ig_journey *journey, ig_error *err) {
    direct_job job = {.journey = journey,
                      .n_lanes = count_lanes(journey),
                      .n_workers = ig_pool_size(journey->context->pool)};
    for (size_t i = 0; i < IG_VECTOR_ROWS; i++)
        job.lanes[i] = (uint32_t)(i % job.n_lanes * journey->tally->record_bytes);
    job.workers = ig_alloc_zero(journey->tally->memory, job.n_workers, sizeof *job.workers, err);
    if (job.workers == NULL)
        return -1;
    int rc = run(&job, err);
    for (size_t w = 0; w < job.n_workers; w++) {
        ig_free(job.workers[w].records);
        ig_loader_reset(&job.workers[w].loader);
    }
    ig_free(job.workers);
    return rc;
}
