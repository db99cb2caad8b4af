/*
 * The direct road. Each thread has a set of records of its own, one a slot, and folds vector after
 * vector of rows into it; the sets are merged at the end. Where slots are few, a set has several
 * lanes of records that rows use in turn: rows of one group in a row would else wait for each other.
 * Where the stats of the keys say that a block of rows reaches few of all slots (data sorted by
 * month), these have a small set of their own until rows reach others.
 */
#include "base/clones.h"
#include "query/group/road.h"
#include "query/group/slots.h"
#include "table/stats.h"

#include <string.h>

enum {
    LANES_MOST = 8,
    LANES_BYTES = 16384,
    ROWS_A_RECORD = 64, /* at least, or moving the records on costs more than lanes save */
    MERGE_SLOTS = 4096
};

/* Records of slots 0 … n_slots − 1, n_lanes a slot. */
typedef struct record_set {
    char *records; /* NULL until a row comes */
    size_t n_slots;
    size_t n_lanes;
    size_t n_empty; /* records no row has come to */
    size_t next;    /* the row behind the last one met */
} record_set;

typedef struct worker {
    ig_loader loader;
    record_set whole;       /* all slots */
    ig_record_block *block; /* owned: what `whole` lies in */
    record_set
        near; /* records owned: those that the rows at hand can reach; LANES_BYTES of records */
    ig_reach reach; /* of `near`, while it holds rows */
    bool is_open;   /* `near` holds rows */
} worker;

typedef struct direct_job {
    const ig_journey *journey;
    size_t n_lanes; /* of all slots */
    bool adds_only; /* every cell is a count or a sum */
    size_t n_workers;
    worker *workers; /* owned */
} direct_job;

static size_t slot_bytes(const direct_job *job) {
    return job->n_lanes * job->journey->tally->record_bytes;
}

static int whole_init(const direct_job *job, worker *w, ig_error *err) {
    if (w->whole.records != NULL)
        return 0;
    size_t n = job->journey->n_slots;
    w->whole = (record_set){.n_slots = n, .n_lanes = job->n_lanes, .n_empty = n * job->n_lanes};
    ig_memory *memory = job->journey->tally->memory;
    if (ig_record_block_push(memory, &w->block, n, slot_bytes(job), err) != 0)
        return -1;
    w->whole.records = w->block->records;
    return 0;
}

static int worker_init(const direct_job *job, worker *w, ig_error *err) {
    const ig_tally *tally = job->journey->tally;
    if (w->near.records != NULL)
        return 0;
    if (w->loader.loaded == NULL &&
        ig_loader_init(tally->memory, &w->loader, tally->sources, tally->n_sources, err) != 0)
        return -1;
    if (whole_init(job, w, err) != 0)
        return -1;
    w->near.records = ig_alloc_zero(tally->memory, 1, LANES_BYTES, err);
    return w->near.records != NULL ? 0 : -1;
}

/* Rows that follow each other go to different lanes, of which there are 1, 2, 4 or 8. */
IG_CLONES
static void add_lanes(uint32_t *offsets, uint32_t record_bytes, uint32_t n_lanes, size_t n) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += ((uint32_t)i & (n_lanes - 1)) * record_bytes;
}

/* A thread mostly meets rows in rising order: then records that all have a first row keep it. */
static void enter(record_set *set, const ig_batch *batch) {
    if (set->n_empty > 0 || batch->start < set->next)
        set->n_empty -= ig_tally_enter(set->records, batch);
    set->next = batch->start + batch->n;
}

static void fold_rows(const direct_job *job, worker *w, record_set *set, const ig_reach *reach,
                      ig_morsel rows) {
    const ig_tally *tally = job->journey->tally;
    uint32_t offsets[IG_VECTOR_ROWS], record_bytes = (uint32_t)tally->record_bytes;
    uint32_t n_lanes = (uint32_t)set->n_lanes;
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        ig_slots_offsets(job->journey->keys, reach, n_lanes * record_bytes, at, n, offsets);
        ig_batch batch = {.n = n,
                          .offsets = offsets,
                          .record_bytes = record_bytes,
                          .start = at,
                          .loaded = w->loader.loaded};
        batch.one_record = set->n_slots == 1 || ig_offsets_equal(offsets, n);
        if (job->adds_only && set->n_slots <= IG_FEW_MOST && n_lanes == 1)
            batch.n_few = set->n_slots;
        if (!batch.one_record && n_lanes > 1)
            add_lanes(offsets, record_bytes, n_lanes, n);
        ig_loader_load(&w->loader, at, n);
        enter(set, &batch);
        ig_tally_add(tally, set->records, &batch);
    }
}

/* Moves what the near records hold on to those of all slots. */
static void close_near(const direct_job *job, worker *w) {
    const ig_tally *tally = job->journey->tally;
    size_t bytes = tally->record_bytes, n = w->near.n_slots * w->near.n_lanes;
    for (size_t i = 0; w->is_open && i < n; i++) {
        size_t slot = ig_reach_slot(job->journey->keys, &w->reach, i / w->near.n_lanes);
        ig_records into = {w->whole.records + slot * slot_bytes(job), 1, bytes};
        bool was_empty = *ig_record_first(into.bytes) == 0;
        ig_tally_merge(tally, into, w->near.records + i * bytes, bytes);
        w->whole.n_empty -= was_empty && *ig_record_first(into.bytes) != 0;
    }
    if (w->is_open)
        memset(w->near.records, 0, n * bytes);
    w->is_open = false;
}

/* The lanes that records of n_slots have room for; n_rows come to them. */
static size_t count_lanes(const direct_job *job, size_t n_slots, size_t n_rows) {
    size_t lanes = LANES_MOST, bytes = n_slots * job->journey->tally->record_bytes;
    while (lanes > 1 && (lanes * bytes > LANES_BYTES || n_slots == 1 ||
                         lanes * n_slots * ROWS_A_RECORD > n_rows))
        lanes /= 2;
    return lanes;
}

/* Opens near records for rows of one block, unless they reach too many for that to pay. */
static bool open_near(const direct_job *job, worker *w, ig_morsel rows) {
    const ig_keys *keys = job->journey->keys;
    size_t n_rows = rows.hi - rows.lo, bytes = job->journey->tally->record_bytes;
    ig_reach reach;
    if (!ig_slots_reach(keys, rows.lo, n_rows, &reach) || reach.n_slots * bytes > LANES_BYTES ||
        reach.n_slots * ROWS_A_RECORD > n_rows)
        return false;
    if (w->is_open && ig_reach_equal(keys, &reach, &w->reach))
        return true;
    close_near(job, w);
    bool are_few = job->adds_only && reach.n_slots <= IG_FEW_MOST;
    w->near.n_slots = reach.n_slots;
    w->near.n_lanes = are_few ? 1 : count_lanes(job, reach.n_slots, n_rows);
    w->near.n_empty = w->near.n_slots * w->near.n_lanes;
    w->near.next = 0;
    w->reach = reach;
    w->is_open = true;
    return true;
}

static int fold_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    direct_job *job = context;
    const ig_journey *journey = job->journey;
    worker *w = &job->workers[number];
    ig_morsel rows = ig_morsel_at(journey->context, task, journey->tally->n_rows);
    if (worker_init(job, w, err) != 0)
        return -1;
    for (size_t at = rows.lo; at < rows.hi;) {
        size_t end = ig_least(rows.hi, (at / IG_STATS_ROWS + 1) * IG_STATS_ROWS);
        ig_morsel some = {at, end};
        if (open_near(job, w, some))
            fold_rows(job, w, &w->near, &w->reach, some);
        else
            fold_rows(job, w, &w->whole, NULL, some);
        at = end;
    }
    return 0;
}

/* All lanes and sets of some slots into the first lane of the first set. */
static int merge_slots(void *context, size_t task, unsigned number, ig_error *err) {
    (void)number, (void)err;
    const direct_job *job = context;
    const ig_tally *tally = job->journey->tally;
    size_t stride = slot_bytes(job), lo = task * MERGE_SLOTS;
    ig_records into = {.bytes = job->workers[0].whole.records + lo * stride,
                       .n = ig_least(MERGE_SLOTS, job->journey->n_slots - lo),
                       .stride = stride};
    for (size_t w = 0; w < job->n_workers; w++) {
        const char *records = job->workers[w].whole.records;
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
        close_near(job, from);
        if (from->whole.records == NULL)
            continue;
        worker moved = *from;
        *from = *to;
        *to = moved;
        n_sets++;
    }
    if (n_sets == 0 && whole_init(job, &job->workers[0], err) != 0) /* no rows */
        return -1;
    size_t n_tasks = (journey->n_slots + MERGE_SLOTS - 1) / MERGE_SLOTS;
    if (n_sets * job->n_lanes <= 1)
        n_tasks = 0;
    if (ig_pool_run(journey->context->pool, n_tasks, merge_slots, job, err) != 0)
        return -1;
    tally->blocks = job->workers[0].block;
    job->workers[0].block = NULL; /* moved */
    return 0;
}

static int list_spans(const direct_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    ig_tally *tally = journey->tally;
    size_t stride = slot_bytes(job);
    tally->spans = ig_alloc_array(tally->memory, journey->n_slots / IG_PIECE_RECORDS + 1,
                                  sizeof *tally->spans, err);
    if (tally->spans == NULL)
        return -1;
    for (size_t lo = 0; lo < journey->n_slots; lo += IG_PIECE_RECORDS)
        tally->spans[tally->n_spans++] =
            (ig_records){.bytes = tally->blocks->records + lo * stride,
                         .n = ig_least(IG_PIECE_RECORDS, journey->n_slots - lo),
                         .stride = stride};
    return 0;
}

/* Once records hold the numbers of their groups, a row's id is at its slot. */
static int id_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    (void)number, (void)err;
    const direct_job *job = context;
    const ig_journey *journey = job->journey;
    char *records = journey->tally->blocks->records;
    ig_morsel rows = ig_morsel_at(journey->context, task, journey->tally->n_rows);
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        uint32_t *ids = journey->groups->ids + at;
        ig_slots_offsets(journey->keys, NULL, (uint32_t)slot_bytes(job), at, n, ids);
        for (size_t i = 0; i < n; i++)
            ids[i] = *ig_record_first(records + ids[i]) - 1;
    }
    return 0;
}

static int run(direct_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    ig_pool *pool = journey->context->pool;
    size_t n_tasks = ig_morsels(journey->context, journey->tally->n_rows);
    if (ig_pool_run(pool, n_tasks, fold_morsel, job, err) != 0 || merge(job, err) != 0 ||
        list_spans(job, err) != 0)
        return -1;
    ig_ranking ranking = {0};
    int rc = ig_road_number(journey, &ranking, err);
    ig_ranking_reset(&ranking);
    if (rc != 0 || journey->groups->ids == NULL)
        return rc;
    return ig_pool_run(pool, n_tasks, id_morsel, job, err);
}

static bool adds_only(const ig_tally *tally) {
    bool adds = true;
    for (size_t i = 0; i < tally->n_cells; i++)
        adds &= tally->cells[i].kind <= IG_CELL_SUM;
    return adds;
}

int ig_road_direct(const ig_journey *journey, ig_error *err) {
    direct_job job = {.journey = journey,
                      .adds_only = adds_only(journey->tally),
                      .n_workers = ig_pool_size(journey->context->pool)};
    job.n_lanes = count_lanes(&job, journey->n_slots, journey->tally->n_rows);
    job.workers = ig_alloc_zero(journey->tally->memory, job.n_workers, sizeof *job.workers, err);
    if (job.workers == NULL)
        return -1;
    int rc = run(&job, err);
    for (size_t w = 0; w < job.n_workers; w++) {
        ig_record_blocks_free(job.workers[w].block);
        ig_free(job.workers[w].near.records);
        ig_loader_reset(&job.workers[w].loader);
    }
    ig_free(job.workers);
    return rc;
}
